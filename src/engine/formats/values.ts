/** Cell text to values, by decisions made for the whole column; pure. */
export { readDomain, readEmail } from './values/addresses.ts';
export { readCountry } from './values/countries.ts';
export { exponentOf, readCurrency } from './values/currencies.ts';
export { type DateOrder, detectDateOrder, readDate } from './values/dates.ts';
export { readMoney, readMoneyMinor } from './values/money.ts';
export { detectNumberStyle, type NumberStyle, readDecimal, readNumber } from './values/numbers.ts';
export { isNothing, type Reading } from './values/reading.ts';
export { readBoolean, readIdentifier } from './values/words.ts';

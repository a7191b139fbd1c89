/** Cell text to values, by decisions made for the whole column; pure. */

export { countryInWords, editDistance, readCountry } from './values/countries.ts';
export { readCurrency } from './values/currencies.ts';
export { type DateOrder, detectDateOrder, readDate } from './values/dates.ts';
export { readMoney } from './values/money.ts';
export { detectNumberStyle, type NumberStyle, readNumber } from './values/numbers.ts';
export { isNothing, type Reading } from './values/reading.ts';
export { readBoolean, readIdentifier } from './values/words.ts';

import type { Money } from '../../contract/units.ts';
import { currencyDigits } from '../programme/rules/money.ts';

/**
 * Figures in sentences. British English and no other: these words are part of answers and of frozen decks, and must be
 * the same on every machine. What a window shows of a plain figure it formats in the user's locale itself.
 */

const LOCALE = 'en-GB';
const made = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let known = made.get(key);
  if (known === undefined) {
    known = new Intl.NumberFormat(LOCALE, options);
    made.set(key, known);
  }
  return known;
}

/** An amount as an exact decimal, which Intl formats without the rounding of a float. */
function decimalOf({ minor, currency }: Money): Intl.StringNumericLiteral {
  const digits = currencyDigits(currency);
  const plain = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = plain.slice(0, plain.length - digits);
  return `${minor < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${plain.slice(-digits)}`}` as Intl.StringNumericLiteral;
}

const inCurrency = (money: Money, options: Intl.NumberFormatOptions) =>
  formatter({ style: 'currency', currency: money.currency, ...options })
    .format(decimalOf(money))
    .replaceAll(' ', ' ');

/** “€612,400”: no minor units. */
export const moneyWords = (money: Money): string =>
  inCurrency(money, { minimumFractionDigits: 0, maximumFractionDigits: 0 });

/** “€4.18m”: three figures. */
const shortMoneyWords = (money: Money): string =>
  inCurrency(money, { notation: 'compact', maximumSignificantDigits: 3 });

/** “€612,400”, and from a million on “€4.18m”: an amount as it is said. */
export const spokenMoneyWords = (money: Money): string =>
  Math.abs(money.minor) >= 1_000_000 * 10 ** currencyDigits(money.currency)
    ? shortMoneyWords(money)
    : moneyWords(money);

/** “34.2 %”. */
export const rateWords = (bp: number): string => `${formatter({ maximumFractionDigits: 1 }).format(bp / 100)} %`;

/** “1,240”. */
export const countWords = (count: number): string => formatter({}).format(count);

/** “1 deal”, “1,240 deals”. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countWords(count)} ${count === 1 ? one : many}`;

/** “40 min”, “3 h”, “4 d 7 h”, “72 d”: a length of business time, as the queue says it; `hoursPerDay` of a business day. */
export function businessWords(hours: number, hoursPerDay: number): string {
  if (hours > 0 && hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  const whole = Math.floor(hours + 1e-9);
  const days = Math.floor(whole / hoursPerDay);
  const rest = Math.floor(whole - days * hoursPerDay);
  if (days === 0) return `${whole} h`;
  // Far away, the hours say nothing.
  return rest === 0 || days >= 5 ? `${countWords(days)} d` : `${days} d ${rest} h`;
}

/** A list as one says it: “A”, “A and B”, “A, B and C”. */
export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

/** “+12 %” of an amount that was another; `null` where it was nothing. */
export function changeWords(now: number, before: number): string | null {
  if (before <= 0) return null;
  return signed(Math.round(((now - before) / before) * 100), '%');
}

/** “+3 points” between two rates in basis points. */
export const pointsWords = (nowBp: number, beforeBp: number): string => {
  const points = Math.round((nowBp - beforeBp) / 100);
  return signed(points, Math.abs(points) === 1 ? 'point' : 'points');
};

/** “−2 h” between two lengths of business time. */
export const hoursChangeWords = (now: number, before: number): string =>
  signed(Math.round((now - before) * 10) / 10, 'h');

/** “+3” between two counts. */
const signed = (value: number, unit: string): string => {
  const size = formatter({ maximumFractionDigits: 1 }).format(Math.abs(value));
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${size} ${unit}`;
};

/** “, €1,200 and US$300 left out for want of a rate”; nothing where nothing was. */
export const leftOutWords = (leftOut: readonly Money[]): string =>
  leftOut.length === 0 ? '' : `, ${listWords(leftOut.map(moneyWords))} left out for want of a rate`;

import type { IsoDate, Money } from '../../contract/units.ts';
import { currencyDigits } from '../programme/rules/money.ts';
import { dayWords } from './rules/periods.ts';

/**
 * Figures in sentences. The sentences are English; how numbers, money and dates are written in them is the reader's: by
 * `Intl` where a locale is asked for, else plainly and the same on every machine.
 */

type Write = (value: number | Intl.StringNumericLiteral, options?: Intl.NumberFormatOptions) => string;

const PLAIN_LOCALE = 'en-GB';

/** Writes numbers in a locale; making a formatter costs a hundred times what using it does. */
function writerIn(locale: string): Write {
  const made = new Map<string, Intl.NumberFormat>();
  return (value, options = {}) => {
    const key = JSON.stringify(options);
    let known = made.get(key);
    if (known === undefined) {
      known = new Intl.NumberFormat(locale, options);
      made.set(key, known);
    }
    // The narrow blank between digits is in few typefaces.
    return known.format(value).replaceAll('\u202f', '\u00a0');
  };
}

/** An amount as an exact decimal, which Intl formats without the rounding of a float. */
function decimalOf({ minor, currency }: Money): Intl.StringNumericLiteral {
  const digits = currencyDigits(currency);
  const plain = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = plain.slice(0, plain.length - digits);
  return `${minor < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${plain.slice(-digits)}`}` as Intl.StringNumericLiteral;
}

/** “40 min”, “3 h”, “4 d 7 h”, “72 d”: a length of business time, as the queue says it; `hoursPerDay` of a business day. */
export function businessWords(hours: number, hoursPerDay: number): string {
  if (hours > 0 && hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  const whole = Math.floor(hours + 1e-9);
  const days = Math.floor(whole / hoursPerDay);
  const rest = Math.floor(whole - days * hoursPerDay);
  if (days === 0) return `${whole} h`;
  // Far away, the hours say nothing.
  return rest === 0 || days >= 5 ? `${days} d` : `${days} d ${rest} h`;
}

/** A list as one says it: “A”, “A and B”, “A, B and C”. */
export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** How a figure differs from the one before: in per cent, in points of a rate, in hours. */
export type Difference = { readonly unit: 'percent' | 'points' | 'hours'; readonly by: number };

/** How figures are written into sentences. */
export interface Say {
  /** “€612,400”: no minor units. */
  money(money: Money): string;
  /** “€612,400”, and from a million on “€4.18m”: an amount as it is said. */
  spoken(money: Money): string;
  /** Basis points: “34.2%”. */
  rate(bp: number): string;
  /** “1,240”. */
  count(count: number): string;
  /** “3.4”: one digit after the mark. */
  decimal(value: number): string;
  /** “30 Sep 2026”. */
  day(date: IsoDate): string;
  /** “1 deal”, “1,240 deals”. */
  counted(count: number, one: string, many?: string): string;
  /** “seven”, “14”: small counts in words, as one says them in a sentence. */
  number(count: number): string;
  /** “no deals”, “one deal”, “14 deals”. */
  howMany(count: number, one: string, many?: string): string;
  /** “+12%”, “−3 points”, “±0 h”. */
  difference(difference: Difference): string;
  /** “, €1,200 and US$300 left out for want of a rate”; nothing where nothing was. */
  leftOut(amounts: readonly Money[]): string;
}

const known = new Map<string | undefined, Say>();

/** How figures are written for a reader; plainly where no locale is given. */
export function sayIn(locale?: string): Say {
  let say = known.get(locale);
  if (say === undefined) {
    say = sayMadeFor(locale);
    known.set(locale, say);
  }
  return say;
}

function sayMadeFor(locale: string | undefined): Say {
  const written = writerIn(locale ?? PLAIN_LOCALE);
  // Plain text keeps plain blanks.
  const write: Write =
    locale === undefined ? (value, options) => written(value, options).replaceAll('\u00a0', ' ') : written;
  const days =
    locale === undefined
      ? undefined
      : new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const inCurrency = ({ minor, currency }: Money, options: Intl.NumberFormatOptions) =>
    write(decimalOf({ minor, currency }), { style: 'currency', currency, ...options });
  const money = (amount: Money) => inCurrency(amount, { minimumFractionDigits: 0, maximumFractionDigits: 0 });
  const count = (value: number) => write(value);
  const rate = (bp: number) =>
    locale === undefined
      ? `${write(bp / 100, { maximumFractionDigits: 1 })} %`
      : write(bp / 10_000, { style: 'percent', maximumFractionDigits: 1 });
  const number = (value: number) => SMALL[value] ?? count(value);
  return {
    money,
    spoken: (amount) =>
      Math.abs(amount.minor) >= 1_000_000 * 10 ** currencyDigits(amount.currency)
        ? inCurrency(amount, { notation: 'compact', maximumSignificantDigits: 3 })
        : money(amount),
    rate,
    count,
    decimal: (value) => write(value, { maximumFractionDigits: 1 }),
    day: (date) => days?.format(Date.parse(date)).replaceAll('\u202f', '\u00a0') ?? dayWords(date),
    counted: (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`,
    number,
    howMany: (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`,
    difference: ({ unit, by }) => {
      const size = Math.abs(by);
      const sign = by > 0 ? '+' : by < 0 ? '−' : '±';
      if (unit === 'percent') return `${sign}${rate(size * 100)}`;
      return `${sign}${write(size, { maximumFractionDigits: 1 })} ${unit === 'hours' ? 'h' : size === 1 ? 'point' : 'points'}`;
    },
    leftOut: (amounts) =>
      amounts.length === 0 ? '' : `, ${listWords(amounts.map(money))} left out for want of a rate`,
  };
}

/** By how much an amount or a count grew, in per cent; `null` where there was nothing. */
export const growth = (now: number, before: number): Difference | null =>
  before <= 0 ? null : { unit: 'percent', by: Math.round(((now - before) / before) * 100) };

/** By how many points a rate rose, from basis points. */
export const rise = (nowBp: number, beforeBp: number): Difference => ({
  unit: 'points',
  by: Math.round((nowBp - beforeBp) / 100),
});

/** By how many hours a length of business time grew. */
export const lengthening = (now: number, before: number): Difference => ({
  unit: 'hours',
  by: Math.round((now - before) * 10) / 10,
});

/** “1 deal”, “1,240 deals”, plainly. */
export const { counted } = sayIn();

import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { Currency, IsoDate, Minor, Money } from '../../../contract/units.ts';
import { type ExchangeRate, inProgrammeCurrency, minor } from '../../programme/rules/money.ts';

/** An amount, or the sum of many of one currency and day, on the day whose rate counts. */
export interface DatedAmount {
  readonly minor: number;
  readonly currency: string;
  readonly on: string;
  /** How many deals it is the sum of. */
  readonly deals: number;
}

/** A sum in the programme's currency, and what could not be part of it. */
export interface Total {
  readonly money: Money;
  /** How many deals are in it. */
  readonly deals: number;
  /** Sums without a rate, one a currency. */
  readonly leftOut: readonly Money[];
  readonly dealsLeftOut: number;
}

/** The dated rates of a programme, ready to be asked often. */
export interface Rates {
  readonly currency: Currency;
  /** The newest rate on or before a day; `null` where there is none. */
  rateOf(currency: string, on: string): ExchangeRate | null;
  /** Currencies there are rates of, with the first day of each. */
  firstDays(): readonly { readonly currency: string; readonly on: string }[];
}

type Programme = Pick<ProgrammeBody, 'currency' | 'exchangeRates'>;

// A central bank's history has thousands of days; a body never changes once read, so its order is worked out once.
const known = new WeakMap<Programme, Rates>();

/** The rates of an edition of the programme. */
export function ratesOf(programme: Programme): Rates {
  const before = known.get(programme);
  if (before !== undefined) return before;
  const byCurrency = new Map<string, ExchangeRate[]>();
  for (const rate of programme.exchangeRates) {
    const list = byCurrency.get(rate.currency);
    if (list === undefined) byCurrency.set(rate.currency, [rate]);
    else list.push(rate);
  }
  for (const list of byCurrency.values()) list.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const rates: Rates = {
    currency: programme.currency,
    rateOf: (currency, on) => newestUntil(byCurrency.get(currency) ?? [], on),
    firstDays: () =>
      [...byCurrency].flatMap(([currency, list]) => (list[0] === undefined ? [] : [{ currency, on: list[0].on }])),
  };
  known.set(programme, rates);
  return rates;
}

/** Whether an amount can be part of a total. */
export const isConvertible = (currency: string, on: string, rates: Rates): boolean =>
  currency === rates.currency || rates.rateOf(currency, on) !== null;

/** The first of those on the newest day, as the programme's own rule takes it. */
function newestUntil(sorted: readonly ExchangeRate[], on: string): ExchangeRate | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.on ?? '') <= on) low = middle + 1;
    else high = middle;
  }
  const day = sorted[low - 1]?.on;
  if (day === undefined) return null;
  let first = low - 1;
  while (first > 0 && sorted[first - 1]?.on === day) first -= 1;
  return sorted[first] ?? null;
}

/**
 * IS10: a total in the programme's currency. Amounts of one currency and one rate are added first and converted once,
 * rounded half even, so that a total does not gather a rounding a deal. An amount without a rate stays in its own
 * currency and out of the total.
 *
 * Source: product.md, exchange rates.
 */
export function totalOf(amounts: Iterable<DatedAmount>, rates: Rates): Total {
  const sums = new Map<string, { minor: number; deals: number; currency: string; rate: ExchangeRate | null }>();
  for (const amount of amounts) {
    const own = amount.currency === rates.currency;
    const rate = own ? null : rates.rateOf(amount.currency, amount.on);
    const key = own ? '=' : `${amount.currency} ${rate?.on ?? ''}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { minor: amount.minor, deals: amount.deals, currency: amount.currency, rate });
    else {
      sum.minor += amount.minor;
      sum.deals += amount.deals;
    }
  }
  let whole = 0;
  let deals = 0;
  let dealsLeftOut = 0;
  const leftOut: Money[] = [];
  for (const sum of sums.values()) {
    const money: Money = { minor: minor(sum.minor), currency: sum.currency as Currency };
    const converted = inProgrammeCurrency(money, (sum.rate?.on ?? '') as IsoDate, {
      currency: rates.currency,
      exchangeRates: sum.rate === null ? [] : [sum.rate],
    });
    if (converted === null) {
      if (sum.minor !== 0 || sum.deals !== 0) leftOut.push(money);
      dealsLeftOut += sum.deals;
    } else {
      whole += converted.money.minor;
      deals += sum.deals;
    }
  }
  leftOut.sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { money: { minor: minor(whole) as Minor, currency: rates.currency }, deals, leftOut, dealsLeftOut };
}

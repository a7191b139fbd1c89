import { dinero, halfAwayFromZero, halfEven, toSnapshot, transformScale } from 'dinero.js/bigint';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { Currency, IsoDate, Minor, Money } from '../../../contract/units.ts';

/** Money in rules: integers all the way, one rounding, and the rounding is named. */

export type Rounding = 'half up' | 'half even';

const digitsOf = new Map<string, number>();

/** Decimal places of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. The same in every locale. */
export function currencyDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/** An amount for sentences that are stored, the same on every machine: `EUR 184,000.00`. */
export function moneyWords({ minor, currency }: Money): string {
  const digits = currencyDigits(currency);
  const plain = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = plain.slice(0, plain.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  const cents = digits === 0 ? '' : `.${plain.slice(-digits)}`;
  return `${currency} ${minor < 0 ? '−' : ''}${whole}${cents}`;
}

/** Hundredths of a percent for sentences: `10 %`, `2.5 %`. */
export function percentWords(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

/** A whole number as money; throws beyond what a safe integer holds. */
export function minor(amount: bigint | number): Minor {
  const value = Number(amount);
  if (!Number.isSafeInteger(value)) throw new Error(`expected an amount in whole minor units, found ${amount}`);
  return value as Minor;
}

/**
 * An amount times a decimal fraction, rounded once to the minor unit.
 *
 * Half up rounds away from zero, so that a reversal of an amount is the amount reversed.
 *
 * @param factor `numerator / 10^scale`; 1 250 and 4 for 12.5 %
 */
export function times(
  amount: number,
  factor: { readonly numerator: bigint; readonly scale: number },
  rounding: Rounding,
): Minor {
  return rounded(BigInt(amount) * factor.numerator, factor.scale, rounding);
}

/** An exact amount of `amount / 10^scale` minor units, rounded to whole ones. Half up rounds away from zero. */
export function rounded(amount: bigint, scale: number, rounding: Rounding): Minor {
  // The currency plays no part: for the library a minor unit is here one of scale 0.
  const exact = dinero({ amount, currency: UNIT, scale: BigInt(scale) });
  return minor(toSnapshot(transformScale(exact, 0n, rounding === 'half even' ? halfEven : halfAwayFromZero)).amount);
}

/** ISO 4217 keeps this code for amounts without a currency. */
const UNIT = { code: 'XXX', base: 10n, exponent: 0n } as const;

/** An amount times hundredths of a percent, rounded once. */
export function timesBasisPoints(amount: number, basisPoints: number, rounding: Rounding): Minor {
  return times(amount, { numerator: BigInt(basisPoints), scale: 4 }, rounding);
}

/** A dated exchange rate of the programme. */
export type ExchangeRate = ProgrammeBody['exchangeRates'][number];

/** The newest rate of a currency on or before a date; `null` where there is none. */
export function rateOn(currency: Currency, on: IsoDate, rates: readonly ExchangeRate[]): ExchangeRate | null {
  let newest: ExchangeRate | null = null;
  for (const rate of rates) {
    if (rate.currency === currency && rate.on <= on && (newest === null || rate.on > newest.on)) newest = rate;
  }
  return newest;
}

/** An amount restated in the programme's currency, and the rate it was done with (`null` where none was needed). */
export interface Converted {
  readonly money: Money;
  readonly rate: ExchangeRate | null;
}

/**
 * An amount in the programme's currency at the newest rate on or before a date, rounded half even once.
 *
 * @returns `null` where there is no rate: the amount stays in its own currency and out of totals
 */
export function inProgrammeCurrency(
  money: Money,
  on: IsoDate,
  programme: Pick<ProgrammeBody, 'currency' | 'exchangeRates'>,
): Converted | null {
  if (money.currency === programme.currency) return { money, rate: null };
  const rate = rateOn(money.currency, on, programme.exchangeRates);
  if (rate === null) return null;
  const [whole = '0', decimals = ''] = rate.rate.split('.');
  const shift = currencyDigits(programme.currency) - currencyDigits(money.currency);
  const numerator = BigInt(whole + decimals) * 10n ** BigInt(Math.max(shift, 0));
  const scale = decimals.length + Math.max(-shift, 0);
  return {
    money: { minor: times(money.minor, { numerator, scale }, 'half even'), currency: programme.currency },
    rate,
  };
}

/**
 * Divides an amount by shares so that every unit is given out: each gets its share rounded down, and the units left over go to the
 * largest remainders, ties to whoever stands first (largest-remainder method, Hamilton).
 *
 * @param shares not negative, not all zero; an amount below zero is divided as its opposite
 */
export function divide(amount: number, shares: readonly number[]): Minor[] {
  const whole = shares.reduce((sum, share) => sum + BigInt(share), 0n);
  if (whole <= 0n || shares.some((share) => share < 0))
    throw new Error(`expected shares of zero or more with a sum above zero, found ${shares.join(', ')}`);
  if (amount < 0) return divide(-amount, shares).map((part) => minor(part === 0 ? 0 : -part));
  const parts = shares.map((share, place) => {
    const exact = BigInt(amount) * BigInt(share);
    return { place, units: exact / whole, remainder: exact % whole };
  });
  let left = BigInt(amount) - parts.reduce((sum, part) => sum + part.units, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.units += 1n;
    left -= 1n;
  }
  return parts.map((part) => minor(part.units));
}

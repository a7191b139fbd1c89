import type { Money } from '../../contract/units.ts';
import { numberFormat } from './formatters.ts';

/**
 * Minor units in one unit of a currency, as a power of ten: 2 for EUR, 0 for JPY, 3 for KWD.
 *
 * ISO 4217's exponent, as `Intl` carries it; a currency it doesn't know counts as 2.
 */
export function exponentOf(currency: string): number {
  return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in units of its currency, exact to the minor unit as decimal text: `-184000.05`. */
export function decimalOf(money: Money): string {
  const exponent = exponentOf(money.currency);
  const digits = Math.abs(money.minor)
    .toString()
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = money.minor < 0 ? '-' : '';
  return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`;
}

// `Intl` takes a decimal as text without rounding it through a float.
const decimal = (money: Money) => decimalOf(money) as unknown as number;

/** To the cent: “€27,600.00”. For what is owed, earned or paid. */
export function exactMoney(money: Money, locale: string): string {
  return numberFormat(locale, { style: 'currency', currency: money.currency }).format(decimal(money));
}

/** In whole units: “€184,000”. For the value of deals. */
export function wholeMoney(money: Money, locale: string): string {
  return numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    maximumFractionDigits: 0,
  }).format(decimal(money));
}

/** In three figures: “€4.18m”. For tiles and axes; the exact amount stands behind it. */
export function compactMoney(money: Money, locale: string): string {
  return numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(decimal(money));
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/**
 * A sentence of the engine with its amounts as the user's locale writes them: “of EUR 64,000.00” says “of €64,000.00”. Only what is written as
 * the engine writes it, to the minor unit: “EUR 5” stands where somebody wrote it.
 */
export const amountsInWords = (sentence: string, locale: string) =>
  sentence.replace(
    /\b([A-Z]{3}) (−?)(\d{1,3}(?:,\d{3})+|\d{1,3})(?:\.(\d+))?(?![\d,]*\d)/g,
    (written, currency: string, minus: string, whole: string, cents = '') => {
      if (!CURRENCIES.has(currency) || cents.length !== exponentOf(currency)) return written;
      const amount = `${minus === '' ? '' : '-'}${whole.replaceAll(',', '')}${cents === '' ? '' : `.${cents}`}`;
      return numberFormat(locale, { style: 'currency', currency }).format(amount as unknown as number);
    },
  );

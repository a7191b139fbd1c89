import type { Currency } from '../../../contract/units.ts';
import { editDistance } from './countries.ts';
import { quoted, type Reading, read, unread } from './reading.ts';

const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** A code of ISO 4217, upper case. */
export const isCurrencyCode = (text: string) => codes.has(text);

/** Decimals of a currency by ISO 4217, as `Intl` carries them; a currency it doesn't know counts as 2. */
export function exponentOf(currency: Currency): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const exponent = format.resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, exponent);
  return exponent;
}
const exponents = new Map<string, number>();

const symbols: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₺': 'TRY',
  '฿': 'THB',
  '₦': 'NGN',
  '₱': 'PHP',
  '₸': 'KZT',
  '₾': 'GEL',
  zł: 'PLN',
  kč: 'CZK',
  ft: 'HUF',
  r$: 'BRL',
  us$: 'USD',
  u$: 'USD',
  a$: 'AUD',
  au$: 'AUD',
  c$: 'CAD',
  ca$: 'CAD',
  hk$: 'HKD',
  nz$: 'NZD',
  s$: 'SGD',
  mx$: 'MXN',
  nt$: 'TWD',
  'cn¥': 'CNY',
  'jp¥': 'JPY',
  rmb: 'CNY',
  sfr: 'CHF',
  'sfr.': 'CHF',
  lei: 'RON',
  лв: 'BGN',
  'din.': 'RSD',
};

/** Symbols that several currencies share. */
const shared: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'MXN', 'SGD', 'HKD', 'NZD', 'TWD', 'ARS', 'CLP', 'COP'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['DKK', 'SEK', 'NOK', 'ISK'],
  '¥': ['JPY', 'CNY'],
  '￥': ['JPY', 'CNY'],
  fr: ['CHF'],
  'fr.': ['CHF'],
  rs: ['INR', 'PKR', 'LKR'],
  'rs.': ['INR', 'PKR', 'LKR'],
};

/** Names people write that are not the standard's. */
const aliases: Readonly<Record<string, string>> = {
  dollar: '',
  'u.s. dollar': 'USD',
  'american dollar': 'USD',
  'us dollar': 'USD',
  'us dollars': 'USD',
  euros: 'EUR',
  'pound sterling': 'GBP',
  'pounds sterling': 'GBP',
  sterling: 'GBP',
  'british pounds': 'GBP',
  'swiss francs': 'CHF',
  yen: 'JPY',
  renminbi: 'CNY',
  yuan: 'CNY',
  zloty: 'PLN',
  'czech crown': 'CZK',
  'česká koruna': 'CZK',
  'us-dollar': 'USD',
  'britisches pfund': 'GBP',
  'schweizer franken': 'CHF',
};

let names: ReadonlyMap<string, string> | undefined;

/** Names of currencies in English, German, French and Spanish, lower case. */
function byName(): ReadonlyMap<string, string> {
  if (names) return names;
  const found = new Map<string, string>(Object.entries(aliases).filter(([, code]) => code !== ''));
  for (const locale of ['en', 'de', 'fr', 'es']) {
    const display = new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code)?.toLowerCase();
      // A withdrawn currency carries years in brackets and must not take a living one's name.
      if (name !== undefined && !found.has(name) && !/\d/.test(name)) found.set(name, code);
    }
  }
  names = found;
  return found;
}

/**
 * The ISO 4217 code that a cell means: a code, a name (`US Dollar`), or a symbol of one currency only.
 *
 * @param expected  the currency of the file; a shared symbol (`$`, `kr`, `¥`) that may mean it is taken for it
 */
export function readCurrency(text: string, expected?: Currency): Reading<Currency> {
  const bare = text.normalize('NFC').trim();
  const upper = bare.toUpperCase();
  if (codes.has(upper)) return read(upper as Currency);
  const lower = bare.toLowerCase().replace(/\s+/g, ' ');
  const told = symbols[lower] ?? byName().get(lower);
  if (told !== undefined) return read(told as Currency);
  const candidates = shared[lower];
  if (candidates?.length === 1 || (expected !== undefined && candidates?.includes(expected))) {
    return read((expected !== undefined && candidates?.includes(expected) ? expected : candidates?.[0]) as Currency);
  }
  if (candidates) {
    return unread(
      'currency_ambiguous',
      `${quoted(text)} can be ${candidates.slice(0, 4).join(', ')}.`,
      `Write the code, for example ${candidates[0]}.`,
    );
  }
  return unread(
    'currency_unknown',
    `${quoted(text)} is not a currency.`,
    'Write its code of three letters, for example EUR.',
    meantCode(lower),
  );
}

/** The code that was probably meant: letters with something between them, or a name with one slip. */
function meantCode(lower: string): string | undefined {
  const letters = lower.replace(/[^\p{L}]/gu, '').toUpperCase();
  if (codes.has(letters)) return letters;
  if (lower.length < 5) return undefined;
  const near = new Set<string>();
  for (const [name, code] of byName()) if (editDistance(lower, name, 1) <= 1) near.add(code);
  return near.size === 1 ? [...near][0] : undefined;
}

import { createRequire } from 'node:module';
import anyAscii from 'any-ascii';
// Its main entry reads the names of all countries in eighty languages.
import countries from 'i18n-iso-countries/index.js';
import type { CountryCode } from '../../contract/units.ts';

const require = createRequire(import.meta.url);
const known = new Map<string, CountryCode | null>();
let registered = false;

/** Ways to write a country that the tables lack, folded. */
const ALIASES = new Map(
  Object.entries({
    korea: 'KR',
    'south korea': 'KR',
    uk: 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    'northern ireland': 'GB',
    'great britain': 'GB',
    usa: 'US',
    'u s a': 'US',
    'u s': 'US',
    america: 'US',
    philipines: 'PH',
    phillipines: 'PH',
    holland: 'NL',
    'the netherlands': 'NL',
    'czech republic': 'CZ',
    russia: 'RU',
    vietnam: 'VN',
    taiwan: 'TW',
    uae: 'AE',
    emirates: 'AE',
    turkey: 'TR',
    brasil: 'BR',
    deutschland: 'DE',
    osterreich: 'AT',
    schweiz: 'CH',
    suisse: 'CH',
    espana: 'ES',
    italia: 'IT',
    polska: 'PL',
    'hong kong': 'HK',
    macau: 'MO',
    iran: 'IR',
    'ivory coast': 'CI',
  }),
);

/**
 * The ISO 3166-1 alpha-2 code of a country written as a code of two or three letters or as an English name; `null` when
 * it is none of them.
 */
export function countryCode(text: string | null | undefined): CountryCode | null {
  const written = (text ?? '').trim();
  if (written === '') return null;
  let code = known.get(written);
  if (code === undefined) {
    code = resolve(written);
    known.set(written, code);
  }
  return code;
}

function resolve(written: string): CountryCode | null {
  if (!registered) {
    countries.registerLocale(require('i18n-iso-countries/langs/en.json'));
    registered = true;
  }
  const folded = anyAscii(written.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
  const alias = ALIASES.get(folded);
  if (alias) return alias as CountryCode;
  const upper = written.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper)) return countries.isValid(upper) ? (upper as CountryCode) : null;
  const code = /^[A-Z]{3}$/.test(upper) ? countries.alpha3ToAlpha2(upper) : countries.getAlpha2Code(written, 'en');
  return (code as CountryCode | undefined) ?? null;
}

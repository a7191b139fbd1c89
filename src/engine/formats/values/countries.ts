import { createRequire } from 'node:module';
import countries, { type LocaleData } from 'i18n-iso-countries/index.js';
import type { CountryCode } from '../../../contract/units.ts';
import { quoted, type Reading, read, unread } from './reading.ts';

const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'cs',
  'sv',
  'da',
  'fi',
  'no',
  'hu',
  'tr',
  'ja',
  'zh',
  'ko',
  'ru',
  'uk',
  'ar',
  'he',
];

/** What people write that no list of names has. */
const aliases: Readonly<Record<string, string>> = {
  uk: 'GB',
  'u k': 'GB',
  gb: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states': 'US',
  america: 'US',
  'united states of america': 'US',
  eeuu: 'US',
  'ee uu': 'US',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  czechia: 'CZ',
  'ivory coast': 'CI',
  'south korea': 'KR',
  'republic of korea': 'KR',
  'north korea': 'KP',
  russia: 'RU',
  vietnam: 'VN',
  uae: 'AE',
  'u a e': 'AE',
  emirates: 'AE',
  turkey: 'TR',
  turkiye: 'TR',
  macedonia: 'MK',
  burma: 'MM',
  swaziland: 'SZ',
  'cape verde': 'CV',
  laos: 'LA',
  syria: 'SY',
  iran: 'IR',
  bolivia: 'BO',
  venezuela: 'VE',
  tanzania: 'TZ',
  moldova: 'MD',
  taiwan: 'TW',
  palestine: 'PS',
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
  brunei: 'BN',
  vatican: 'VA',
  'east timor': 'TL',
  'congo kinshasa': 'CD',
  drc: 'CD',
  'congo brazzaville': 'CG',
  schweiz: 'CH',
  suisse: 'CH',
  svizzera: 'CH',
  'deutschland brd': 'DE',
  prc: 'CN',
};

const byName = new Map<string, string>();
/** English names and aliases, for misspellings. */
const spelling: string[] = [];
const known = new Map<string, Reading<CountryCode>>();

function load(): void {
  const require = createRequire(import.meta.url);
  for (const language of languages) {
    const file: LocaleData = require(`i18n-iso-countries/langs/${language}.json`);
    if (language === 'en') countries.registerLocale(file);
    for (const [code, given] of Object.entries(file.countries)) {
      for (const name of [given].flat()) {
        const bare = bareName(name);
        if (bare !== '' && !byName.has(bare)) byName.set(bare, code);
        if (language === 'en') spelling.push(bare);
      }
    }
  }
  for (const [name, code] of Object.entries(aliases)) {
    byName.set(name, code);
    spelling.push(name);
  }
}

/** Letters alone, in lower case, without marks; `the` and what stands in brackets left off. */
const bareName = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\(.*\)|\[.*\]/g, ' ')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^the /, '')
    .trim();

/**
 * The ISO 3166-1 alpha-2 code a cell means: a code of two or three letters, or a name in one of two dozen languages.
 *
 * A misspelt English name is taken for the nearest one (one slip, two in a long name) when only one country is that
 * near, and the note says so. Answers are remembered, for columns repeat few countries many times.
 */
export function readCountry(text: string): Reading<CountryCode> {
  const before = known.get(text);
  if (before) return before;
  const answer = lookUp(text);
  if (known.size < 10_000) known.set(text, answer);
  return answer;
}

function lookUp(text: string): Reading<CountryCode> {
  if (byName.size === 0) load();
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && countries.isValid(code)) return read(code as CountryCode);
  const bare = bareName(text);
  const exact = byName.get(bare) ?? (/^[A-Z]{3}$/.test(code) ? countries.alpha3ToAlpha2(code) : undefined);
  if (exact !== undefined) return read(exact as CountryCode);
  const [nearest, ...others] = nearestNames(bare);
  if (nearest !== undefined && others.length === 0) {
    const meant = byName.get(nearest) as CountryCode;
    return read(meant, `${quoted(text)} was read as ${countryInWords(meant)}.`);
  }
  const todo = 'Write its name, for example Germany, or its code of two letters, for example DE.';
  if (nearest === undefined) {
    // A slip in another language is likelier some third word: it is asked, and not taken.
    const meant = nearestNames(bare, byName.keys()).map((name) => nameOf(byName.get(name) ?? ''));
    const asked = meant.length === 0 || meant.length > 3 ? todo : `Did you mean ${meant.join(' or ')}?`;
    return unread(
      'country_unknown',
      `${quoted(text)} is not a country.`,
      asked,
      meant.length === 1 ? meant[0] : undefined,
    );
  }
  const names = [nearest, ...others].slice(0, 3).map((name) => nameOf(byName.get(name) ?? ''));
  return unread('country_ambiguous', `${quoted(text)} is not a country; it may mean ${names.join(' or ')}.`, todo);
}

/** The English name of a country, with its code: “South Korea (KR)”. */
export const countryInWords = (code: CountryCode): string => `${nameOf(code)} (${code})`;

const display = new Intl.DisplayNames('en', { type: 'region' });
const nameOf = (code: string) => display.of(code) ?? code;

/** The names of different countries that are nearest to a word, if near enough. */
function nearestNames(bare: string, names: Iterable<string> = spelling): string[] {
  const allowed = bare.length >= 8 ? 2 : bare.length >= 5 ? 1 : 0;
  let best = allowed;
  let found = new Map<string, string>();
  if (allowed === 0) return [];
  for (const name of names) {
    if (Math.abs(name.length - bare.length) > best || name.length < 4) continue;
    const distance = editDistance(bare, name, best);
    if (distance > best) continue;
    if (distance < best) found = new Map();
    best = distance;
    const code = byName.get(name);
    if (code !== undefined && !found.has(code)) found.set(code, name);
  }
  return [...found.values()];
}

/** Slips between two words: a letter more, less, other, or two swapped (optimal string alignment); above `limit` it may be any larger number. */
export function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

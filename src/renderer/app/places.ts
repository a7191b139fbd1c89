import currencyOf from 'country-to-currency';

/** Names and codes for choosing where a workspace is at home; all of them from `Intl`. */
export type Choice = { value: string; label: string };

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

// Groups and reserved codes that `Intl` names but that are no country with holidays of its own.
const noCountry = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'XA',
  'XB',
  'ZZ',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
  'AQ',
  'BV',
  'HM',
  'TF',
]);

/** Countries by name, in the user's language. */
export function countries(locale: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const found = [...letters].flatMap((first) =>
    [...letters].flatMap((second) => {
      const value = `${first}${second}`;
      const label = noCountry.has(value) ? undefined : names.of(value);
      // Withdrawn codes (DD, SU) are named as what they became.
      return label === undefined || new Intl.Locale('und', { region: value }).region !== value
        ? []
        : [{ value, label }];
    }),
  );
  const seen = new Set<string>();
  return found
    .filter(({ label }) => !seen.has(label) && seen.add(label))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Currencies as “EUR · Euro”, by code. */
export function currencies(locale: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? value}`,
  }));
}

const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Time zones as the system knows them. Its list leaves out UTC, and the user's own where that is an older name. */
export const timeZones = (): Choice[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), ownTimeZone(), 'UTC'])]
    .sort()
    .map((value) => ({ value, label: value.replaceAll('_', ' ') }));

/** The zone most people of a country with several live in. */
const mainZone: Readonly<Record<string, string>> = {
  US: 'America/New_York',
  CA: 'America/Toronto',
  MX: 'America/Mexico_City',
  BR: 'America/Sao_Paulo',
  AR: 'America/Argentina/Buenos_Aires',
  CL: 'America/Santiago',
  AU: 'Australia/Sydney',
  NZ: 'Pacific/Auckland',
  CN: 'Asia/Shanghai',
  ID: 'Asia/Jakarta',
  KZ: 'Asia/Almaty',
  RU: 'Europe/Moscow',
  DE: 'Europe/Berlin',
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kyiv',
};

/** The time zones of a country, by CLDR; empty where the engine does not tell. */
const zonesOf = (country: string): readonly string[] =>
  (
    new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones?: () => string[] | undefined }
  ).getTimeZones?.() ?? [];

/** What a country makes likely: its currency, and its zone; the given one where that is one of its own. */
export function likelyIn(country: string, zoneNow: string): { country: string; currency: string; timeZone: string } {
  const zones = zonesOf(country);
  const timeZone = zones.length === 0 || zones.includes(zoneNow) ? zoneNow : (mainZone[country] ?? zones[0] ?? zoneNow);
  const currency = (currencyOf as Readonly<Record<string, string>>)[country] ?? 'EUR';
  return { country, currency: Intl.supportedValuesOf('currency').includes(currency) ? currency : 'EUR', timeZone };
}

/** A first guess at where the user works, from locale and system. */
export const likelyPlace = (locale: string) =>
  likelyIn(new Intl.Locale(locale).maximize().region ?? 'DE', ownTimeZone());

/** Monday first, short, in the user's language. */
export const weekdays = (locale: string): { day: number; name: string; short: string }[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => {
    // 2024-01-01 was a Monday.
    const at = Date.UTC(2024, 0, day, 12);
    const named = (weekday: 'short' | 'long') =>
      new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(at);
    return { day, name: named('long'), short: named('short') };
  });

import { COUNTRIES, type Country } from './countries.ts';
import type { Random } from './random.ts';
import { FIRST_NAMES, LAST_NAMES, PARTNER_NAMES, SECTORS, TITLES, TRADES } from './words.ts';

export interface DemoAccount {
  readonly key: string;
  readonly name: string;
  readonly country: Country;
  readonly city: string;
  readonly domain: string;
  readonly postcode: string;
  readonly phone: string;
  readonly sector: string;
  readonly employees: number;
  readonly owner: string;
}

export interface DemoPerson {
  readonly name: string;
  readonly title: string;
  readonly email: string;
}

export interface DemoPartner {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly tier: string;
  readonly stage: string;
  readonly country: Country;
  readonly domain: string;
  readonly supporter: string;
  readonly signedOn: string;
  readonly people: readonly DemoPerson[];
  /** How much it brings, relative to the others. */
  readonly weight: number;
  /** Share of its claims that are good ones. */
  readonly quality: number;
}

export const OWNERS = ['Direct North', 'Direct South', 'Direct West', 'Direct East', 'Key accounts'] as const;
export const SUPPORTERS = ['M. Okafor', 'J. Lindqvist', 'A. Ferrari'] as const;

/** A name as a web host: ASCII letters and digits. */
export const hostOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll('ł', 'l')
    .replaceAll(/[^A-Za-z0-9 -]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[ -]+/g, '-');

function countryBy(random: Random): Country {
  const total = COUNTRIES.reduce((sum, country) => sum + country.weight, 0);
  let at = random.next() * total;
  for (const country of COUNTRIES) {
    at -= country.weight;
    if (at < 0) return country;
  }
  return random.pick(COUNTRIES);
}

export function person(random: Random, country: Country, domain: string): DemoPerson {
  const [firsts, lasts] = country.people ?? [FIRST_NAMES, LAST_NAMES];
  const first = random.pick(firsts);
  const last = random.pick(lasts);
  return { name: `${first} ${last}`, title: random.pick(TITLES), email: `${hostOf(first)}.${hostOf(last)}@${domain}` };
}

/** People of one company, no two of one name: nothing else tells them apart in a list without ids. */
function peopleAt(random: Random, country: Country, domain: string, count: number): DemoPerson[] {
  const people = new Map<string, DemoPerson>();
  while (people.size < count) {
    const one = person(random, country, domain);
    if (!people.has(one.name)) people.set(one.name, one);
  }
  return [...people.values()];
}

/** Companies with names of their own: root, trade and legal form of their country, no two alike. */
export function companies(random: Random, count: number): DemoAccount[] {
  const taken = new Set<string>();
  const made: DemoAccount[] = [];
  while (made.length < count) {
    const country = countryBy(random);
    const root = random.int(0, country.roots.length - 1);
    const trade = random.int(0, SECTORS.length - 1);
    const place = random.int(0, country.cities.length - 1);
    const city = country.cities[place] ?? '';
    const withCity = random.chance(0.55);
    // Japanese names are written in one.
    const space = country.language === 'ja' ? '' : ' ';
    const stem = [country.roots[root], TRADES[country.language][trade], ...(withCity ? [city] : [])].join(space);
    if (taken.has(stem)) continue;
    taken.add(stem);
    const { latin } = country;
    const host = latin
      ? [latin.roots[root], hostOf(TRADES.en[trade] ?? ''), ...(withCity ? [latin.cities[place]] : [])].join('-')
      : hostOf(stem);
    const domain = `${host}.${country.tld}`;
    made.push({
      key: `ACC-${String(10_000 + made.length)}`,
      name: `${stem}${space}${random.pick(country.forms)}`,
      country,
      city,
      domain,
      postcode: String(random.int(10_000, 98_999)),
      phone: `+${random.int(30, 65)} ${random.int(100, 999)} ${random.int(100_000, 999_999)}`,
      sector: SECTORS[trade] ?? 'Machinery',
      employees: random.int(20, 4_000),
      owner: random.pick(OWNERS),
    });
  }
  return made;
}

const TIER_BY_RANK = [
  'Platinum',
  'Platinum',
  'Gold',
  'Gold',
  'Gold',
  'Gold',
  'Silver',
  'Silver',
  'Silver',
  'Silver',
  'Silver',
  'Silver',
];
const STAGES = ['enable', 'incentivize', 'accelerate', 'accelerate', 'renew'] as const;

/** The forty partners: a few bring most, as it is everywhere. */
export function partnersOf(random: Random): DemoPartner[] {
  return PARTNER_NAMES.map((named, rank) => {
    const country = COUNTRIES.find((one) => one.code === named.country) ?? random.pick(COUNTRIES);
    const domain = `${named.latin ?? hostOf(named.name)}.${country.tld}`;
    const isNew = rank >= 34;
    // The last ones have only signed and bring nothing yet.
    const isSetUp = rank < 38;
    return {
      key: `P-${String(rank + 1).padStart(3, '0')}`,
      name: named.name,
      type: named.type,
      tier: TIER_BY_RANK[rank] ?? 'Registered',
      stage: !isSetUp
        ? 'onboard'
        : isNew
          ? 'enable'
          : rank < 12
            ? random.pick(['accelerate', 'accelerate', 'renew'])
            : random.pick(STAGES),
      country,
      domain,
      supporter: random.pick(SUPPORTERS),
      signedOn: isNew
        ? `2026-0${random.int(4, 8)}-${String(random.int(10, 28))}`
        : `202${random.int(1, 3)}-0${random.int(1, 9)}-${random.int(10, 28)}`,
      people: peopleAt(random, country, domain, random.int(2, 4)),
      weight: !isSetUp ? 0 : isNew ? 0.35 : 12 / (rank + 4),
      quality: 0.55 + random.next() * 0.4,
    };
  });
}

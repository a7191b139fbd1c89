import { type Random, randomFrom } from './random.ts';
import { FAMILIES, NOTES } from './words.ts';
import { companies, type DemoAccount, type DemoPartner, type DemoPerson, OWNERS, partnersOf, person } from './world.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** First and last day of the demo's history, and the moment it is opened at: a Monday morning in Berlin. */
export const HISTORY_FROM = Date.UTC(2024, 9, 1);
export const LAST_EXTRACT = Date.UTC(2026, 8, 30);
export const DEMO_NOW = Date.UTC(2026, 9, 12, 7, 40);

/** An opportunity as the vendor's CRM has it; `account` by key. */
export interface DemoOpportunity {
  readonly key: string;
  readonly account: DemoAccount;
  readonly family: string;
  readonly product: string;
  readonly amount: number;
  readonly currency: string;
  readonly owner: string;
  readonly partnerName: string | null;
  readonly openedAt: number;
  /** When it is won or lost; while later than the extract it is open. */
  readonly closeAt: number;
  readonly result: 'won' | 'lost';
  /** A won one that was taken back later. */
  readonly refundedAt: number | null;
}

/** A claim a partner will make. */
export interface DemoClaim {
  readonly partner: DemoPartner;
  readonly account: DemoAccount;
  /** Whether the account is in the CRM when the claim arrives. */
  readonly known: boolean;
  readonly customerName: string;
  readonly family: string;
  readonly product: string;
  readonly amount: number;
  readonly currency: string;
  readonly type: 'referral' | 'resale' | 'co-sell' | 'services attach' | 'project';
  readonly contact: DemoPerson;
  readonly rungs: number;
  readonly notes: readonly string[];
  readonly receivedAt: number;
  /** What is left out, so that it is returned. */
  readonly incomplete: boolean;
  readonly byFile: boolean;
  /** The direct opportunity it runs into. */
  readonly against: DemoOpportunity | null;
  readonly rivalled: boolean;
  readonly becomes: 'won' | 'lost' | 'stalled';
}

export interface DemoWorld {
  readonly partners: readonly DemoPartner[];
  readonly accounts: readonly DemoAccount[];
  readonly opportunities: readonly DemoOpportunity[];
  readonly claims: readonly DemoClaim[];
}

const ACCOUNTS_AT_START = 2_580;
const NEWCOMERS = 700;
const DIRECT_OPPORTUNITIES = 4_400;
const CLAIMS = 915;
const LATE_CLAIMS = 18;
const RIVAL_PAIRS = 34;
const DIRECT_CLASHES = 12;

/** Registrations by calendar month, January first: quiet in August and December, busy before quarters end. */
const SEASON = [0.8, 0.9, 1.3, 0.95, 1, 1.35, 0.75, 0.5, 1.4, 1, 1.2, 0.6];

/** A moment in working hours (Berlin, roughly) on or after a day. */
export function workingMoment(random: Random, day: number): number {
  let at = Math.floor(day / DAY_MS) * DAY_MS;
  while ([0, 6].includes(new Date(at).getUTCDay())) at += DAY_MS;
  return at + 7 * HOUR_MS + random.int(0, 8 * 60) * 60_000;
}

/** All that will happen, but for what people decide. */
export function worldOf(seed: number): DemoWorld {
  const random = randomFrom(seed);
  const partners = partnersOf(random);
  const all = companies(random, ACCOUNTS_AT_START + NEWCOMERS);
  const accounts = all.slice(0, ACCOUNTS_AT_START);
  const opportunities = directOpportunities(random, accounts);
  const claims = claimsOf(random, partners, accounts, all.slice(ACCOUNTS_AT_START), opportunities);
  return { partners, accounts, opportunities, claims };
}

function directOpportunities(random: Random, accounts: readonly DemoAccount[]): DemoOpportunity[] {
  const from = HISTORY_FROM - 365 * DAY_MS;
  const span = LAST_EXTRACT - from;
  return Array.from({ length: DIRECT_OPPORTUNITIES }, (_, index) => {
    const openedAt = from + random.next() * span;
    const result = random.chance(0.29) ? 'won' : 'lost';
    const closeAt = openedAt + random.int(25, 240) * DAY_MS;
    return opportunityFor(random, `OPP-${20_000 + index}`, random.pick(accounts), {
      openedAt,
      closeAt,
      result,
      partnerName: null,
    });
  });
}

/** An opportunity on an account, of a family drawn at random where none is named. */
export function opportunityFor(
  random: Random,
  key: string,
  account: DemoAccount,
  what: Pick<DemoOpportunity, 'openedAt' | 'closeAt' | 'result' | 'partnerName'> &
    Partial<Pick<DemoOpportunity, 'family' | 'product' | 'amount' | 'currency'>>,
): DemoOpportunity {
  const family = FAMILIES.find((one) => one.name === what.family) ?? random.pick(FAMILIES);
  const refunded = what.result === 'won' && random.chance(0.015);
  return {
    key,
    account,
    family: family.name,
    product: what.product ?? random.pick(family.products),
    amount: what.amount ?? random.amount(family.middle),
    currency: what.currency ?? account.country.currency,
    owner: random.pick(OWNERS),
    partnerName: what.partnerName,
    openedAt: what.openedAt,
    closeAt: what.closeAt,
    result: what.result,
    refundedAt: refunded ? what.closeAt + random.int(40, 300) * DAY_MS : null,
  };
}

function pickPartner(random: Random, partners: readonly DemoPartner[], at: number): DemoPartner {
  const signed = partners.filter((partner) => Date.parse(partner.signedOn) < at);
  let left = random.next() * signed.reduce((sum, partner) => sum + partner.weight, 0);
  for (const partner of signed) {
    left -= partner.weight;
    if (left < 0) return partner;
  }
  return random.pick(signed);
}

/** Days of receipt over the two years and the last days before the demo is opened, by season and growth. */
function receiptDays(random: Random): number[] {
  const days: number[] = [];
  while (days.length < CLAIMS) {
    const at = HISTORY_FROM + random.next() * (DEMO_NOW - HISTORY_FROM);
    const season = SEASON[new Date(at).getUTCMonth()] ?? 1;
    const growth = 0.6 + (0.4 * (at - HISTORY_FROM)) / (DEMO_NOW - HISTORY_FROM);
    if (random.next() * 1.4 < season * growth) days.push(at);
  }
  // The new quarter begins busily: what came on the last two days is on the desk when the demo is opened.
  for (let late = 0; late < LATE_CLAIMS; late += 1) days.push(DEMO_NOW - (late % 2 === 0 ? 3 : 0) * DAY_MS);
  return days.sort((a, b) => a - b);
}

function claimsOf(
  random: Random,
  partners: readonly DemoPartner[],
  accounts: readonly DemoAccount[],
  newcomers: readonly DemoAccount[],
  opportunities: readonly DemoOpportunity[],
): DemoClaim[] {
  const claims: DemoClaim[] = [];
  const days = receiptDays(random);
  let newcomer = 0;
  days.forEach((day, index) => {
    const receivedAt = Math.min(workingMoment(random, day), DEMO_NOW - random.int(4, 36) * 60_000);
    const partner = pickPartner(random, partners, receivedAt);
    const clash =
      index % Math.floor(CLAIMS / DIRECT_CLASHES) === 3 ? youngDirect(opportunities, receivedAt) : undefined;
    const isNew = clash === undefined && random.chance(0.62);
    const account =
      clash?.account ?? (isNew ? newcomers[newcomer++ % newcomers.length] : undefined) ?? random.pick(accounts);
    const claim = claimFor(random, partner, account, receivedAt, { known: !isNew, against: clash ?? null });
    const often = index > CLAIMS - 45 ? 9 : Math.floor(CLAIMS / RIVAL_PAIRS);
    const rivalled = claim.against === null && !claim.byFile && index % often === 4;
    claims.push({ ...claim, rivalled, incomplete: claim.incomplete && !rivalled });
    if (!rivalled) return;
    const later = receivedAt + random.int(20, 200) * 60_000;
    const others = partners.filter((one) => one !== partner && Date.parse(one.signedOn) < later);
    const rival = claimFor(random, random.pick(others), account, later, {
      known: !isNew,
      against: null,
      family: claim.family,
    });
    claims.push({
      ...rival,
      rivalled: true,
      byFile: false,
      incomplete: false,
      amount: Math.round(claim.amount * (0.8 + random.next() * 0.5)),
    });
  });
  return claims.sort((a, b) => a.receivedAt - b.receivedAt);
}

/** A direct opportunity opened in the four weeks before, still open. */
function youngDirect(opportunities: readonly DemoOpportunity[], at: number): DemoOpportunity | undefined {
  return opportunities.find(
    (one) => one.openedAt < at - 31 * DAY_MS && one.openedAt > at - 75 * DAY_MS && one.closeAt > at + 40 * DAY_MS,
  );
}

/** A company's name as partners write it: legal form left out, a letter wrong, capitals. */
function asWritten(random: Random, name: string): string {
  const roll = random.next();
  const bare = name.replace(
    / (GmbH & Co\. KG|GmbH|AG|SE|SAS|SARL|SA|B\.V\.|N\.V\.|S\.p\.A\.|S\.r\.l\.|S\.A\.|S\.L\.|Ltd|Limited|plc|AB|AS|ASA|Sp\. z o\.o\.|Pte\. Ltd\.)$/,
    '',
  );
  if (roll < 0.55) return name;
  if (roll < 0.75) return bare;
  if (roll < 0.83) return name.toUpperCase();
  if (roll < 0.92) {
    const at = random.int(2, Math.max(3, bare.length - 2));
    return bare.slice(0, at) + bare.charAt(at) + bare.slice(at);
  }
  return bare.replace(' ', '-');
}

const TYPES: Record<string, readonly DemoClaim['type'][]> = {
  distributor: ['resale', 'resale', 'project'],
  reseller: ['resale', 'resale', 'co-sell'],
  integrator: ['project', 'resale', 'services attach'],
  consultancy: ['services attach', 'co-sell', 'referral'],
  'referral agent': ['referral'],
};

function claimFor(
  random: Random,
  partner: DemoPartner,
  account: DemoAccount,
  receivedAt: number,
  what: { known: boolean; against: DemoOpportunity | null; family?: string },
): DemoClaim {
  const wanted = what.against?.family ?? what.family;
  const family = FAMILIES.find((one) => one.name === wanted) ?? random.pick(FAMILIES);
  const good = random.chance(partner.quality);
  const rungs = Math.min(8, 1 + random.int(0, good ? 5 : 2));
  const amount = random.chance(0.04) ? random.int(1_200, 4_800) : random.amount(family.middle);
  return {
    partner,
    account,
    known: what.known,
    customerName: asWritten(random, account.name),
    family: family.name,
    product: random.pick(family.products),
    amount,
    currency: account.country.currency,
    type: random.pick(TYPES[partner.type] ?? ['resale']),
    contact: person(random, account.domain),
    rungs,
    notes: Array.from({ length: Math.min(rungs, 3) }, () => random.pick(NOTES)),
    receivedAt,
    incomplete: random.chance(good ? 0.07 : 0.28),
    byFile: random.chance(0.22),
    against: what.against,
    rivalled: false,
    becomes: random.chance(0.2) ? 'stalled' : random.chance(good ? 0.52 : 0.24) ? 'won' : 'lost',
  };
}

import { DEMO_NOW, type DemoOpportunity, HISTORY_FROM } from './deals.ts';
import type { Random } from './random.ts';
import { FAMILIES, NOTES } from './words.ts';
import { type DemoAccount, type DemoPartner, type DemoPerson, person } from './world.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A claim a partner will make. */
export interface DemoClaim {
  readonly partner: DemoPartner;
  readonly account: DemoAccount;
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
  readonly closesAt: number;
  /** What is left out, so that it is returned. */
  readonly incomplete: boolean;
  readonly byFile: boolean;
  /** The direct opportunity it runs into. */
  readonly against: DemoOpportunity | null;
  /** Our own team asked for this partner in the deal it runs into. */
  readonly invited: boolean;
  readonly rivalled: boolean;
  readonly becomes: 'won' | 'lost' | 'stalled';
  /** What the customer has already, for another term. */
  readonly renewal?: true;
}

const CLAIMS = 915;
const LATE_CLAIMS = 18;
const RIVAL_PAIRS = 34;
const DIRECT_CLASHES = 12;
const ORDER = 'Order form signed by purchasing and countersigned by us; a copy is attached.';

/** Registrations by calendar month, January first: quiet in August and December, busy before quarters end. */
const SEASON = [0.8, 0.9, 1.3, 0.95, 1, 1.35, 0.75, 0.5, 1.4, 1, 1.2, 0.6];

/** A moment in working hours (Berlin, roughly) on or after a day. */
function workingMoment(random: Random, day: number): number {
  let at = Math.floor(day / DAY_MS) * DAY_MS;
  while ([0, 6].includes(new Date(at).getUTCDay())) at += DAY_MS;
  return at + 7 * HOUR_MS + random.int(0, 8 * 60) * 60_000;
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

/** What partners will claim over the two years, in the order of receipt. */
export function claimsOf(
  random: Random,
  partners: readonly DemoPartner[],
  accounts: readonly DemoAccount[],
  newcomers: readonly DemoAccount[],
  opportunities: readonly DemoOpportunity[],
): DemoClaim[] {
  const claims: DemoClaim[] = [];
  const every = Math.floor(CLAIMS / DIRECT_CLASHES);
  const nearby = nearPartner(random, accounts, newcomers);
  let pairs = 0;
  for (const [index, day] of receiptDays(random).entries()) {
    const receivedAt = Math.min(workingMoment(random, day), DEMO_NOW - random.int(4, 36) * 60_000);
    const partner = pickPartner(random, partners, receivedAt);
    const invited = index % every === Math.floor(every / 2);
    const clash =
      invited || index % every === 3
        ? directDeal(opportunities, receivedAt, Math.floor(index / every), invited)
        : undefined;
    const account = clash?.account ?? nearby(partner);
    const made = claimFor(random, partner, account, receivedAt, clash);
    // Of a case whose only submission is incomplete the policy has nothing to say.
    const claim = clash === undefined ? made : { ...made, invited, incomplete: false, byFile: false };
    const often = index > CLAIMS - 55 ? 7 : Math.floor(CLAIMS / RIVAL_PAIRS);
    if (clash !== undefined || claim.byFile || index % often !== 4) {
      claims.push(claim);
      continue;
    }
    const others = partners.filter((one) => one !== partner && Date.parse(one.signedOn) < receivedAt);
    const rival = claimFor(random, random.pick(others), account, receivedAt, undefined, claim.family);
    claims.push(...rivals(random, claim, rival, pairs++));
  }
  return claims.sort((a, b) => a.receivedAt - b.receivedAt);
}

function byRegion(accounts: readonly DemoAccount[]): Map<string, DemoAccount[]> {
  const regions = new Map<string, DemoAccount[]>();
  for (const account of accounts) {
    const { region } = account.country;
    const there = regions.get(region);
    if (there === undefined) regions.set(region, [account]);
    else there.push(account);
  }
  return regions;
}

/** Companies for a partner's claims: mostly of its own region, three of five of them new to the vendor. */
function nearPartner(random: Random, accounts: readonly DemoAccount[], newcomers: readonly DemoAccount[]) {
  const known = byRegion(accounts);
  const unknown = byRegion(newcomers);
  return (partner: DemoPartner): DemoAccount => {
    const region = random.chance(0.8) ? partner.country.region : random.pick([...known.keys()]);
    const fresh = random.chance(0.62) ? unknown.get(region)?.pop() : undefined;
    return fresh ?? random.pick(known.get(region) ?? accounts);
  };
}

/**
 * Two claims on one deal, by turns: within hours of each other, a day and more apart, or with an order that the customer signed with one of them.
 */
function rivals(random: Random, first: DemoClaim, second: DemoClaim, pair: number): [DemoClaim, DemoClaim] {
  const both = { rivalled: true, byFile: false, incomplete: false };
  const amount = Math.round(first.amount * (0.8 + random.next() * 0.5));
  const soon = first.receivedAt + random.int(20, 200) * 60_000;
  const isApart = pair % 3 === 1 && first.receivedAt < DEMO_NOW - 5 * DAY_MS;
  const later = Math.max(workingMoment(random, first.receivedAt + DAY_MS), first.receivedAt + 25 * HOUR_MS);
  const claims: [DemoClaim, DemoClaim] = [
    { ...first, ...both },
    // Who comes a day later has talked to the customer for less time: else the scores would decide.
    {
      ...second,
      ...both,
      amount,
      receivedAt: isApart ? later : soon,
      ...(isApart ? { notes: first.notes.slice(-1) } : {}),
    },
  ];
  if (pair % 6 !== 2) return claims;
  const ordered = random.int(0, 1);
  return claims.map((one, index) =>
    index === ordered
      ? { ...one, rungs: 8, notes: [...notesUpTo(random, 7, one.family).slice(4 - one.notes.length), ORDER] }
      : one,
  ) as [DemoClaim, DemoClaim];
}

/** A direct deal that is still open: by turns some weeks old or more than a month; one that will be won where the partner is invited. */
function directDeal(
  opportunities: readonly DemoOpportunity[],
  at: number,
  turn: number,
  invited: boolean,
): DemoOpportunity | undefined {
  const [oldest, youngest] = turn % 2 === 0 ? [75, 32] : [27, 6];
  return opportunities.find(
    (one) =>
      one.openedAt < at - youngest * DAY_MS &&
      one.openedAt > at - oldest * DAY_MS &&
      one.closeAt > at + 40 * DAY_MS &&
      (!invited || one.result === 'won'),
  );
}

/** A company's name as partners write it: legal form left out, a letter wrong, capitals. */
function asWritten(random: Random, { name, country }: DemoAccount): string {
  const roll = random.next();
  const form = country.forms.find((one) => name.endsWith(one)) ?? '';
  const bare = name.slice(0, name.length - form.length).trim();
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

/** The words of the last interactions that led up to a rung, three at most. */
function notesUpTo(random: Random, rungs: number, family: string): string[] {
  return NOTES.slice(Math.max(0, rungs - 3), rungs).map((some) => random.pick(some).replace('{family}', family));
}

function claimFor(
  random: Random,
  partner: DemoPartner,
  account: DemoAccount,
  receivedAt: number,
  against: DemoOpportunity | undefined,
  wanted = against?.family,
): DemoClaim {
  const family = FAMILIES.find((one) => one.name === wanted) ?? random.pick(FAMILIES);
  const good = random.chance(partner.quality);
  const rungs = Math.min(8, 1 + random.int(0, good ? 5 : 2));
  const { perEuro, currency } = account.country;
  return {
    partner,
    account,
    customerName: asWritten(random, account),
    family: family.name,
    product: random.pick(family.products),
    amount: random.chance(0.04)
      ? Math.round(random.int(12, 48) * perEuro) * 100
      : random.amount(family.middle * perEuro),
    currency,
    type: random.pick(TYPES[partner.type] ?? ['resale']),
    contact: person(random, account.country, account.domain),
    rungs,
    notes: notesUpTo(random, rungs, family.name),
    receivedAt,
    closesAt: receivedAt + 120 * DAY_MS,
    incomplete: random.chance(good ? 0.07 : 0.28),
    byFile: random.chance(0.22),
    against: against ?? null,
    invited: false,
    rivalled: false,
    becomes: random.chance(0.2) ? 'stalled' : random.chance(good ? 0.52 : 0.24) ? 'won' : 'lost',
  };
}

import { claimsOf, type DemoClaim } from './claims.ts';
import { type DemoOpportunity, directOpportunities, HISTORY_FROM, LAST_EXTRACT } from './deals.ts';
import { randomFrom } from './random.ts';
import { companies, type DemoAccount, type DemoPartner, partnersOf } from './world.ts';

const DAY_MS = 86_400_000;

/** All that will happen, but for what people decide. */
export interface DemoWorld {
  readonly partners: readonly DemoPartner[];
  readonly accounts: readonly DemoAccount[];
  readonly opportunities: readonly DemoOpportunity[];
  readonly claims: readonly DemoClaim[];
  /** Companies nobody has met at the beginning, and that no claim names. */
  readonly reserve: readonly DemoAccount[];
}

const ACCOUNTS_AT_START = 2_580;
const NEWCOMERS = 700;
const RESERVE = 150;
const DIRECT_OPPORTUNITIES = 4_360;

/** The world of a seed: the same on every machine. */
export function worldOf(seed: number): DemoWorld {
  const random = randomFrom(seed);
  const partners = partnersOf(random);
  const all = companies(random, ACCOUNTS_AT_START + NEWCOMERS + RESERVE);
  const accounts = all.slice(0, ACCOUNTS_AT_START);
  const opportunities = directOpportunities(random, accounts, {
    from: HISTORY_FROM - 365 * DAY_MS,
    until: LAST_EXTRACT,
    count: DIRECT_OPPORTUNITIES,
    first: 20_000,
  });
  const newcomers = all.slice(ACCOUNTS_AT_START, ACCOUNTS_AT_START + NEWCOMERS);
  const claims = claimsOf(random, partners, accounts, newcomers, opportunities);
  return { partners, accounts, opportunities, claims, reserve: all.slice(ACCOUNTS_AT_START + NEWCOMERS) };
}

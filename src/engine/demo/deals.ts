import type { Random } from './random.ts';
import { FAMILIES } from './words.ts';
import { type DemoAccount, OWNERS } from './world.ts';

const DAY_MS = 86_400_000;

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
  readonly renewal: boolean;
}

/** Deals of the vendor's own team, opened between two instants, numbered from `first`. */
export function directOpportunities(
  random: Random,
  accounts: readonly DemoAccount[],
  { from, until, count, first }: { from: number; until: number; count: number; first: number },
): DemoOpportunity[] {
  return Array.from({ length: count }, (_, index) => {
    const openedAt = from + random.next() * (until - from);
    const result = random.chance(0.29) ? 'won' : 'lost';
    const closeAt = openedAt + random.int(25, 240) * DAY_MS;
    return opportunityFor(random, `OPP-${first + index}`, random.pick(accounts), {
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
    Partial<Pick<DemoOpportunity, 'family' | 'product' | 'amount' | 'refundedAt' | 'renewal'>>,
): DemoOpportunity {
  const family = FAMILIES.find((one) => one.name === what.family) ?? random.pick(FAMILIES);
  const refunded = what.result === 'won' && random.chance(0.015);
  return {
    key,
    account,
    family: family.name,
    product: what.product ?? random.pick(family.products),
    amount: what.amount ?? random.amount(family.middle * account.country.perEuro),
    currency: account.country.currency,
    owner: random.pick(OWNERS),
    partnerName: what.partnerName,
    openedAt: what.openedAt,
    closeAt: what.closeAt,
    result: what.result,
    renewal: what.renewal ?? false,
    refundedAt:
      what.refundedAt !== undefined ? what.refundedAt : refunded ? what.closeAt + random.int(40, 300) * DAY_MS : null,
  };
}

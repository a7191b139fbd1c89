import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BasisPoints, OpportunityId, PartnerId } from '../../src/contract/units.ts';
import { getAttribution, setAttribution, unsetAttribution } from '../../src/engine/attribution/index.ts';
import { listAccruals, listStatements, statement } from '../../src/engine/incentives/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { type DealDesk, openDealDesk } from '../support/deal-desk.ts';
import { undoExtract } from '../support/extract.ts';
import { approvedHalden, opportunityId, SUMMER, takeAndSettle } from '../support/halden-deal.ts';
import { moment } from '../support/workspace.ts';

type Status = { status: 'won' | 'lost' | 'open'; minor: number };
type Move = ({ what: 'extract' } & Status) | { what: 'undo' } | { what: 'split'; shares: number[] } | { what: 'unset' };

const PARTNERS = ['Kestrel Parts', 'Blue Delta IT', 'Tidewater'];
const ROLES = ['originator', 'delivery', 'advisor'] as const;

const anyMove = (): fc.Arbitrary<Move> =>
  fc.oneof(
    fc.record({
      what: fc.constant('extract' as const),
      status: fc.constantFrom('won' as const, 'won' as const, 'lost' as const, 'open' as const),
      // Near enough to what was registered that the link is made by itself.
      minor: fc.integer({ min: 15_000_000, max: 22_000_000 }),
    }),
    fc.record({ what: fc.constant('undo' as const) }),
    fc.record({ what: fc.constant('unset' as const) }),
    fc.record({
      what: fc.constant('split' as const),
      shares: fc
        .tuple(fc.integer({ min: 1, max: 9_997 }), fc.integer({ min: 1, max: 9_997 }))
        .map(([one, two]) => [...new Set([0, Math.min(one, two), Math.max(one, two), 10_000])])
        .map((cuts) => cuts.slice(1).map((cut, place) => cut - (cuts[place] ?? 0))),
    }),
  );

const says = ({ status, minor }: Status) => ({
  status,
  minor,
  ...(status === 'open' ? {} : { closeOn: '2026-07-01' }),
});
const id = (desk: DealDesk) => opportunityId(desk, 'O-9') as OpportunityId;
const partnerId = (desk: DealDesk, name: string) =>
  desk.db.get<{ id: string }>('SELECT id FROM partners WHERE name = ?', name)?.id as PartnerId;

function split(desk: DealDesk, shares: readonly number[], when: typeof SUMMER): void {
  const roles = shares.map((shareBp, place) => ({
    partner: partnerId(desk, PARTNERS[place] ?? ''),
    role: ROLES[place] ?? 'advisor',
    shareBp: shareBp as BasisPoints,
  }));
  setAttribution(desk.db, { opportunity: id(desk), origin: 'sourced', roles, reason: 'Agreed.' }, when);
  settle(desk.db, when);
}

/** What each partner is owed when all rows are added up. */
function netOf(desk: DealDesk): Record<string, number> {
  const net: Record<string, number> = {};
  for (const { partnerName, amount } of listAccruals(desk.db, { limit: 1_000 }).items)
    net[partnerName] = (net[partnerName] ?? 0) + amount.minor;
  return Object.fromEntries(Object.entries(net).filter(([, minor]) => minor !== 0));
}

/** Where things stand at the end, reached at once in a new workspace. */
async function reachedAtOnce(now: Status, shares: readonly number[] | undefined): Promise<Record<string, number>> {
  const desk = openDealDesk();
  try {
    approvedHalden(desk);
    takeAndSettle(desk, SUMMER, says(now));
    if (shares !== undefined) split(desk, shares, SUMMER);
    return netOf(desk);
  } finally {
    await desk.close();
  }
}

/** Does the moves one day after the other. Answers with where the extract and the shares by hand stand then. */
function walk(desk: DealDesk, first: Status, moves: readonly Move[]) {
  const extracts: { batch: string; says: Status }[] = [];
  let shares: readonly number[] | undefined;
  for (const [day, move] of [{ what: 'extract' as const, ...first }, ...moves].entries()) {
    const when = moment(new Date(SUMMER.at + day * 86_400_000).toISOString());
    if (move.what === 'extract') {
      extracts.push({ batch: takeAndSettle(desk, when, says(move)).batch, says: move });
    } else if (move.what === 'split') {
      shares = move.shares;
      split(desk, shares, when);
    } else if (move.what === 'unset' && shares !== undefined) {
      shares = undefined;
      unsetAttribution(desk.db, { opportunity: id(desk) }, when);
      settle(desk.db, when);
    } else if (move.what === 'undo' && extracts.length > 1) {
      undoExtract(desk.db, extracts.pop()?.batch ?? '', when);
      settle(desk.db, when);
    }
  }
  return { now: extracts.at(-1)?.says ?? first, shares };
}

describe('earnings follow the facts, by whatever way these came about', () => {
  const anyWay = () =>
    fc.tuple(
      fc.record({ status: fc.constantFrom('won' as const, 'open' as const), minor: fc.constant(18_400_000) }),
      fc.array(anyMove(), { maxLength: 8 }),
    );

  test('what is left of all rows is what the last facts alone would earn', async () => {
    await fc.assert(
      fc.asyncProperty(anyWay(), async ([first, moves]) => {
        const desk = openDealDesk();
        try {
          approvedHalden(desk);
          const { now, shares } = walk(desk, first, moves);
          expect(netOf(desk)).toEqual(await reachedAtOnce(now, shares));
          const { byHand, roles } = getAttribution(desk.db, { opportunity: id(desk) }, SUMMER);
          expect(byHand).toBe(shares !== undefined);
          expect(roles.reduce((sum, { shareBp }) => sum + shareBp, 0)).toBe(10_000);
        } finally {
          await desk.close();
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the statements of all quarters add up to all rows, line by line', async () => {
    await fc.assert(
      fc.asyncProperty(anyWay(), async ([first, moves]) => {
        const desk = openDealDesk();
        try {
          approvedHalden(desk);
          walk(desk, first, moves);
          const net: Record<string, number> = {};
          for (const one of listStatements(desk.db, { limit: 100 }, SUMMER).items) {
            const whole = statement(desk.db, { partner: one.partner, quarter: one.quarter }, SUMMER);
            expect(whole.lines.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(whole.net.minor);
            expect([whole.net, whole.accrued, whole.reversed]).toEqual([one.net, one.accrued, one.reversed]);
            expect(whole.accrued.minor + whole.reversed.minor).toBe(whole.net.minor);
            net[one.partnerName] = (net[one.partnerName] ?? 0) + one.net.minor;
          }
          expect(Object.fromEntries(Object.entries(net).filter(([, minor]) => minor !== 0))).toEqual(netOf(desk));
        } finally {
          await desk.close();
        }
      }),
      { numRuns: 20 },
    );
  });
});

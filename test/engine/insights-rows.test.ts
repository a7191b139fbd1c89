import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MetricId } from '../../src/contract/insights.ts';
import { series } from '../../src/engine/insights/index.ts';
import { type Filter, now, rowsOf, summaryOf } from '../support/insight-answers.ts';
import { type Facts, idOf } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';

/** The number a tile's numerator begins with. */
const numeratorCount = (tile: { numerator: string }) => Number(tile.numerator.split(' ')[0]?.replaceAll(',', ''));

const day = () =>
  fc.integer({ min: 0, max: 400 }).map((days) => new Date(Date.UTC(2025, 8, 1 + days)).toISOString().slice(0, 10));

/** Workspaces of any shape: the facts of some partners, deals and registrations. */
const anyFacts = (): fc.Arbitrary<Facts> =>
  fc
    .record({
      registrations: fc.array(
        fc.record({
          partner: fc.constantFrom('k', 'b', 's'),
          receivedOn: day(),
          decision: fc.constantFrom('approved', 'rejected', 'won', 'error', 'none'),
          later: fc.integer({ min: 0, max: 20 }),
          meeting: fc.boolean(),
        }),
        { maxLength: 25 },
      ),
      deals: fc.array(
        fc.record({
          status: fc.constantFrom('won' as const, 'lost' as const, 'open' as const),
          closeOn: fc.option(day()),
          minor: fc.option(fc.integer({ min: 0, max: 1e9 })),
          currency: fc.constantFrom('EUR', 'USD', 'CHF'),
          origin: fc.constantFrom('sourced' as const, 'influenced' as const, 'direct' as const, undefined),
          partner: fc.constantFrom('k', 'b', 's'),
          registration: fc.option(fc.nat(24)),
          family: fc.constantFrom('Arms', 'Vision'),
          region: fc.constantFrom('North', 'South', null),
        }),
        { maxLength: 40 },
      ),
      // A claim is in one open case at most: what is in a case cannot be put into another.
      contested: fc.uniqueArray(fc.nat(24), { maxLength: 6 }),
    })
    .map(({ registrations, deals, contested }) => {
      const plus = (date: string, days: number) =>
        new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
      return {
        extract: '2026-09-30',
        partners: [
          { id: 'k', name: 'Kestrel' },
          { id: 'b', name: 'Blue', region: 'South' },
          { id: 's', name: 'Summit', region: 'North' },
        ],
        registrations: registrations.map(({ partner, receivedOn, decision, later, meeting }, place) => ({
          id: `g${place}`,
          partner,
          receivedOn,
          family: place % 2 === 0 ? 'Arms' : 'Vision',
          ...(decision === 'none' ? {} : { decidedOn: plus(receivedOn, later), tookHours: later }),
          ...(decision === 'rejected' ? { state: 'rejected' as const } : {}),
          ...(decision === 'won' || decision === 'error' ? { state: 'closed' as const, close: decision } : {}),
          ...(meeting && decision !== 'none' ? { meetingOn: plus(receivedOn, later + 5) } : {}),
        })),
        opportunities: deals.map(({ registration, origin, minor, ...deal }, place) => {
          const known = registration !== null && registration < registrations.length && origin !== undefined;
          return {
            id: `q${place}`,
            minor,
            ...deal,
            ...(origin ? { origin } : {}),
            ...(known ? { registration: `g${registration}` } : {}),
          };
        }),
        cases: contested
          .filter((place) => place < registrations.length)
          .map((place, ord) => ({ id: `c${ord}`, openedOn: '2026-08-01', claims: [`g${place}`] })),
      } as Facts;
    });

const anyFilter = (): fc.Arbitrary<Filter> =>
  fc.record(
    {
      partner: fc.constantFrom(idOf('k'), idOf('b')),
      family: fc.constantFrom('Arms', 'Vision'),
      region: fc.constantFrom('North', 'South'),
      from: fc.constantFrom('2025-10-01', '2026-07-01', '2026-08-15'),
      until: fc.constantFrom('2026-09-30', '2026-12-31'),
    },
    { requiredKeys: [] },
  );

describe('rows are the very records a figure counts', () => {
  test('of every tile, stage and month, whatever the workspace and the filter', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts(), anyFilter(), async (facts, filter) => {
        const workspace = thirdQuarterWorkspace(facts);
        try {
          const { tiles, funnel } = summaryOf(workspace.db, filter);
          for (const tile of tiles) {
            const { items, total } = rowsOf(workspace.db, { metric: tile.metric }, filter);
            expect({ metric: tile.metric, total }).toEqual({ metric: tile.metric, total: numeratorCount(tile) });
            if (tile.value.unit === 'rate') {
              const whole = rowsOf(workspace.db, { metric: tile.metric, part: 'denominator' }, filter);
              expect({ metric: tile.metric, total: whole.total }).toEqual({ metric: tile.metric, total: tile.n });
              const outOf = new Set(whole.items.map(({ id }) => id));
              expect(outOf.size).toBe(tile.n);
              expect(items.filter(({ id }) => !outOf.has(id))).toEqual([]);
            }
            expect(new Set(items.map((item) => item.id)).size).toBe(total);
          }
          for (const { stage, count } of funnel) expect(rowsOf(workspace.db, { stage }, filter).total).toBe(count);
          const counts = ['registered', 'approved', 'won sourced', 'won direct'] as const;
          for (const { month, values } of series(workspace.db, { series: [...counts], filter: filter as never }, now)
            .months) {
            for (const one of counts) {
              const { items, total } = rowsOf(workspace.db, { series: one, month }, filter);
              expect({ one, month, total }).toEqual({ one, month, total: values[one] });
              expect(items).toHaveLength(total);
            }
          }
        } finally {
          await workspace.close();
        }
      }),
      { numRuns: 25 },
    );
  });

  test('origins exclude one another: their won values and counts sum to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts(), async (facts) => {
        const workspace = thirdQuarterWorkspace(facts);
        try {
          const wide = { from: '2025-01-01', until: '2026-12-31' };
          const mistakes = new Set(facts.registrations?.filter((one) => one.close === 'error').map((one) => one.id));
          const won = (facts.opportunities ?? []).filter(
            (deal) =>
              deal.status === 'won' &&
              deal.closeOn &&
              // What a mistake was credited with is nobody's; a direct deal stays one.
              (deal.origin === 'direct' || !mistakes.has(deal.registration ?? '')),
          );
          const sourced = rowsOf(workspace.db, { metric: 'won' }, wide).total;
          const direct = rowsOf(workspace.db, { metric: 'win rate direct' }, wide).total;
          const influenced = won.filter((deal) => deal.origin === 'influenced').length;
          expect(sourced + direct + influenced).toBe(won.length);
        } finally {
          await workspace.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  test('page by page they are the same', () => {
    const workspace = thirdQuarterWorkspace();
    for (const metric of MetricId.options) {
      const whole = rowsOf(workspace.db, { metric }).items;
      const paged = [];
      let cursor: string | null | undefined;
      do {
        const page = rowsOf(workspace.db, { metric }, {}, 2, cursor ?? undefined);
        paged.push(...page.items);
        cursor = page.next;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
    }
    return workspace.close();
  });
});

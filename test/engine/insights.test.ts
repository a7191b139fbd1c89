import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insightsContract, MetricId, SeriesId, type Tile } from '../../src/contract/insights.ts';
import { insightRows, series, summary } from '../../src/engine/insights/index.ts';
import type { ReadDb } from '../../src/engine/store/db.ts';
import { type Facts, idOf, putRows } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';
import { moment, type ScratchWorkspace } from '../support/workspace.ts';

const now = moment('2026-10-05T09:00Z');
type Filter = { from?: string; until?: string; partner?: string; family?: string; region?: string };

/** What the contract promises holds of the answer too. */
function checked<T>(procedure: { '~orpc': { outputSchema?: unknown } }, answer: T): T {
  const schema = procedure['~orpc'].outputSchema as { parse(value: unknown): unknown };
  schema.parse(answer);
  return answer;
}

const summaryOf = (db: ReadDb, filter: Filter = {}) =>
  checked(insightsContract.summary, summary(db, { filter: filter as never }, now));
const tileOf = (db: ReadDb, metric: Tile['metric'], filter: Filter = {}) => {
  const tile = summaryOf(db, filter).tiles.find((one) => one.metric === metric);
  if (tile === undefined) throw new Error(`expected a tile ${metric}, found none`);
  return tile;
};
const rowsOf = (db: ReadDb, of: unknown, filter: Filter = {}, limit = 1_000, cursor?: string) =>
  checked(insightsContract.rows, insightRows(db, { of, filter, limit, ...(cursor ? { cursor } : {}) } as never, now));

describe('a quarter added up by hand', () => {
  let workspace: ScratchWorkspace;
  beforeAll(() => {
    workspace = thirdQuarterWorkspace();
  });
  afterAll(() => workspace.close());

  test('the period is the quarter of the extract’s date', () => {
    expect(summaryOf(workspace.db).period).toEqual({ from: '2026-07-01', until: '2026-09-30', title: 'Q3 2026' });
    expect(summaryOf(workspace.db).asOf).toBe('2026-09-30');
  });

  test('sourced revenue: euro, and dollars at 0.90; francs stay out and are named', () => {
    const tile = tileOf(workspace.db, 'sourced revenue');
    expect(tile.value).toEqual({ unit: 'money', money: { minor: 15_900_000, currency: 'EUR' } });
    expect(tile).toMatchObject({ n: 3, change: '+99 % on Q2 2026', asOf: '2026-09-30' });
    expect(tile.leftOut).toEqual([{ minor: 500_000, currency: 'CHF' }]);
    expect(tile.words).toContain('CHF');
    expect(tile.dateBasis).toBe('close date, 1 Jul 2026 to 30 Sep 2026');
    expect(tile.currencyBasis).toContain('EUR');
  });

  test('what the face of a tile says is told apart from the sentences', () => {
    const told = (metric: Parameters<typeof tileOf>[1]) => {
      const { whole, countedBy, currency } = tileOf(workspace.db, metric);
      return [whole.isShare, whole.words, countedBy, currency].join(' | ');
    };
    expect(told('sourced revenue')).toBe('false | a sum | close date | EUR');
    expect(told('sourced share')).toBe('true | 6 deals won, all origins: €249,000 | close date | EUR');
    expect(told('time to decide')).toBe('false | a median | decision date | ');
    expect(told('velocity')).toMatch(/^true \| median days .* \| open \| EUR$/);
  });

  test('sourced share: of everything won that has a value and a rate; influenced is not added', () => {
    const tile = tileOf(workspace.db, 'sourced share');
    expect(tile.value).toEqual({ unit: 'rate', bp: Math.round((159 / 249) * 10_000) });
    expect(tile).toMatchObject({ n: 6, numerator: '3 deals won, origin sourced: €159,000' });
    expect(tile.denominator).toBe('6 deals won, all origins: €249,000');
  });

  test.each([
    { metric: 'win rate sourced', bp: 6_667, n: 6, numerator: '4 deals won, origin sourced' },
    { metric: 'win rate direct', bp: 6_000, n: 5, numerator: '3 deals won, origin direct or none' },
    { metric: 'approval rate', bp: 8_333, n: 6, numerator: '5 registrations approved' },
    { metric: 'conflict rate', bp: 6_000, n: 5, numerator: '3 registrations in one case or more, and decided' },
  ] as const)('$metric is $bp basis points of $n', ({ metric, bp, n, numerator }) => {
    const tile = tileOf(workspace.db, metric);
    expect(tile.value).toEqual({ unit: 'rate', bp });
    expect(tile).toMatchObject({ n, numerator });
    expect(tile.interval).not.toBeNull();
    expect(tile.denominator).toContain(String(n));
  });

  test('time to decide: the median, with its tail and the promise', () => {
    const tile = tileOf(workspace.db, 'time to decide');
    expect(tile.value).toEqual({ unit: 'hours', hours: 8 });
    expect(tile).toMatchObject({ n: 6, words: 'p90 2 d · promise 2 business days', asOf: '2026-10-05' });
  });

  test.each([
    { metric: 'registered', count: 7 },
    { metric: 'approved', count: 5 },
    { metric: 'won', count: 4 },
  ] as const)('$metric: $count, the mistake left out', ({ metric, count }) => {
    expect(tileOf(workspace.db, metric).value).toEqual({ unit: 'count', count });
  });

  test('weighted pipeline: the open deal at the win rate of twelve months', () => {
    const tile = tileOf(workspace.db, 'weighted pipeline');
    expect(tile.value).toEqual({ unit: 'money', money: { minor: 14_286_000, currency: 'EUR' } });
    expect(tile).toMatchObject({ n: 1, dateBasis: 'open on 30 Sep 2026' });
    expect(tile.denominator).toContain('n = 7');
  });

  test('velocity: one open × €53,000 × 4 of 6 / 70 days', () => {
    const tile = tileOf(workspace.db, 'velocity');
    expect(tile.value).toEqual({ unit: 'money', money: { minor: 50_476, currency: 'EUR' } });
    expect(tile.words).toBe('a day: 1 open × €53,000 × 4 of 6 won / 70 days');
  });

  test('the funnel follows the registrations received in the quarter', () => {
    const { funnel, funnelMature } = summaryOf(workspace.db);
    expect(funnel.map(({ stage, count, ofPreviousBp }) => [stage, count, ofPreviousBp])).toEqual([
      ['Registered', 7, null],
      ['Approved', 4, 5_714],
      ['First meeting', 3, null],
      ['Opportunity', 2, null],
      ['Won', 2, null],
    ]);
    expect(funnelMature).toBe(false);
  });

  test('partners by what they sourced', () => {
    const figures = summaryOf(workspace.db).partners.map((one) => [
      ...[one.name, one.registered, one.approved, one.won, one.closed, one.sourced.minor, one.winRateBp, one.decidedIn],
    ]);
    expect(figures).toEqual([
      ['Kestrel Parts GmbH', 2, 3, 2, 3, 15_000_000, null, 6],
      ['Blue Delta IT', 3, 1, 2, 3, 900_000, null, 16],
      ['Summit', 2, 1, 0, 0, 0, null, 2],
    ]);
    expect(summaryOf(workspace.db).partners[0]?.trend).toEqual([0, 0, 0, 0, 0, 0, 8_000_000, 15_000_000]);
  });

  test('what a filter may name is what there is', () => {
    expect(summaryOf(workspace.db).filters).toEqual({
      partners: [
        { id: idOf('b'), name: 'Blue Delta IT' },
        { id: idOf('k'), name: 'Kestrel Parts GmbH' },
        { id: idOf('s'), name: 'Summit' },
      ],
      families: ['Arms', 'Vision'],
      regions: ['North', 'South'],
      quarters: ['2026-Q4', '2026-Q3', '2026-Q2'],
    });
  });

  test.each([
    { filter: { partner: idOf('k') }, minor: 15_000_000, registered: 2 },
    { filter: { family: 'Vision' }, minor: 900_000, registered: 4 },
    { filter: { region: 'North' }, minor: 15_000_000, registered: 2 },
    { filter: { from: '2026-04-01', until: '2026-06-30' }, minor: 8_000_000, registered: 1 },
  ])('$filter narrows both deals and registrations', ({ filter, minor, registered }) => {
    expect(tileOf(workspace.db, 'sourced revenue', filter).value).toMatchObject({ money: { minor } });
    expect(tileOf(workspace.db, 'registered', filter).value).toEqual({ unit: 'count', count: registered });
  });

  test('under five cases a rate says why it is not there', () => {
    const tile = tileOf(workspace.db, 'win rate sourced', { partner: idOf('k') });
    expect(tile.value).toEqual({ unit: 'none', why: 'n = 3: a rate needs 5 closed deals.' });
    expect(tile).toMatchObject({ n: 3, interval: null, change: null });
  });

  test('series: counts and values by month, months without anything too', () => {
    const answer = series(workspace.db, { series: [...SeriesId.options], filter: {} }, now);
    checked(insightsContract.series, answer);
    expect(answer.months).toHaveLength(12);
    expect(answer.months.at(0)?.month).toBe('2025-10');
    const { month, values } = answer.months.at(-1) ?? { month: '', values: {} };
    expect(month).toBe('2026-09');
    expect(values).toEqual({
      registered: 3,
      approved: 1,
      'won sourced': 2,
      'won direct': 1,
      'sourced revenue': 9_000,
      'direct revenue': 40_000,
    });
    expect(answer.months.at(-3)?.values).toMatchObject({ 'sourced revenue': 100_000, 'direct revenue': 30_000 });
    expect(answer.currency).toBe('EUR');
  });

  test('rows name the record, the customer, the partner, the day and the value', () => {
    expect(rowsOf(workspace.db, { metric: 'sourced revenue' })).toMatchObject({
      title: 'Sourced revenue won, Q3 2026',
      total: 3,
      items: [
        {
          id: idOf('o3'),
          kind: 'opportunity',
          partnerName: 'Blue Delta IT',
          on: '2026-09-01',
          value: { minor: 1_000_000, currency: 'USD' },
        },
        { id: idOf('o2'), partnerName: 'Kestrel Parts GmbH', on: '2026-08-20' },
        { id: idOf('o1'), on: '2026-07-10', state: 'won' },
      ],
    });
    expect(rowsOf(workspace.db, { metric: 'approved' }).items.map(({ label, on }) => [label, on])).toEqual([
      ['R-2026-r6', '2026-09-11'],
      ['R-2026-r4', '2026-08-12'],
      ['R-2026-r2', '2026-07-06'],
      ['R-2026-r1', '2026-07-03'],
      ['R-2026-r8', '2026-07-01'],
    ]);
  });

  test.each([
    { of: { stage: 'Sold' }, code: 'stage_unknown' },
    { of: { series: 'registered', month: '2026-13' }, code: 'month_unknown' },
    { of: { series: 'registered', month: '2019-01' }, code: 'month_unknown' },
  ])('$of is refused', ({ of, code }) => {
    expect(() => rowsOf(workspace.db, of)).toThrow(
      expect.objectContaining({ data: { problems: [expect.objectContaining({ code })] } }),
    );
  });

  test('a change is seen at once', async () => {
    const own = thirdQuarterWorkspace();
    expect(tileOf(own.db, 'won').value).toEqual({ unit: 'count', count: 4 });
    putRows(own.db, {
      opportunities: [{ id: 'late', status: 'won', closeOn: '2026-09-29', origin: 'sourced', partner: 's' }],
    });
    expect(tileOf(own.db, 'won').value).toEqual({ unit: 'count', count: 5 });
    await own.close();
  });
});

describe('an empty workspace', () => {
  test('says nothing rather than something wrong', async () => {
    const workspace = thirdQuarterWorkspace({});
    const answer = summaryOf(workspace.db);
    for (const { value, n } of answer.tiles) {
      expect(n).toBe(0);
      expect(value.unit === 'none' || (value.unit === 'money' ? value.money.minor === 0 : true)).toBe(true);
    }
    expect(answer).toMatchObject({ partners: [], period: { title: 'Q4 2026' } });
    await workspace.close();
  });
});

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

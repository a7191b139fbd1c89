import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insightsContract, SeriesId } from '../../src/contract/insights.ts';
import { series } from '../../src/engine/insights/index.ts';
import { checked, now, rowsOf, summaryOf, tileOf } from '../support/insight-answers.ts';
import { idOf, putRows } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';
import type { ScratchWorkspace } from '../support/workspace.ts';

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

  test('what is no share has no rows it is of', () => {
    expect(() => rowsOf(workspace.db, { metric: 'sourced revenue', part: 'denominator' })).toThrow(
      '“Sourced revenue won” is no share: it has no denominator.',
    );
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

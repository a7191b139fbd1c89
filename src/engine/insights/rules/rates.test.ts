import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approvalRate, rateOf, shareOfValue, wilson, winRate } from './rates.ts';

const counts = () =>
  fc.integer({ min: 1, max: 5_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('IS1: the Wilson interval', () => {
  // Reference values: R, prop.test(x, n, correct = FALSE)$conf.int, outward to the basis point.
  test.each([
    { hits: 0, n: 10, lowBp: 0, highBp: 2_776 },
    { hits: 5, n: 10, lowBp: 2_365, highBp: 7_635 },
    { hits: 10, n: 10, lowBp: 7_224, highBp: 10_000 },
    { hits: 1, n: 29, lowBp: 61, highBp: 1_718 },
    { hits: 81, n: 263, lowBp: 2_552, highBp: 3_663 },
  ])('$hits of $n lie between $lowBp and $highBp basis points', ({ hits, n, lowBp, highBp }) => {
    expect(wilson(hits, n)).toEqual({ lowBp, highBp });
  });

  test('holds the share, stays in the range, and mirrors', () => {
    fc.assert(
      fc.property(counts(), ([hits, n]) => {
        const { lowBp, highBp } = wilson(hits, n);
        expect(lowBp).toBeLessThanOrEqual((hits * 10_000) / n + 1e-6);
        expect(highBp).toBeGreaterThanOrEqual((hits * 10_000) / n - 1e-6);
        const mirror = wilson(n - hits, n);
        expect(Math.abs(mirror.lowBp + highBp - 10_000)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('more cases never make it wider', () => {
    fc.assert(
      fc.property(counts(), ([hits, n]) => {
        const width = ({ lowBp, highBp }: { lowBp: number; highBp: number }) => highBp - lowBp;
        expect(width(wilson(hits * 2, n * 2))).toBeLessThanOrEqual(width(wilson(hits, n)) + 2);
      }),
    );
  });
});

describe('IS2: a rate is left unsaid where there is too little to say', () => {
  test.each([
    { n: 0, shown: false },
    { n: 4, shown: false },
    { n: 5, shown: true },
  ])('n = $n: shown is $shown', ({ n, shown }) => {
    expect(rateOf(0, n, 'decisions')).toMatchObject({ shown, n });
  });

  test('says how few there are', () => {
    expect(rateOf(3, 4, 'closed deals')).toMatchObject({ why: 'n = 4: a rate needs 5 closed deals.' });
  });

  test.each([
    { n: 99, hasInterval: true },
    { n: 100, hasInterval: false },
  ])('has its interval at n = $n: $hasInterval', ({ n, hasInterval }) => {
    const rate = rateOf(1, n, 'decisions');
    expect(rate.shown && rate.interval !== null).toBe(hasInterval);
  });
});

describe('IS3: win rate', () => {
  test.each([
    { won: 41, lost: 59, bp: 4_100 },
    { won: 1, lost: 5, bp: 1_667 },
    { won: 0, lost: 7, bp: 0 },
  ])('$won won and $lost lost are $bp basis points', ({ won, lost, bp }) => {
    expect(winRate({ won, lost })).toMatchObject({ bp, n: won + lost });
  });
});

test('IS4: the approval rate counts approvals and rejections', () => {
  expect(approvalRate(7, 3)).toMatchObject({ bp: 7_000, n: 10 });
});

describe('IS5: shares of a value', () => {
  test.each([
    { part: 1, whole: 3, bp: 3_333 },
    { part: 2, whole: 3, bp: 6_667 },
    { part: 1, whole: 20_000, bp: 1 },
    { part: 0, whole: 10, bp: 0 },
  ])('$part of $whole is $bp basis points', ({ part, whole, bp }) => {
    expect(shareOfValue(part, whole, 5)).toMatchObject({ bp });
  });

  test('nothing of nothing is not a rate', () => {
    expect(shareOfValue(0, 0, 9)).toEqual({ shown: false, n: 9, why: 'Nothing of value was won.' });
  });

  test('those of all origins sum to the whole, but for their rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 4, maxLength: 4 }), (origins) => {
        const whole = origins.reduce((sum, part) => sum + part, 0);
        fc.pre(whole > 0);
        const sum = origins.reduce((total, part) => {
          const share = shareOfValue(part, whole, 5);
          return total + (share.shown ? share.bp : 0);
        }, 0);
        expect(Math.abs(sum - 10_000)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

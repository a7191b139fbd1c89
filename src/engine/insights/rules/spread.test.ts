import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concentrationOf, median, quantile } from './spread.ts';

const figures = () => fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 });

describe('IS6: quantiles', () => {
  // Reference values: R, quantile(x, type = 7).
  test.each([
    { of: [11], share: 0.9, is: 11 },
    { of: [1, 2], share: 0.5, is: 1.5 },
    { of: [9, 1, 5], share: 0.5, is: 5 },
    { of: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share: 0.9, is: 9.1 },
    { of: [4, 8, 15, 16, 23, 42], share: 0.25, is: 9.75 },
  ])('the $share quantile of $of is $is', ({ of, share, is }) => {
    expect(quantile(of, share)).toBeCloseTo(is, 9);
  });

  test('nothing has no middle', () => expect(median([])).toBeNull());

  test('lies between the least and the most, grows with its share, and does not mind the order', () => {
    fc.assert(
      fc.property(figures(), fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
        const at = quantile(some, share) ?? Number.NaN;
        expect(at).toBeGreaterThanOrEqual(Math.min(...some));
        expect(at).toBeLessThanOrEqual(Math.max(...some));
        expect(at).toBeLessThanOrEqual(quantile(some, 1) ?? Number.NaN);
        expect(quantile([...some].reverse(), share)).toBe(at);
      }),
    );
  });
});

describe('IS7: concentration', () => {
  test.each([
    { parts: [100], topThreeBp: 10_000, herfindahlBp: 10_000, effective: 1 },
    { parts: [25, 25, 25, 25], topThreeBp: 7_500, herfindahlBp: 2_500, effective: 4 },
    { parts: [50, 30, 20, 0], topThreeBp: 10_000, herfindahlBp: 3_800, effective: 1 / 0.38 },
  ])('of $parts: top three $topThreeBp, index $herfindahlBp', ({ parts, topThreeBp, herfindahlBp, effective }) => {
    const found = concentrationOf(parts);
    expect(found).toMatchObject({ topThreeBp, herfindahlBp });
    expect(found?.effectiveNumber).toBeCloseTo(effective, 9);
  });

  test('nothing is not concentrated', () => expect(concentrationOf([0, 0])).toBeNull());

  test('the effective number is at least one and at most the number of parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 40 }), (parts) => {
        const found = concentrationOf(parts);
        expect(found?.effectiveNumber).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(found?.effectiveNumber).toBeLessThanOrEqual(parts.length + 1e-9);
      }),
    );
  });
});

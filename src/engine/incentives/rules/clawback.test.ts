import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { euro, on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { Minor } from '../../../contract/units.ts';
import { addDays } from '../../programme/rules/dates.ts';
import { type AccruedFacts, clawbackOf, reversalOf } from './clawback.ts';
import { disputeUntil, payByOf, statementTotals } from './statement.ts';

const { incentives } = sampleProgramme();
const accrued = (changes: Partial<AccruedFacts> = {}): AccruedFacts => ({
  amount: euro(1_000.01),
  wonOn: on('2026-01-31'),
  reversedBefore: 0 as Minor,
  rounding: 'half up',
  ...changes,
});

describe('IN8: clawback', () => {
  test.each([
    [-100_001, 'on the day of the win', '2026-01-31'],
    [-100_001, 'the day before six months', '2026-07-30'],
    [-50_001, 'after six months', '2026-07-31'],
    [-50_001, 'on the day of twelve months', '2027-01-31'],
    [null, 'the day after twelve months', '2027-02-01'],
  ])('IN8: %d %s', (amount, _when, day) => {
    expect(clawbackOf(accrued(), on(day), incentives.clawback)?.amount.minor ?? null).toBe(amount);
  });

  test('IN8: says how much, of what, and after how long', () => {
    expect(clawbackOf(accrued(), on('2026-09-01'), incentives.clawback)?.steps[0]?.words).toBe(
      '50 % of EUR 1,000.01 is taken back: 7 whole months after the win on 2026-01-31',
    );
  });

  test('IN8, IN9: never more in all than was accrued, whatever was taken back before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 5 }),
        (amount, days) => {
          let reversedBefore = 0;
          for (const day of days) {
            const row = clawbackOf(
              accrued({ amount: { ...euro(0), minor: amount as Minor }, reversedBefore: reversedBefore as Minor }),
              addDays(on('2026-01-31'), day),
              incentives.clawback,
            );
            reversedBefore += row?.amount.minor ?? 0;
          }
          expect(amount + reversedBefore).toBeGreaterThanOrEqual(0);
          const rest = reversalOf(
            { amount: { ...euro(0), minor: amount as Minor }, reversedBefore: reversedBefore as Minor },
            'The shares were set anew.',
          );
          expect(amount + reversedBefore + (rest?.amount.minor ?? 0)).toBe(0);
        },
      ),
    );
  });
});

describe('statements', () => {
  test('IN10: paid within 45 days of the end of the quarter it accrued in', () => {
    expect(payByOf(on('2026-07-01'), incentives)).toEqual({ quarter: '2026-Q3', payBy: '2026-11-14' });
    expect(payByOf(on('2026-12-31'), incentives)).toEqual({ quarter: '2026-Q4', payBy: '2027-02-14' });
  });

  test('IN11: disputed for 30 days after the end of the quarter', () => {
    expect(disputeUntil('2026-Q3', incentives)).toBe('2026-10-30');
  });

  test('totals are what accrued, what was taken back, and the rest', () => {
    const lines = [{ amount: euro(100.1) }, { amount: euro(50.05) }, { amount: euro(-20) }];
    expect(statementTotals(lines, euro(0).currency)).toEqual({
      accrued: euro(150.15),
      reversed: euro(-20),
      net: euro(130.15),
    });
    expect(() => statementTotals([{ amount: euro(1, 'USD') }], euro(0).currency)).toThrow('USD');
  });
});

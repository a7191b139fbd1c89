import { describe, expect, test } from 'vitest';
import { velocityOf } from './velocity.ts';

const parts = { open: 40, averageWonMinor: 5_000_000, won: 10, lost: 15, medianCycleDays: 80 };

describe('IS8: velocity', () => {
  test('is open deals × average won value × win rate / median cycle days', () => {
    // 40 × 50 000 × 0.4 / 80 = 10 000 a day.
    expect(velocityOf(parts)).toEqual({ shown: true, perDayMinor: 1_000_000 });
  });

  test.each([
    { when: 'four deals are closed', change: { won: 2, lost: 2 } },
    { when: 'no won deal has a cycle', change: { medianCycleDays: null } },
    { when: 'deals are won on the day they are opened', change: { medianCycleDays: 0 } },
  ])('is left unsaid when $when', ({ change }) => {
    expect(velocityOf({ ...parts, ...change })).toMatchObject({ shown: false });
  });

  test('is nothing where nothing is won', () => {
    expect(velocityOf({ ...parts, won: 0, medianCycleDays: null })).toEqual({ shown: true, perDayMinor: 0 });
  });
});

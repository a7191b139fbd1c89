import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../../contract/units.ts';
import { funnelOf, isMature, maturityDays, stageReached } from './funnel.ts';

const course = (...reached: ('approved' | 'met' | 'linked' | 'won')[]) => ({
  approved: reached.includes('approved'),
  met: reached.includes('met'),
  linked: reached.includes('linked'),
  won: reached.includes('won'),
});
const courses = () =>
  fc.array(fc.record({ approved: fc.boolean(), met: fc.boolean(), linked: fc.boolean(), won: fc.boolean() }));

describe('IS11: the funnel', () => {
  test.each([
    { of: course(), stage: 'Registered' },
    { of: course('met'), stage: 'Registered' },
    { of: course('approved'), stage: 'Approved' },
    { of: course('approved', 'met'), stage: 'First meeting' },
    { of: course('approved', 'linked'), stage: 'Opportunity' },
    { of: course('approved', 'won'), stage: 'Won' },
  ])('$of reached $stage', ({ of, stage }) => {
    expect(stageReached(of)).toBe(stage);
  });

  test('begins with all of them and never grows', () => {
    fc.assert(
      fc.property(courses(), (some) => {
        const counts = funnelOf(some).map((stage) => stage.count);
        expect(counts[0]).toBe(some.length);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
      }),
    );
  });
});

describe('IS12: a cohort is mature', () => {
  test.each([
    { cycles: [10, 20, 30, 40], days: 180 },
    { cycles: [10, 20, 30, 40, 50], days: 46 },
    { cycles: [], days: 180 },
  ])('after $days days where wins took $cycles', ({ cycles, days }) => {
    expect(maturityDays(cycles)).toBe(days);
  });

  test.each([
    { asOf: '2026-09-27', mature: false },
    { asOf: '2026-09-28', mature: true },
  ])('on $asOf, 90 days after 30 June: $mature', ({ asOf, mature }) => {
    expect(isMature('2026-06-30' as IsoDate, asOf as IsoDate, 90)).toBe(mature);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleProgramme } from '../../../../test/support/sample-programme.ts';
import { Role } from '../../../contract/attribution.ts';
import { shareProblems, sharesOf, startingShares } from './shares.ts';

const splitBp = sampleProgramme().conflicts.functionalSplitBp;
const codes = (problems: readonly { code: string }[]) => problems.map((problem) => problem.code);

describe('AT5: shares from weights', () => {
  test('three equal parts: the unit left over goes to the first role', () => {
    const parts = [
      { partner: 'p3', role: 'site' as const, weight: 1 },
      { partner: 'p1', role: 'order' as const, weight: 1 },
      { partner: 'p2', role: 'specifier' as const, weight: 1 },
    ];
    expect(sharesOf(parts)).toEqual([
      { partner: 'p2', role: 'specifier', shareBp: 3_334 },
      { partner: 'p1', role: 'order', shareBp: 3_333 },
      { partner: 'p3', role: 'site', shareBp: 3_333 },
    ]);
  });

  test('AT5: sum to 10 000 bp whatever the weights and their order', () => {
    const part = fc.record({
      partner: fc.constantFrom('p1', 'p2', 'p3'),
      role: fc.constantFrom(...Role.options),
      weight: fc.integer({ min: 1, max: 1_000 }),
    });
    const parts = fc.uniqueArray(part, { minLength: 1, maxLength: 8, selector: (one) => `${one.partner} ${one.role}` });
    fc.assert(
      fc.property(parts, (all) => {
        const shares = sharesOf(all);
        expect(shares.reduce((sum, one) => sum + one.shareBp, 0)).toBe(10_000);
        expect(sharesOf([...all].reverse())).toEqual(shares);
      }),
    );
  });

  test('AT5: an opportunity starts with one partner, or with the functions of a split', () => {
    expect(startingShares('sourced', 'p1', [], splitBp)).toEqual([
      { partner: 'p1', role: 'originator', shareBp: 10_000 },
    ]);
    expect(startingShares('influenced', 'p1', [], splitBp)).toEqual([
      { partner: 'p1', role: 'advisor', shareBp: 10_000 },
    ]);
    expect(startingShares('direct', null, [], splitBp)).toEqual([]);
    const functions = [
      { partner: 'p1', function: 'site' as const },
      { partner: 'p2', function: 'specifier' as const },
    ];
    expect(startingShares('sourced', 'p1', functions, splitBp)).toEqual([
      { partner: 'p2', role: 'specifier', shareBp: 7_500 },
      { partner: 'p1', role: 'site', shareBp: 2_500 },
    ]);
  });
});

describe('AT6: shares set by hand', () => {
  const originator = { partner: 'p1', role: 'originator' as const, shareBp: 6_000 };
  const advisor = { partner: 'p2', role: 'advisor' as const, shareBp: 4_000 };
  test.each([
    ['may be stored', 'sourced', [originator, advisor], []],
    ['do not sum to the whole', 'sourced', [originator], ['shares_sum']],
    [
      'have a part without a share',
      'sourced',
      [
        { ...originator, shareBp: 10_000 },
        { ...advisor, shareBp: 0 },
      ],
      ['share_empty'],
    ],
    [
      'name a part twice',
      'sourced',
      [
        { ...advisor, shareBp: 5_000 },
        { ...advisor, shareBp: 5_000 },
      ],
      ['part_twice'],
    ],
    ['have two originators', 'sourced', [originator, { ...advisor, role: 'originator' }], ['two_originators']],
    ['are there for a direct one', 'direct', [originator, advisor], ['direct_with_parts']],
    ['are missing', 'co-sell', [], ['no_parts']],
    ['are none for a direct one', 'direct', [], []],
  ] as const)('AT6: %s (%s)', (_what, origin, shares, expected) => {
    expect(codes(shareProblems(origin, shares))).toEqual(expected);
  });
});

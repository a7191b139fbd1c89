import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, isContained, isInitials, tokenOverlap } from './similarity.ts';

describe('edit distance', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['betasolloin', 'betasoloin', 1],
    ['betsaoloin', 'betasoloin', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['harrow', 'norvik', 5],
  ])('from “%s” to “%s” is %i', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
  });

  const word = () => fc.stringMatching(/^[abc]{0,9}$/);
  /** The definition, written out: slow and plain. */
  const byDefinition = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length;
    const same = a.at(-1) === b.at(-1) ? 0 : 1;
    const swap = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
    const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
    return Math.min(
      byDefinition(shortA, b) + 1,
      byDefinition(a, shortB) + 1,
      byDefinition(shortA, shortB) + same,
      swap ? byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
    );
  };

  test('is what its definition says', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[abc]{0,6}$/), fc.stringMatching(/^[abc]{0,6}$/), (a, b) => {
        expect(editDistance(a, b)).toBe(byDefinition(a, b));
      }),
    );
  });

  test('with a limit is the same up to it and one more beyond', () => {
    fc.assert(
      fc.property(word(), word(), fc.integer({ min: 0, max: 9 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b), limit + 1));
        expect(editDistance(b, a)).toBe(editDistance(a, b));
      }),
    );
  });
});

describe('likeness of names', () => {
  test('a common word counts a quarter', () => {
    expect(tokenOverlap(['harrow', 'technology'], ['norvik', 'technology'])).toBeCloseTo(0.2, 9);
    expect(tokenOverlap(['harrow', 'technology'], ['harrow'])).toBeCloseTo(2 / 2.25, 9);
  });

  test('containment and initials', () => {
    expect(isContained(['harrow'], ['harrow', 'robotics'])).toBe(true);
    expect(isContained(['technology'], ['harrow', 'technology'])).toBe(false);
    expect(isInitials(['ibm'], ['international', 'business', 'machines'])).toBe(true);
    expect(isInitials(['ib'], ['international', 'business'])).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { sayIn } from '../../insights/index.ts';
import { ended, shownOf } from './voice.ts';

describe('a table that leaves some out says so', () => {
  test.each([
    { shown: 8, all: 10, is: ', the latest 8 of 10' },
    { shown: 10, all: 10, is: '' },
    { shown: 0, all: 0, is: '' },
  ])('$shown of $all: “$is”', ({ shown, all, is }) => {
    expect(shownOf(shown, all, 'latest', sayIn())).toBe(is);
  });
});

test('a sentence that ends with a name ends with one full stop', () => {
  expect(ended('the largest at Zeta Steel')).toBe('the largest at Zeta Steel.');
  expect(ended('the largest at Bellavigna S.r.l.')).toBe('the largest at Bellavigna S.r.l.');
});

import { describe, expect, test } from 'vitest';
import { rowAfter } from './useRowKeys.ts';

describe('keys move through a list of ten, four of which fit', () => {
  test.each([
    { key: 'j', at: 3, to: 4 },
    { key: 'ArrowDown', at: 9, to: 9 },
    { key: 'k', at: 0, to: 0 },
    { key: 'PageDown', at: 3, to: 7 },
    { key: 'PageDown', at: 8, to: 9 },
    { key: 'PageUp', at: 2, to: 0 },
    { key: 'Home', at: 7, to: 0 },
    { key: 'End', at: 2, to: 9 },
    { key: 'j', at: -1, to: 0 },
    { key: 'a', at: 2, to: undefined },
  ])('$key on row $at leads to $to', ({ key, at, to }) => {
    expect(rowAfter(key, at, 10, 4)).toBe(to);
  });

  test('an empty list leads nowhere', () => {
    expect(rowAfter('End', -1, 0, 4)).toBeUndefined();
  });
});

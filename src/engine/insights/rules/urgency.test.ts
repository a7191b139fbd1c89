import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byUrgency, type Level, levelOf, levelOfDay } from './urgency.ts';

describe('IS13: levels', () => {
  test.each([
    { left: -0.1, level: 'overdue' },
    { left: 0, level: 'due' },
    { left: 8, level: 'due' },
    { left: 8.1, level: 'calm' },
  ])('$left of 8 business hours left is $level', ({ left, level }) => {
    expect(levelOf(left, 8)).toBe(level);
  });

  test.each([
    { left: -1, level: 'overdue' },
    { left: 0, level: 'due' },
    { left: 7, level: 'due' },
    { left: 8, level: 'calm' },
  ])('$left days left is $level', ({ left, level }) => {
    expect(levelOfDay(left)).toBe(level);
  });
});

test('IS14: the order is total: whatever order they come in, they end up in the same one', () => {
  const item = fc.record({
    level: fc.constantFrom<Level>('calm', 'due', 'overdue'),
    dueAt: fc.option(fc.integer({ min: 0, max: 5 })),
    title: fc.constantFrom('a', 'b', 'c'),
  });
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const sorted = [...items].sort(byUrgency);
      expect([...items].reverse().sort(byUrgency)).toEqual(sorted);
      const levels = sorted.map((one) => ['overdue', 'due', 'calm'].indexOf(one.level));
      expect(levels).toEqual([...levels].sort((a, b) => a - b));
    }),
  );
});

import { expect, test } from 'vitest';
import type { TodayItem } from '../../../contract/insights.ts';
import { groupsOf, keyOf } from './dueItems.ts';

const item = (title: string, level: TodayItem['level'], kind: TodayItem['kind'] = 'decide') =>
  ({ kind, title, words: '', level, dueAt: null, record: { registration: title } }) as TodayItem;

test('what is overdue stands first, and nothing loses its place inside its group', () => {
  const groups = groupsOf([item('b', 'overdue'), item('a', 'overdue'), item('d', 'calm'), item('c', 'calm')]);
  expect(groups.map((group) => [group.title, group.items.map((one) => one.title).join('')])).toEqual([
    ['Overdue', 'ba'],
    ['When there is time', 'dc'],
  ]);
});

test('a meeting that is longer overdue stands before a case, whatever they are', () => {
  const [overdue] = groupsOf([
    item('a', 'overdue', 'first meeting'),
    item('b', 'overdue', 'case'),
    item('c', 'overdue'),
  ]);
  expect(overdue?.items.map((one) => one.title).join('')).toBe('abc');
});

test('one registration due in two ways is two items', () => {
  expect(keyOf(item('R', 'due', 'protection'))).not.toBe(keyOf(item('R', 'due', 'first meeting')));
});

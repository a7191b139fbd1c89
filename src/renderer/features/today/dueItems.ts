import type { TodayItem } from '../../../contract/insights.ts';

export type Kind = TodayItem['kind'];

/** What each kind is called where it is counted, in the order of the work. */
export const KINDS: readonly { kind: Kind; title: string }[] = [
  { kind: 'decide', title: 'To decide' },
  { kind: 'case', title: 'Cases' },
  { kind: 'appeal', title: 'Appeals' },
  { kind: 'provisional', title: 'In question' },
  { kind: 'first meeting', title: 'First meetings' },
  { kind: 'protection', title: 'Protection ending' },
  { kind: 'answer', title: 'Answers' },
  { kind: 'link', title: 'Links to confirm' },
];

export type Group = { level: TodayItem['level']; title: string; items: TodayItem[] };

const TITLES: readonly { level: TodayItem['level']; title: string }[] = [
  { level: 'overdue', title: 'Overdue' },
  { level: 'due', title: 'Due soon' },
  { level: 'calm', title: 'When there is time' },
];

/** The items by how urgent they are, in each group in the engine’s order: what fell due first stands first. */
export function groupsOf(items: readonly TodayItem[]): Group[] {
  return TITLES.map(({ level, title }) => ({
    level,
    title,
    items: items.filter((item) => item.level === level),
  })).filter((group) => group.items.length > 0);
}

/** A key that is the item’s own: one registration may be due in two ways. */
export const keyOf = (item: TodayItem): string =>
  `${item.kind} ${'case' in item.record ? item.record.case : item.record.registration}`;

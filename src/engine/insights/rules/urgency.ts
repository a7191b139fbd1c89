/** How urgent things are, and in which order they come. */

export type Level = 'calm' | 'due' | 'overdue';

/**
 * IS13: overdue once its instant has passed, due in the last business day before it, calm earlier.
 *
 * @param leftHours business hours until then; negative once past
 * @param dayHours  business hours of a working day
 */
export const levelOf = (leftHours: number, dayHours: number): Level =>
  leftHours < 0 ? 'overdue' : leftHours <= dayHours ? 'due' : 'calm';

/** IS13: the same for a last day that is included, by calendar days: due within a week. */
export const levelOfDay = (daysLeft: number): Level => (daysLeft < 0 ? 'overdue' : daysLeft <= 7 ? 'due' : 'calm');

const RANK: Record<Level, number> = { overdue: 0, due: 1, calm: 2 };

/** IS14: the most urgent first: by level, then by when it falls due, what never does last, then by title. */
export function byUrgency<Item extends { level: Level; dueAt: number | null; title: string }>(
  a: Item,
  b: Item,
): number {
  return (
    RANK[a.level] - RANK[b.level] ||
    (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)
  );
}

import { lastEntry } from '../journal/index.ts';
import type { ReadDb } from '../store/db.ts';

const MOST_KEPT = 20;
const kept = new WeakMap<ReadDb, { seq: number; answers: Map<string, unknown> }>();

/**
 * What was read since the last journal entry, read once. State changes with an entry and with nothing else, so an answer
 * holds until the next one. An open transaction is a database of its own here and sees nothing of this.
 *
 * @param key what was asked, filter and all
 */
export function keptUntilNextEntry<T>(db: ReadDb, key: string, read: () => T): T {
  const { seq } = lastEntry(db);
  let known = kept.get(db);
  if (known === undefined || known.seq !== seq || known.answers.size >= MOST_KEPT) {
    known = { seq, answers: new Map() };
    kept.set(db, known);
  }
  if (!known.answers.has(key)) known.answers.set(key, read());
  return known.answers.get(key) as T;
}

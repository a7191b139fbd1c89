import type { WriteTx } from '../journal/index.ts';

/** Marks a case as changed now: the next revision, by this moment's actor. */
export function touchCase(tx: WriteTx, id: string): void {
  tx.run(
    'UPDATE cases SET updated_by = ?, updated_at = ?, revision = revision + 1 WHERE id = ?',
    tx.moment.actor,
    tx.moment.at,
    id,
  );
}

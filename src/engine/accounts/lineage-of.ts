import type { Lineage } from '../../contract/accounts.ts';
import type { ReadDb } from '../store/db.ts';

const SELECT = `SELECT l.record_id AS record, l.batch_id AS batch, f.file, f.sheet, l.row, f.as_of_on AS asOf
  FROM lineage l
  JOIN batches b ON b.id = l.batch_id AND b.state = 'committed'
  JOIN batch_files f ON f.batch_id = l.batch_id AND f.ord = l.file_ord`;

/** Where a record came from: every batch that made or changed it, the newest first. */
export function lineageOf(db: ReadDb, recordId: string): Lineage[] {
  return db
    .all<Lineage & { record: string }>(`${SELECT} WHERE l.record_id = ? ORDER BY b.committed_seq DESC`, recordId)
    .map(({ record: _, ...lineage }) => lineage);
}

/** The row that last changed each of some records, by record; records without one are left out. */
export function lastLineageOf(db: ReadDb, recordIds: readonly string[]): Map<string, Lineage> {
  const last = new Map<string, Lineage>();
  if (recordIds.length === 0) return last;
  const rows = db.all<Lineage & { record: string }>(
    `${SELECT} WHERE l.record_id IN (SELECT value FROM json_each(?)) ORDER BY b.committed_seq`,
    JSON.stringify(recordIds),
  );
  for (const { record, ...lineage } of rows) last.set(record, lineage);
  return last;
}

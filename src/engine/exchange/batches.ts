import fs from 'node:fs';
import type { BatchItem, FateCounts } from '../../contract/exchange.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { restingOn } from './followed.ts';
import { cleanStaging, removeStaging, stagingFolder, withStaging } from './staging-files.ts';
import { type CommittedBatch, obstaclesKnown } from './undo-obstacles.ts';

interface BatchRow extends CommittedBatch {
  counts: string;
  asOf: string;
  committedAt: number;
  committedBy: string;
  undoneAt: number | null;
}

/**
 * A page of batches, newest first; with the filter `previewed` the previews that wait for a commit instead.
 */
export function batches(db: ReadDb, input: Asked<'exchange', 'batches'>): Answer<'exchange', 'batches'> {
  const { filter = {}, sort, limit, cursor } = input;
  const offset = offsetOf(cursor);
  if (filter.state === 'previewed') {
    const waiting = previews(db).filter(
      (one) =>
        (filter.batch === undefined || one.id === filter.batch) &&
        (filter.kind === undefined || one.files.some((file) => file.kind === filter.kind)),
    );
    return pageOf(waiting.slice(offset, offset + limit), offset, waiting.length) as Answer<'exchange', 'batches'>;
  }
  const where = conditions();
  where.and('b.id = ?', filter.batch);
  where.and('b.state = ?', filter.state);
  where.and('EXISTS (SELECT 1 FROM batch_files f WHERE f.batch_id = b.id AND f.kind = ?)', filter.kind);
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM batches b WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  const direction = sort === undefined || sort.descending ? 'DESC' : 'ASC';
  const rows = db.all<BatchRow>(
    `SELECT b.id, b.state, b.counts, b.as_of_on AS asOf, b.committed_at AS committedAt, b.committed_by AS committedBy,
       b.committed_seq AS committedSeq, b.undone_at AS undoneAt
     FROM batches b WHERE ${where.sql} ORDER BY b.committed_at ${direction}, b.committed_seq ${direction} LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  return pageOf(
    rows.map((row) => ({
      ...itemOf(db, row),
      ...(filter.batch !== undefined && row.state === 'committed' ? { followed: restingOn(db, row.id) } : {}),
    })),
    offset,
    total,
  ) as Answer<'exchange', 'batches'>;
}

function itemOf(db: ReadDb, row: BatchRow) {
  const obstacles = obstaclesKnown(db, row);
  const files = db.all<{
    file: string;
    kind: BatchItem['files'][number]['kind'];
    hash: string;
    sizeBytes: number;
    counts: string;
  }>(
    'SELECT file, kind, hash, size_bytes AS sizeBytes, counts FROM batch_files WHERE batch_id = ? ORDER BY ord',
    row.id,
  );
  return {
    id: row.id,
    state: row.state,
    files: files.map(({ counts, ...file }) => ({ ...file, counts: JSON.parse(counts) as FateCounts })),
    counts: JSON.parse(row.counts) as FateCounts,
    asOf: row.asOf,
    committedAt: row.committedAt,
    committedBy: row.committedBy,
    undoneAt: row.undoneAt,
    undoable: obstacles.length === 0,
    notUndoableBecause: obstacles[0]?.message ?? null,
  };
}

/** Previews that were not committed, the newest first. */
function previews(db: ReadDb) {
  const folder = stagingFolder(db.file);
  if (!fs.existsSync(folder)) return [];
  const committed = new Set(db.all<{ id: string }>('SELECT id FROM batches').map(({ id }) => id));
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite') && !committed.has(name.replace('.sqlite', '')))
    .map((name) =>
      withStaging(db.file, name.replace('.sqlite', ''), ({ meta, tables }) => ({
        at: meta.at,
        id: meta.batch,
        state: 'previewed' as const,
        files: tables
          .filter((table) => table.use !== 'none')
          .map(({ file, kind, hash, sizeBytes, counts }) => ({ file, kind, hash, sizeBytes, counts })),
        leftOut: tables
          .filter((table) => table.use === 'none')
          .map(({ file, sheet, because }) => ({ file, sheet, because })),
        counts: meta.counts,
        asOf: meta.asOf,
        ...{ committedAt: null, committedBy: null, undoneAt: null, undoable: false },
        notUndoableBecause: 'It was not committed.',
      })),
    )
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(({ at: _, ...item }) => item);
}

/**
 * Forgets a preview that was not committed, and what others left behind.
 *
 * @throws NOT_FOUND without such a preview, or when it was committed
 */
export function discard(
  db: WriteDb,
  input: Asked<'exchange', 'discard'>,
  _moment: Moment,
): Answer<'exchange', 'discard'> {
  const committed = db.get('SELECT 1 FROM batches WHERE id = ?', input.batch) !== undefined;
  if (committed || !/^[0-9a-f-]{36}$/.test(input.batch) || !removeStaging(db.file, input.batch))
    throw notFound('preview', input.batch);
  cleanStaging(db, Date.now());
  return { batch: input.batch };
}

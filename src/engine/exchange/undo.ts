import type { FateCounts } from '../../contract/exchange.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, notUndoable } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { type EngineContext, writable } from '../context.ts';
import { changeInSteps, record, type Step, type StepControl, type WriteTx } from '../journal/index.ts';
import { indexCustomer } from '../matching/index.ts';
import { programmeAt, rebuildFamilyNames } from '../programme/index.ts';
import { unfileInto } from '../registrations/index.ts';
import { withBulkWriting } from '../store/bulk.ts';
import type { WriteDb } from '../store/db.ts';
import { checkpoint } from './import-pool.ts';
import { MATCHED, type MatchedColumns, matchingDiffers } from './index-accounts.ts';
import { SET_KINDS, type SetKind, TARGETS } from './kinds.ts';
import { type CommittedBatch, obstaclesTo } from './undo-obstacles.ts';

/**
 * Takes a committed batch back: what it made goes, what it changed becomes what it was, to the last column. What followed
 * from it by itself is taken back by `settle`, which the caller runs next.
 *
 * @throws NOT_FOUND; NOT_UNDOABLE when a decision, a later import or a link made by hand was built on it; the signal's
 * reason when cancelled, with nothing taken back
 */
export async function undo(
  db: WriteDb,
  input: Asked<'exchange', 'undo'>,
  moment: Moment,
  control: Pick<StepControl, 'signal' | 'onStep'> = {},
): Promise<Answer<'exchange', 'undo'>> {
  const batch = db.get<CommittedBatch & { counts: string }>(
    'SELECT id, state, counts, committed_seq AS committedSeq FROM batches WHERE id = ?',
    input.batch,
  );
  if (batch === undefined) throw notFound('batch', input.batch);
  const obstacles = obstaclesTo(db, batch);
  if (obstacles.length > 0) throw notUndoable(...obstacles);
  const act = { verb: 'exchange.undo', input: { batch: input.batch } };
  await withBulkWriting(db, () => changeInSteps(db, act, moment, control, (tx) => undoBatch(tx, batch.id)), checkpoint);
  return { batch: input.batch, counts: JSON.parse(batch.counts) as FateCounts };
}

/** `undo` as a person watches it: it tells how far it is, and can be cancelled. */
export async function undoWatched(
  context: EngineContext,
  input: Asked<'exchange', 'undo'>,
  moment: Moment,
  signal: AbortSignal | undefined,
): Promise<Answer<'exchange', 'undo'>> {
  const job = input.job ?? 'exchange.undo';
  const tell = (label: string, done: number, total: number, ended: 'no' | 'done' | 'cancelled' | 'failed' = 'no') =>
    context.progress.tell({ job, label, done, total, ended });
  try {
    const onStep = ({ label, done, total }: Step) => tell(label, done, total);
    const undone = await undo(writable(context), input, moment, { signal, onStep });
    tell('Undone', 1, 1, 'done');
    return undone;
  } catch (error) {
    tell(signal?.aborted ? 'Cancelled' : 'Failed', 0, 1, signal?.aborted ? 'cancelled' : 'failed');
    throw error;
  }
}

/** Rows of a file that are taken back at once. */
const ROWS_AT_ONCE = 500;
/** An account brings some fifteen keys of the match index. */
const ACCOUNTS_AT_ONCE = 150;

interface Span {
  readonly ord: number;
  readonly first: number;
  readonly last: number;
}

function* undoBatch(tx: WriteTx, batch: string): Generator<Step, void> {
  const { total } = tx.get<{ total: number }>('SELECT count(*) AS total FROM lineage WHERE batch_id = ?', batch) ?? {
    total: 0,
  };
  let done = 0;
  const step = (rows: number): Step => {
    done += rows;
    return { label: 'Undoing', done: Math.min(done, total), total };
  };
  yield* unfileRegistrations(tx, batch, step);
  for (const kind of [...SET_KINDS].reverse()) {
    if (kind === 'accounts') forgetAccounts(tx, batch);
    for (const span of spansOf(tx, batch, kind)) {
      const size = kind === 'accounts' ? ACCOUNTS_AT_ONCE : ROWS_AT_ONCE;
      for (let from = span.first; from <= span.last; from += size) {
        takeBack(tx, kind, { batch, ord: span.ord, from, until: from + size - 1 });
        yield step(size);
      }
    }
    if (kind === 'products' && spansOf(tx, batch, kind).length > 0) rebuildFamilyNames(tx);
  }
  tx.run(
    "UPDATE batches SET state = 'undone', undone_at = ?, updated_at = ?, revision = revision + 1 WHERE id = ?",
    ...[tx.moment.at, tx.moment.at, batch],
  );
  const files = tx.all<{ file: string }>(
    'SELECT DISTINCT file FROM batch_files WHERE batch_id = ? ORDER BY ord',
    batch,
  );
  const names = files.map(({ file }) => file).join(', ');
  record(tx, {
    subject: batch,
    subjectName: names,
    words: `The import of ${names} was undone`,
    what: { batch, records: total },
    edition: programmeAt(tx, tx.moment).edition,
  });
}

/** Which rows of which files of a batch made or changed records of a kind. */
const spansOf = (tx: WriteTx, batch: string, kind: SetKind): Span[] =>
  tx.all<Span>(
    'SELECT file_ord AS ord, min("row") AS first, max("row") AS last FROM lineage WHERE batch_id = ? AND kind = ? GROUP BY file_ord ORDER BY file_ord',
    batch,
    kind,
  );

function* unfileRegistrations(tx: WriteTx, batch: string, step: (rows: number) => Step): Generator<Step> {
  const ids = tx.all<{ id: string }>(
    'SELECT record_id AS id FROM lineage WHERE batch_id = ? AND kind = \'registrations\' ORDER BY file_ord DESC, "row" DESC',
    batch,
  );
  for (const { id } of ids) {
    unfileInto(tx, id);
    yield step(1);
  }
}

/** Registrations that were resolved to accounts of the batch stand without one, until they are checked again. */
function forgetAccounts(tx: WriteTx, batch: string): void {
  const gone = "(SELECT record_id FROM lineage WHERE batch_id = ? AND kind = 'accounts' AND fate = 'new')";
  for (const table of ['registrations', 'protections'])
    tx.run(`UPDATE ${table} SET account_id = NULL WHERE account_id IN ${gone}`, batch);
}

interface Rows {
  readonly batch: string;
  readonly ord: number;
  readonly from: number;
  readonly until: number;
}

function takeBack(tx: WriteTx, kind: SetKind, rows: Rows): void {
  const its = `l.batch_id = @batch AND l.kind = '${kind}' AND l.file_ord = @ord AND l."row" BETWEEN @from AND @until`;
  const params = { ...rows };
  const reindexed = kind === 'accounts' ? toReindex(tx, its, params) : [];
  const columns = ['key', ...TARGETS[kind].map(({ column }) => column), 'created_at', 'updated_at', 'revision'];
  const restored = columns.map((column) => `${column} = ${keptIn(column)}`).join(', ');
  tx.run(
    `UPDATE ${kind} SET ${restored} FROM lineage l WHERE ${its} AND l.fate = 'changed' AND ${kind}.id = l.record_id`,
    params,
  );
  const made = `(SELECT l.record_id FROM lineage l WHERE ${its} AND l.fate = 'new')`;
  if (kind === 'accounts') {
    tx.run(`DELETE FROM match_keys WHERE subject IN ${made}`, params);
    tx.run(`DELETE FROM match_records WHERE subject IN ${made}`, params);
    for (const id of reindexed) {
      const account = tx.get<MatchedColumns>(`SELECT ${MATCHED} FROM accounts WHERE id = ?`, id);
      if (account !== undefined) indexCustomer(tx, 'account', id, account);
    }
  }
  tx.run(`DELETE FROM ${kind} WHERE id IN ${made}`, params);
}

const keptIn = (column: string): string => `json_extract(l.before, '$.${column}')`;

/** Accounts whose entry in the match index is not what it was. */
function toReindex(tx: WriteTx, its: string, params: Record<string, string | number>): string[] {
  const differs = matchingDiffers((column) => `a.${column}`, keptIn);
  return tx
    .all<{ id: string }>(
      `SELECT a.id FROM lineage l CROSS JOIN accounts a ON a.id = l.record_id WHERE ${its} AND l.fate = 'changed' AND ${differs}`,
      params,
    )
    .map(({ id }) => id);
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { planStale, problem, refused, unusable } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';
import { type EngineContext, writable } from '../context.ts';
import { changeInSteps } from '../journal/index.ts';
import { backUp } from '../store/backup.ts';
import { isDurable, withBulkWriting } from '../store/bulk.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { applyBatch, commitInputOf } from './apply-batch.ts';
import { checkpoint } from './import-pool.ts';
import type { StagedMeta, StagedTable } from './staged.ts';
import { stagingFile, withStaging } from './staging-files.ts';

/**
 * Applies the plan of a preview: all right rows, or, if anything fails or it is cancelled, none. Wrong rows stay out. A
 * backup is taken first.
 *
 * @throws PLAN_STALE when something happened since the preview that would change the plan; REFUSED when it was committed
 * already or holds nothing to import; NOT_FOUND without such a preview; the signal's reason when cancelled
 */
export async function commit(
  context: EngineContext,
  input: Asked<'exchange', 'commit'>,
  signal?: AbortSignal,
): Promise<Answer<'exchange', 'commit'>> {
  const db = writable(context);
  const moment = context.moment();
  refuseCommitted(db, input.batch);
  const { meta, tables } = withStaging(db.file, input.batch, (staging) => staging);
  refuseEmpty(tables);
  const moved = whatMoved(db, meta, tables);
  if (moved.length > 0) throw planStale(...moved);
  const job = input.job ?? 'exchange.commit';
  const tell = (label: string, done: number, total: number, ended: 'no' | 'done' | 'cancelled' | 'failed' = 'no') =>
    context.progress.tell({ job, label, done, total, ended });
  try {
    // What is being built without syncs is thrown away when the building fails: there is nothing to go back to.
    if (isDurable(db)) {
      tell('Taking a backup', 0, 1);
      await backUpFirst(db);
    }
    const act = { verb: 'exchange.commit', input: commitInputOf(meta, tables) };
    const control = {
      signal,
      attach: stagingFile(db.file, meta.batch),
      onStep: ({ label, done, total }: { label: string; done: number; total: number }) => tell(label, done, total),
    };
    const result = await withBulkWriting(
      db,
      () => changeInSteps(db, act, moment, control, (tx) => applyBatch(tx, meta, tables)),
      checkpoint,
    );
    tell('Imported', 1, 1, 'done');
    return result as Answer<'exchange', 'commit'>;
  } catch (error) {
    tell(signal?.aborted ? 'Cancelled' : 'Failed', 0, 1, signal?.aborted ? 'cancelled' : 'failed');
    throw error;
  }
}

/** @throws WORKSPACE_UNUSABLE when no backup can be written: nothing is imported without one */
async function backUpFirst(db: WriteDb): Promise<void> {
  try {
    await backUp(db.connection.sqlite, db.file, 'import', Date.now());
  } catch (error) {
    const [because] = (error as { data?: { problems?: Problem[] } }).data?.problems ?? [];
    throw unusable(
      problem(
        'backup_failed',
        `No backup could be taken before the import, so nothing was changed. ${because?.message ?? String(error)}`,
        because?.todo ??
          'See that the disk has room for a copy of the workspace and can be written to, then import again.',
        { file: because?.file ?? db.file },
      ),
    );
  }
}

function refuseCommitted(db: ReadDb, batch: string): void {
  const before = db.get<{ at: number; state: string }>(
    'SELECT committed_at AS at, state FROM batches WHERE id = ?',
    batch,
  );
  if (before === undefined) return;
  throw refused(
    problem(
      'batch_committed',
      `This batch was committed on ${new Date(before.at).toISOString()}${before.state === 'undone' ? ' and undone since' : ''}.`,
      'Preview the files again to import them again.',
    ),
  );
}

function refuseEmpty(tables: readonly StagedTable[]): void {
  if (tables.some((table) => table.use === 'import')) return;
  throw refused(
    problem(
      'nothing_to_import',
      'Nothing in these files can be imported.',
      'Look at the issues of the preview; choose other files, or say what they hold.',
    ),
  );
}

/** Entries since the preview after which its plan may no longer be right. */
function whatMoved(db: ReadDb, meta: StagedMeta, tables: readonly StagedTable[]): Problem[] {
  const { seq, hash } = meta.head;
  const todo = 'Preview the files again; it takes the same mapping.';
  const then = db.get<{ hash: string }>('SELECT hash FROM journal_entries WHERE seq = ?', seq);
  if (seq > 0 && then?.hash !== hash)
    return [problem('plan_of_another_past', 'The workspace was put back to another state since the preview.', todo)];
  const verbs = ['exchange.commit', 'exchange.undo', 'programme.update'];
  if (tables.some((table) => table.kind === 'registrations'))
    verbs.push('registrations.submit', 'registrations.answer', 'registrations.undo');
  const entries = db.all<{ seq: number; words: string; actor: string }>(
    'SELECT seq, words, actor FROM journal_entries WHERE seq > ? AND verb IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 20',
    seq,
    JSON.stringify(verbs),
  );
  return entries.map((entry) =>
    problem('plan_stale', `Since the preview, ${entry.actor} did this: ${entry.words}.`, todo),
  );
}

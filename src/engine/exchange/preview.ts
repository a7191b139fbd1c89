import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { EngineContext } from '../context.ts';
import { JobError } from '../jobs/index.ts';
import { programmeAt } from '../programme/index.ts';
import { inWordsOfTheDisk } from '../store/disk.ts';
import { importPool } from './import-pool.ts';
import { stageImportJob } from './stage.ts';
import type { StageFile } from './stage-input.ts';
import { previewFile } from './staged.ts';
import { cleanStaging, stagingFile, stagingFolder } from './staging-files.ts';

/**
 * Reads files in a worker and says what importing them would do, row by row. Nothing is changed: the plan is kept in a
 * file of its own beside the workspace, for `rows`, `issues` and `commit`.
 *
 * @throws REFUSED when a window names a path, the day of the extract is still to come, or the reading failed; WORKSPACE_UNUSABLE when the disk is full or
 * read-only; the signal's reason when cancelled
 */
export async function preview(
  context: EngineContext,
  input: Asked<'exchange', 'preview'>,
  signal?: AbortSignal,
): Promise<Answer<'exchange', 'preview'>> {
  const { db, progress } = context;
  const moment = context.moment();
  const files = filesOf(context, input);
  const { today } = programmeAt(db, moment);
  if (input.asOf !== undefined && input.asOf > today) throw refused(notYet(input.asOf, today));
  cleanStaging(db, Date.now());
  const folder = stagingFolder(db.file);
  makeFolder(folder);
  const into = path.join(folder, `${randomBytes(8).toString('hex')}.part`);
  const job = input.job ?? 'exchange.preview';
  const tell = (label: string, done: number, total: number, ended: 'no' | 'done' | 'cancelled' | 'failed') =>
    progress.tell({ job, label, done, total, ended });
  try {
    const staged = await importPool().runJob(
      stageImportJob,
      { workspace: db.file, into, files, kind: input.kind, asOf: input.asOf, at: moment.at, today },
      { signal, onProgress: ({ label, done, total }) => tell(label, done, total, 'no') },
    );
    signal?.throwIfAborted();
    fs.renameSync(into, stagingFile(db.file, staged.meta.batch));
    tell('Read', 1, 1, 'done');
    const { batch, counts, asOf, issuesTotal } = staged.meta;
    return { batch, files: staged.tables.map(previewFile), counts, asOf, issues: [...staged.issues], issuesTotal };
  } catch (error) {
    fs.rmSync(into, { force: true });
    tell(signal?.aborted ? 'Cancelled' : 'Failed', 0, 1, signal?.aborted ? 'cancelled' : 'failed');
    signal?.throwIfAborted();
    throw inOurWords(error, db.file);
  }
}

/** An extract of a day to come would never be old, and the net-new tests would trust it. */
const notYet = (asOf: string, today: string) =>
  problem(
    'as_of_to_come',
    `The files can’t show the state of ${asOf}: today is ${today}.`,
    'Give the day on which the extract was made.',
    { column: 'asOf' },
  );

/** @throws WORKSPACE_UNUSABLE when the place beside the workspace cannot be written to */
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw inWordsOfTheDisk(error, folder);
  }
}

/** The files with their paths; those of one name are told apart by a number. */
function filesOf(context: EngineContext, input: Asked<'exchange', 'preview'>): StageFile[] {
  const seen = new Map<string, number>();
  return input.files.map((given) => {
    const file = typeof given === 'string' ? { path: given } : given;
    const from = context.outside.readPath(file);
    const base = path.basename(from);
    const nth = (seen.get(base) ?? 0) + 1;
    seen.set(base, nth);
    const { kind, sheet, mapping, repairs } = typeof given === 'string' ? {} : given;
    return { from, name: nth === 1 ? base : `${base} (${nth})`, kind, sheet, mapping, repairs };
  });
}

function inOurWords(error: unknown, workspace: string): unknown {
  if (!(error instanceof JobError)) return inWordsOfTheDisk(error, workspace);
  switch (error.code) {
    case 'out_of_memory':
      return refused(
        problem(
          'too_large',
          'The files are too large to be read at once.',
          'Import them one by one, or split the largest.',
        ),
      );
    case 'crashed':
    case 'closed':
      return refused(
        problem(
          'reading_stopped',
          'The reading of the files stopped before its end; nothing was changed.',
          'Try again.',
        ),
      );
    default:
      return inWordsOfTheDisk(error.cause, workspace);
  }
}

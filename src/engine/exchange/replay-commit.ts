import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import type { JobContext } from '../jobs/index.ts';
import { changeInSteps } from '../journal/index.ts';
import { programmeAt } from '../programme/index.ts';
import type { WriteDb } from '../store/db.ts';
import { applyBatch, type CommitInput } from './apply-batch.ts';
import { filesAgain } from './files-again.ts';
import { stageImport } from './stage.ts';

/**
 * Commits a batch again from what the journal and the raw files kept: the same rows, with the same ids.
 *
 * @param resources not needed by this verb
 * @param readRaw   the bytes of a raw file by its hash
 */
export async function replayCommit(
  db: WriteDb,
  resources: string,
  input: CommitInput,
  moment: Moment,
  readRaw: (hash: string) => Buffer,
): Promise<void> {
  void resources;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-replay-'));
  const into = path.join(folder, 'batch.sqlite');
  try {
    const at = input.previewedAt as EpochMs;
    const staged = await stageImport(
      {
        ...{ workspace: db.file, into, files: filesAgain(input, readRaw), batch: input.batch, at },
        asOf: input.asOf as IsoDate,
        today: programmeAt(db, { at, actor: moment.actor }).today,
      },
      unwatched,
    );
    await changeInSteps(db, { verb: 'exchange.commit', input }, moment, { attach: into }, (tx) =>
      applyBatch(tx, staged.meta, staged.tables),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const unwatched: JobContext = {
  signal: new AbortController().signal,
  throwIfAborted: () => undefined,
  progress: () => undefined,
};

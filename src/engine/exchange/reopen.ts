import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { notFound } from '../../contract/refusal.ts';
import type { EpochMs, IsoDate } from '../../contract/units.ts';
import { programmeAt } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import type { CommitInput } from './apply-batch.ts';
import { filesAgain } from './files-again.ts';
import { importPool } from './import-pool.ts';
import { stageImportJob } from './stage.ts';
import { stagingFile, stagingFolder } from './staging-files.ts';

/**
 * Makes sure that the rows of a batch can be looked at: a committed batch whose staging file is gone (swept away, or left
 * behind when the workspace was copied) is staged again from its raw files.
 *
 * @throws NOT_FOUND when there is neither such a preview nor such a batch
 */
export async function reopen(db: ReadDb, batch: string): Promise<void> {
  if (/^[0-9a-f-]{36}$/.test(batch) && fs.existsSync(stagingFile(db.file, batch))) return;
  const kept = db.get<{ body: string | null }>(
    `SELECT i.body FROM batches b JOIN journal_entries e ON e.subject = b.id AND e.verb = 'exchange.commit'
     JOIN journal_inputs i ON i.hash = e.input_hash WHERE b.id = ?`,
    batch,
  );
  if (kept?.body == null) throw notFound('preview', batch);
  const input = JSON.parse(kept.body) as CommitInput;
  const at = input.previewedAt as EpochMs;
  fs.mkdirSync(stagingFolder(db.file), { recursive: true });
  const into = path.join(stagingFolder(db.file), `${randomBytes(8).toString('hex')}.part`);
  try {
    await importPool().runJob(stageImportJob, {
      ...{ workspace: db.file, into, files: filesAgain(input, (hash) => rawFile(db, hash)), batch, at, reopened: true },
      asOf: input.asOf as IsoDate,
      today: programmeAt(db, { at, actor: '' }).today,
    });
    fs.renameSync(into, stagingFile(db.file, batch));
  } finally {
    fs.rmSync(into, { force: true });
  }
}

function rawFile(db: ReadDb, hash: string): Uint8Array {
  const row = db.get<{ body: Buffer }>('SELECT body FROM raw_files WHERE hash = ?', hash);
  if (row === undefined) throw notFound('file', hash);
  return zstdDecompressSync(row.body);
}

import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { notFound, problem, refused } from '../../contract/refusal.ts';
import { type ReadDb, readOf } from '../store/db.ts';
import type { StagedMeta, StagedTable } from './staged.ts';

/** The folder beside a workspace where previews are kept, a SQLite file each. */
export const stagingFolder = (workspace: string): string => `${workspace}-staging`;

/** The staging file of a batch. */
export const stagingFile = (workspace: string, batch: string): string =>
  path.join(stagingFolder(workspace), `${batch}.sqlite`);

const DAY_MS = 86_400_000;
/** A preview that nobody committed is forgotten after this long; a committed batch keeps its rows longer, to be looked at. */
const KEEP_PREVIEW_DAYS = 2;
const KEEP_COMMITTED_DAYS = 60;
const KEEP_AT_MOST = 40;
/** A file still being written is left alone for this long, then taken for what a killed process left behind. */
const PART_MS = 3_600_000;

/**
 * Removes what no one needs any more: old previews, half-written files of a killed process, the oldest of too many.
 *
 * @param now real time, epoch milliseconds: files are dated by the system's clock
 */
export function cleanStaging(db: ReadDb, now: number): void {
  const folder = stagingFolder(db.file);
  if (!fs.existsSync(folder)) return;
  const committed = new Set(db.all<{ id: string }>('SELECT id FROM batches').map((batch) => batch.id));
  const files = fs
    .readdirSync(folder)
    .map((name) => ({ name, at: fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? now }))
    .sort((a, b) => b.at - a.at);
  files.forEach(({ name, at }, place) => {
    const days = committed.has(name.replace('.sqlite', '')) ? KEEP_COMMITTED_DAYS : KEEP_PREVIEW_DAYS;
    const old = name.endsWith('.sqlite') ? now - at > days * DAY_MS || place >= KEEP_AT_MOST : now - at > PART_MS;
    if (old) fs.rmSync(path.join(folder, name), { force: true });
  });
}

/** Forgets the staging file of a batch; says whether there was one. */
export function removeStaging(workspace: string, batch: string): boolean {
  const file = stagingFile(workspace, batch);
  const there = fs.existsSync(file);
  fs.rmSync(file, { force: true });
  return there;
}

/** An opened staging file: what it says of itself, its tables, and questions to it. */
export interface Staging {
  readonly db: ReadDb;
  readonly meta: StagedMeta;
  readonly tables: readonly StagedTable[];
}

/**
 * Opens the staging file of a batch to read, and closes it after `work`.
 *
 * @throws NOT_FOUND when there is no such preview (any more); REFUSED when its file was damaged
 */
export function withStaging<T>(workspace: string, batch: string, work: (staging: Staging) => T): T {
  const file = stagingFile(workspace, batch);
  if (!/^[0-9a-f-]{36}$/.test(batch) || !fs.existsSync(file)) throw notFound('preview', batch);
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return work(stagingOf(sqlite, file));
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw refused(
      problem(
        'preview_damaged',
        `What was kept of this preview cannot be read (${error.code}); nothing was changed.`,
        'Preview the files again.',
        { file: path.basename(file) },
      ),
    );
  } finally {
    sqlite.close();
  }
}

function stagingOf(sqlite: Database.Database, file: string): Staging {
  const db = readOf(sqlite, file);
  const meta = db.get<{ value: string }>("SELECT value FROM meta WHERE name = 'plan'");
  if (meta === undefined) throw new Error(`expected ${path.basename(file)} to hold a plan, found none`);
  const tables = db.all<{ body: string }>('SELECT body FROM tables ORDER BY ord');
  return {
    db,
    meta: JSON.parse(meta.value) as StagedMeta,
    // What an earlier version staged knows of no repairs, and does not say why a file is left out.
    tables: tables.map(({ body }) => ({
      ...{ repairs: [], because: null },
      ...(JSON.parse(body) as Omit<StagedTable, 'repairs' | 'because'>),
    })),
  };
}

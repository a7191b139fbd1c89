import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { problem, unusable } from '../../contract/refusal.ts';
import type { BackedUp } from '../../contract/threads.ts';
import { backUp, backupsOf, headIn, isBackedUp } from './backup.ts';
import { type ReadDb, readOf, type WriteDb, writeOf } from './db.ts';
import { inWordsOfTheDisk } from './disk.ts';
import { type Lock, takeLock } from './lock.ts';
import { APPLICATION_ID, migrate, migrationsBefore } from './migrate.ts';

/** A workspace opened for writing: the only writing connection to the file. */
export interface OpenWorkspace {
  readonly db: WriteDb;
  /**
   * Closes the file. A backup is taken first where the newest one lacks anything, whoever wrote it; `daily` only when
   * something was written since the opening and no backup is of the last day.
   *
   * @throws WORKSPACE_UNUSABLE when no backup could be taken; the file is closed all the same
   */
  close(options: { backup: boolean | 'daily'; now: number }): Promise<BackedUp>;
}

const SQLITE_HEADER = 'SQLite format 3\0';

/** What is wrong with a file as a workspace, before it is opened; `undefined` when it looks like one. */
function refusalFor(file: string): ReturnType<typeof problem> | undefined {
  const name = path.basename(file);
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined)
    return problem('workspace_missing', `${name} is not there.`, 'Choose the file where it is now.', { file });
  if (stat.isDirectory())
    return problem('workspace_is_folder', `${name} is a folder.`, 'Choose a *.tributary file in it.', { file });
  if (stat.size === 0)
    return problem('workspace_empty', `${name} is empty (0 bytes).`, 'Restore a backup, or choose another file.', {
      file,
    });
  const head = Buffer.alloc(100);
  const handle = fs.openSync(file, 'r');
  const length = fs.readSync(handle, head, 0, 100, 0);
  fs.closeSync(handle);
  if (length < 100 || head.toString('latin1', 0, 16) !== SQLITE_HEADER || head.readUInt32BE(68) !== APPLICATION_ID) {
    return problem(
      'workspace_not_ours',
      `${name} is not a Tributary workspace.`,
      'Choose a *.tributary file, or import this one as data.',
      { file },
    );
  }
  return undefined;
}

/** Pragmas of every connection. */
function harden(sqlite: Database.Database): void {
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('cache_size = -65536');
  sqlite.pragma('temp_store = MEMORY');
}

function damaged(file: string, detail: string) {
  // For whoever looks into it; a person is told what it means for them.
  process.stderr.write(`engine: ${file}: ${detail}${os.EOL}`);
  return unusable(
    problem(
      'workspace_damaged',
      `${path.basename(file)} is damaged: parts of it can’t be read as they were written. It was not opened and not changed.`,
      'Restore the newest backup; the damaged file is kept beside it.',
      { file },
    ),
  );
}

/** Turns SQLite's own words for a broken file into ours. */
function orDamaged<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Database.SqliteError && /CORRUPT|NOTADB/.test(error.code)) throw damaged(file, error.message);
    throw inWordsOfTheDisk(error, file, 'it was not opened and not changed');
  }
}

/**
 * Opens a workspace for writing: lock, checks, migrations.
 *
 * @param file      absolute path; must exist
 * @param resources absolute path of the folder with the migrations
 * @throws WORKSPACE_UNUSABLE when it is missing, a folder, empty, not ours, newer than us, damaged, or held by another
 */
export async function openWorkspaceFile(
  file: string,
  resources: string,
  actor: string,
  now: number,
): Promise<OpenWorkspace> {
  const refusal = refusalFor(file);
  if (refusal !== undefined) throw unusable(refusal);
  const lock = orDamaged(file, () => takeLock(file, actor, now));
  try {
    const sqlite = orDamaged(file, () => new Database(file));
    try {
      orDamaged(file, () => {
        harden(sqlite);
        const check = sqlite.pragma('quick_check(1)', { simple: true });
        if (check !== 'ok') throw damaged(file, String(check));
        sqlite.pragma('journal_mode = WAL');
        sqlite.pragma('synchronous = FULL');
      });
      if (migrationsBefore(sqlite, resources)) await backUp(sqlite, file, 'migrate', now);
      migrate(sqlite, file, resources);
      return opened(sqlite, file, lock);
    } catch (error) {
      sqlite.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Makes an empty workspace file with all tables. The caller records the first entry.
 *
 * @param durable false while a workspace is built that is thrown away if the building fails: no sync to disk until closed
 */
export function createWorkspaceFile(
  file: string,
  resources: string,
  actor: string,
  now: number,
  options: { durable: boolean } = { durable: true },
): OpenWorkspace {
  if (fs.existsSync(file)) {
    throw unusable(
      problem(
        'workspace_exists',
        `${path.basename(file)} exists already.`,
        'Choose another name; nothing was changed.',
        { file },
      ),
    );
  }
  const lock = orDamaged(file, () => takeLock(file, actor, now));
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file);
    sqlite.pragma(`application_id = ${APPLICATION_ID}`);
    harden(sqlite);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma(`synchronous = ${options.durable ? 'FULL' : 'OFF'}`);
    migrate(sqlite, file, resources);
    return opened(sqlite, file, lock);
  } catch (error) {
    sqlite?.close();
    lock.release();
    throw inWordsOfTheDisk(error, file, 'no workspace was made');
  }
}

function opened(sqlite: Database.Database, file: string, lock: Lock): OpenWorkspace {
  const db = writeOf(sqlite, file);
  const atOpening = headIn(sqlite);
  return {
    db,
    async close({ backup, now }) {
      try {
        const wanted = backup === 'daily' ? headIn(sqlite) !== atOpening && !hasBackupOfLastDay(file, now) : backup;
        const taken = wanted && !isBackedUp(sqlite, file) ? await backUp(sqlite, file, 'close', now) : undefined;
        sqlite.pragma('wal_checkpoint(TRUNCATE)');
        return taken === undefined
          ? { state: wanted ? 'not needed' : 'not asked' }
          : { state: 'taken', name: taken.name };
      } finally {
        sqlite.close();
        lock.release();
      }
    },
  };
}

const DAY_MS = 86_400_000;

const hasBackupOfLastDay = (file: string, now: number): boolean => now - (backupsOf(file)[0]?.takenAt ?? 0) < DAY_MS;

/** Opens a second, read-only connection to a workspace that a writer of this process holds. */
export function openReader(file: string): { db: ReadDb; close(): void } {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  harden(sqlite);
  sqlite.pragma('query_only = ON');
  return { db: readOf(sqlite, file), close: () => sqlite.close() };
}

import os from 'node:os';
import Database from 'better-sqlite3';
import { problem, unusable } from '../../contract/refusal.ts';

/** Who holds a workspace. */
export interface Holder {
  readonly actor: string;
  readonly host: string;
  readonly pid: number;
  readonly since: number;
}

/** A held lock; `release` gives it up. The operating system gives it up when the process dies, however it dies. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a workspace file: a small SQLite file beside it on which we keep a write lock open. The name of the
 * holder can be read by others meanwhile, and nothing stale is left behind by a killed process.
 *
 * @throws WORKSPACE_UNUSABLE naming the holder when another process has it
 */
export function takeLock(file: string, actor: string, now: number): Lock {
  const sqlite = new Database(`${file}-lock`, { timeout: 0 });
  try {
    sqlite.exec('CREATE TABLE IF NOT EXISTS holder (actor TEXT, host TEXT, pid INTEGER, since INTEGER)');
    sqlite.exec('BEGIN IMMEDIATE; DELETE FROM holder');
    sqlite.prepare('INSERT INTO holder VALUES (?, ?, ?, ?)').run(actor, os.hostname(), process.pid, now);
    sqlite.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const holder = isBusy(error) ? readHolder(sqlite) : undefined;
    sqlite.close();
    if (!isBusy(error)) throw error;
    throw unusable(
      problem(
        'workspace_in_use',
        holder === undefined
          ? `Another process has ${file} open.`
          : `${holder.actor} has ${file} open on ${holder.host} (process ${holder.pid}, since ${new Date(holder.since).toISOString()}).`,
        'Close it there, then open it here.',
        { file },
      ),
    );
  }
  return {
    release() {
      if (!sqlite.open) return;
      sqlite.exec('ROLLBACK');
      sqlite.close();
    },
  };
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError &&
  (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'));

function readHolder(sqlite: Database.Database): Holder | undefined {
  if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
  return sqlite.prepare('SELECT actor, host, pid, since FROM holder').get() as Holder | undefined;
}

import Database from 'better-sqlite3';
import type { WriteDb } from './db.ts';

/** `synchronous` of a connection that waits for the disk at checkpoints only. */
const NORMAL = 1;

/** Whether what is committed is safe when the power fails; not so while a workspace is built that is thrown away if the building fails. */
export const isDurable = (db: WriteDb): boolean => synchronousOf(db) > 0;

const synchronousOf = (db: WriteDb): number => db.connection.sqlite.pragma('synchronous', { simple: true }) as number;

/**
 * Writes much at once: no wait for the disk between the transactions of `work`, and one checkpoint that waits for it at
 * the end, so that what was committed is as safe as always when this returns.
 *
 * @param checkpoint runs `checkpointFile` on a thread that nobody waits for: it takes long
 */
export async function withBulkWriting<T>(
  db: WriteDb,
  work: () => Promise<T>,
  checkpoint: (file: string) => Promise<void>,
): Promise<T> {
  if (!isDurable(db)) return work();
  const { sqlite } = db.connection;
  const kept = ['synchronous', 'wal_autocheckpoint'].map(
    (name) => [name, sqlite.pragma(name, { simple: true })] as const,
  );
  sqlite.pragma(`synchronous = ${NORMAL}`);
  sqlite.pragma('wal_autocheckpoint = 0');
  try {
    const result = await work();
    await checkpoint(db.file).catch(() => {
      // Without the other thread it is done here: what was committed must reach the disk before anybody is told so.
      sqlite.pragma('synchronous = FULL');
      sqlite.pragma('wal_checkpoint(PASSIVE)');
    });
    return result;
  } finally {
    for (const [name, value] of kept) sqlite.pragma(`${name} = ${value}`);
  }
}

/** Moves what was committed from the log into the file, and waits until both are on the disk. On a connection of its own. */
export function checkpointFile(file: string): void {
  const sqlite = new Database(file, { fileMustExist: true });
  try {
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    sqlite.close();
  }
}

import type { WriteDb } from './db.ts';

/**
 * Writes much at once: no wait for the disk between the transactions of `work`, and one checkpoint that waits for it at
 * the end, so that what was committed is as safe as always when this returns.
 */
export async function withBulkWriting<T>(db: WriteDb, work: () => Promise<T>): Promise<T> {
  const { sqlite } = db.connection;
  const before = sqlite.pragma('synchronous', { simple: true }) as number;
  const pages = sqlite.pragma('wal_autocheckpoint', { simple: true }) as number;
  // A workspace that is built without syncs stays so.
  if (before > NORMAL) sqlite.pragma(`synchronous = ${NORMAL}`);
  sqlite.pragma('wal_autocheckpoint = 0');
  try {
    return await work();
  } finally {
    sqlite.pragma(`synchronous = ${before}`);
    sqlite.pragma(`wal_autocheckpoint = ${pages}`);
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  }
}

/** `synchronous` of a connection that syncs at checkpoints only. */
const NORMAL = 1;

/** Whether a workspace is being built without syncs: it is thrown away when the building fails. */
export const isDurable = (db: WriteDb): boolean =>
  (db.connection.sqlite.pragma('synchronous', { simple: true }) as number) > 0;

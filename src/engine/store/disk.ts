import path from 'node:path';
import Database from 'better-sqlite3';
import { problem, unusable } from '../../contract/refusal.ts';

// SHMSIZE: there was no room for the few pages that connections share.
const FULL = /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/;
const READ_ONLY = /^(SQLITE_READONLY.*|EROFS|EACCES|EPERM)$/;
const UNREACHABLE = /^(SQLITE_IOERR.*|SQLITE_CANTOPEN.*|EIO|ENODEV|ENXIO|ESTALE|ENOENT|ENOTDIR)$/;
const DAMAGED = /CORRUPT|NOTADB/;

/** The code of an error of the file system or of SQLite; empty for any other. */
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/**
 * What a person can do something about when a change did not reach the disk, in our words; any other error as it is.
 *
 * @param file absolute path of what was being written
 * @param done what became of it, a sentence's second half: “nothing was changed”
 * @returns WORKSPACE_UNUSABLE for a full, read-only or vanished disk, for a file in the way of a folder, and for a damaged file
 */
export function inWordsOfTheDisk(error: unknown, file: string, done = 'nothing was changed'): unknown {
  const code = codeOf(error);
  const name = path.basename(file);
  if (FULL.test(code)) {
    return unusable(
      problem('disk_full', `The disk of ${name} is full; ${done}.`, 'Free some space, then do it again.', { file }),
    );
  }
  if (READ_ONLY.test(code)) {
    return unusable(
      problem(
        'disk_read_only',
        `${name} cannot be written: the file or its folder is read-only (${code}); ${done}.`,
        'Copy it to a folder that you may write to, and open the copy.',
        { file },
      ),
    );
  }
  if (code === 'EEXIST') {
    // A folder was to be made.
    const taken = String((error as NodeJS.ErrnoException).path ?? file);
    return unusable(
      problem(
        'folder_obstructed',
        `${path.basename(taken)} is a file, and a folder has to have that name; ${done}.`,
        'Rename that file or move it away, then do it again.',
        { file: taken },
      ),
    );
  }
  if (UNREACHABLE.test(code)) {
    return unusable(
      problem(
        'disk_unreachable',
        `The disk of ${name} cannot be reached (${code}); ${done}.`,
        'See that the disk and the folder are there, then do it again.',
        { file },
      ),
    );
  }
  if (error instanceof Database.SqliteError && DAMAGED.test(code)) {
    return unusable(
      problem(
        'workspace_damaged',
        `${name} is damaged (${error.message}); ${done}.`,
        'Close it and restore the newest backup.',
        { file },
      ),
    );
  }
  return error;
}

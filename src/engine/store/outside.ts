import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { notFound, problem, refused } from '../../contract/refusal.ts';

/** Where a call came from: a window names files by grants alone, the command line by paths. */
export type Via = 'window' | 'command line';

type Named = { grant?: string | undefined; path?: string | undefined };

/** Paths the user chose, by the token the window knows them by. */
export interface Grants {
  add(grant: string, path: string, mode: 'read' | 'write'): void;
  get(grant: string): { path: string; mode: 'read' | 'write' } | undefined;
}

/** An empty list of grants. */
export function grantList(): Grants {
  const known = new Map<string, { path: string; mode: 'read' | 'write' }>();
  return {
    add: (grant, where, mode) => void known.set(grant, { path: where, mode }),
    get: (grant) => known.get(grant),
  };
}

/** The files outside the workspace that a call may touch. */
export interface Outside {
  /** The absolute path of a file to read. @throws REFUSED when a window sends a path; NOT_FOUND for an unknown grant */
  readPath(file: Named): string;
  /** Writes a file whole or not at all. @throws REFUSED when the place cannot be written */
  write(to: Named, bytes: Uint8Array, rows: number): { file: string; sizeBytes: number; sha256: string; rows: number };
}

/** The outside as seen by one caller. */
export function outsideOf(grants: Grants, via: Via): Outside {
  const pathOf = (file: Named, mode: 'read' | 'write'): string => {
    if (file.grant !== undefined) {
      const granted = grants.get(file.grant);
      if (granted === undefined || granted.mode !== mode) throw notFound('file', file.grant);
      return granted.path;
    }
    if (via === 'window' || file.path === undefined) {
      throw refused(
        problem('path_refused', 'A window cannot name a file by its path.', 'Choose the file in the dialog.'),
      );
    }
    return path.resolve(file.path);
  };
  return {
    readPath: (file) => pathOf(file, 'read'),
    write(to, bytes, rows) {
      const target = pathOf(to, 'write');
      const passing = `${target}.${randomBytes(4).toString('hex')}.part`;
      try {
        fs.writeFileSync(passing, bytes, { flush: true });
        fs.renameSync(passing, target);
      } catch (error) {
        fs.rmSync(passing, { force: true });
        throw refused(cannotWrite(target, error));
      }
      const hash = createHash('sha256').update(bytes).digest('hex');
      return { file: path.basename(target), sizeBytes: bytes.byteLength, sha256: hash, rows };
    },
  };
}

function cannotWrite(target: string, error: unknown) {
  const name = path.basename(target);
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return problem(
        'disk_full',
        `${name} was not written: the disk is full.`,
        'Free some space or choose another place.',
        { file: name },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return problem(
        'not_writable',
        `${name} was not written: the place is read-only or open elsewhere.`,
        'Close it there or choose another place.',
        { file: name },
      );
    case 'EISDIR':
    case 'ENOENT':
    case 'ENOTDIR':
      return problem('no_such_place', `${name} was not written: the folder is not there.`, 'Choose another place.', {
        file: name,
      });
    default:
      return problem('not_written', `${name} was not written (${code}).`, 'Choose another place.', { file: name });
  }
}

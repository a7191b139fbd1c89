import { type FileHandle, open, stat } from 'node:fs/promises';
import { issue } from './issues.ts';
import type { TableIssue } from './table.ts';

/** Bytes that can be read from any place, from a file or from memory. */
export interface Source {
  readonly name: string;
  readonly sizeBytes: number;
  /** Bytes from `offset` on, at most `length`; shorter only at the end. Throws `SourceChanged` when the file shrank. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** True when the file on disk is no longer what was opened. */
  hasChanged(): Promise<boolean>;
  close(): Promise<void>;
}

/** The file became shorter while it was read. */
export class SourceChanged extends Error {
  override name = 'SourceChanged';
}

export type Opened =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly issue: TableIssue };

/**
 * Opens a file by its path, or bytes already in memory.
 *
 * Anything but a regular, readable, non-empty file is a refusal, never a throw; a pipe is refused before it is opened,
 * because opening it would wait for ever.
 */
export async function openSource(from: string | Uint8Array, name: string): Promise<Opened> {
  if (typeof from !== 'string') {
    return from.length === 0
      ? { ok: false, issue: issue('file_empty', { file: name }) }
      : { ok: true, source: inMemory(from, name) };
  }
  try {
    const found = await stat(from);
    if (found.isDirectory()) return { ok: false, issue: issue('file_is_folder', { file: name }) };
    if (!found.isFile()) return { ok: false, issue: issue('file_not_regular', { file: name }) };
    if (found.size === 0) return { ok: false, issue: issue('file_empty', { file: name }) };
    const handle = await open(from, 'r');
    return { ok: true, source: await onDisk(handle, name) };
  } catch (error) {
    return { ok: false, issue: refusalOf(error, name) };
  }
}

const reasons: Record<string, string> = {
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EBUSY: 'another program holds it',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** The refusal for an error of the file system; an error of any other kind is thrown on. */
export function refusalOf(error: unknown, name: string): TableIssue {
  if (error instanceof SourceChanged) return issue('file_changed', { file: name });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return issue('file_missing', { file: name });
  if (code === 'EISDIR') return issue('file_is_folder', { file: name });
  if (/^E[A-Z]+$/.test(code))
    return issue('file_unreadable', { file: name }, { because: reasons[code] ?? `the system says ${code}` });
  throw error;
}

async function onDisk(handle: FileHandle, name: string): Promise<Source> {
  const opened = await handle.stat();
  return {
    name,
    sizeBytes: opened.size,
    async read(offset, length) {
      const wanted = Math.min(length, opened.size - offset);
      const bytes = Buffer.allocUnsafe(Math.max(0, wanted));
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(bytes, filled, wanted - filled, offset + filled);
        if (bytesRead === 0) throw new SourceChanged(`expected ${opened.size} bytes, found ${offset + filled}`);
        filled += bytesRead;
      }
      return bytes;
    },
    async hasChanged() {
      const now = await handle.stat();
      return now.size !== opened.size || now.mtimeMs !== opened.mtimeMs;
    },
    close: () => handle.close(),
  };
}

function inMemory(bytes: Uint8Array, name: string): Source {
  return {
    name,
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    hasChanged: async () => false,
    close: async () => {},
  };
}

/** All bytes of a source, at once. */
export const readAll = (source: Source): Promise<Uint8Array> => source.read(0, source.sizeBytes);

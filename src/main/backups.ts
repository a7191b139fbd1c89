import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EpochMs } from '../contract/units.ts';

export type Backup = {
  readonly name: string;
  readonly takenAt: EpochMs;
  readonly sizeBytes: number;
};

/**
 * The backups the engine keeps beside a workspace, newest first; read without opening one, because they are offered
 * when the workspace itself cannot be opened.
 */
export function backupsOf(file: string): Backup[] {
  const folder = `${file}-backups`;
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tributary'))
    .map((name) => {
      const { mtimeMs, size } = statSync(join(folder, name));
      return { name, takenAt: EpochMs.parse(Math.round(mtimeMs)), sizeBytes: size };
    })
    .sort((a, b) => b.takenAt - a.takenAt);
}

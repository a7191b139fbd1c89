import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, sep } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { RecentWorkspace } from '../../contract/shell.ts';
import { EpochMs } from '../../contract/units.ts';
import { keepJson, readKeptJson } from './kept-json.ts';

const MOST = 12;
const Kept = z.array(z.object({ path: z.string(), name: z.string(), openedAt: EpochMs }));
type Kept = z.infer<typeof Kept>;

/** The workspaces opened lately, newest first, in a file of the user's settings. */
export type RecentFiles = {
  list(): RecentWorkspace[];
  /** Where a recent workspace lies; `undefined` for an id that was never handed out. */
  pathOf(id: string): string | undefined;
  remember(path: string, name: string): void;
};

/** @param file  absolute path of the JSON file that keeps the list */
export function recentFiles(file: string): RecentFiles {
  let kept: Kept = readKeptJson(file, Kept, []);
  return {
    list: () => kept.map(describe),
    pathOf: (id) => kept.find((one) => idOf(one.path) === id)?.path,
    remember(path, name) {
      const others = kept.filter((one) => one.path !== path);
      kept = [{ path, name, openedAt: EpochMs.parse(Date.now()) }, ...others].slice(0, MOST);
      keepJson(file, kept);
      app.addRecentDocument(path);
    },
  };
}

function describe({ path, name, openedAt }: Kept[number]): RecentWorkspace {
  return {
    id: idOf(path),
    name,
    file: basename(path),
    folder: shortened(dirname(path)),
    openedAt,
    exists: existsSync(path),
  };
}

// The window names a file by this and cannot turn it into a path.
const idOf = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 24);

function shortened(folder: string): string {
  const home = homedir();
  return folder === home || folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;
}

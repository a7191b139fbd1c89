import { z } from 'zod';
import { keepJson, readKeptJson } from './kept-json.ts';

const Kept = z.record(z.string(), z.string());

/** Workspaces whose last closing took no backup although one was needed, and why: told when they are opened again. */
export type FailedBackups = {
  /** `undefined` when the last closing was well. */
  whyOf(workspace: string): string | undefined;
  /** @param why  undefined when the closing was well */
  note(workspace: string, why: string | undefined): void;
};

/** @param file  absolute path of the JSON file that keeps them: with the settings, for the workspace's own disk may be what failed */
export function failedBackups(file: string): FailedBackups {
  const kept = new Map(Object.entries(readKeptJson(file, Kept, {})));
  return {
    whyOf: (workspace) => kept.get(workspace),
    note(workspace, why) {
      if (kept.get(workspace) === why) return;
      if (why === undefined) kept.delete(workspace);
      else kept.set(workspace, why);
      keepJson(file, Object.fromEntries(kept));
    },
  };
}

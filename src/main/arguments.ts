import { resolve } from 'node:path';
import { WORKSPACE_EXTENSION } from './shell/file-kinds.ts';

/** What the command line asks to be opened. */
export type Asked = { open: 'nothing' } | { open: 'demo' } | { open: 'file'; path: string };

/**
 * Reads a command line of the application: `--demo`, or the path of a workspace.
 *
 * @param argv    the whole of it; switches of Chromium and the program's own path are passed over
 * @param folder  absolute; what a relative path starts from
 */
export function readArguments(argv: readonly string[], folder: string): Asked {
  if (argv.includes('--demo')) return { open: 'demo' };
  const file = argv
    .slice(1)
    .find((one) => !one.startsWith('-') && one.toLowerCase().endsWith(`.${WORKSPACE_EXTENSION}`));
  return file === undefined ? { open: 'nothing' } : { open: 'file', path: resolve(folder, file) };
}

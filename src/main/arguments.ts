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
  const file = argv.slice(1).find(isWorkspace);
  return file === undefined ? { open: 'nothing' } : { open: 'file', path: resolve(folder, file) };
}

/** The command line that asks for something else in place of what `argv` asked for; switches are kept. */
export function argumentsFor(asked: Asked, argv: readonly string[]): string[] {
  const kept = argv.slice(1).filter((one) => one !== '--demo' && !isWorkspace(one));
  if (asked.open === 'nothing') return kept;
  return [...kept, asked.open === 'demo' ? '--demo' : asked.path];
}

const isWorkspace = (one: string) => !one.startsWith('-') && one.toLowerCase().endsWith(`.${WORKSPACE_EXTENSION}`);

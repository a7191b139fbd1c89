import type { Grant } from './units.ts';

/** The three ports a window has: questions to the reader, changes to the writer, the rest to the shell. */
export type PortName = 'questions' | 'changes' | 'shell';

/**
 * What the preload puts on `window.tributary`: all a page can reach.
 *
 * To connect, the page makes a `MessageChannel` and posts `{ type: 'tributary:connect', port: PortName }` to its own
 * window with one end in the transfer list; the preload hands that end to main. `questions` and `changes` may be
 * connected again after a workspace was opened or the engine restarted.
 */
export interface Bridge {
  /** Grants for files that were dropped on the window, in order; a folder or something without a path is left out. */
  grantFiles(files: readonly unknown[]): Promise<Grant[]>;
}

import { useSyncExternalStore } from 'react';
import type { ShellEvent, ShellState } from '../../contract/shell.ts';
import { shell } from './client.ts';

/** The shell's state as last heard; `undefined` before the first word. */
let state: ShellState | undefined;
// Counts the workspaces that came to be open: the same file opened again is another.
let openings = 0;
const listeners = new Set<() => void>();
const hearers = new Set<(event: ShellEvent) => void>();

function hear(event: ShellEvent): void {
  if (event.type === 'state') {
    if (event.state.workspace.state === 'open' && state?.workspace.state !== 'open') openings += 1;
    state = event.state;
    for (const listener of listeners) listener();
  }
  for (const hearer of hearers) hearer(event);
}

/** Follows the shell for as long as the window lives. */
export async function followShell(): Promise<void> {
  for (;;) {
    try {
      for await (const event of await shell.watch()) hear(event);
    } catch (error) {
      console.error('The shell’s events stopped:', error);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Calls back on every event of the shell (a menu item, an engine started again); returns how to stop. */
export function onShellEvent(hearer: (event: ShellEvent) => void): () => void {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What the shell last said. */
export const useShell = (): ShellState | undefined => useSyncExternalStore(subscribe, () => state);

/** Which opening of a workspace this is; `undefined` while none is open. */
export const useOpening = (): number | undefined =>
  useSyncExternalStore(subscribe, () => (state?.workspace.state === 'open' ? openings : undefined));

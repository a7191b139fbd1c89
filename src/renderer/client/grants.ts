import { useSyncExternalStore } from 'react';
import type { Grant } from '../../contract/units.ts';

// Between the drop anywhere in the window and the Files screen; a grant is worth nothing after a reload.
let waiting: readonly Grant[] = [];
const listeners = new Set<() => void>();

function put(grants: readonly Grant[]): void {
  waiting = grants;
  for (const listener of listeners) listener();
}

/** Lays files aside for the Files screen. */
export const offerGrants = (grants: readonly Grant[]): void => put([...waiting, ...grants]);

/** Takes the files that wait, leaving none. */
export function takeGrants(): readonly Grant[] {
  const taken = waiting;
  if (taken.length > 0) put([]);
  return taken;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Files that were dropped or chosen and wait to be imported. */
export const useWaitingGrants = (): readonly Grant[] => useSyncExternalStore(subscribe, () => waiting);

import { useSyncExternalStore } from 'react';

let words = '';
const listeners = new Set<() => void>();

function put(next: string): void {
  words = next;
  for (const listener of listeners) listener();
}

/** Says something to assistive technology without showing it, in the one `status` region of the window. */
export function announce(message: string): void {
  // The same words twice would be said once.
  put(message === words ? `${message}\u00a0` : message);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What was last said. */
export const useAnnouncement = (): string => useSyncExternalStore(subscribe, () => words);

import { useSyncExternalStore } from 'react';

/** What lies over the window: one thing at a time. */
export type Overlay = 'none' | 'palette' | 'keys' | 'create';

let shown: Overlay = 'none';
const listeners = new Set<() => void>();

function show(overlay: Overlay): void {
  shown = overlay;
  for (const listener of listeners) listener();
}

export const openPalette = (): void => show('palette');
export const openKeys = (): void => show('keys');
export const openCreate = (): void => show('create');
export const closeOverlay = (): void => show('none');

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useOverlay = (): Overlay => useSyncExternalStore(subscribe, () => shown);

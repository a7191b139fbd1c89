import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { keepJson, readKeptJson } from './kept-json.ts';

const SAVE_AFTER_MS = 500;
const Size = { width: z.int().min(400), height: z.int().min(300) };
// Without a place the system centres the window.
const Bounds = z.union([z.object({ ...Size, x: z.int(), y: z.int() }), z.object(Size)]);
const State = z.object({ bounds: Bounds, maximized: z.boolean() });
type State = z.infer<typeof State>;

const FIRST: State = { bounds: { width: 1280, height: 800 }, maximized: false };

/** Where the window was when it was last closed; the first size when that place is on no screen any more. */
export function readWindowState(file: string): State {
  const state = readKeptJson(file, State, FIRST);
  const { bounds } = state;
  if (!('x' in bounds)) return state;
  return overlaps(bounds, screen.getDisplayMatching(bounds).workArea)
    ? state
    : { ...FIRST, maximized: state.maximized };
}

/** Remembers size, place and maximised state of a window for as long as it lives. */
export function keepWindowState(file: string, window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!window.isDestroyed()) {
      keepJson(file, { bounds: window.getNormalBounds(), maximized: window.isMaximized() } satisfies State);
    }
  };
  const later = () => {
    timer ??= setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
}

const overlaps = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

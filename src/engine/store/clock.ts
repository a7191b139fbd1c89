import type { EpochMs } from '../../contract/units.ts';

/** Tells the moment things are done at. Asked at the edge only. */
export type Clock = () => EpochMs;

/**
 * The clock of a workspace.
 *
 * A live one runs on the computer's clock and never goes back behind what was already done. A demo or trial lives in
 * its own time: it goes on from its last entry, so that what was due on the day it ends is due whenever it is opened.
 *
 * @param fixed the moment a script set; only for demo and trial
 * @param lastAt instant of the newest entry, epoch milliseconds
 */
export function clockOf(kind: 'live' | 'trial' | 'demo', fixed: number | undefined, lastAt: () => number): Clock {
  if (kind === 'live') return () => Math.max(Date.now(), lastAt()) as EpochMs;
  if (fixed !== undefined) return () => fixed as EpochMs;
  const startedAt = lastAt();
  const openedAt = performance.now();
  return () => Math.max(Math.floor(startedAt + performance.now() - openedAt), lastAt()) as EpochMs;
}

import type { EpochMs } from '../../../contract/units.ts';
import { dateFormat } from '../../format/formatters.ts';

// Swedish writes dates as ISO does, which is what a `datetime-local` field wants.
const wall = (at: number, timeZone: string) =>
  dateFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(at).replace(' ', 'T');

/** The wall clock of a zone at an instant, to the minute, as a `datetime-local` field has it: `2026-10-10T09:14`. */
export const localOf = (at: EpochMs, timeZone: string): string => wall(at, timeZone).slice(0, 16);

/**
 * The instant a wall clock of a zone shows a time; `undefined` where the text is no time.
 *
 * A time that the clock skips in spring counts as an hour later, one it shows twice in autumn as one of the two.
 */
export function instantAt(local: string, timeZone: string): EpochMs | undefined {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offsetAt = (at: number) => Date.parse(`${wall(at, timeZone)}Z`) - Math.floor(at / 1_000) * 1_000;
  const nearly = asUtc - offsetAt(asUtc);
  return (asUtc - offsetAt(nearly)) as EpochMs;
}

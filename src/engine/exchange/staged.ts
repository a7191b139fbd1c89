import type { FateCounts, ImportKind, Mapping, PreviewFile } from '../../contract/exchange.ts';
import type { IsoDate } from '../../contract/units.ts';
import type { RepairedCell } from './repairs.ts';

/** A table of a batch as it was read and is planned: one file, or one sheet of it. */
export interface StagedTable {
  readonly ord: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly hash: string;
  readonly sizeBytes: number;
  kind: ImportKind | null;
  use: PreviewFile['use'];
  readonly because: PreviewFile['because'];
  mapping: Mapping | null;
  counts: FateCounts;
  readonly read: PreviewFile['read'];
  unmapped: string[];
  remembered: boolean;
  /** By which a mapping is remembered: the same columns have the same one. */
  readonly signature: string;
  /** Earliest date of an activity or an opening. */
  coveredFrom: IsoDate | null;
  /** Cells that were read otherwise than they are written. */
  readonly repairs: readonly RepairedCell[];
  /** The ids of its rows in the staging file; empty when `last` is before `first`. */
  readonly firstRow: number;
  lastRow: number;
}

/** What a staging file says of itself. */
export interface StagedMeta {
  readonly batch: string;
  readonly asOf: IsoDate;
  readonly at: number;
  /** Seq and hash of the journal's last entry when the plan was made. */
  readonly head: { readonly seq: number; readonly hash: string };
  readonly counts: FateCounts;
  readonly issuesTotal: number;
  /** How many records get an id, by kind. */
  readonly fresh: Readonly<Record<string, number>>;
}

export const noCounts = (): FateCounts => ({ new: 0, changed: 0, unchanged: 0, wrong: 0, skipped: 0 });

/** The sum of several counts. */
export function sumCounts(all: readonly FateCounts[]): FateCounts {
  const sum = noCounts();
  for (const one of all) {
    sum.new += one.new;
    sum.changed += one.changed;
    sum.unchanged += one.unchanged;
    sum.wrong += one.wrong;
    sum.skipped += one.skipped;
  }
  return sum;
}

/** A table as the preview shows it. */
export const previewFile = (table: StagedTable): PreviewFile => ({
  file: table.file,
  sheet: table.sheet,
  kind: table.kind,
  use: table.use,
  because: table.because,
  mapping: table.mapping,
  counts: table.counts,
  read: table.read,
  unmapped: table.unmapped,
  remembered: table.remembered,
});

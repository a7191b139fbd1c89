import type { ImportIssue, ImportKind, Mapping, PreviewFile, Repair } from '../../contract/exchange.ts';
import type { EpochMs, IsoDate } from '../../contract/units.ts';
import type { StagedMeta, StagedTable } from './staged.ts';

/** What a person said of a table: the parts of a mapping they gave. */
export type GivenMapping = Partial<{ [Part in keyof Mapping]: Mapping[Part] | undefined }>;

/** One table as a journal entry pinned it. */
export interface PinnedTable {
  readonly ord: number;
  readonly sheet: string | null;
  readonly kind: ImportKind | null;
  readonly use: PreviewFile['use'];
  readonly mapping: GivenMapping | null;
}

/** A file to stage: a path, or (on a replay) its bytes. */
export interface StageFile {
  readonly from: string | Uint8Array;
  readonly name: string;
  readonly kind?: ImportKind | undefined;
  readonly sheet?: string | undefined;
  readonly mapping?: GivenMapping | undefined;
  readonly repairs?: readonly Repair[] | undefined;
  /** What a commit pinned: then nothing is recognised anew, and other tables of the file are left out. */
  readonly pinned?: readonly PinnedTable[] | undefined;
}

/** The input of the job that reads files and plans a batch. Plain data, fit for a worker. */
export interface StageInput {
  /** The workspace file the plan is made for. */
  readonly workspace: string;
  /** Where the staging file is written; renamed by the caller when whole. */
  readonly into: string;
  readonly files: readonly StageFile[];
  readonly kind?: ImportKind | undefined;
  readonly asOf?: IsoDate | undefined;
  readonly at: EpochMs;
  /** The calendar day of `at` in the programme's time zone. */
  readonly today: IsoDate;
  /** The id that a commit pinned. */
  readonly batch?: string | undefined;
  /** That batch was committed and is only to be looked at again: rows have the fates they had. */
  readonly reopened?: boolean | undefined;
}

/** What the job answers. */
export interface Staged {
  readonly meta: StagedMeta;
  readonly tables: readonly StagedTable[];
  /** The first thousand. */
  readonly issues: readonly ImportIssue[];
}

import { z } from 'zod';
import { change, listInput, listOutput, question, SearchText } from './procedure.ts';
import { BatchId, Currency, EpochMs, GrantId, IsoDate, Money, Problem, Sha256 } from './units.ts';
import { WriteTo, Written } from './workspace.ts';

export const ImportKind = z.enum(['accounts', 'opportunities', 'partners', 'registrations', 'products', 'contacts']);
export type ImportKind = z.infer<typeof ImportKind>;

export const Fate = z.enum(['new', 'changed', 'unchanged', 'wrong', 'skipped']);
export type Fate = z.infer<typeof Fate>;

export const FateCounts = z.object({
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  wrong: z.int(),
  skipped: z.int(),
});
export type FateCounts = z.infer<typeof FateCounts>;

/** Looks a value up in another file of the batch: the row whose `key` equals the value; the next step goes on from its `take`. */
export const LookupStep = z.object({ file: z.string(), key: z.string(), take: z.string() });

/** Where a field's value comes from: a column, a column looked up in other files, or the same for all rows. */
export const MappedField = z.union([
  z.object({ column: z.string(), lookup: z.array(LookupStep).optional() }),
  z.object({ constant: z.string() }),
]);
export type MappedField = z.infer<typeof MappedField>;

/** How text files that are not UTF-8 are written, the likelier first. */
export const TextEncoding = z.enum([
  'utf-8',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'macintosh',
  'cp850',
  'cp852',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
]);
export type TextEncoding = z.infer<typeof TextEncoding>;

export const Mapping = z.object({
  /** The system or form that wrote it: `Salesforce`, `HubSpot`, `Dynamics`, `Pipedrive`, `plain`, or a name given by hand. */
  source: z.string(),
  fields: z.record(z.string(), MappedField),
  /** For columns whose dates do not say it themselves; such dates are wrong while it is absent or `iso`. */
  dateOrder: z.enum(['iso', 'dmy', 'mdy']).optional(),
  /** The decimal mark of amounts, for columns that do not say it themselves; such amounts are wrong while it is absent. */
  decimal: z.enum(['.', ',']).optional(),
  /** For amounts without a currency of their own; the programme's when absent. */
  currency: Currency.optional(),
  /** For a CSV file whose letters came out wrong; said of one file, and not remembered for the next. */
  encoding: TextEncoding.optional(),
  /** Words of this source for ours, by field: `{ status: { "Closed Won": "won" } }`. */
  words: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type Mapping = z.infer<typeof Mapping>;

/** What a cell says, and what it was probably meant to say. */
export const ProposedRepair = z.object({ was: z.string(), use: z.string() });
export type ProposedRepair = z.infer<typeof ProposedRepair>;

/** A cell to be read otherwise than it is written: used only while it still says `was`. The file stays as it is. */
export const Repair = ProposedRepair.extend({
  /** Every sheet in which it fits, where none is named. */
  sheet: z.string().nullish(),
  /** As the spreadsheet counts. */
  row: z.int().min(1),
  column: z.string().min(1),
});
export type Repair = z.infer<typeof Repair>;

/**
 * An issue of a file, with its place: `null` for the sheet of a file that has none, and for row and column where it concerns more than one. Where what was
 * meant is plain, with the repair that a person may say yes to.
 */
export const ImportIssue = Problem.extend({
  file: z.string().nullable(),
  sheet: z.string().nullable(),
  row: z.int().min(1).nullable(),
  column: z.string().nullable(),
  repair: ProposedRepair.optional(),
});
export type ImportIssue = z.infer<typeof ImportIssue>;

/** A file to import: a path (command line only), or a grant. */
export const ImportFile = z.union([
  z.string().min(1),
  z
    .object({
      path: z.string().min(1).optional(),
      grant: GrantId.optional(),
      kind: ImportKind.optional(),
      sheet: z.string().optional(),
      mapping: Mapping.partial().optional(),
      repairs: z.array(Repair).optional(),
    })
    .refine((file) => (file.path === undefined) !== (file.grant === undefined), 'Give a path or a grant.'),
]);
export type ImportFile = z.infer<typeof ImportFile>;

export const PreviewFile = z.object({
  file: z.string(),
  sheet: z.string().nullable(),
  /** `null`: used for look-ups only, or nothing in it can be imported (an issue says which). */
  kind: ImportKind.nullable(),
  use: z.enum(['import', 'lookup', 'none']),
  /** Where nothing in it can be imported, why: a sentence. */
  because: z.string().nullable(),
  mapping: Mapping.nullable(),
  counts: FateCounts,
  /** How the file was read. */
  read: z.object({
    format: z.string(),
    encoding: z.string(),
    delimiter: z.string().nullable(),
    rows: z.int(),
    columns: z.array(z.string()),
  }),
  /** Columns that no field takes. */
  unmapped: z.array(z.string()),
  /** True when the mapping was remembered from an earlier file of this source. */
  remembered: z.boolean(),
});
export type PreviewFile = z.infer<typeof PreviewFile>;

/** What follows from an import by itself, and goes when it is undone: deals that became linked, were won, earned. */
export const Followed = z.object({
  /** Registrations that became linked to a deal. */
  links: z.int(),
  /** Registrations that closed as won. */
  wins: z.int(),
  /** Earnings that stand, those taken back left out. */
  accruals: z.int(),
  /** What these come to, by currency. */
  amounts: z.array(Money),
});
export type Followed = z.infer<typeof Followed>;

export const BatchState = z.enum(['previewed', 'committed', 'undone']);

export const BatchItem = z.object({
  id: BatchId,
  state: BatchState,
  files: z.array(
    z.object({ file: z.string(), kind: ImportKind.nullable(), hash: Sha256, sizeBytes: z.int(), counts: FateCounts }),
  ),
  /** Of a preview: files and sheets that cannot be imported, and why. What comes in comes in without them. */
  leftOut: z
    .array(z.object({ file: z.string(), sheet: z.string().nullable(), because: z.string().nullable() }))
    .optional(),
  counts: FateCounts,
  asOf: IsoDate,
  committedAt: EpochMs.nullable(),
  committedBy: z.string().nullable(),
  undoneAt: EpochMs.nullable(),
  /** Whether it can be undone now, and if not why. */
  undoable: z.boolean(),
  notUndoableBecause: z.string().nullable(),
  /** What rests on its records and goes with them when it is undone; only where one batch is asked for. */
  followed: Followed.optional(),
});
export type BatchItem = z.infer<typeof BatchItem>;

/** A field a record of a kind can have. */
export const FieldInfo = z.object({ field: z.string(), title: z.string(), required: z.boolean(), type: z.string() });

const moved = {
  /** The workspace has changed since the preview in a way that would change the plan: preview again. */
  PLAN_STALE: { data: z.object({ problems: z.array(Problem).min(1) }) },
  /** Something was built on the batch; `problems` say what. */
  NOT_UNDOABLE: { data: z.object({ problems: z.array(Problem).min(1) }) },
} as const;

const batchResult = z.object({
  batch: BatchId,
  counts: FateCounts,
  /** What followed from it by itself, or went back with it; absent where the disk let that wait. */
  followed: Followed.optional(),
});

export const exchangeContract = {
  preview: question(
    'Reads files and says what importing them would do, row by row, without changing anything. Kinds and columns are recognised per file where not given. `asOf` is the date of the extract (when not given, the newest day the files know, else today); REFUSED when it is still to come. An issue with a `repair` is mended by asking again with it in the file’s `repairs` (row and column as in the issue); the file stays as it is. Cancel by aborting. At most 1 000 issues are in the answer; `exchange.issues` has all.',
  )
    .input(
      z.object({
        files: z.array(ImportFile).min(1),
        kind: ImportKind.optional(),
        asOf: IsoDate.optional(),
        /** A name for the progress stream. */
        job: z.string().optional(),
      }),
    )
    .output(
      z.object({
        batch: BatchId,
        files: z.array(PreviewFile),
        counts: FateCounts,
        asOf: IsoDate,
        issues: z.array(ImportIssue),
        issuesTotal: z.int(),
      }),
    ),
  fields: question(
    'The canonical fields of each kind that a column can be mapped to: name, title, type, and whether it is needed.',
  ).output(z.record(ImportKind, z.array(FieldInfo))),
  samples: question(
    'Up to eight different values of each column of a file of a batch, as text of at most 120 characters, and the field it is taken for. NOT_FOUND when the preview is forgotten, or has no such file.',
  )
    .input(z.object({ batch: BatchId, file: z.string() }))
    .output(z.array(z.object({ column: z.string(), values: z.array(z.string()), field: z.string().nullable() }))),
  rows: question(
    'The rows of a batch with their fate; records in canonical fields, and for changed rows what they were before.',
  )
    .input(
      listInput(z.object({ file: z.string(), fate: Fate, text: SearchText }).partial(), ['row'])
        .unwrap()
        .extend({ batch: BatchId }),
    )
    .output(
      listOutput(
        z.object({
          file: z.string(),
          sheet: z.string().nullable(),
          row: z.int(),
          fate: Fate,
          record: z.record(z.string(), z.unknown()),
          /** The fields that change, as they are now. */
          before: z.record(z.string(), z.unknown()).nullable(),
          issues: z.array(ImportIssue),
        }),
      ),
    ),
  issues: question(
    'The issues of a batch, file after file and row after row, each with what happened, where, and what to do; rows as the spreadsheet counts. NOT_FOUND when the preview is forgotten.',
  )
    .input(
      listInput(z.object({ file: z.string(), code: z.string() }).partial(), ['row'])
        .unwrap()
        .extend({ batch: BatchId }),
    )
    .output(listOutput(ImportIssue)),
  commit: change(
    'Applies the plan that the preview showed: all right rows, or, if anything fails, none. PLAN_STALE when the workspace moved on.',
  )
    .input(z.object({ batch: BatchId, job: z.string().optional() }))
    .output(batchResult)
    .errors(moved),
  discard: change(
    'Forgets a preview that was not committed; nothing of the workspace changes. NOT_FOUND without such a preview, or when it was committed.',
  )
    .input(z.object({ batch: BatchId }))
    .output(z.object({ batch: BatchId })),
  undo: change(
    'Takes a committed batch back: new records go, changed ones become what they were. NOT_UNDOABLE when a decision or a later batch was built on it. Cancelled, nothing is taken back.',
  )
    .input(z.object({ batch: BatchId, job: z.string().optional() }))
    .output(batchResult)
    .errors(moved),
  batches: question(
    'Imports, newest first, with their counts of rows, and whether an undo is possible or why not; with `state` “previewed” the previews that wait for a commit instead.',
  )
    .input(listInput(z.object({ batch: BatchId, state: BatchState, kind: ImportKind }).partial(), ['committedAt']))
    .output(listOutput(BatchItem)),
  wrongRows: change(
    'Writes the wrong rows of a batch as CSV: the same columns as came in, and a reason column; mended, it can be imported as it is.',
  )
    .input(z.object({ batch: BatchId, file: z.string().optional(), to: WriteTo }))
    .output(Written),
  export: change(
    'Writes decisions and status of registrations, for one partner or all, as XLSX or CSV. The head of the journal stands in the file.',
  )
    .input(
      z.object({
        what: z.enum(['decisions']),
        partner: z.string().nullish(),
        format: z.enum(['xlsx', 'csv']),
        to: WriteTo,
      }),
    )
    .output(Written),
};

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The chain. Triggers of the migrations refuse update, delete and, on insert, replacement. */
export const journalEntries = sqliteTable(
  'journal_entries',
  {
    seq: integer('seq').primaryKey(),
    id: text('id').notNull().unique(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    verb: text('verb').notNull(),
    subject: text('subject'),
    subjectName: text('subject_name'),
    words: text('words').notNull(),
    /** Canonical JSON (RFC 8785) of what changed, free of personal data. */
    what: text('what').notNull(),
    edition: integer('edition'),
    /** SHA-256 of the input's canonical JSON; the input itself stands in `journal_inputs`, outside the chain. */
    inputHash: text('input_hash').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('journal_entries_by_subject').on(table.subject, table.seq),
    index('journal_entries_by_verb').on(table.verb, table.seq),
  ],
);

/** Inputs of the entries, by hash. Outside the chain, so that personal data can be erased without breaking it. */
export const journalInputs = sqliteTable('journal_inputs', {
  hash: text('hash').primaryKey(),
  /** Canonical JSON; `null` once erased. */
  body: text('body'),
});

/** Imports, committed or undone. */
export const batches = sqliteTable(
  'batches',
  {
    id: text('id').primaryKey(),
    state: text('state', { enum: ['committed', 'undone'] }).notNull(),
    asOfOn: text('as_of_on').notNull(),
    counts: text('counts').notNull(),
    committedAt: integer('committed_at').notNull(),
    committedBy: text('committed_by').notNull(),
    committedSeq: integer('committed_seq').notNull(),
    undoneAt: integer('undone_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [index('batches_by_committed').on(table.committedAt)],
);

/** The tables read from the files of a batch: one row a sheet that was imported or looked up. */
export const batchFiles = sqliteTable(
  'batch_files',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => batches.id),
    ord: integer('ord').notNull(),
    file: text('file').notNull(),
    sheet: text('sheet'),
    hash: text('hash').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    kind: text('kind'),
    /** JSON `Mapping`, `null` for a file that was only looked up. */
    mapping: text('mapping'),
    counts: text('counts').notNull(),
    asOfOn: text('as_of_on'),
    /** Earliest date of an activity or opening in the file: how far back it reaches. */
    coveredFromOn: text('covered_from_on'),
    /** JSON of the cells that were read otherwise than they are written: row, column, was, used; `null` where none was. */
    repairs: text('repairs'),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.ord] }),
    index('batch_files_by_kind').on(table.kind, table.asOfOn),
  ],
);

/** Which row of which file made or changed a record, and what the record was before. */
export const lineage = sqliteTable(
  'lineage',
  {
    batchId: text('batch_id').notNull(),
    /** Table of the record: accounts, opportunities, partners, registrations, products, contacts. */
    kind: text('kind').notNull(),
    recordId: text('record_id').notNull(),
    fileOrd: integer('file_ord').notNull(),
    row: integer('row').notNull(),
    fate: text('fate', { enum: ['new', 'changed'] }).notNull(),
    /** JSON of the columns before the change; `null` for a new record. */
    before: text('before'),
  },
  (table) => [
    primaryKey({ columns: [table.recordId, table.batchId] }),
    index('lineage_by_batch').on(table.batchId, table.kind, table.fileOrd, table.row),
  ],
);

/** How the columns of a source were mapped last time, by the signature of its header. */
export const savedMappings = sqliteTable('saved_mappings', {
  signature: text('signature').primaryKey(),
  kind: text('kind').notNull(),
  mapping: text('mapping').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  revision: integer('revision').notNull(),
});

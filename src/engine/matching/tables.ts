import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The normalised form of every account and registration, made once. */
export const matchRecords = sqliteTable('match_records', {
  subject: text('subject').primaryKey(),
  kind: text('kind', { enum: ['account', 'registration'] }).notNull(),
  /** Version of the normaliser that made it. */
  normVersion: integer('norm_version').notNull(),
  /** JSON of the normalised record. */
  record: text('record').notNull(),
});

/** The index: which records share a key. */
export const matchKeys = sqliteTable(
  'match_keys',
  {
    key: text('key').notNull(),
    kind: text('kind', { enum: ['account', 'registration'] }).notNull(),
    subject: text('subject').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.kind, table.subject] }),
    index('match_keys_by_subject').on(table.subject),
  ],
);

import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row: what this workspace is. Rules that change over time are in the programme's editions. */
export const workspace = sqliteTable('workspace', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['live', 'trial', 'demo'] }).notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  revision: integer('revision').notNull(),
});

/** Every file that was imported, as it came, so that the journal can be replayed. Zstandard-compressed. */
export const rawFiles = sqliteTable('raw_files', {
  hash: text('hash').primaryKey(),
  sizeBytes: integer('size_bytes').notNull(),
  body: blob('body', { mode: 'buffer' }).notNull(),
});

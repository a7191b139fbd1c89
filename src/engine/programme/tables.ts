import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The programme's editions; `body` is the JSON of a `ProgrammeBody`. */
export const programmeEditions = sqliteTable('programme_editions', {
  edition: integer('edition').primaryKey(),
  fromOn: text('from_on').notNull(),
  body: text('body').notNull(),
  note: text('note').notNull(),
  changedBy: text('changed_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  revision: integer('revision').notNull(),
});

/** The vendor's product list, imported. */
export const products = sqliteTable('products', {
  id: text('id').primaryKey(),
  key: text('key').notNull().unique(),
  name: text('name').notNull(),
  family: text('family'),
  priceMinor: integer('price_minor'),
  currency: text('currency'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  revision: integer('revision').notNull(),
});

/** Every way a product family is written, by its folded form. Rebuilt whole from products and programme when either changes. */
export const familyNames = sqliteTable('family_names', {
  key: text('key').primaryKey(),
  family: text('family').notNull(),
});

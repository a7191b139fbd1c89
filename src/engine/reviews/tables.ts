import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const reviews = sqliteTable('reviews', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  partnerId: text('partner_id'),
  fromOn: text('from_on').notNull(),
  untilOn: text('until_on').notNull(),
  asOfOn: text('as_of_on').notNull(),
  /** JSON `Slide[]` as frozen, for the vendor's own eyes and for the partner's (`null` for a programme-wide review). */
  deck: text('deck').notNull(),
  partnerDeck: text('partner_deck'),
  head: text('head').notNull(),
  extracts: text('extracts').notNull(),
  sourcedMinor: integer('sourced_minor').notNull(),
  currency: text('currency').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
  revision: integer('revision').notNull(),
});

export const commitments = sqliteTable(
  'commitments',
  {
    id: text('id').primaryKey(),
    reviewId: text('review_id')
      .notNull()
      .references(() => reviews.id),
    words: text('words').notNull(),
    side: text('side', { enum: ['vendor', 'partner'] }).notNull(),
    owner: text('owner').notNull(),
    dueOn: text('due_on').notNull(),
    measure: text('measure').notNull(),
    state: text('state', { enum: ['open', 'kept', 'late', 'dropped'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [
    index('commitments_by_due').on(table.state, table.dueOn),
    index('commitments_by_review').on(table.reviewId),
  ],
);

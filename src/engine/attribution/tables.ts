import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Which opportunity an approved registration is, or may be. */
export const links = sqliteTable(
  'links',
  {
    registrationId: text('registration_id').notNull(),
    opportunityId: text('opportunity_id').notNull(),
    state: text('state', { enum: ['offered', 'linked', 'declined'] }).notNull(),
    score: real('score').notNull(),
    words: text('words').notNull(),
    /** True when a person said so; then no extract changes it. */
    byHand: integer('by_hand', { mode: 'boolean' }).notNull(),
    by: text('by').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.registrationId, table.opportunityId] }),
    index('links_by_opportunity').on(table.opportunityId),
    index('links_offered').on(table.score).where(sql`state = 'offered'`),
  ],
);

export const attributions = sqliteTable('attributions', {
  opportunityId: text('opportunity_id').primaryKey(),
  origin: text('origin', { enum: ['sourced', 'influenced', 'co-sell', 'direct'] }).notNull(),
  registrationId: text('registration_id'),
  because: text('because').notNull(),
  byHand: integer('by_hand', { mode: 'boolean' }).notNull(),
  setBy: text('set_by').notNull(),
  /** Revisions of what it was worked out from, `link.opportunity.case`; empty when set by hand. */
  restsOn: text('rests_on').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  revision: integer('revision').notNull(),
});

export const attributionRoles = sqliteTable(
  'attribution_roles',
  {
    opportunityId: text('opportunity_id')
      .notNull()
      .references(() => attributions.opportunityId),
    ord: integer('ord').notNull(),
    partnerId: text('partner_id').notNull(),
    role: text('role').notNull(),
    shareBp: integer('share_bp').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.opportunityId, table.ord] }),
    index('attribution_roles_by_partner').on(table.partnerId),
  ],
);

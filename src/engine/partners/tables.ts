import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const partners = sqliteTable(
  'partners',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull().unique(),
    name: text('name').notNull(),
    /** The name folded, to find it however it is written. */
    nameKey: text('name_key').notNull(),
    type: text('type'),
    tier: text('tier'),
    stage: text('stage').notNull(),
    country: text('country'),
    region: text('region'),
    city: text('city'),
    domain: text('domain'),
    /** JSON arrays of text. */
    territories: text('territories').notNull(),
    families: text('families').notNull(),
    verticals: text('verticals').notNull(),
    supporter: text('supporter'),
    signedOn: text('signed_on'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [index('partners_by_name').on(table.nameKey)],
);

/** People at a partner, with the families they are certified in (JSON `{ family, until }[]`). */
export const contacts = sqliteTable(
  'contacts',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull().unique(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    name: text('name').notNull(),
    title: text('title'),
    email: text('email'),
    phone: text('phone'),
    certifications: text('certifications').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [index('contacts_by_partner').on(table.partnerId)],
);

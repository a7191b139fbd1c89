import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const accounts = sqliteTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull().unique(),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    domain: text('domain'),
    country: text('country'),
    region: text('region'),
    city: text('city'),
    address: text('address'),
    postcode: text('postcode'),
    phone: text('phone'),
    taxId: text('tax_id'),
    sector: text('sector'),
    employees: integer('employees'),
    owner: text('owner'),
    parent: text('parent'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [index('accounts_by_name').on(table.nameKey)],
);

export const opportunities = sqliteTable(
  'opportunities',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull().unique(),
    name: text('name').notNull(),
    accountId: text('account_id').references(() => accounts.id),
    /** As the extract wrote it; kept also where no account answers to it. */
    accountName: text('account_name'),
    product: text('product'),
    /** Folded product, joined with `family_names`. */
    familyKey: text('family_key'),
    status: text('status', { enum: ['open', 'won', 'lost'] }).notNull(),
    stage: text('stage').notNull(),
    valueMinor: integer('value_minor'),
    currency: text('currency'),
    owner: text('owner'),
    region: text('region'),
    openedOn: text('opened_on'),
    closeOn: text('close_on'),
    lastActivityOn: text('last_activity_on'),
    partnerName: text('partner_name'),
    /** 1 where the extract calls it a renewal, else null: records kept before the column was there have none. */
    renewal: integer('renewal'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [
    index('opportunities_by_account').on(table.accountId, table.familyKey),
    // Charts read this one alone: it ends with what they add up and filter by.
    index('opportunities_by_close').on(
      table.status,
      table.closeOn,
      table.currency,
      table.valueMinor,
      table.familyKey,
      table.region,
    ),
    index('opportunities_by_name').on(sql`name COLLATE NOCASE`),
    // Few name a partner, and whoever credits them asks for these alone.
    index('opportunities_with_partner').on(table.partnerName).where(sql`partner_name IS NOT NULL`),
  ],
);

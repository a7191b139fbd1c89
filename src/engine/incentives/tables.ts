import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Earnings. Rows are inserted, never changed: what is taken back is a row of its own. */
export const accruals = sqliteTable(
  'accruals',
  {
    id: text('id').primaryKey(),
    partnerId: text('partner_id').notNull(),
    opportunityId: text('opportunity_id').notNull(),
    registrationId: text('registration_id'),
    rule: text('rule').notNull(),
    ruleName: text('rule_name').notNull(),
    edition: integer('edition').notNull(),
    accruedOn: text('accrued_on').notNull(),
    quarter: text('quarter').notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency').notNull(),
    reverses: text('reverses'),
    because: text('because').notNull(),
    /** JSON `CalculationStep[]`. */
    steps: text('steps').notNull(),
    /** JSON of the figures a statement recomputes the amount from, the day of the win and the role. */
    figures: text('figures').notNull(),
    /** Hash of the facts it was computed from: the same facts accrue once. */
    factsHash: text('facts_hash').notNull(),
    payByOn: text('pay_by_on').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('accruals_by_partner').on(table.partnerId, table.quarter),
    index('accruals_by_opportunity').on(table.opportunityId),
    index('accruals_by_quarter').on(table.quarter, table.accruedOn),
    index('accruals_by_reverses').on(table.reverses),
  ],
);

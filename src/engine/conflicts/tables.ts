import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { registrations } from '../registrations/tables.ts';

export const cases = sqliteTable(
  'cases',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull().unique(),
    state: text('state', { enum: ['open', 'sealed', 'ruled', 'appealed', 'closed', 'dismissed'] }).notNull(),
    customer: text('customer').notNull(),
    accountId: text('account_id'),
    family: text('family'),
    familyKey: text('family_key').notNull(),
    reason: text('reason').notNull(),
    edition: integer('edition').notNull(),
    openedAt: integer('opened_at').notNull(),
    ruleByAt: integer('rule_by_at').notNull(),
    sealedAt: integer('sealed_at'),
    sealedBy: text('sealed_by'),
    sealedHash: text('sealed_hash'),
    dismissedAt: integer('dismissed_at'),
    dismissedBy: text('dismissed_by'),
    dismissedReason: text('dismissed_reason'),
    updatedBy: text('updated_by').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [index('cases_by_state').on(table.state, table.ruleByAt)],
);

export const caseClaims = sqliteTable(
  'case_claims',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    label: text('label').notNull(),
    kind: text('kind', { enum: ['registration', 'direct opportunity'] }).notNull(),
    registrationId: text('registration_id').references(() => registrations.id),
    opportunityId: text('opportunity_id'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.label] }),
    index('case_claims_by_registration').on(table.registrationId),
  ],
);

/**
 * The further open opportunities of our own team on the customer and family: one claimant, however many it has. Its claim is the oldest of
 * them, these follow it in their order.
 */
export const caseOpportunities = sqliteTable(
  'case_opportunities',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    ord: integer('ord').notNull(),
    opportunityId: text('opportunity_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.ord] })],
);

/**
 * The registrations whose partner is hidden now, and by which case: all that claim in an open one. A view, so that every room that shows
 * registrations asks the same question whoever may import whom.
 */
export const blindClaims = sqliteView('blind_claims', {
  registrationId: text('registration_id').notNull(),
  caseId: text('case_id').notNull(),
  number: text('number').notNull(),
}).as(
  sql`SELECT k.registration_id, c.id AS case_id, c.number FROM cases c JOIN case_claims k ON k.case_id = c.id WHERE c.state = 'open' AND k.registration_id IS NOT NULL`,
);

/** What the claimants of a case were asked for, all the same at the same time. */
export const caseRequests = sqliteTable(
  'case_requests',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    ord: integer('ord').notNull(),
    /** JSON list of what is missing. */
    missing: text('missing').notNull(),
    note: text('note').notNull(),
    askedAt: integer('asked_at').notNull(),
    askedBy: text('asked_by').notNull(),
    answerDueAt: integer('answer_due_at').notNull(),
    /** When the ruling was due as it was asked: the time with the claimants is added to that. */
    ruleByBeforeAt: integer('rule_by_before_at').notNull(),
    /** JSON list of the registrations that were complete already: what they answer doesn’t move the day they were. */
    complete: text('complete').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.ord] })],
);

/** What the customer wrote in favour of a claim, our own team's too; the words stay here, outside the journal's chain of hashes. */
export const casePreferences = sqliteTable(
  'case_preferences',
  {
    id: text('id').primaryKey(),
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    label: text('label').notNull(),
    writtenOn: text('written_on').notNull(),
    writtenBy: text('written_by').notNull(),
    note: text('note').notNull(),
    /** It was entered after the scores were sealed, when names were open. */
    afterSeal: integer('after_seal', { mode: 'boolean' }).notNull(),
    enteredAt: integer('entered_at').notNull(),
    enteredBy: text('entered_by').notNull(),
  },
  (table) => [index('case_preferences_by_case').on(table.caseId, table.writtenOn)],
);

export const caseScores = sqliteTable(
  'case_scores',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    label: text('label').notNull(),
    criterion: text('criterion').notNull(),
    score: integer('score').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.label, table.criterion] })],
);

export const rulings = sqliteTable(
  'rulings',
  {
    id: text('id').primaryKey(),
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    ord: integer('ord').notNull(),
    outcome: text('outcome').notNull(),
    winner: text('winner'),
    runnerUp: text('runner_up'),
    clauses: text('clauses').notNull(),
    reason: text('reason').notNull(),
    followedRecommendation: integer('followed_recommendation', { mode: 'boolean' }).notNull(),
    loserGets: text('loser_gets').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
    appealUntilOn: text('appeal_until_on').notNull(),
  },
  (table) => [index('rulings_by_case').on(table.caseId, table.ord)],
);

export const appeals = sqliteTable('appeals', {
  caseId: text('case_id')
    .primaryKey()
    .references(() => cases.id),
  byLabel: text('by_label').notNull(),
  grounds: text('grounds').notNull(),
  filedAt: integer('filed_at').notNull(),
  answerDueAt: integer('answer_due_at').notNull(),
  outcome: text('outcome', { enum: ['upheld', 'changed'] }),
  reason: text('reason'),
  decidedBy: text('decided_by'),
  decidedAt: integer('decided_at'),
});

import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { accounts } from '../accounts/tables.ts';
import { partners } from '../partners/tables.ts';

export const registrations = sqliteTable(
  'registrations',
  {
    id: text('id').primaryKey(),
    /** `R-2026-0412`, counted by year of receipt. */
    number: text('number').notNull().unique(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    type: text('type').notNull(),
    state: text('state', {
      enum: ['submitted', 'returned', 'in case', 'approved', 'rejected', 'withdrawn', 'closed'],
    }).notNull(),
    closeKind: text('close_kind', { enum: ['won', 'lost', 'expired', 'error'] }),
    closedOn: text('closed_on'),
    provisional: integer('provisional', { mode: 'boolean' }).notNull(),
    customerName: text('customer_name').notNull(),
    /** JSON `Customer`. */
    customer: text('customer').notNull(),
    country: text('country'),
    /** The account the customer was resolved to: by matching (`same`), or by a person. */
    accountId: text('account_id').references(() => accounts.id),
    site: text('site'),
    siteKey: text('site_key').notNull(),
    family: text('family'),
    familyKey: text('family_key').notNull(),
    valueMinor: integer('value_minor'),
    currency: text('currency'),
    /** The value in the programme's currency at the rate of the day of receipt; `null` without one. Lists sort by it. */
    programmeMinor: integer('programme_minor'),
    expectedCloseOn: text('expected_close_on'),
    /** JSON of the rest as the partner wrote it: contact, need, further customers, reference. */
    rest: text('rest').notNull(),
    /** Folded words to search in, the customer's name first, so that its index sorts by customer too. */
    searchText: text('search_text').notNull(),
    contentHash: text('content_hash').notNull(),
    receivedAt: integer('received_at').notNull(),
    receivedOn: text('received_on').notNull(),
    /** Edition of the programme it is judged by: the one in force on the day of receipt. */
    edition: integer('edition').notNull(),
    /** When the decision is due; moved on by the time a return was open. */
    decideByAt: integer('decide_by_at').notNull(),
    escalateAt: integer('escalate_at').notNull(),
    returnedAt: integer('returned_at'),
    answerDueAt: integer('answer_due_at'),
    /** Business hours spent with the partner. */
    returnedHours: real('returned_hours').notNull(),
    returnedTimes: integer('returned_times').notNull(),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    /** Business hours from receipt to decision, without the returned ones. */
    tookHours: real('took_hours'),
    decisionCode: text('decision_code'),
    decisionReason: text('decision_reason'),
    /** JSON list of what the last return asked for. */
    missing: text('missing').notNull(),
    contested: integer('contested', { mode: 'boolean' }).notNull(),
    fails: integer('fails').notNull(),
    cannotTell: integer('cannot_tell').notNull(),
    rung: integer('rung').notNull(),
    meetingOn: text('meeting_on'),
    /** JSON `Candidate[]`, frozen with the findings. */
    candidates: text('candidates').notNull(),
    checkedAt: integer('checked_at').notNull(),
    /** Seq of the last extract entry the checks have seen. */
    checkedSeq: integer('checked_seq').notNull(),
    updatedBy: text('updated_by').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    revision: integer('revision').notNull(),
    // Derived from the columns above by `placeOf` with every write. Not generated columns: SQLite takes no index that
    // has one for covering, and a page deep down a list then costs ten times as much.
    /** 0 to decide and uncontested, 1 to decide and contested, 2 in a case, 3 returned, 4 decided. */
    queue: integer('queue').notNull(),
    /** 0 with us, 1 with the partner, 2 decided. With `clock_at` the order of the review queue. */
    clockRank: integer('clock_rank').notNull(),
    /** The instant the clock runs to; of decided ones minus the decision, so that the newest comes first. */
    clockAt: integer('clock_at').notNull(),
  },
  (table) => [
    index('registrations_by_clock').on(table.state, table.decideByAt),
    index('registrations_by_account').on(table.accountId, table.familyKey, table.receivedAt),
    index('registrations_by_partner').on(table.partnerId, table.state, table.closeKind, table.receivedAt, table.queue),
    index('registrations_by_speed').on(table.partnerId, table.tookHours),
    index('registrations_by_content').on(table.contentHash),
    index('registrations_by_decided').on(table.decidedAt),
    index('registrations_provisional').on(table.state, table.checkedSeq).where(sql`provisional = 1`),
    // Lists walk one of these and read no row they do not show: each ends with what counts and filters ask.
    index('registrations_queue').on(table.clockRank, table.clockAt, table.queue, table.state),
    index('registrations_by_received').on(table.receivedAt, table.queue, table.state, table.clockRank, table.clockAt),
    index('registrations_by_number').on(table.number, table.queue, table.state),
    index('registrations_by_text').on(
      table.searchText,
      table.queue,
      table.state,
      table.clockRank,
      table.clockAt,
      table.receivedAt,
      table.programmeMinor,
      table.number,
    ),
    index('registrations_by_value').on(table.programmeMinor, table.queue, table.state),
    index('registrations_by_family').on(table.familyKey, table.queue, table.state, table.clockRank, table.clockAt),
    index('registrations_counts').on(table.queue, table.state),
  ],
);

export const registrationEvidence = sqliteTable(
  'registration_evidence',
  {
    registrationId: text('registration_id')
      .notNull()
      .references(() => registrations.id),
    ord: integer('ord').notNull(),
    kind: text('kind').notNull(),
    happenedOn: text('happened_on').notNull(),
    note: text('note').notNull(),
  },
  (table) => [primaryKey({ columns: [table.registrationId, table.ord] })],
);

export const findings = sqliteTable(
  'findings',
  {
    registrationId: text('registration_id')
      .notNull()
      .references(() => registrations.id),
    rule: text('rule').notNull(),
    ord: integer('ord').notNull(),
    group: text('grp', { enum: ['criteria', 'net-new', 'duplicates'] }).notNull(),
    title: text('title').notNull(),
    result: text('result', { enum: ['pass', 'fail', 'cannot tell'] }).notNull(),
    words: text('words').notNull(),
    /** JSON `FindingEvidence[]`. */
    evidence: text('evidence').notNull(),
    asOfOn: text('as_of_on'),
  },
  (table) => [primaryKey({ columns: [table.registrationId, table.rule] })],
);

/** Decisions with the registration as it was before, so that the last one can be taken back. */
export const decisions = sqliteTable(
  'decisions',
  {
    id: text('id').primaryKey(),
    registrationId: text('registration_id')
      .notNull()
      .references(() => registrations.id),
    verb: text('verb').notNull(),
    /** JSON of the registration's row before. */
    before: text('before').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    undoneAt: integer('undone_at'),
  },
  (table) => [index('decisions_by_registration').on(table.registrationId, table.at)],
);

export const protections = sqliteTable(
  'protections',
  {
    id: text('id').primaryKey(),
    registrationId: text('registration_id')
      .notNull()
      .references(() => registrations.id),
    partnerId: text('partner_id').notNull(),
    accountId: text('account_id'),
    familyKey: text('family_key').notNull(),
    fromOn: text('from_on').notNull(),
    /** The last day, included. */
    untilOn: text('until_on').notNull(),
    capOn: text('cap_on').notNull(),
    state: text('state', { enum: ['running', 'lapsed', 'ended'] }).notNull(),
    endedOn: text('ended_on'),
    because: text('because'),
    meetingDueOn: text('meeting_due_on').notNull(),
    meetingLapseOn: text('meeting_lapse_on').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [
    index('protections_by_end').on(table.state, table.untilOn),
    index('protections_by_meeting').on(table.state, table.meetingDueOn),
    index('protections_by_registration').on(table.registrationId),
    index('protections_by_account').on(table.accountId, table.familyKey),
  ],
);

export const protectionExtensions = sqliteTable(
  'protection_extensions',
  {
    protectionId: text('protection_id')
      .notNull()
      .references(() => protections.id),
    ord: integer('ord').notNull(),
    untilOn: text('until_on').notNull(),
    evidence: text('evidence').notNull(),
    extendedOn: text('extended_on').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.protectionId, table.ord] })],
);

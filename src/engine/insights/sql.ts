import type { InsightFilter } from '../../contract/insights.ts';
import { familyKey, familyNamed } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import type { Closed } from './measured.ts';

/**
 * The raw statements of the metrics. Raw, because a chart over 100 000 opportunities must be answered within 50 ms on the
 * thread that answers everything else; the index each one rests on is named, and a test finds it in the query plan.
 */

type Value = string | number;

/** A condition with its values. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly Value[];
}

const all = (parts: readonly Condition[]): Condition => ({
  sql: parts.length === 0 ? '1' : parts.map((part) => part.sql).join(' AND '),
  params: parts.flatMap((part) => part.params),
});

/** A family however it is written: its name, its key, and every product of it. */
function ofFamily(db: ReadDb, column: string, family: string): Condition {
  const name = familyNamed(db, family);
  return {
    sql: `(${column} = ? OR ${column} IN (SELECT key FROM family_names WHERE family = ?))`,
    params: [familyKey(name), name],
  };
}

/** The part of the ecosystem a filter names, for opportunities `o`: by their own region, else their account's. */
export function opportunityFilter(db: ReadDb, filter: InsightFilter): Condition {
  const parts: Condition[] = [];
  if (filter.family !== undefined) parts.push(ofFamily(db, 'o.family_key', filter.family));
  if (filter.region !== undefined) {
    parts.push({
      sql: '(o.region = ? OR (o.region IS NULL AND o.account_id IN (SELECT id FROM accounts WHERE region = ?)))',
      params: [filter.region, filter.region],
    });
  }
  return all(parts);
}

/**
 * The same for registrations `r`: by partner, family, and the region of their account, else of their partner. Those that claim in a blind case are
 * nobody's until it is sealed: to be counted as one partner's would tell as much as to be listed.
 */
export function registrationFilter(db: ReadDb, filter: InsightFilter): Condition {
  const parts: Condition[] = [];
  if (filter.partner !== undefined)
    parts.push({
      sql: 'r.partner_id = ? AND r.id NOT IN (SELECT registration_id FROM blind_claims)',
      params: [filter.partner],
    });
  if (filter.family !== undefined) parts.push(ofFamily(db, 'r.family_key', filter.family));
  if (filter.region !== undefined) {
    parts.push({
      sql: `coalesce((SELECT region FROM accounts WHERE id = r.account_id),
        (SELECT region FROM partners WHERE id = r.partner_id)) = ?`,
      params: [filter.region],
    });
  }
  return all(parts);
}

/** A registration that was approved, whatever became of it; `r` is the registration. */
export const APPROVED = "(r.decided_at IS NOT NULL AND r.state IN ('approved', 'closed') AND r.decision_code IS NULL)";
export const REJECTED =
  "(r.decided_at IS NOT NULL AND r.decision_code IS NOT NULL AND r.state IN ('rejected', 'closed'))";
/** A registration that was entered by mistake is outside everything that is counted. */
export const NO_MISTAKE = "r.close_kind IS NOT 'error'";

/** An opportunity in which a partner has a part, as the metrics see it. */
export interface DealRow {
  readonly id: string;
  readonly origin: 'sourced' | 'influenced' | 'co-sell';
  /** The partner it is credited to: the one in the first role, else the one that registered it. */
  readonly partner: string | null;
  readonly status: 'open' | 'won' | 'lost';
  readonly stage: string;
  readonly currency: string | null;
  readonly minor: number | null;
  readonly openedOn: string | null;
  readonly closeOn: string | null;
  /** The day its registration was received. */
  readonly receivedOn: string | null;
  /** 1 when its registration was a mistake. */
  readonly mistake: number;
}

/**
 * Every opportunity with an origin other than direct. Driven by `attributions`, which has a row for these alone and so
 * grows with the registrations, not with the CRM; opportunities and registrations are met by their primary keys.
 */
export const dealsSql = (where: Condition) => `
  SELECT o.id, a.origin, coalesce(f.partner_id, r.partner_id) AS partner, o.status, o.stage, o.currency,
    o.value_minor AS minor, o.opened_on AS openedOn, o.close_on AS closeOn, r.received_on AS receivedOn,
    coalesce(r.close_kind = 'error', 0) AS mistake
  FROM attributions a
    CROSS JOIN opportunities o ON o.id = a.opportunity_id
    LEFT JOIN attribution_roles f ON f.opportunity_id = a.opportunity_id AND f.ord = 0
    LEFT JOIN registrations r ON r.id = a.registration_id
  WHERE a.origin <> 'direct' AND ${where.sql}`;

/** The sum of what closed one way on one day in one currency. */
export interface ClosedRow {
  readonly status: 'won' | 'lost';
  readonly on: string;
  readonly currency: string | null;
  readonly n: number;
  /** How many of them have a value. */
  readonly valued: number;
  readonly minor: number | null;
}

/**
 * What was won or lost in a span, whatever its origin: by status, day and currency. Read from `opportunities_by_close`
 * alone, in its order, unless a region is asked for.
 */
export const closedSql = (where: Condition) => `
  SELECT o.status, o.close_on AS "on", o.currency, count(*) AS n, count(o.value_minor) AS valued, sum(o.value_minor) AS minor
  FROM opportunities o
  WHERE o.status IN ('won', 'lost') AND o.close_on BETWEEN ? AND ? AND ${where.sql}
  GROUP BY o.status, o.close_on, o.currency`;

/** A registration of a cohort and how far it came. */
export interface CohortRow {
  readonly id: string;
  readonly partner: string;
  readonly receivedOn: string;
  readonly decided: number;
  readonly approved: number;
  readonly met: number;
  /** 1 when an opportunity is linked, 2 when it is won. */
  readonly linked: 0 | 1 | 2;
  /** How many cases it is a claim in. */
  readonly cases: number;
}

/** 1 where an opportunity is linked, 2 where one is won; links first, for a planner without statistics starts from the won ones. */
const LINKED = `(SELECT max(CASE WHEN o.status = 'won' AND o.close_on <= @on THEN 2 ELSE 1 END)
    FROM links l CROSS JOIN opportunities o ON o.id = l.opportunity_id
    WHERE l.registration_id = r.id AND l.state = 'linked')`;

/** Parameters of `cohortSql` and `decidedSql`: a span in instants, and the last day that counts with its last instant. */
export type SpanParams = {
  readonly fromAt: number;
  readonly untilAt: number;
  readonly on: string;
  readonly at: number;
};

/** The registrations received in a span, by `registrations_by_received`, with what had become of them on a day. */
export const cohortSql = (where: Condition) => `
  SELECT r.id, r.partner_id AS partner, r.received_on AS receivedOn,
    (${APPROVED} OR ${REJECTED}) AND r.decided_at <= @at AS decided,
    ${APPROVED} AND r.decided_at <= @at AS approved,
    coalesce(r.meeting_on <= @on, 0) AS met,
    CASE WHEN r.close_kind IS 'won' AND coalesce(r.closed_on <= @on, 1) THEN 2 ELSE coalesce(${LINKED}, 0) END AS linked,
    (SELECT count(*) FROM case_claims k JOIN cases c ON c.id = k.case_id
     WHERE k.registration_id = r.id AND c.state <> 'dismissed') AS cases
  FROM registrations r
  WHERE r.received_at BETWEEN @fromAt AND @untilAt AND ${NO_MISTAKE} AND ${where.sql}`;

/** The days on which the registrations of a span were received: a cohort for counting only. */
export const receivedSql = (where: Condition) => `
  SELECT r.received_on AS receivedOn FROM registrations r
  WHERE r.received_at BETWEEN @fromAt AND @untilAt AND ${NO_MISTAKE} AND ${where.sql}`;

/** A registration that was decided. */
export interface DecidedRow {
  readonly id: string;
  readonly partner: string;
  readonly decidedAt: number;
  readonly approved: number;
  /** Business hours without those spent with the partner. */
  readonly tookHours: number | null;
  readonly inTime: number;
}

/** The registrations approved or rejected in a span, by `registrations_by_decided`. */
export const decidedSql = (where: Condition) => `
  SELECT r.id, r.partner_id AS partner, r.decided_at AS decidedAt, ${APPROVED} AS approved, r.took_hours AS tookHours,
    r.decided_at <= r.decide_by_at AS inTime
  FROM registrations r INDEXED BY registrations_by_decided
  WHERE r.decided_at BETWEEN @fromAt AND @untilAt AND (${APPROVED} OR ${REJECTED}) AND ${NO_MISTAKE} AND ${where.sql}`;

/** How appeals ended that were decided in a span, and how many that were filed by its end are not decided at an instant. */
export const appealsSql = `
  SELECT coalesce(sum(decided_at BETWEEN @fromAt AND @untilAt), 0) AS decided,
    coalesce(sum(decided_at BETWEEN @fromAt AND @untilAt AND outcome = 'changed'), 0) AS changed,
    coalesce(sum(filed_at <= @untilAt AND filed_at <= @at AND (decided_at IS NULL OR decided_at > @at)), 0) AS pending
  FROM appeals`;

/** Every region there is, in order; those of opportunities by a walk along `opportunities_by_close`, which holds them. */
export const regionsSql = `
  SELECT * FROM (SELECT DISTINCT region FROM opportunities WHERE region IS NOT NULL)
  UNION SELECT region FROM accounts WHERE region IS NOT NULL
  UNION SELECT region FROM partners WHERE region IS NOT NULL
  ORDER BY region`;

/** Every family there is: those the product list and the programme know, and what registrations call otherwise, by `registrations_by_family`. */
export const familiesSql = `
  SELECT family FROM family_names
  UNION SELECT (SELECT r.family FROM registrations r WHERE r.family_key = other.family_key AND r.family IS NOT NULL LIMIT 1)
  FROM (SELECT DISTINCT family_key FROM registrations
        WHERE family_key <> '' AND family_key NOT IN (SELECT key FROM family_names)) AS other`;

/** The first day there is anything of, from the ends of `opportunities_by_close` and `registrations_by_received`. */
export const earliestSql = `
  SELECT min(day) AS day FROM (
    SELECT min(close_on) AS day FROM opportunities WHERE status = 'won'
    UNION ALL SELECT min(close_on) FROM opportunities WHERE status = 'lost'
    UNION ALL SELECT * FROM (SELECT received_on FROM registrations ORDER BY received_at LIMIT 1)
  )`;

/** The partner of an opportunity `o` whose part comes first; hidden while its registration claims in a blind case. */
const FIRST_PARTNER = `(SELECT coalesce('claimant in ' || b.number, p.name)
     FROM attribution_roles f JOIN partners p ON p.id = f.partner_id JOIN attributions t ON t.opportunity_id = f.opportunity_id
     LEFT JOIN blind_claims b ON b.registration_id = t.registration_id
     WHERE f.opportunity_id = o.id AND f.ord = 0)`;

/** Opportunities by a JSON list of ids, the latest first. Values: the list, limit, offset. */
export const opportunityRowsSql = `
  SELECT o.id, o.name AS label, coalesce(c.name, o.account_name) AS customer,
    ${FIRST_PARTNER} AS partnerName,
    o.close_on AS day, NULL AS at, o.value_minor AS minor, o.currency, o.stage AS state
  FROM json_each(?) AS chosen CROSS JOIN opportunities o ON o.id = chosen.value LEFT JOIN accounts c ON c.id = o.account_id
  ORDER BY o.close_on DESC, o.id LIMIT ? OFFSET ?`;

/** Registrations by a JSON list of ids, the latest first, dated by receipt or decision. Values: the list, limit, offset. */
export const registrationRowsSql = (by: 'receipt' | 'decision') => `
  SELECT r.id, r.number AS label, r.customer_name AS customer, coalesce('claimant in ' || b.number, p.name) AS partnerName,
    r.received_on AS day, ${by === 'decision' ? 'r.decided_at' : 'NULL'} AS at,
    iif(b.number IS NULL, r.value_minor, NULL) AS minor, r.currency,
    CASE r.state WHEN 'closed' THEN coalesce(r.close_kind, 'closed') ELSE r.state END AS state
  FROM json_each(?) AS chosen CROSS JOIN registrations r ON r.id = chosen.value JOIN partners p ON p.id = r.partner_id
  LEFT JOIN blind_claims b ON b.registration_id = r.id
  ORDER BY ${by === 'decision' ? 'r.decided_at' : 'r.received_at'} DESC, r.id LIMIT ? OFFSET ?`;

/**
 * Deals won, or won and lost, of every origin but those of mistakes, or those in which no partner has a part; the latest first. The won ones are in the
 * very order of `opportunities_by_close`, so that a page is read and nothing sorted. Values: the span, those of the condition, limit, offset.
 */
export const closedRowsSql = ({ status, direct }: Closed, where: Condition) => `
  SELECT o.id, o.name AS label,
    coalesce((SELECT name FROM accounts WHERE id = o.account_id), o.account_name) AS customer,
    ${direct ? 'NULL' : FIRST_PARTNER} AS partnerName, o.close_on AS day, NULL AS at, o.value_minor AS minor, o.currency, o.stage AS state
  FROM opportunities o
  WHERE o.status ${status === 'won' ? "= 'won'" : "IN ('won', 'lost')"} AND o.close_on BETWEEN ? AND ?
    AND NOT EXISTS (${
      direct
        ? "SELECT 1 FROM attributions a WHERE a.opportunity_id = o.id AND a.origin <> 'direct'"
        : "SELECT 1 FROM attributions a JOIN registrations r ON r.id = a.registration_id WHERE a.opportunity_id = o.id AND r.close_kind = 'error'"
    }) AND ${where.sql}
  ORDER BY o.close_on DESC, o.currency DESC, o.value_minor DESC, o.family_key DESC, o.region DESC, o.rowid DESC
  LIMIT ? OFFSET ?`;

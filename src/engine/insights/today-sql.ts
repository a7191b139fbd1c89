/** The raw statements of Today. Each reads the few rows it lists by an index, and how many there are by the same one. */

interface Counted {
  readonly total: number;
}

interface OfRegistration extends Counted {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly partner: string;
}

export interface ClockRow extends OfRegistration {
  readonly dueAt: number;
}

export interface CaseRow extends Counted {
  readonly id: string;
  readonly number: string;
  readonly state: 'open' | 'sealed' | 'appealed';
  readonly customer: string;
  readonly family: string | null;
  readonly claims: number;
  readonly dueAt: number;
}

export interface OpenCaseRow extends CaseRow {
  /** Until when its claimants may answer what they were asked last; `null` where nobody was. */
  readonly answersUntil: number | null;
  /** Of how many an answer is still missing. */
  readonly awaited: number;
}

export interface TurnedRow extends OfRegistration {
  readonly fails: number;
}

export interface DayRow extends OfRegistration {
  readonly on: string;
  readonly lapseOn: string;
}

export interface OfferRow extends OfRegistration {
  readonly opportunity: string;
  readonly score: number;
}

const REGISTRATION =
  "r.id, r.number, r.customer_name AS customer, coalesce('claimant in ' || b.number, p.name) AS partner";
// Whoever claims in a blind case is hidden on this list too.
const PARTNER = 'JOIN partners p ON p.id = r.partner_id LEFT JOIN blind_claims b ON b.registration_id = r.id';

/** Submitted registrations due by an instant, never returned; by `registrations_by_clock`. */
export const decideSql = `
  SELECT ${REGISTRATION}, r.decide_by_at AS dueAt,
    (SELECT count(*) FROM registrations WHERE state = 'submitted' AND decide_by_at <= @until AND returned_times = 0) AS total
  FROM registrations r ${PARTNER}
  WHERE r.state = 'submitted' AND r.decide_by_at <= @until AND r.returned_times = 0
  ORDER BY r.decide_by_at LIMIT @limit`;

/** Submitted registrations due later than an instant, never returned: with those above and those answered, all there are to decide. */
export const decideLaterSql = `
  SELECT count(*) AS n FROM registrations WHERE state = 'submitted' AND decide_by_at > @until AND returned_times = 0`;

const ANSWERED = `(r.state = 'submitted' AND r.returned_times > 0)`;
const UNANSWERED = `(r.state = 'returned' AND r.answer_due_at < @now)`;

/** Returned registrations that were answered, or not in time; by `registrations_by_clock`. */
export const answerSql = `
  SELECT ${REGISTRATION}, iif(r.state = 'submitted', r.decide_by_at, r.answer_due_at) AS dueAt,
    r.state = 'submitted' AS answered, count(*) OVER () AS total
  FROM registrations r ${PARTNER}
  WHERE r.state IN ('submitted', 'returned') AND (${ANSWERED} OR ${UNANSWERED})
  ORDER BY 5 LIMIT @limit`;

const CASE = `c.id, c.number, c.state, c.customer, c.family,
    (SELECT count(*) FROM case_claims k WHERE k.case_id = c.id) AS claims`;

/** Cases to score and to rule on; by `cases_by_state`. */
export const casesSql = `
  SELECT ${CASE}, c.rule_by_at AS dueAt, count(*) OVER () AS total,
    (SELECT max(q.answer_due_at) FROM case_requests q WHERE q.case_id = c.id) AS answersUntil,
    (SELECT count(*) FROM case_claims k JOIN registrations r ON r.id = k.registration_id
     WHERE k.case_id = c.id AND r.state = 'in case' AND r.returned_at IS NOT NULL) AS awaited
  FROM cases c WHERE c.state IN ('open', 'sealed') ORDER BY c.rule_by_at, c.number LIMIT @limit`;

/** Appeals without an answer; by `cases_by_state`. */
export const appealsSql = `
  SELECT ${CASE}, a.answer_due_at AS dueAt, count(*) OVER () AS total
  FROM cases c JOIN appeals a ON a.case_id = c.id AND a.decided_at IS NULL
  WHERE c.state = 'appealed' ORDER BY a.answer_due_at, c.number LIMIT @limit`;

/** Provisional approvals whose tests fail since they were made again; by `registrations_provisional`. */
export const turnedSql = `
  SELECT ${REGISTRATION}, r.fails, count(*) OVER () AS total
  FROM registrations r ${PARTNER}
  WHERE r.provisional = 1 AND r.state = 'approved' AND r.fails > 0 AND r.checked_at > r.decided_at
  ORDER BY r.decided_at LIMIT @limit`;

const PROTECTED = `FROM protections s JOIN registrations r ON r.id = s.registration_id ${PARTNER}`;

/** Protections that end by a day; by `protections_by_end`. */
export const endingSql = `
  SELECT ${REGISTRATION}, s.until_on AS "on", s.meeting_lapse_on AS lapseOn, count(*) OVER () AS total
  ${PROTECTED} WHERE s.state = 'running' AND s.until_on <= @until ORDER BY s.until_on, r.number LIMIT @limit`;

/** Running protections without a first meeting due by a day; by `protections_by_meeting`. */
export const meetingsSql = `
  SELECT ${REGISTRATION}, s.meeting_due_on AS "on", s.meeting_lapse_on AS lapseOn, count(*) OVER () AS total
  ${PROTECTED} WHERE s.state = 'running' AND s.meeting_due_on <= @until AND r.meeting_on IS NULL
  ORDER BY s.meeting_due_on, r.number LIMIT @limit`;

/** Links offered and not answered; by `links_by_state`. */
export const offersSql = `
  SELECT ${REGISTRATION}, o.name AS opportunity, l.score, count(*) OVER () AS total
  FROM links l JOIN registrations r ON r.id = l.registration_id ${PARTNER} JOIN opportunities o ON o.id = l.opportunity_id
  WHERE l.state = 'offered' ORDER BY l.score DESC, r.number LIMIT @limit`;

/** What a review reads beside the metrics. `@partner` is null for the whole programme. */

/** Opportunities by a JSON list of ids, in its order: as the partner wrote the customer where a registration is linked. */
export const dealsSql = `
  SELECT o.id, coalesce(r.customer_name, c.name, o.account_name, '') AS customer,
    coalesce(r.family, n.family, o.product, '') AS family, coalesce(p.name, '') AS partner, coalesce(r.number, '') AS number,
    o.stage, o.close_on AS "on", o.value_minor AS minor, o.currency
  FROM json_each(?) AS chosen CROSS JOIN opportunities o ON o.id = chosen.value
    LEFT JOIN accounts c ON c.id = o.account_id
    LEFT JOIN family_names n ON n.key = o.family_key
    LEFT JOIN attributions a ON a.opportunity_id = o.id
    LEFT JOIN registrations r ON r.id = a.registration_id
    LEFT JOIN attribution_roles f ON f.opportunity_id = o.id AND f.ord = 0
    LEFT JOIN partners p ON p.id = coalesce(f.partner_id, r.partner_id)
  ORDER BY chosen.key`;

/** Families of registrations by a JSON list of ids. */
export const familiesSql = `
  SELECT r.id, coalesce(r.family, '') AS family FROM json_each(?) AS chosen CROSS JOIN registrations r ON r.id = chosen.value`;

/** First meetings due in a span, and those held by then; by `protections_by_registration` where one partner is asked for. */
export const meetingsSql = `
  SELECT count(DISTINCT r.id) AS "of",
    count(DISTINCT iif(r.meeting_on IS NOT NULL AND r.meeting_on <= s.meeting_due_on, r.id, NULL)) AS kept
  FROM protections s JOIN registrations r ON r.id = s.registration_id
  WHERE s.meeting_due_on BETWEEN @from AND @until AND r.close_kind IS NOT 'error'
    AND (@partner IS NULL OR r.partner_id = @partner)`;

/** Running protections that end in a span. */
export const endingSql = `
  SELECT count(*) AS n FROM protections s
  WHERE s.state = 'running' AND s.until_on BETWEEN @from AND @until AND (@partner IS NULL OR s.partner_id = @partner)`;

const OF_PARTNER = `(@partner IS NULL OR EXISTS (SELECT 1 FROM case_claims k JOIN registrations r ON r.id = k.registration_id
    WHERE k.case_id = c.id AND r.partner_id = @partner))`;

/** Cases first ruled on in a span, and those in time. */
export const ruledSql = `
  SELECT count(*) AS "of", coalesce(sum(g.at <= c.rule_by_at), 0) AS kept
  FROM rulings g JOIN cases c ON c.id = g.case_id
  WHERE g.ord = (SELECT min(ord) FROM rulings WHERE case_id = c.id) AND g.at BETWEEN @fromAt AND @untilAt AND ${OF_PARTNER}`;

/** Appeals decided in a span, and those in time. */
export const appealsSql = `
  SELECT count(*) AS "of", coalesce(sum(a.decided_at <= a.answer_due_at), 0) AS kept
  FROM appeals a JOIN cases c ON c.id = a.case_id
  WHERE a.decided_at BETWEEN @fromAt AND @untilAt AND ${OF_PARTNER}`;

/** Cases opened in a span, the latest first, with the ruling that holds on a day. */
export const casesSql = `
  SELECT c.id, c.number, c.customer, c.family, CASE
      WHEN c.dismissed_at <= @at THEN 'dismissed'
      WHEN c.sealed_at <= @at THEN iif(c.state = 'dismissed', 'sealed', c.state)
      ELSE 'open' END AS state, g.outcome, g.winner, iif(a.decided_at <= @at, a.outcome, iif(a.filed_at <= @at, 'pending', NULL)) AS appeal
  FROM cases c LEFT JOIN appeals a ON a.case_id = c.id LEFT JOIN rulings g ON g.case_id = c.id
    AND g.ord = (SELECT max(ord) FROM rulings WHERE case_id = c.id AND at <= @at)
  WHERE c.opened_at BETWEEN @fromAt AND @untilAt AND ${OF_PARTNER}
  ORDER BY c.opened_at DESC, c.number DESC`;

/** The claims of cases by a JSON list of ids. */
export const claimsSql = `
  SELECT k.case_id AS "case", k.label, r.partner_id AS partner, p.name, r.customer_name AS customer
  FROM json_each(?) AS chosen CROSS JOIN case_claims k ON k.case_id = chosen.value
    LEFT JOIN registrations r ON r.id = k.registration_id LEFT JOIN partners p ON p.id = r.partner_id
  ORDER BY k.case_id, k.label`;

const ACCRUALS_OF = '(@partner IS NULL OR a.partner_id = @partner)';

/** What was earned and taken back in a span, by currency. */
export const earnedSql = `
  SELECT a.currency, count(*) AS n, sum(iif(a.reverses IS NULL, a.amount_minor, 0)) AS accrued,
    sum(iif(a.reverses IS NULL, 0, a.amount_minor)) AS reversed
  FROM accruals a WHERE a.accrued_on BETWEEN @from AND @until AND ${ACCRUALS_OF} GROUP BY a.currency ORDER BY a.currency`;

/** The net of each quarter in one currency, until a day. */
export const netByQuarterSql = `
  SELECT a.quarter, sum(a.amount_minor) AS minor
  FROM accruals a WHERE a.accrued_on <= @until AND a.currency = @currency AND ${ACCRUALS_OF} GROUP BY a.quarter`;

/** The largest earnings of a span, one line each. */
export const earningLinesSql = `
  SELECT coalesce(r.customer_name, c.name, o.account_name, '') AS what, a.rule_name AS rule, a.accrued_on AS "on",
    a.amount_minor AS minor, a.currency
  FROM accruals a LEFT JOIN registrations r ON r.id = a.registration_id
    LEFT JOIN opportunities o ON o.id = a.opportunity_id LEFT JOIN accounts c ON c.id = o.account_id
  WHERE a.accrued_on BETWEEN @from AND @until AND ${ACCRUALS_OF}
  ORDER BY abs(a.amount_minor) DESC, a.id LIMIT @limit`;

/** The partners that earned most in a span, in one currency. */
export const earnersSql = `
  SELECT p.name AS what, count(*) AS lines, max(a.accrued_on) AS "on",
    sum(a.amount_minor) AS minor, a.currency
  FROM accruals a JOIN partners p ON p.id = a.partner_id
  WHERE a.accrued_on BETWEEN @from AND @until AND a.currency = @currency
  GROUP BY p.id ORDER BY minor DESC, p.name LIMIT @limit`;

/** The review of the same subject before this one: of the latest period that ended earlier, the newest. */
export const previousSql = `
  SELECT id, title FROM reviews WHERE partner_id IS @partner AND until_on < @until
  ORDER BY until_on DESC, created_at DESC, id DESC LIMIT 1`;

/** The commitments of a review. */
export const commitmentsSql = `
  SELECT id, words, side, owner, due_on AS dueOn, measure, state, revision
  FROM commitments WHERE review_id = ? ORDER BY due_on, id`;

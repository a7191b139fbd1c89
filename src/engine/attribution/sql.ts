/**
 * Raw, by `registrations_by_clock`, then `opportunities_by_account` for each account a registration may be on: pairs that LK1 could
 * give half a point, leaving out what is linked already, declined, or closed before the receipt.
 *
 * LK3: once the protection has lapsed, an opportunity counts where it was opened before that, however late an extract shows it; so that what
 * is linked does not rest on whether the lapse or the extract was seen first.
 */
export const PAIRS = `
  WITH waiting AS (
    SELECT r.id, r.partner_id, r.family, r.value_minor, r.currency, r.received_on, r.account_id, r.candidates,
      iif(EXISTS (SELECT 1 FROM protections p WHERE p.registration_id = r.id AND p.state = 'running'), NULL,
        (SELECT max(p.ended_on) FROM protections p WHERE p.registration_id = r.id AND p.state = 'lapsed')) AS lapsed_on
    FROM registrations r WHERE (r.state = 'approved' OR (r.state = 'closed' AND r.close_kind = 'expired'))
      AND NOT EXISTS (SELECT 1 FROM links l WHERE l.registration_id = r.id AND l.state = 'linked')
  ), customer AS (
    SELECT w.id, w.account_id AS account, 'same' AS verdict FROM waiting w WHERE w.account_id IS NOT NULL
    UNION ALL
    SELECT w.id, c.value ->> 'account', c.value ->> 'verdict' FROM waiting w, json_each(w.candidates) c
    WHERE c.value ->> 'verdict' <> 'different' AND c.value ->> 'account' IS NOT w.account_id
  )
  SELECT w.id AS registration, p.name AS partnerName, w.family, w.value_minor AS valueMinor, w.currency,
    w.received_on AS receivedOn, o.id AS opportunity, k.verdict, coalesce(f.family, o.product) AS theirFamily,
    o.value_minor AS theirMinor, o.currency AS theirCurrency, o.opened_on AS openedOn, o.status, o.close_on AS closeOn,
    o.partner_name AS crmPartner, l.state, l.score, l.words
  FROM customer k
  JOIN waiting w ON w.id = k.id
  JOIN partners p ON p.id = w.partner_id
  JOIN opportunities o ON o.account_id = k.account
  LEFT JOIN family_names f ON f.key = o.family_key
  LEFT JOIN links l ON l.registration_id = w.id AND l.opportunity_id = o.id
  WHERE (o.status = 'open' OR o.close_on IS NULL OR o.close_on >= w.received_on)
    AND (l.state IS NULL OR l.state = 'offered')
    AND (w.lapsed_on IS NULL OR coalesce(o.opened_on, '') < w.lapsed_on)
    AND NOT EXISTS (SELECT 1 FROM links x WHERE x.opportunity_id = o.id AND x.state = 'linked')
  ORDER BY w.id, o.id`;

/** What an attribution is worked out from, by revision: of the link, the opportunity, and the last case of the registration. */
const RESTS_ON = `l.revision || '.' || o.revision || '.' || coalesce((SELECT max(x.revision) FROM case_claims k
  JOIN cases x ON x.id = k.case_id WHERE k.registration_id = l.registration_id), 0)`;

/**
 * Raw, by the keys of links and opportunities and `case_claims_by_registration`: linked opportunities whose attribution is missing or rests on
 * something else than it would now. By revision and not by time, because an undone import puts both back to what they were.
 */
export const LINKED = `
  WITH due AS MATERIALIZED (
    SELECT l.registration_id, l.opportunity_id, ${RESTS_ON} AS rests_on
    FROM links l
    JOIN opportunities o ON o.id = l.opportunity_id
    LEFT JOIN attributions t ON t.opportunity_id = o.id
    WHERE l.state = 'linked' AND coalesce(t.by_hand, 0) = 0
      AND (t.registration_id IS NOT l.registration_id OR t.rests_on <> ${RESTS_ON})
  )
  SELECT o.id AS opportunity, o.opened_on AS openedOn, o.close_on AS closeOn, o.status, r.id AS registration, r.number,
    r.received_on AS receivedOn, r.partner_id AS partner, c.id AS caseId, u.outcome AS ruling, u.winner,
    iif(o.opened_on IS NULL, (SELECT min(b.as_of_on) FROM lineage g JOIN batches b ON b.id = g.batch_id
      WHERE g.record_id = o.id AND b.state = 'committed'), NULL) AS firstSeenOn,
    t.origin, t.because, t.registration_id AS attributedTo,
    (SELECT json_group_array(json_object('partner', s.partner_id, 'role', s.role, 'shareBp', s.share_bp) ORDER BY s.ord)
     FROM attribution_roles s WHERE s.opportunity_id = o.id) AS roles,
    due.rests_on AS restsOn
  FROM due
  JOIN registrations r ON r.id = due.registration_id
  JOIN opportunities o ON o.id = due.opportunity_id
  LEFT JOIN cases c ON c.id = (SELECT x.id FROM case_claims k JOIN cases x ON x.id = k.case_id
    WHERE k.registration_id = r.id AND x.state IN ('ruled', 'appealed', 'closed') ORDER BY x.opened_at DESC LIMIT 1)
  LEFT JOIN rulings u ON u.case_id = c.id AND u.ord = (SELECT max(y.ord) FROM rulings y WHERE y.case_id = c.id)
  LEFT JOIN attributions t ON t.opportunity_id = o.id
  ORDER BY r.number, o.id`;

/** Raw, by `opportunities_with_partner`: opportunities without a link for which the CRM names a partner of ours. A name that several partners have names nobody. */
export const NAMED = `
  WITH known AS (SELECT min(id) AS id, lower(trim(name)) AS name FROM partners GROUP BY 2 HAVING count(*) = 1)
  SELECT o.id AS opportunity, p.id AS partner, coalesce(o.last_activity_on, o.opened_on, o.close_on) AS engagedOn,
    o.close_on AS closeOn, o.status, t.origin, t.because,
    (SELECT s.partner_id FROM attribution_roles s WHERE s.opportunity_id = o.id) AS attributedTo
  FROM opportunities o INDEXED BY opportunities_with_partner
  JOIN known p ON p.name = lower(trim(o.partner_name))
  LEFT JOIN attributions t ON t.opportunity_id = o.id
  WHERE o.partner_name IS NOT NULL AND coalesce(o.last_activity_on, o.opened_on, o.close_on) IS NOT NULL
    AND coalesce(t.by_hand, 0) = 0 AND t.registration_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM links l WHERE l.opportunity_id = o.id AND l.state = 'linked')
  ORDER BY o.id`;

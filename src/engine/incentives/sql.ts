/**
 * Raw, by the keys of attributions and opportunities, `attribution_roles` and `opportunities_by_account`: every won opportunity that pays. It has a value and a day; its attribution rests on a
 * registration or on a person's word, not on a name in the CRM alone.
 */
export const WON_AND_ATTRIBUTED = `
  SELECT o.id AS opportunity, o.value_minor AS minor, o.currency, o.close_on AS wonOn, t.origin,
    t.registration_id AS registration, coalesce(r.type, 'resale') AS type, r.edition, r.received_at AS receivedAt,
    r.decided_at AS decidedAt,
    o.account_id IS NULL OR EXISTS (SELECT 1 FROM opportunities w WHERE w.account_id = o.account_id AND w.status = 'won'
      AND (w.close_on < o.close_on OR (w.close_on = o.close_on AND w.key < o.key))) AS expansion,
    o.renewal,
    (SELECT json_group_array(json_array(s.partner_id, s.role, s.share_bp) ORDER BY s.ord)
     FROM attribution_roles s WHERE s.opportunity_id = o.id) AS parts
  FROM attributions t
  JOIN opportunities o ON o.id = t.opportunity_id AND o.status = 'won'
  LEFT JOIN registrations r ON r.id = t.registration_id
  WHERE t.origin <> 'direct' AND (t.registration_id IS NOT NULL OR t.by_hand = 1)
    AND o.value_minor IS NOT NULL AND o.currency IS NOT NULL AND o.close_on IS NOT NULL
  ORDER BY o.id`;

/** Raw, by a scan of the accruals, which are read whole: what is left of each set of accruals on the same facts. */
export const GENERATIONS = `
  SELECT c.opportunity_id AS opportunity, c.facts_hash AS hash, count(*) FILTER (WHERE c.amount_minor <> 0) AS paid,
     count(*) FILTER (WHERE c.amount_minor <> 0 AND v.taken IS NOT NULL) AS reversed,
     sum(c.amount_minor + coalesce(v.taken, 0)) AS "left"
   FROM accruals c LEFT JOIN (
     SELECT reverses, sum(amount_minor) AS taken FROM accruals WHERE reverses IS NOT NULL GROUP BY reverses
   ) v ON v.reverses = c.id
   WHERE c.reverses IS NULL GROUP BY c.opportunity_id, c.facts_hash`;

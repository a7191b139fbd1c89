/** Raw, by the links and the keys of the rest: registrations that are not where their opportunity is. */
export const NOT_FOLLOWING = `
  SELECT r.id, o.status AS kind, o.key, o.close_on AS closeOn
  FROM links l JOIN opportunities o ON o.id = l.opportunity_id JOIN registrations r ON r.id = l.registration_id
  WHERE l.state = 'linked' AND o.status IN ('won', 'lost') AND (r.state = 'approved' OR (r.state = 'closed'
    AND r.close_kind IN ('won', 'lost') AND (r.close_kind <> o.status OR r.closed_on <> coalesce(o.close_on, r.closed_on))))
  ORDER BY r.number`;

/** Raw, by `protections_by_end`: running protections whose last day, or last day to meet, is over. */
export const OVER = `
  SELECT p.id, p.registration_id AS registration, p.until_on AS until, r.meeting_on AS meetingOn,
    p.meeting_lapse_on AS meetingLapseOn
  FROM protections p JOIN registrations r ON r.id = p.registration_id
  WHERE p.state = 'running' AND (p.until_on < ? OR (p.meeting_lapse_on < ? AND r.meeting_on IS NULL))
  ORDER BY p.until_on, p.id`;

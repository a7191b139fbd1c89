import type { WriteDb } from '../../src/engine/store/db.ts';

/** How many registrations there are in each state; the rest is decided. */
export interface Shape {
  readonly total: number;
  readonly submitted: number;
  readonly returned: number;
  readonly inCase: number;
}

const COLUMNS = `id, number, partner_id, type, state, close_kind, closed_on, provisional, customer_name, customer, country, site_key,
  family, family_key, value_minor, currency, programme_minor, expected_close_on, rest, search_text, content_hash,
  received_at, received_on, edition, decide_by_at, escalate_at, returned_at, answer_due_at, returned_hours, returned_times,
  decided_at, decided_by, took_hours, missing, contested, fails, cannot_tell, rung, candidates, checked_at, checked_seq,
  updated_by, created_at, updated_at, revision, queue, clock_rank, clock_at`;

/**
 * Writes rows of registrations straight into the table, for lists at a size that nobody files one by one. Spread over
 * 700 partners, eight families and two years; the newest are undecided. Not through `change`: nothing but lists is asked of them.
 */
export function manyRegistrations(db: WriteDb, shape: Shape): void {
  const { sqlite } = db.connection;
  sqlite.exec('BEGIN');
  sqlite
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 699)
       INSERT INTO partners (id, key, name, name_key, stage, territories, families, verticals, created_at, updated_at, revision)
       SELECT printf('00000000-0000-7000-9000-%012x', i), 'M-' || i, 'Partner ' || (i * 7919 % 700), 'partner' || (i * 7919 % 700),
         'enable', '[]', '[]', '[]', 0, 0, 1 FROM n`,
    )
    .run();
  sqlite
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @total - 1),
       m AS (SELECT i, (i * 2654435761) % 4294967296 AS r, @total - i AS age FROM n),
       s AS (SELECT *, CASE WHEN age <= @submitted THEN 'submitted' WHEN age <= @submitted + @returned THEN 'returned'
           WHEN age <= @submitted + @returned + @inCase THEN 'in case'
           ELSE CASE r % 4 WHEN 0 THEN 'approved' WHEN 1 THEN 'rejected' WHEN 2 THEN 'closed' ELSE 'withdrawn' END END AS state,
         'customer' || (r % 50000) || ' industries ' || (r % 977) AS customer, 1700000000000 + i * 600000 AS at FROM m)
       INSERT INTO registrations (${COLUMNS})
       SELECT printf('00000000-0000-7000-8000-%012x', i), printf('R-2024-%06d', i),
         printf('00000000-0000-7000-9000-%012x', r % 700), 'resale', state,
         CASE state WHEN 'closed' THEN iif(r % 3 = 0, 'won', 'lost') END, CASE state WHEN 'closed' THEN '2026-01-01' END,
         state = 'approved' AND r % 20 = 0, customer, json_object('name', customer, 'domain', 'c' || r || '.example.com'),
         'DE', '', 'Family ' || (r % 8), 'family' || (r % 8), r % 1000000, 'EUR', iif(r % 50 = 0, NULL, r % 1000000), '2026-12-01',
         json_object('contact', json_object('name', 'A B'), 'need', hex(zeroblob(80))),
         customer || ' r 2024 ' || printf('%06d', i) || ' partner ' || (r % 700) || ' family ' || (r % 8) || ' c' || r || ' example com',
         printf('%064x', i), at, date(at / 1000, 'unixepoch'), 1, at + (r % 1000) * 100000, at + (r % 1000) * 150000,
         CASE state WHEN 'returned' THEN at END, CASE state WHEN 'returned' THEN at + 5 * 86400000 END, 0, 0,
         iif(state IN ('approved', 'rejected', 'closed'), at + r % 9999999, NULL), 'Jo', iif(state IN ('approved', 'rejected', 'closed'), r % 30, NULL),
         '[]', r % 10 = 0, r % 3 = 0, r % 4 = 0, r % 9, '[]' || replace(hex(zeroblob(400)), '0', ' '), at, 1, 'Jo', at, at, 1,
         CASE state WHEN 'submitted' THEN r % 10 = 0 WHEN 'in case' THEN 2 WHEN 'returned' THEN 3 ELSE 4 END,
         CASE state WHEN 'submitted' THEN 0 WHEN 'in case' THEN 0 WHEN 'returned' THEN 1 ELSE 2 END,
         CASE WHEN state IN ('submitted', 'in case') THEN at + (r % 1000) * 100000 WHEN state = 'returned' THEN at + 5 * 86400000 ELSE -(at + r % 9999999) END FROM s`,
    )
    .run(shape);
  sqlite.exec('COMMIT');
}

import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { FROM_REVIEWS, itemOf, REVIEW_COLUMNS, type ReviewRow } from './rows.ts';

/** Reviews, newest first unless asked otherwise. */
export function listReviews(db: ReadDb, input: Asked<'reviews', 'list'>, _moment: Moment): Answer<'reviews', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('v.partner_id = ?', filter.partner);
  where.and('v.from_on = ?', filter.from);
  where.and('v.until_on = ?', filter.until);
  const offset = offsetOf(cursor);
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM reviews v WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  const direction = sort === undefined || sort.descending ? 'DESC' : 'ASC';
  const rows = db.all<ReviewRow>(
    `SELECT ${REVIEW_COLUMNS} ${FROM_REVIEWS} WHERE ${where.sql}
     ORDER BY v.created_at ${direction}, v.id ${direction} LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  return pageOf(rows.map(itemOf), offset, total);
}

/** Commitments of all reviews, soonest first unless asked otherwise. */
export function listCommitments(
  db: ReadDb,
  input: Asked<'reviews', 'commitments'>,
  _moment: Moment,
): Answer<'reviews', 'commitments'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('v.partner_id = ?', filter.partner);
  if (filter.open !== undefined) where.and(filter.open ? "k.state = 'open'" : "k.state <> 'open'");
  const from = `FROM commitments k JOIN reviews v ON v.id = k.review_id LEFT JOIN partners p ON p.id = v.partner_id
    WHERE ${where.sql}`;
  const offset = offsetOf(cursor);
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...where.params)?.n ?? 0;
  const direction = sort?.descending === true ? 'DESC' : 'ASC';
  const items = db.all<Answer<'reviews', 'commitments'>['items'][number]>(
    `SELECT k.id, k.words, k.side, k.owner, k.due_on AS dueOn, k.measure, k.state, k.revision, v.id AS review,
       v.title AS reviewTitle, p.name AS partnerName
     ${from} ORDER BY k.due_on ${direction}, k.id LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  return pageOf(items, offset, total);
}

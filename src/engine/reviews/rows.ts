import type { Answer } from '../../contract/handler.ts';
import { notFound, staleRevision } from '../../contract/refusal.ts';
import { Slide } from '../../contract/reviews.ts';
import type { EpochMs } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { commitmentsSql } from './sql.ts';

/** A review as it is stored. */
export interface ReviewRow {
  readonly id: string;
  readonly title: string;
  readonly partner: string | null;
  readonly partnerName: string | null;
  readonly from: string;
  readonly until: string;
  readonly asOf: string;
  readonly commitmentsOpen: number;
  readonly head: string;
  readonly extracts: string;
  readonly sourcedMinor: number;
  readonly currency: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly revision: number;
}

/** The columns of `reviews v` under the names of `ReviewRow`. */
export const REVIEW_COLUMNS = `v.id, v.title, v.partner_id AS partner, p.name AS partnerName, v.from_on AS "from",
  v.until_on AS "until", v.as_of_on AS asOf,
  (SELECT count(*) FROM commitments k WHERE k.review_id = v.id AND k.state = 'open') AS commitmentsOpen,
  v.head, v.extracts, v.sourced_minor AS sourcedMinor, v.currency, v.created_at AS createdAt, v.created_by AS createdBy,
  v.updated_at AS updatedAt, v.updated_by AS updatedBy, v.revision`;
export const FROM_REVIEWS = 'FROM reviews v LEFT JOIN partners p ON p.id = v.partner_id';

/** One review. @throws NOT_FOUND */
export function reviewRow(db: ReadDb, id: string): ReviewRow {
  const row = db.get<ReviewRow>(`SELECT ${REVIEW_COLUMNS} ${FROM_REVIEWS} WHERE v.id = ?`, id);
  if (row === undefined) throw notFound('review', id);
  return row;
}

/** @throws STALE_REVISION when the review has changed since the caller read it */
export function refuseStale(row: ReviewRow, revision: number | undefined): void {
  if (revision !== undefined && revision !== row.revision) throw staleRevision(row.updatedBy, row.updatedAt as EpochMs);
}

type Item = Answer<'reviews', 'create'>;

/** The review in a row, as lists show it. */
export const itemOf = (row: ReviewRow): Item => ({
  id: row.id,
  title: row.title,
  partner: row.partner,
  partnerName: row.partnerName,
  from: row.from,
  until: row.until,
  asOf: row.asOf,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
  slides: Slide.shape.id.options.length,
  commitmentsOpen: row.commitmentsOpen,
  revision: row.revision,
});

type StoredCommitment = Answer<'reviews', 'commit'>;

/** The commitments of a review, the soonest first. */
export const commitmentsOf = (db: ReadDb, review: string): StoredCommitment[] =>
  db.all<StoredCommitment>(commitmentsSql, review);

/** The name of the workspace: the vendor's. */
export const vendorOf = (db: ReadDb): string => db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '';

import type { Opportunity } from '../../contract/accounts.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { opportunitiesById } from './opportunity.ts';

type Offer = Answer<'attribution', 'link'>;

interface OfferRow {
  registration: string;
  number: string;
  partnerName: string;
  customer: string;
  opportunity: string;
  score: number;
  words: string;
  state: 'offered' | 'linked' | 'declined';
}

const COLUMNS = `l.registration_id AS registration, r.number, coalesce('claimant in ' || b.number, p.name) AS partnerName,
  r.customer_name AS customer,
  l.opportunity_id AS opportunity, l.score, l.words, l.state`;

const FROM = `FROM links l JOIN registrations r ON r.id = l.registration_id JOIN partners p ON p.id = r.partner_id
  JOIN opportunities o ON o.id = l.opportunity_id LEFT JOIN blind_claims b ON b.registration_id = r.id`;

function offersIn(db: ReadDb, rows: readonly OfferRow[]): Offer[] {
  const opportunities = opportunitiesById(
    db,
    rows.map((row) => row.opportunity),
  );
  return rows.flatMap((row) => {
    const opportunity: Opportunity | undefined = opportunities.get(row.opportunity);
    return opportunity === undefined ? [] : [{ ...row, opportunity, words: JSON.parse(row.words) as string[] }];
  });
}

/** Links offered, made and declined, the best first. A link to an opportunity that is no longer in any extract is left out. */
export function listOffers(db: ReadDb, input: Asked<'attribution', 'offers'>): Answer<'attribution', 'offers'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('l.registration_id = ?', filter.registration);
  where.and('l.opportunity_id = ?', filter.opportunity);
  where.and('l.state = ?', filter.state);
  const offset = offsetOf(cursor);
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${FROM} WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  const rows = db.all<OfferRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${where.sql}
     ORDER BY l.score ${sort?.descending === false ? 'ASC' : 'DESC'}, r.number, o.key LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  return pageOf(offersIn(db, rows), offset, total);
}

/** One link; `undefined` where there is none. */
export function offerOf(db: ReadDb, registration: string, opportunity: string): Offer | undefined {
  const rows = db.all<OfferRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE l.registration_id = ? AND l.opportunity_id = ?`,
    registration,
    opportunity,
  );
  return offersIn(db, rows)[0];
}

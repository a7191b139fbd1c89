import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { offsetOf, pageOf } from '../store/page.ts';
import { OPPORTUNITY_COLUMNS, OPPORTUNITY_JOINS, type OpportunityColumns, opportunityIn } from './opportunity.ts';

type Offer = Answer<'attribution', 'link'>;

type OfferRow = OpportunityColumns & {
  registration: string;
  number: string;
  partnerName: string;
  customer: string;
  score: number;
  words: string;
  state: 'offered' | 'linked' | 'declined';
};

const COLUMNS = `l.registration_id AS registration, r.number, p.name AS partnerName, r.customer_name AS customer,
  l.score, l.words, l.state, ${OPPORTUNITY_COLUMNS}`;

const FROM = `FROM links l JOIN registrations r ON r.id = l.registration_id JOIN partners p ON p.id = r.partner_id
  JOIN opportunities o ON o.id = l.opportunity_id ${OPPORTUNITY_JOINS}`;

const offerIn = (row: OfferRow) =>
  ({
    registration: row.registration,
    number: row.number,
    partnerName: row.partnerName,
    customer: row.customer,
    opportunity: opportunityIn(row),
    score: row.score,
    words: JSON.parse(row.words) as string[],
    state: row.state,
  }) as Offer;

/** Links offered, made and declined, the best first. A link to an opportunity that is no longer in any extract is left out. */
export function listOffers(
  db: ReadDb,
  input: Asked<'attribution', 'offers'>,
  _moment: Moment,
): Answer<'attribution', 'offers'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = ['1'];
  const params: string[] = [];
  for (const [column, value] of [
    ['l.registration_id', filter.registration],
    ['l.opportunity_id', filter.opportunity],
    ['l.state', filter.state],
  ] as const) {
    if (value === undefined) continue;
    where.push(`${column} = ?`);
    params.push(value);
  }
  const condition = where.join(' AND ');
  const offset = offsetOf(cursor);
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${FROM} WHERE ${condition}`, ...params)?.n ?? 0;
  const rows = db.all<OfferRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${condition}
     ORDER BY l.score ${sort?.descending === false ? 'ASC' : 'DESC'}, r.number, o.key LIMIT ? OFFSET ?`,
    ...params,
    limit,
    offset,
  );
  return pageOf(rows.map(offerIn), offset, total);
}

/** One link; `undefined` where there is none. */
export function offerOf(db: ReadDb, registration: string, opportunity: string): Offer | undefined {
  const row = db.get<OfferRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE l.registration_id = ? AND l.opportunity_id = ?`,
    registration,
    opportunity,
  );
  return row === undefined ? undefined : offerIn(row);
}

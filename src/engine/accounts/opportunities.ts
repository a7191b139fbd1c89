import type { Opportunity } from '../../contract/accounts.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import type { Currency, Minor, OpportunityId } from '../../contract/units.ts';
import { familyKey, familyNamed } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, likeText, offsetOf, pageOf } from '../store/page.ts';

type OpportunityRow = Omit<Opportunity, 'value' | 'renewal'> & {
  valueMinor: number | null;
  currency: string | null;
  renewal: number | null;
};

/** What a statement about opportunities selects from and as; `o` is the opportunity. */
const FROM_OPPORTUNITIES = `FROM opportunities o
  LEFT JOIN accounts a ON a.id = o.account_id
  LEFT JOIN family_names f ON f.key = o.family_key`;
const OPPORTUNITY_COLUMNS = `o.id, o.key, o.name, o.account_id AS account,
  coalesce(a.name, o.account_name) AS accountName, o.product, coalesce(f.family, o.product) AS family, o.status, o.stage,
  o.value_minor AS valueMinor, o.currency, o.owner, o.region, o.opened_on AS openedOn, o.close_on AS closeOn,
  o.last_activity_on AS lastActivityOn, o.partner_name AS partnerName, o.renewal`;

/** Rows of such a statement as opportunities. */
export function opportunitiesOf(db: ReadDb, rest: string, ...params: (string | number)[]): Opportunity[] {
  return db
    .all<OpportunityRow>(`SELECT ${OPPORTUNITY_COLUMNS} ${FROM_OPPORTUNITIES} ${rest}`, ...params)
    .map(({ valueMinor, currency, renewal, ...row }) => ({
      ...row,
      renewal: renewal === 1,
      value:
        valueMinor === null || currency === null
          ? null
          : { minor: valueMinor as Minor, currency: currency as Currency },
    }));
}

/** One opportunity by its id. */
export const opportunityById = (db: ReadDb, id: OpportunityId): Opportunity | undefined =>
  opportunitiesOf(db, 'WHERE o.id = ?', id)[0];

/** A condition that an opportunity is of a family, however its product was written; takes the family and its key. */
const OF_FAMILY = '(o.family_key IN (SELECT key FROM family_names WHERE family = ?) OR o.family_key = ?)';

/** Values for it. */
function familyParams(db: ReadDb, family: string): [string, string] {
  const name = familyNamed(db, family);
  return [name, familyKey(name)];
}

const ORDER = {
  closeOn: 'o.close_on',
  openedOn: 'o.opened_on',
  value: 'o.value_minor',
  name: 'o.name',
  account: 'coalesce(a.name, o.account_name)',
} as const;

/** A page of opportunities, the next to close first unless asked otherwise. */
export function listOpportunities(
  db: ReadDb,
  input: Asked<'accounts', 'opportunities'>,
): Answer<'accounts', 'opportunities'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('o.status = ?', filter.status);
  where.and('o.account_id = ?', filter.account);
  if (filter.family !== undefined) where.and(OF_FAMILY, ...familyParams(db, filter.family));
  if (filter.linked !== undefined) {
    const exists = "EXISTS (SELECT 1 FROM links l WHERE l.opportunity_id = o.id AND l.state = 'linked')";
    where.and(filter.linked ? exists : `NOT ${exists}`);
  }
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const like = `%${likeText(text)}%`;
    where.and(
      `(o.name LIKE ? ESCAPE '\\' OR o.key LIKE ? ESCAPE '\\' OR o.account_name LIKE ? ESCAPE '\\'
        OR o.account_id IN (SELECT id FROM accounts WHERE name LIKE ? ESCAPE '\\'))`,
      ...[like, like, like, like],
    );
  }
  const offset = offsetOf(cursor);
  const by = sort?.by ?? 'closeOn';
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM opportunities o WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  // Nothing is joined before the page is cut that the order does not need.
  const accountNames = by === 'account' ? 'LEFT JOIN accounts a ON a.id = o.account_id' : '';
  const page = db.all<{ id: string }>(
    `SELECT o.id FROM opportunities o ${accountNames} WHERE ${where.sql}
     ORDER BY ${ORDER[by]} ${sort?.descending === true ? 'DESC' : 'ASC'} NULLS LAST, o.id LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  const ids = JSON.stringify(page.map(({ id }) => id));
  const items = opportunitiesOf(db, 'JOIN json_each(?) AS page ON page.value = o.id ORDER BY page.key', ids);
  return pageOf(items, offset, total);
}

import type { Account } from '../../contract/accounts.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { programmeAt } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, likeText, offsetOf, pageOf } from '../store/page.ts';
import { wonValues } from './won-values.ts';

/** The columns of an account under the contract's names; `a` is the account. */
export const ACCOUNT_COLUMNS = `a.id, a.key, a.name, a.domain, a.country, a.region, a.city, a.address, a.postcode, a.phone,
  a.tax_id AS taxId, a.sector, a.employees, a.owner, a.parent`;

/** A page of accounts by name, unless asked otherwise. */
export function listAccounts(db: ReadDb, input: Asked<'accounts', 'list'>, moment: Moment): Answer<'accounts', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('a.country = ?', filter.country);
  where.and('a.sector = ?', filter.sector);
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const like = `%${likeText(text)}%`;
    where.and(
      "(a.name LIKE ? ESCAPE '\\' OR a.domain LIKE ? ESCAPE '\\' OR a.key LIKE ? ESCAPE '\\')",
      like,
      like,
      like,
    );
  }
  const offset = offsetOf(cursor);
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM accounts a WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  const by = sort?.by ?? 'name';
  const descending = sort?.descending ?? false;
  const programme = programmeAt(db, moment);
  const ids =
    by === 'wonValue'
      ? idsByWonValue(db, where, wonValues(db, programme), descending).slice(offset, offset + limit)
      : idsInOrder(db, where, by, descending, limit, offset);
  const won = wonValues(db, programme, ids);
  const items = accountsWithDeals(db, ids).map((account) => ({ ...account, wonValue: won(account.id) }));
  return pageOf(items, offset, total);
}

type Where = ReturnType<typeof conditions>;

const ORDER = {
  name: 'a.name_key',
  country: 'a.country',
  opportunities: '(SELECT count(*) FROM opportunities o WHERE o.account_id = a.id)',
} as const;

function idsInOrder(
  db: ReadDb,
  where: Where,
  by: keyof typeof ORDER,
  descending: boolean,
  limit: number,
  offset: number,
): string[] {
  return db
    .all<{ id: string }>(
      `SELECT a.id FROM accounts a WHERE ${where.sql}
       ORDER BY ${ORDER[by]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, a.id LIMIT ? OFFSET ?`,
      ...where.params,
      limit,
      offset,
    )
    .map((row) => row.id);
}

/** Rates are exact decimals, which SQL has not, so this one order is made here. */
function idsByWonValue(db: ReadDb, where: Where, won: ReturnType<typeof wonValues>, descending: boolean): string[] {
  const step = descending ? -1 : 1;
  return db
    .all<{ id: string }>(`SELECT a.id FROM accounts a WHERE ${where.sql} ORDER BY a.id`, ...where.params)
    .map(({ id }) => ({ id, minor: won(id).minor }))
    .sort((a, b) => step * (a.minor - b.minor))
    .map(({ id }) => id);
}

/** Accounts in the order of their ids given, with how many opportunities each has. */
function accountsWithDeals(db: ReadDb, ids: readonly string[]) {
  return db.all<Account & { opportunities: number; open: number; won: number }>(
    `SELECT ${ACCOUNT_COLUMNS}, count(o.id) AS opportunities,
       coalesce(sum(o.status = 'open'), 0) AS open, coalesce(sum(o.status = 'won'), 0) AS won
     FROM json_each(?) AS page JOIN accounts a ON a.id = page.value LEFT JOIN opportunities o ON o.account_id = a.id
     GROUP BY page.key ORDER BY page.key`,
    JSON.stringify(ids),
  );
}

import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { programmeAt } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, likeText, offsetOf, pageOf } from '../store/page.ts';
import { accrualsWhere, FROM_ACCRUALS } from './rows.ts';

const ORDER = { accruedOn: 'c.accrued_on', amount: 'c.amount_minor', partner: 'p.name' } as const;

/** Accruals and reversals, newest first. */
export function listAccruals(db: ReadDb, input: Asked<'incentives', 'accruals'>): Answer<'incentives', 'accruals'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('c.partner_id = ?', filter.partner);
  where.and('c.opportunity_id = ?', filter.opportunity);
  where.and('c.quarter = ?', filter.quarter);
  if (filter.reversals !== undefined) where.and(`c.reverses IS ${filter.reversals ? 'NOT NULL' : 'NULL'}`);
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const like = `%${likeText(text)}%`;
    where.and(
      "(p.name LIKE ? ESCAPE '\\' OR o.name LIKE ? ESCAPE '\\' OR a.name LIKE ? ESCAPE '\\' OR r.number LIKE ? ESCAPE '\\')",
      ...[like, like, like, like],
    );
  }
  const offset = offsetOf(cursor);
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n ${FROM_ACCRUALS} WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  const direction = sort === undefined || sort.descending ? 'DESC' : 'ASC';
  const items = accrualsWhere(
    db,
    `WHERE ${where.sql} ORDER BY ${ORDER[sort?.by ?? 'accruedOn']} ${direction}, c.id ${direction} LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  return pageOf(items, offset, total);
}

interface StatementRow {
  partner: string;
  partnerName: string;
  quarter: string;
  lines: number;
  accruedMinor: number;
  reversedMinor: number;
  netMinor: number;
  payBy: string;
}

const STATEMENT_ORDER = { net: 'netMinor', partner: 'partnerName', quarter: 'quarter' } as const;

/**
 * One line a partner and quarter, the newest quarter and the largest net first.
 *
 * Totals are in the programme's currency; a line that stays in its own for want of a rate is counted and left out of them.
 */
export function listStatements(
  db: ReadDb,
  input: Asked<'incentives', 'statements'>,
  moment: Moment,
): Answer<'incentives', 'statements'> {
  const { filter = {}, sort, limit, cursor } = input;
  const { currency } = programmeAt(db, moment).body;
  const where = conditions();
  where.and('c.quarter = ?', filter.quarter);
  where.and('c.partner_id = ?', filter.partner);
  const offset = offsetOf(cursor);
  const total =
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM accruals c WHERE ${where.sql} GROUP BY c.partner_id, c.quarter)`,
      ...where.params,
    )?.n ?? 0;
  const order =
    sort === undefined
      ? 'quarter DESC, netMinor DESC, partnerName'
      : `${STATEMENT_ORDER[sort.by]} ${sort.descending ? 'DESC' : 'ASC'}, quarter DESC, partnerName`;
  const rows = db.all<StatementRow>(
    `SELECT c.partner_id AS partner, p.name AS partnerName, c.quarter, count(*) AS lines,
       sum(iif(c.currency = ? AND c.reverses IS NULL, c.amount_minor, 0)) AS accruedMinor,
       sum(iif(c.currency = ? AND c.reverses IS NOT NULL, c.amount_minor, 0)) AS reversedMinor,
       sum(iif(c.currency = ?, c.amount_minor, 0)) AS netMinor, max(c.pay_by_on) AS payBy
     FROM accruals c JOIN partners p ON p.id = c.partner_id WHERE ${where.sql}
     GROUP BY c.partner_id, c.quarter ORDER BY ${order}, c.partner_id LIMIT ? OFFSET ?`,
    currency,
    currency,
    currency,
    ...where.params,
    limit,
    offset,
  );
  const items = rows.map(({ accruedMinor, reversedMinor, netMinor, ...row }) => ({
    ...row,
    accrued: { minor: accruedMinor, currency },
    reversed: { minor: reversedMinor, currency },
    net: { minor: netMinor, currency },
  }));
  const quarters = db
    .all<{ quarter: string }>('SELECT DISTINCT quarter FROM accruals ORDER BY quarter DESC')
    .map(({ quarter }) => quarter);
  return { ...pageOf(items, offset, total), quarters };
}

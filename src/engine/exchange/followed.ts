import type { Followed } from '../../contract/exchange.ts';
import type { Money } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

const LIVE = 'a.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM accruals v WHERE v.reverses = a.id)';

/** Links, wins and earnings that stand in the whole workspace. */
export function standingNow(db: ReadDb): Followed {
  return {
    links: countOf(db, "SELECT count(*) AS n FROM links WHERE state = 'linked'"),
    wins: countOf(db, "SELECT count(*) AS n FROM registrations WHERE state = 'closed' AND close_kind = 'won'"),
    accruals: countOf(db, `SELECT count(*) AS n FROM accruals a WHERE ${LIVE}`),
    amounts: db.all<Money>(
      'SELECT currency, sum(amount_minor) AS minor FROM accruals GROUP BY currency ORDER BY currency',
    ),
  };
}

/** What stands more than before; less than nothing where it became less. */
export function followedSince(before: Followed, after: Followed): Followed {
  const was = new Map(before.amounts.map(({ currency, minor }) => [currency, minor]));
  const is = new Map(after.amounts.map(({ currency, minor }) => [currency, minor]));
  return {
    links: after.links - before.links,
    wins: after.wins - before.wins,
    accruals: after.accruals - before.accruals,
    amounts: [...new Set([...was.keys(), ...is.keys()])].flatMap((currency) => {
      const minor = ((is.get(currency) ?? 0) - (was.get(currency) ?? 0)) as Money['minor'];
      return minor === 0 ? [] : [{ minor, currency }];
    }),
  };
}

/** What rests on the opportunities a batch brought or changed and was made since: it goes back with them. */
export function restingOn(db: ReadDb, batch: string): Followed {
  // Asked of each link or accrual by key: those are few beside the rows of an extract.
  const isIts = (opportunity: string) =>
    `EXISTS (SELECT 1 FROM lineage l WHERE l.record_id = ${opportunity} AND l.batch_id = @batch AND l.kind = 'opportunities')`;
  const since = '(SELECT committed_at FROM batches WHERE id = @batch)';
  const earned = `FROM accruals a WHERE ${isIts('a.opportunity_id')} AND a.created_at >= ${since} AND ${LIVE}`;
  return {
    links: countOf(
      db,
      `SELECT count(*) AS n FROM links k WHERE ${isIts('k.opportunity_id')} AND k.state = 'linked' AND k.by_hand = 0 AND k.updated_at >= ${since}`,
      batch,
    ),
    wins: countOf(
      db,
      `SELECT count(*) AS n FROM registrations r WHERE r.state = 'closed' AND r.close_kind = 'won' AND r.updated_at >= ${since}
       AND EXISTS (SELECT 1 FROM links k WHERE k.registration_id = r.id AND k.state = 'linked' AND ${isIts('k.opportunity_id')})`,
      batch,
    ),
    accruals: countOf(db, `SELECT count(*) AS n ${earned}`, batch),
    amounts: db.all<Money>(
      `SELECT a.currency, sum(a.amount_minor) AS minor ${earned} GROUP BY a.currency ORDER BY a.currency`,
      { batch },
    ),
  };
}

const countOf = (db: ReadDb, sql: string, batch?: string): number =>
  (batch === undefined ? db.get<{ n: number }>(sql) : db.get<{ n: number }>(sql, { batch }))?.n ?? 0;

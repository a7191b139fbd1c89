import type { Currency, IsoDate, Minor, Money } from '../../contract/units.ts';
import type { Edition } from '../programme/index.ts';
import { inProgrammeCurrency, minor } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';

/**
 * What was won at accounts, in the programme's currency at the rate of each deal's closing date. A deal without a rate
 * is left out, as it is of every total.
 *
 * @param accounts ids; all accounts when not given
 */
export function wonValues(
  db: ReadDb,
  programme: Pick<Edition, 'body'>,
  accounts?: readonly string[],
): (account: string) => Money {
  const { currency } = programme.body;
  // Some accounts are found by their ids; left to itself SQLite goes through all that was won.
  const which =
    accounts === undefined
      ? "status = 'won' AND account_id IS NOT NULL"
      : "account_id IN (SELECT value FROM json_each(?)) AND +status = 'won'";
  const rows = db.all<{ account: string; currency: string; closeOn: string; minor: number }>(
    `SELECT account_id AS account, currency, iif(currency = ?, '1970-01-01', coalesce(close_on, '9999-12-31')) AS closeOn,
       sum(value_minor) AS minor
     FROM opportunities WHERE ${which} AND value_minor IS NOT NULL AND currency IS NOT NULL
     GROUP BY 1, 2, 3`,
    currency,
    ...(accounts === undefined ? [] : [JSON.stringify(accounts)]),
  );
  const sums = new Map<string, number>();
  for (const row of rows) {
    const money = { minor: row.minor as Minor, currency: row.currency as Currency };
    const converted = inProgrammeCurrency(money, row.closeOn as IsoDate, programme.body);
    if (converted !== null) sums.set(row.account, (sums.get(row.account) ?? 0) + converted.money.minor);
  }
  return (account) => ({ minor: minor(sums.get(account) ?? 0), currency });
}

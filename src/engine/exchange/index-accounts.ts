import type Database from 'better-sqlite3';
import type { Customer } from '../../contract/matching.ts';
import type { JobContext } from '../jobs/index.ts';
import { matchKeys, nameKey } from '../matching/index.ts';

/** The columns of an account that matching compares. */
export interface MatchedColumns {
  readonly name: string;
  readonly domain: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly phone: string | null;
  readonly taxId: string | null;
}

const MATCHED_COLUMNS = ['name', 'domain', 'country', 'city', 'address', 'postcode', 'phone', 'tax_id'] as const;

/** A condition that two states of an account differ in what matching compares; each column as `state` writes it. */
export const matchingDiffers = (one: (column: string) => string, other: (column: string) => string): string =>
  `(${MATCHED_COLUMNS.map((column) => `${one(column)} IS NOT ${other(column)}`).join(' OR ')})`;

/** The columns under the names of `Customer`. */
export const MATCHED = 'name, domain, country, city, address, postcode, phone, tax_id AS taxId';

/** What the match index holds of an account: the same text and keys as `indexCustomer` writes. */
function matchEntryOf(row: MatchedColumns): { record: string; keys: string[] } {
  const { name, domain, country, city, address, postcode, phone, taxId } = row;
  const customer: Customer = { name, domain, country, city, address, postcode, phone, taxId };
  return { record: JSON.stringify(customer), keys: matchKeys(customer).map(({ key }) => key) };
}

const PAGE = 2_000;

/** Makes the match index of accounts that are new here, or changed in what matching compares, so that the commit only copies it. */
export function indexStagedAccounts(sqlite: Database.Database, job: JobContext): void {
  const differs = matchingDiffers(
    (column) => `accounts.${column}`,
    (column) => `t.${column}`,
  );
  const wanted = `(fate = 'new' OR EXISTS (SELECT 1 FROM ws.accounts t WHERE t.id = accounts.target AND ${differs}))`;
  const { n: total } = sqlite.prepare("SELECT count(*) AS n FROM accounts WHERE fate IN ('new', 'changed')").get() as {
    n: number;
  };
  if (total === 0) return;
  const page = sqlite.prepare(
    `SELECT row_id AS rowId, ${wanted} AS wanted, ${MATCHED} FROM accounts WHERE fate IN ('new', 'changed') AND row_id > ?
     ORDER BY row_id LIMIT ${PAGE}`,
  );
  const record = sqlite.prepare('INSERT INTO match_records (row_id, record) VALUES (?, ?)');
  const key = sqlite.prepare('INSERT INTO match_keys (row_id, key) VALUES (?, ?)');
  let done = 0;
  for (let last = 0; ; ) {
    job.throwIfAborted();
    const rows = page.all(last) as (MatchedColumns & { rowId: number; wanted: 0 | 1 })[];
    last = rows.at(-1)?.rowId ?? last;
    for (const row of rows) {
      if (row.wanted === 0) continue;
      const entry = matchEntryOf(row);
      record.run(row.rowId, entry.record);
      for (const one of entry.keys) key.run(row.rowId, one);
    }
    done += rows.length;
    job.progress({ label: 'Indexing names of accounts', done, total });
    if (rows.length < PAGE) return;
  }
}

/**
 * Opportunities of the workspace that came in before their accounts: those that name one of the new accounts are led to
 * it, as if both had come together.
 */
export function adoptWaiting(sqlite: Database.Database): void {
  const some = sqlite.prepare("SELECT 1 FROM accounts WHERE fate = 'new' LIMIT 1").get();
  if (some === undefined) return;
  sqlite.function('folded', { deterministic: true }, (name) => (typeof name === 'string' ? nameKey(name) : null));
  sqlite.exec(`CREATE TEMP TABLE waiting AS SELECT DISTINCT account_name AS name, folded(account_name) AS name_key
      FROM ws.opportunities WHERE account_id IS NULL AND account_name IS NOT NULL;
    CREATE TEMP TABLE fresh (name_key TEXT, key TEXT, row_id INTEGER);
    INSERT INTO temp.fresh SELECT name_key, key, row_id FROM accounts WHERE fate = 'new'
      AND name_key IN (SELECT name_key FROM accounts WHERE fate = 'new' GROUP BY name_key HAVING count(*) = 1)
      AND name_key NOT IN (SELECT name_key FROM ws.accounts);
    CREATE INDEX temp.fresh_by_name ON fresh (name_key);
    CREATE INDEX temp.fresh_by_key ON fresh (key);
    INSERT OR IGNORE INTO adopted (opportunity, row_id)
      SELECT o.id, f.row_id FROM temp.waiting w JOIN temp.fresh f ON f.name_key = w.name_key OR f.key = w.name
      JOIN ws.opportunities o ON o.account_name = w.name AND o.account_id IS NULL
      WHERE o.id NOT IN (SELECT target FROM opportunities WHERE target IS NOT NULL);
    DROP TABLE temp.waiting; DROP TABLE temp.fresh;`);
}

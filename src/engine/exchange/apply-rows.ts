import type { Step, WriteTx } from '../journal/index.ts';
import { NORMALISER_VERSION } from '../matching/index.ts';
import { type SetKind, TARGETS } from './kinds.ts';
import type { StagedTable } from './staged.ts';

/** Ids of the records a batch makes: `prefix || printf('%08x', base + ordinal)`. */
export interface NewIds {
  readonly prefix: string;
  readonly base: number;
}

/** What applying a table needs to know of its batch. */
export interface Applying {
  readonly batch: string;
  readonly ids: NewIds;
  /** Tells that so many more rows are done. */
  readonly step: (label: string, rows: number) => Step;
}

/** Rows a statement takes at once: few enough that the thread can answer in between. An account brings some fifteen keys. */
const ROWS_AT_ONCE: Readonly<Record<SetKind, number>> = {
  products: 1_000,
  accounts: 150,
  opportunities: 500,
  partners: 500,
  contacts: 500,
};

/** The id of the record that a staged row becomes. */
const newId = (ordinal: string): string => `@prefix || printf('%08x', @base + ${ordinal})`;

/** The column's value in a staged row `s`; a reference to a record of the same batch becomes its id. */
function valueOfColumn(kind: SetKind, column: string): string {
  const to = column === 'account_id' ? 'accounts' : column === 'partner_id' ? 'partners' : undefined;
  if (to === undefined || (kind !== 'opportunities' && kind !== 'contacts')) return `s.${column}`;
  const ordinal = `(SELECT r.ordinal FROM staged.${to} r WHERE r.row_id = s.ref_row)`;
  return `CASE WHEN s.ref_row IS NULL THEN s.${column} ELSE ${newId(ordinal)} END`;
}

/** The statements that write the rows of a kind between `@from` and `@until`. */
function statementsOf(kind: SetKind): { readonly made: string[]; readonly changed: string[] } {
  const columns = TARGETS[kind].map(({ column }) => column);
  const values = columns.map((column) => valueOfColumn(kind, column));
  const range = 's.row_id BETWEEN @from AND @until';
  const lineage = 'INSERT INTO lineage (batch_id, kind, record_id, file_ord, row, fate, before)';
  const before = ['key', ...columns, 'created_at', 'updated_at', 'revision']
    .map((column) => `'${column}', t.${column}`)
    .join(', ');
  // The staged rows come first, whatever the planner makes of their number: each finds its record by the primary key.
  const join = `FROM staged.${kind} s CROSS JOIN ${kind} t ON t.id = s.target WHERE ${range} AND s.fate = 'changed'`;
  const made = [
    `INSERT INTO ${kind} (id, key, ${columns.join(', ')}, created_at, updated_at, revision)
     SELECT ${newId('s.ordinal')}, s.key, ${values.join(', ')}, @at, @at, 1
     FROM staged.${kind} s WHERE ${range} AND s.fate = 'new' ORDER BY s.row_id`,
    `${lineage} SELECT @batch, '${kind}', ${newId('s.ordinal')}, s.file_ord, s.row, 'new', NULL
     FROM staged.${kind} s WHERE ${range} AND s.fate = 'new' ORDER BY s.row_id`,
  ];
  const changed = [
    `${lineage} SELECT @batch, '${kind}', t.id, s.file_ord, s.row, 'changed', json_object(${before}) ${join}`,
    `UPDATE ${kind} SET key = CASE WHEN s.by_name = 1 THEN ${kind}.key ELSE s.key END,
       ${columns.map((column, at) => `${column} = ${values[at]}`).join(', ')}, updated_at = @at, revision = ${kind}.revision + 1
     FROM staged.${kind} s WHERE ${kind}.id = s.target AND ${range} AND s.fate = 'changed'`,
  ];
  if (kind === 'accounts') indexAccounts(made, changed, range);
  return { made, changed };
}

/** The match index is a copy of what was staged. */
function indexAccounts(made: string[], changed: string[], range: string): void {
  const copied = (id: string, fate: string) => [
    `INSERT INTO match_records (subject, kind, norm_version, record)
     SELECT ${id}, 'account', ${NORMALISER_VERSION}, m.record FROM staged.accounts s
     CROSS JOIN staged.match_records m ON m.row_id = s.row_id WHERE ${range} AND s.fate = '${fate}'`,
    `INSERT INTO match_keys (key, kind, subject) SELECT m.key, 'account', ${id} FROM staged.accounts s
     CROSS JOIN staged.match_keys m ON m.row_id = s.row_id WHERE ${range} AND s.fate = '${fate}'`,
  ];
  made.push(...copied(newId('s.ordinal'), 'new'));
  // Only accounts that changed in what matching compares were indexed anew.
  const targets = `(SELECT s.target FROM staged.accounts s CROSS JOIN staged.match_records m ON m.row_id = s.row_id
    WHERE ${range} AND s.fate = 'changed')`;
  changed.push(
    `DELETE FROM match_records WHERE subject IN ${targets}`,
    `DELETE FROM match_keys WHERE subject IN ${targets}`,
    ...copied('s.target', 'changed'),
  );
}

/** Writes the new and changed rows of a table, a few at a time. */
export function* applyTable(tx: WriteTx, kind: SetKind, table: StagedTable, applying: Applying): Generator<Step> {
  const { made, changed } = statementsOf(kind);
  const statements = [...(table.counts.new > 0 ? made : []), ...(table.counts.changed > 0 ? changed : [])];
  if (statements.length === 0) {
    yield applying.step(table.file, table.lastRow - table.firstRow + 1);
    return;
  }
  const { batch, ids } = applying;
  const size = ROWS_AT_ONCE[kind];
  for (let from = table.firstRow; from <= table.lastRow; from += size) {
    const until = Math.min(from + size - 1, table.lastRow);
    const params = { batch, prefix: ids.prefix, base: ids.base, at: tx.moment.at, from, until };
    for (const sql of statements) tx.run(sql, paramsIn(sql, params));
    yield applying.step(table.file, until - from + 1);
  }
}

/** Only the parameters that a statement names: SQLite refuses others. */
function paramsIn(sql: string, params: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => new RegExp(`@${name}\\b`).test(sql)));
}

/** Leads opportunities that waited for these accounts to them; each keeps what it was in the lineage of the account’s row. */
export function adopt(tx: WriteTx, { batch, ids }: Applying): void {
  const columns = ['key', ...TARGETS.opportunities.map(({ column }) => column), 'created_at', 'updated_at', 'revision'];
  const before = columns.map((column) => `'${column}', t.${column}`).join(', ');
  tx.run(
    `INSERT INTO lineage (batch_id, kind, record_id, file_ord, row, fate, before)
     SELECT @batch, 'opportunities', t.id, s.file_ord, s.row, 'changed', json_object(${before})
     FROM staged.adopted d JOIN staged.accounts s ON s.row_id = d.row_id CROSS JOIN opportunities t ON t.id = d.opportunity`,
    { batch },
  );
  tx.run(
    `UPDATE opportunities SET updated_at = @at, revision = revision + 1,
       account_id = (SELECT ${newId('s.ordinal')} FROM staged.adopted d JOIN staged.accounts s ON s.row_id = d.row_id
         WHERE d.opportunity = opportunities.id)
     WHERE id IN (SELECT opportunity FROM staged.adopted)`,
    { at: tx.moment.at, prefix: ids.prefix, base: ids.base },
  );
}

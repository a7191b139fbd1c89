import { createHash } from 'node:crypto';
import type { ReadDb } from './db.ts';

/** The journal proves itself; the rest is what journal and files say. */
const OUTSIDE = new Set(['journal_entries', 'journal_inputs']);

/**
 * Columns that are no state, for a later version may well write them otherwise: how often and when a row was last touched
 * (what was done to it, when and by whom is in the journal), and words made of its other columns for the search to find.
 */
const NO_STATE: Readonly<Record<string, ReadonlySet<string>>> = {
  registrations: new Set(['revision', 'updated_at', 'updated_by', 'search_text']),
};
/** Tables with a column `before`: JSON of a row as it was before a decision or an import. */
const SNAPSHOTS: ReadonlySet<string> = new Set(['decisions', 'lineage']);
/** What is no state in it. */
const NO_STATE_BEFORE: ReadonlySet<string> = new Set(['revision', 'updatedAt', 'updatedBy', 'searchText']);

type Column = { readonly name: string; readonly pk: number };

/** The number of rows and the SHA-256 of the state in each table, rows in the order of their primary key. */
export function contentOf(db: ReadDb): { name: string; rows: number; hash: string }[] {
  const tables = db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  return tables
    .filter((table) => !OUTSIDE.has(table.name))
    .map(({ name }) => {
      const columns = db.all<Column>('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid', name);
      const key = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
      const hash = createHash('sha256');
      const snapshot = SNAPSHOTS.has(name) ? 'before' : null;
      const list = columns
        .filter((column) => column.name !== snapshot && !NO_STATE[name]?.has(column.name))
        .map((column) => `quote("${column.name}")`)
        .join(` || ',' || `);
      const order = key.length > 0 ? key.map((column) => `"${column.name}"`).join(', ') : 'rowid';
      let rows = 0;
      for (const { line, before } of db.all<{ line: string; before: string | null }>(
        `SELECT ${list} AS line, ${snapshot ?? 'NULL'} AS before FROM "${name}" ORDER BY ${order}`,
      )) {
        hash.update(line);
        if (before !== null) hash.update(stateBefore(before));
        hash.update('\n');
        rows += 1;
      }
      return { name, rows, hash: hash.digest('hex') };
    });
}

/** A snapshot by what it says: without what is no state, and without what is empty, as a column is that was added since. */
const stateBefore = (json: string): string =>
  JSON.stringify(JSON.parse(json), (key, value: unknown) =>
    value === null || NO_STATE_BEFORE.has(key) ? undefined : value,
  );

/** One SHA-256 over the content of every table but the journal's. */
export function contentHashOf(tables: readonly { name: string; hash: string }[]): string {
  const hash = createHash('sha256');
  for (const table of tables) hash.update(`${table.name} ${table.hash}\n`);
  return hash.digest('hex');
}

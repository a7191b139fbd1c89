import { createHash } from 'node:crypto';
import type { ReadDb } from './db.ts';

/** The journal proves itself; the rest is what journal and files say. */
const OUTSIDE = new Set(['journal_entries', 'journal_inputs']);

/** The number of rows and the SHA-256 of the content of each table, rows in the order of their primary key. */
export function contentOf(db: ReadDb): { name: string; rows: number; hash: string }[] {
  const tables = db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  return tables
    .filter((table) => !OUTSIDE.has(table.name))
    .map(({ name }) => {
      const columns = db.all<{ name: string; pk: number }>(
        'SELECT name, pk FROM pragma_table_info(?) ORDER BY cid',
        name,
      );
      const key = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
      const hash = createHash('sha256');
      const list = columns.map((column) => `quote("${column.name}")`).join(` || ',' || `);
      const order = key.length > 0 ? key.map((column) => `"${column.name}"`).join(', ') : 'rowid';
      let rows = 0;
      for (const row of db.all<{ line: string }>(`SELECT ${list} AS line FROM "${name}" ORDER BY ${order}`)) {
        hash.update(row.line).update('\n');
        rows += 1;
      }
      return { name, rows, hash: hash.digest('hex') };
    });
}

/** One SHA-256 over the content of every table but the journal's. */
export function contentHashOf(tables: readonly { name: string; hash: string }[]): string {
  const hash = createHash('sha256');
  for (const table of tables) hash.update(`${table.name} ${table.hash}\n`);
  return hash.digest('hex');
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound } from '../../contract/refusal.ts';
import { type Cell, textOf } from '../formats/index.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { issueOf } from './issue-of.ts';
import { reopen } from './reopen.ts';
import { tablesNamed } from './rows.ts';
import { withStaging } from './staging-files.ts';

/**
 * A page of a batch's issues, file after file and row after row.
 *
 * @throws NOT_FOUND when the preview is forgotten
 */
export async function issues(db: ReadDb, input: Asked<'exchange', 'issues'>): Promise<Answer<'exchange', 'issues'>> {
  await reopen(db, input.batch);
  return withStaging(db.file, input.batch, (staging) => {
    const { filter = {}, sort, limit, cursor } = input;
    const offset = offsetOf(cursor);
    const where = conditions();
    const ords = tablesNamed(staging.tables, filter.file).map(({ ord }) => ord);
    if (filter.file !== undefined) where.and('file_ord IN (SELECT value FROM json_each(?))', JSON.stringify(ords));
    where.and('code = ?', filter.code);
    const total =
      staging.db.get<{ n: number }>(`SELECT count(*) AS n FROM issues WHERE ${where.sql}`, ...where.params)?.n ?? 0;
    const direction = sort?.descending === true ? 'DESC' : 'ASC';
    const page = staging.db.all<{ body: string }>(
      `SELECT body FROM issues WHERE ${where.sql} ORDER BY file_ord ${direction}, row ${direction}, id ${direction} LIMIT ? OFFSET ?`,
      ...where.params,
      limit,
      offset,
    );
    return pageOf(
      page.map(({ body }) => issueOf(body)),
      offset,
      total,
    );
  });
}

const SAMPLES = 8;
const LONGEST_SAMPLE = 120;
const ROWS_LOOKED_AT = 2_000;

/**
 * Up to eight different values of each column of a file, and the field it is taken for.
 *
 * @throws NOT_FOUND when the preview is forgotten, or has no such file
 */
export async function samples(db: ReadDb, input: Asked<'exchange', 'samples'>): Promise<Answer<'exchange', 'samples'>> {
  await reopen(db, input.batch);
  return withStaging(db.file, input.batch, (staging) => {
    const [table] = tablesNamed(staging.tables, input.file);
    if (table === undefined) throw notFound('file', input.file);
    const found = table.read.columns.map(() => new Set<string>());
    const looked = staging.db.all<{ cells: string }>(
      'SELECT cells FROM rows WHERE id BETWEEN ? AND ? ORDER BY id',
      table.firstRow,
      Math.min(table.lastRow, table.firstRow + ROWS_LOOKED_AT - 1),
    );
    for (const row of looked) {
      (JSON.parse(row.cells) as Cell[]).forEach((cell, at) => {
        const values = found[at];
        const text = textOf(cell).trim();
        if (values !== undefined && text !== '' && values.size < SAMPLES) values.add(text.slice(0, LONGEST_SAMPLE));
      });
    }
    const fieldOf = new Map(
      Object.entries(table.mapping?.fields ?? {}).flatMap(([field, from]) =>
        'column' in from && from.lookup === undefined ? [[from.column, field] as const] : [],
      ),
    );
    return table.read.columns.map((column, at) => ({
      column,
      values: [...(found[at] ?? [])],
      field: fieldOf.get(column) ?? null,
    }));
  });
}

import type { Fate, FateCounts, ImportIssue, ImportKind } from '../../contract/exchange.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import { type Cell, textOf } from '../formats/index.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, likeText, offsetOf, pageOf } from '../store/page.ts';
import { issueOf } from './issue-of.ts';
import { isSetKind, KIND_ORDER, TARGETS } from './kinds.ts';
import { withRawText } from './raw-text.ts';
import { reopen } from './reopen.ts';
import { fieldsBefore, type RecordRow, shownRecord } from './shown-record.ts';
import type { StagedTable } from './staged.ts';
import { type Staging, withStaging } from './staging-files.ts';

interface PlanRow {
  id: number;
  ord: number;
  row: number;
  kind: ImportKind;
  fate: Fate;
  target: string | null;
}

/**
 * A page of a batch's rows in the order of the files, each with its fate, its record in canonical fields, and for changed
 * ones the fields as they were.
 *
 * @throws NOT_FOUND when the preview is forgotten
 */
export async function rows(db: ReadDb, input: Asked<'exchange', 'rows'>): Promise<Answer<'exchange', 'rows'>> {
  await reopen(db, input.batch);
  return withStaging(db.file, input.batch, (staging) => {
    const { filter = {}, sort, limit, cursor } = input;
    const offset = offsetOf(cursor);
    const where = conditions();
    const ords = tablesNamed(staging.tables, filter.file).map(({ ord }) => ord);
    if (filter.file !== undefined) where.and('p.file_ord IN (SELECT value FROM json_each(?))', JSON.stringify(ords));
    where.and('p.fate = ?', filter.fate);
    const text = filter.text?.trim() ?? '';
    if (text !== '') where.and("r.cells LIKE ? ESCAPE '\\'", `%${likeText(text)}%`);
    const looked = staging.tables.filter((table) => filter.file === undefined || ords.includes(table.ord));
    const plan = planOf(looked);
    if (plan === undefined) return { items: [], total: 0, next: null };
    // Words are looked for in all cells, one after the other, and the plan asked only where they are found.
    const from = text === '' ? `(${plan}) p` : `rows r CROSS JOIN (${plan}) p ON p.row_id = r.id`;
    const order = text === '' ? 'p.row_id' : 'r.id';
    const total =
      text === ''
        ? looked.reduce((sum, { counts }) => sum + (filter.fate === undefined ? allOf(counts) : counts[filter.fate]), 0)
        : (staging.db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from} WHERE ${where.sql}`, ...where.params)?.n ??
          0);
    const page = staging.db.all<PlanRow>(
      `SELECT p.row_id AS id, p.file_ord AS ord, p.row, p.kind, p.fate, p.target FROM ${from} WHERE ${where.sql}
       ORDER BY ${order} ${sort?.descending === true ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
      ...where.params,
      limit,
      offset,
    );
    return pageOf(itemsOf(db, staging, input.batch, page), offset, total);
  });
}

const allOf = (counts: FateCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The plan of the kinds that these tables hold: only what is there is looked at. */
function planOf(tables: readonly StagedTable[]): string | undefined {
  const kinds = KIND_ORDER.filter((kind) => tables.some((table) => table.use === 'import' && table.kind === kind));
  if (kinds.length === 0) return undefined;
  return kinds
    .map((kind) => `SELECT row_id, file_ord, row, '${kind}' AS kind, fate, target FROM ${kind}`)
    .join(' UNION ALL ');
}

/** Tables that go by a name: a file, `file#sheet`, or a sheet; all when none is given. */
export const tablesNamed = (tables: readonly StagedTable[], name: string | undefined): StagedTable[] =>
  tables.filter(
    (table) =>
      name === undefined || table.file === name || `${table.file}#${table.sheet}` === name || table.sheet === name,
  );

function itemsOf(db: ReadDb, { db: staged, tables }: Staging, batch: string, page: readonly PlanRow[]) {
  const ids = JSON.stringify(page.map(({ id }) => id));
  const byOrd = new Map(tables.map((table) => [table.ord, table]));
  const records = new Map<number, RecordRow>();
  for (const kind of new Set(page.map((row) => row.kind))) {
    const found = staged.all<RecordRow & { row_id: number }>(
      `SELECT * FROM ${kind} WHERE row_id IN (SELECT value FROM json_each(?))`,
      ids,
    );
    for (const row of kind === 'contacts' ? withPartners(db, staged, found) : found) records.set(row.row_id, row);
  }
  const cells = new Map(
    staged
      .all<{ id: number; cells: string }>(
        'SELECT id, cells FROM rows WHERE id IN (SELECT value FROM json_each(?))',
        ids,
      )
      .map((row) => [row.id, JSON.parse(row.cells) as Cell[]]),
  );
  const issues = issuesOf(staged, ids);
  const before = recordsBefore(db, batch, page);
  return page.map((row) => {
    const table = byOrd.get(row.ord);
    const record = shownRecord(row.kind, records.get(row.id) ?? {});
    const shown = row.fate === 'wrong' ? withCells(row.kind, record, table, cells.get(row.id) ?? []) : record;
    const was = row.target === null ? undefined : before.get(row.target);
    return {
      file: table?.file ?? '',
      sheet: table?.sheet ?? null,
      row: row.row,
      fate: row.fate,
      record: shown,
      before: row.fate === 'changed' && was !== undefined ? fieldsBefore(shownRecord(row.kind, was), record) : null,
      issues: issues.get(row.id) ?? [],
    };
  });
}

/** Contacts with the name of the partner they belong to, known or in the same batch. */
function withPartners<Row extends RecordRow>(db: ReadDb, staged: ReadDb, rows: readonly Row[]) {
  const known = partnerNames(db, 'id', rows, 'partner_id');
  const here = partnerNames(staged, 'row_id', rows, 'ref_row');
  return rows.map((row) => ({
    ...row,
    partner_name: (row.ref_row == null ? known.get(row.partner_id ?? '') : here.get(row.ref_row)) ?? null,
  }));
}

/** Names of the partners that rows lead to, by what leads there. */
function partnerNames(db: ReadDb, by: 'id' | 'row_id', rows: readonly RecordRow[], from: 'partner_id' | 'ref_row') {
  const wanted = JSON.stringify(rows.flatMap((row) => row[from] ?? []));
  const found = db.all<{ leads: string | number; name: string }>(
    `SELECT ${by} AS leads, name FROM partners WHERE ${by} IN (SELECT value FROM json_each(?))`,
    wanted,
  );
  return new Map(found.map(({ leads, name }) => [leads, name]));
}

function issuesOf(staged: ReadDb, ids: string): Map<number, ImportIssue[]> {
  const issues = new Map<number, ImportIssue[]>();
  const found = staged.all<{ rowId: number; body: string }>(
    'SELECT row_id AS rowId, body FROM issues WHERE row_id IN (SELECT value FROM json_each(?)) ORDER BY id',
    ids,
  );
  for (const { rowId, body } of found) issues.set(rowId, [...(issues.get(rowId) ?? []), issueOf(body)]);
  return issues;
}

/** Changed records as they were: as they are now, or, once committed, as the lineage kept them. */
function recordsBefore(db: ReadDb, batch: string, page: readonly PlanRow[]): Map<string, RecordRow> {
  const before = new Map<string, RecordRow>();
  const changed = page.filter((row) => row.fate === 'changed' && row.target !== null);
  for (const kind of new Set(changed.map((row) => row.kind))) {
    if (!isSetKind(kind)) continue;
    const ids = JSON.stringify(changed.filter((row) => row.kind === kind).map((row) => row.target));
    const columns = ['id', 'key', ...TARGETS[kind].map(({ column }) => column)].join(', ');
    for (const row of db.all<RecordRow & { id: string }>(
      `SELECT ${columns} FROM ${kind} WHERE id IN (SELECT value FROM json_each(?))`,
      ids,
    ))
      before.set(row.id, row);
    const kept = db.all<{ id: string; before: string }>(
      'SELECT record_id AS id, before FROM lineage WHERE batch_id = ? AND before IS NOT NULL AND record_id IN (SELECT value FROM json_each(?))',
      batch,
      ids,
    );
    for (const row of kept) before.set(row.id, JSON.parse(row.before) as RecordRow);
    if (kind === 'contacts') {
      const names = partnerNames(db, 'id', [...before.values()], 'partner_id');
      for (const [id, row] of before) before.set(id, { ...row, partner_name: names.get(row.partner_id ?? '') ?? null });
    }
  }
  return before;
}

/** A wrong row also shows what stands in the cells that could not be read: in the place of the record where its value would be. */
function withCells(
  kind: ImportKind,
  record: Record<string, unknown>,
  table: StagedTable | undefined,
  cells: readonly Cell[],
): Record<string, unknown> {
  if (table?.mapping == null) return record;
  const texts = new Map<string, string>();
  for (const [field, from] of Object.entries(table.mapping.fields)) {
    if (!('column' in from) || from.lookup !== undefined) continue;
    const text = textOf(cells[table.read.columns.indexOf(from.column)] ?? '');
    if (text !== '') texts.set(field, text);
  }
  return withRawText(kind, record, texts);
}

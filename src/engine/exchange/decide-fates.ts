import type Database from 'better-sqlite3';
import { problem } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';
import { givenColumns, SET_KINDS, type SetKind, TARGETS } from './kinds.ts';
import type { PlannedTable } from './plan-tables.ts';

/** Tells an issue of a staged row. */
export type TellFate = (fileOrd: number, rowId: number | null, found: Problem, gravity: 'row' | 'note') => void;

const places = (tables: readonly PlannedTable[]) =>
  new Map(
    tables.map(({ table }) => {
      const sheet = table.head?.sheet;
      return [table.ord, { file: table.given.name, ...(sheet === undefined ? {} : { sheet }) }];
    }),
  );

/**
 * Rows of one kind that say the same key twice: a copy is skipped, a different one is wrong, for it cannot be told which
 * holds. Opportunities without an id are numbered instead, in the order of the file: CRMs do have several of one name.
 */
export function settleRepeats(sqlite: Database.Database, tables: readonly PlannedTable[], tell: TellFate): void {
  const placeOf = places(tables);
  sqlite.exec(`UPDATE opportunities SET key = opportunities.key || ' #' || r.nth FROM
    (SELECT row_id, row_number() OVER (PARTITION BY key ORDER BY row_id) AS nth FROM opportunities WHERE by_name = 1 AND fate = 'new') r
    WHERE r.row_id = opportunities.row_id AND r.nth > 1`);
  for (const kind of SET_KINDS) {
    const given = new Map(tables.map((one) => [one.table.ord, givenColumns(kind, one.mapping?.fields ?? {})]));
    const repeated = sqlite
      .prepare(
        `SELECT k.row_id AS rowId, k.file_ord AS ord, k.row, k.key, f.row AS firstRow, f.file_ord AS firstOrd, f.row_id AS firstId, k.by_name AS byName
         FROM (SELECT row_id, min(row_id) OVER (PARTITION BY key) AS first FROM ${kind} WHERE fate = 'new' AND key IS NOT NULL) d
         JOIN ${kind} k ON k.row_id = d.row_id JOIN ${kind} f ON f.row_id = d.first WHERE d.row_id <> d.first`,
      )
      .all() as {
      rowId: number;
      ord: number;
      row: number;
      key: string;
      firstRow: number;
      firstOrd: number;
      firstId: number;
      byName: number;
    }[];
    const setFate = sqlite.prepare(`UPDATE ${kind} SET fate = ? WHERE row_id = ?`);
    for (const one of repeated) {
      const columns = (given.get(one.ord) ?? []).filter(({ column }) => !/^(account|partner)_id$/.test(column));
      const same = isSame(
        sqlite,
        kind,
        columns.map(({ column }) => column),
        one.rowId,
        one.firstId,
      );
      setFate.run(same ? 'skipped' : 'wrong', one.rowId);
      const place = { ...placeOf.get(one.ord), row: one.row };
      const before =
        one.firstOrd === one.ord
          ? `row ${one.firstRow}`
          : `row ${one.firstRow} of ${placeOf.get(one.firstOrd)?.file ?? ''}`;
      const found = same
        ? problem('row_repeated', `The row says the same as ${before}.`, 'Nothing: it is taken once.', place)
        : problem(
            'key_repeated',
            one.byName === 1
              ? `The row has the same name as ${before}, says something else, and no id tells them apart.`
              : `The row has the same id (${one.key}) as ${before} and says something else.`,
            one.byName === 1
              ? 'Add a column with ids, or take one of the two out.'
              : 'Take the older one of the two out.',
            place,
          );
      tell(one.ord, one.rowId, found, same ? 'note' : 'row');
    }
  }
}

function isSame(
  sqlite: Database.Database,
  kind: SetKind,
  columns: readonly string[],
  one: number,
  other: number,
): boolean {
  const compared = [...columns, 'ref', 'ref_name'].map((column) => `a.${column} IS b.${column}`).join(' AND ');
  const row = sqlite
    .prepare(`SELECT ${compared} AS same FROM ${kind} a, ${kind} b WHERE a.row_id = ? AND b.row_id = ?`)
    .get(one, other);
  return (row as { same: number } | undefined)?.same === 1;
}

/**
 * The record of the workspace each row is about: by its key; a row without an id by its name, where only one record has
 * it; a row with an id also by the name of a record that came in without one.
 */
export function findTargets(sqlite: Database.Database): void {
  for (const kind of SET_KINDS) {
    sqlite.exec(
      `UPDATE ${kind} SET target = (SELECT id FROM ws.${kind} w WHERE w.key = ${kind}.key) WHERE fate = 'new'`,
    );
  }
  for (const kind of ['accounts', 'partners'] as const) {
    const free = `AND w.id NOT IN (SELECT target FROM ${kind} WHERE target IS NOT NULL)`;
    const alone = `name_key IN (SELECT name_key FROM ${kind} WHERE fate = 'new' GROUP BY name_key HAVING count(*) = 1)`;
    const withoutTarget = `fate = 'new' AND target IS NULL AND ${alone}`;
    sqlite.exec(`UPDATE ${kind} SET target = (SELECT CASE WHEN count(*) = 1 THEN min(w.id) END FROM ws.${kind} w WHERE w.name_key = ${kind}.name_key ${free})
      WHERE by_name = 1 AND ${withoutTarget}`);
    sqlite.exec(`UPDATE ${kind} SET target = (SELECT CASE WHEN count(*) = 1 THEN min(w.id) END FROM ws.${kind} w WHERE w.name_key = ${kind}.name_key AND w.key = ${kind}.name_key ${free})
      WHERE by_name = 0 AND ${withoutTarget}`);
  }
}

/** Rows that are about a known record: changed where a column that their file has differs, else unchanged. */
export function compareWithWorkspace(sqlite: Database.Database, tables: readonly PlannedTable[]): void {
  sqlite.exec(`UPDATE opportunities SET account_name = NULL WHERE ref_name IS NULL AND (account_id IS NOT NULL OR ref_row IS NOT NULL);
    UPDATE opportunities SET account_id = t.account_id FROM ws.opportunities t WHERE t.id = opportunities.target
      AND opportunities.account_id IS NULL AND ref_row IS NULL AND t.account_name IS opportunities.account_name`);
  for (const { table, kind, mapping, use } of tables) {
    if (use !== 'import' || kind === null || kind === 'registrations' || mapping === null) continue;
    keepUnsaid(sqlite, kind, table.ord);
    const differs = givenColumns(kind, mapping.fields).map(({ column }) => `${kind}.${column} IS NOT t.${column}`);
    if (kind === 'opportunities' || kind === 'contacts') differs.push(`${kind}.ref_row IS NOT NULL`);
    if (kind !== 'opportunities') differs.push(`(${kind}.by_name = 0 AND ${kind}.key IS NOT t.key)`);
    sqlite
      .prepare(
        `UPDATE ${kind} SET fate = CASE WHEN ${differs.join(' OR ')} THEN 'changed' ELSE 'unchanged' END
         FROM ws.${kind} t WHERE t.id = ${kind}.target AND ${kind}.fate = 'new' AND ${kind}.file_ord = ?`,
      )
      .run(table.ord);
    fillIn(sqlite, kind, table.ord, mapping.fields);
  }
}

/** Columns in which a row says nothing that can be used stay as the workspace has them. */
function keepUnsaid(sqlite: Database.Database, kind: SetKind, ord: number): void {
  const columns = sqlite
    .prepare(
      `SELECT DISTINCT e.value FROM ${kind} k, json_each(k.kept) e WHERE k.file_ord = ? AND k.kept IS NOT NULL AND k.fate = 'new'`,
    )
    .pluck()
    .all(ord) as string[];
  for (const column of columns) {
    sqlite
      .prepare(
        `UPDATE ${kind} SET ${column} = t.${column} FROM ws.${kind} t WHERE t.id = ${kind}.target AND ${kind}.file_ord = ?
         AND ${kind}.fate = 'new' AND ${kind}.kept IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(${kind}.kept) WHERE value = ?)`,
      )
      .run(ord, column);
  }
}

/** What a file does not have stays as the workspace has it. */
function fillIn(
  sqlite: Database.Database,
  kind: SetKind,
  ord: number,
  fields: Readonly<Record<string, unknown>>,
): void {
  const given = new Set(givenColumns(kind, fields).map(({ column }) => column));
  const kept = TARGETS[kind].filter(({ column }) => !given.has(column)).map(({ column }) => `${column} = t.${column}`);
  if (kept.length === 0) return;
  sqlite
    .prepare(
      `UPDATE ${kind} SET ${kept.join(', ')} FROM ws.${kind} t WHERE t.id = ${kind}.target AND ${kind}.fate = 'changed' AND ${kind}.file_ord = ?`,
    )
    .run(ord);
}

/** Numbers the records that will be made, kind after kind, row after row: their ids follow from it. */
export function numberNewRecords(sqlite: Database.Database): Record<string, number> {
  const fresh: Record<string, number> = {};
  let base = 0;
  for (const kind of SET_KINDS) {
    const { changes } = sqlite
      .prepare(
        `UPDATE ${kind} SET ordinal = ? + r.nth FROM
         (SELECT row_id, row_number() OVER (ORDER BY row_id) AS nth FROM ${kind} WHERE fate = 'new') r WHERE r.row_id = ${kind}.row_id`,
      )
      .run(base);
    fresh[kind] = changes;
    base += changes;
  }
  return fresh;
}

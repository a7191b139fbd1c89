import type Database from 'better-sqlite3';
import type { PlannedTable } from './plan-tables.ts';

/**
 * Puts the issues of each row in the order of its columns, what concerns the row as a whole first: they were found by
 * several readings of it. Only the ids that the issues of one row have are given out anew among them.
 */
export function orderIssues(
  sqlite: Database.Database,
  tables: readonly Pick<PlannedTable, 'table' | 'columns'>[],
): void {
  const places = new Map(
    tables.flatMap(({ table, columns }) => columns.map((column, at) => [`${table.ord} ${column}`, at] as const)),
  );
  sqlite.function('place_of', { deterministic: true }, (ord, column) => places.get(`${ord} ${column}`) ?? -1);
  // Sorted by a number and a short text apiece: far quicker than a join of two windows over the issues.
  sqlite.exec(`CREATE TEMP TABLE ordered AS SELECT id, row_id FROM issues WHERE row_id IS NOT NULL
      ORDER BY row_id, place_of(file_ord, json_extract(body, '$.column')), id;
    CREATE TEMP TABLE told AS SELECT id FROM issues WHERE row_id IS NOT NULL ORDER BY row_id, id;
    CREATE TEMP TABLE moves AS SELECT o.id, t.id AS becomes FROM temp.ordered o JOIN temp.told t ON t.rowid = o.rowid
      WHERE t.id <> o.id;
    UPDATE issues SET id = -m.becomes FROM temp.moves m WHERE m.id = issues.id;
    UPDATE issues SET id = -id WHERE id < 0;
    DROP TABLE temp.ordered; DROP TABLE temp.told; DROP TABLE temp.moves;`);
}

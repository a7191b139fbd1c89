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
  sqlite.exec(
    'CREATE TEMP TABLE places (ord INTEGER, name TEXT, place INTEGER, PRIMARY KEY (ord, name)) WITHOUT ROWID',
  );
  const insert = sqlite.prepare('INSERT OR IGNORE INTO temp.places (ord, name, place) VALUES (?, ?, ?)');
  for (const { table, columns } of tables) columns.forEach((column, at) => void insert.run(table.ord, column, at));
  sqlite.exec(`CREATE TEMP TABLE moves AS
    SELECT placed.id, told.id AS becomes FROM
      (SELECT i.id, i.row_id, row_number() OVER (PARTITION BY i.row_id ORDER BY p.place, i.id) AS nth FROM issues i
       LEFT JOIN temp.places p ON p.ord = i.file_ord AND p.name = json_extract(i.body, '$.column') WHERE i.row_id IS NOT NULL) placed
      JOIN (SELECT id, row_id, row_number() OVER (PARTITION BY row_id ORDER BY id) AS nth FROM issues WHERE row_id IS NOT NULL) told
      ON told.row_id = placed.row_id AND told.nth = placed.nth WHERE told.id <> placed.id;
    UPDATE issues SET id = -m.becomes FROM temp.moves m WHERE m.id = issues.id;
    UPDATE issues SET id = -id WHERE id < 0;
    DROP TABLE temp.moves; DROP TABLE temp.places;`);
}

import type Database from 'better-sqlite3';
import { isNothing } from '../formats/values.ts';
import type { JoinTable } from './find-lookups.ts';
import { type Glimpse, lookupText } from './plan-tables.ts';
import { type ReadTable, stagedPages } from './read-into-staging.ts';

/** Rows by which a table is judged. */
const SAMPLED_ROWS = 2_000;
const SAMPLES = 60;
/** A table with more rows than this explains no others. */
const LARGEST_LOOKUP = 50_000;

/** First values and whole columns, from the staged rows; each table is read once. */
export function glimpseOf(sqlite: Database.Database): Glimpse {
  const first = new Map<ReadTable, Map<string, string[]>>();
  const firstOf = (table: ReadTable) => {
    let columns = first.get(table);
    if (columns === undefined) {
      columns = columnsOf(
        sqlite,
        { firstRow: table.firstRow, lastRow: Math.min(table.lastRow, table.firstRow + SAMPLED_ROWS - 1) },
        table,
      );
      first.set(table, columns);
    }
    return columns;
  };
  return {
    samples: (table, column) =>
      [...new Set((firstOf(table).get(column) ?? []).filter((text) => !isNothing(text)))].slice(0, SAMPLES),
    join: (table, name) => joinTable(sqlite, table, name, firstOf),
  };
}

function columnsOf(
  sqlite: Database.Database,
  range: { firstRow: number; lastRow: number },
  { head }: ReadTable,
): Map<string, string[]> {
  const names = head?.columns ?? [];
  const columns = new Map(names.map((name): [string, string[]] => [name, []]));
  for (const page of stagedPages(sqlite, range)) {
    for (const { cells } of page) {
      names.forEach((name, at) => {
        const text = lookupText(cells[at]);
        if (text !== '') columns.get(name)?.push(text);
      });
    }
  }
  return columns;
}

function joinTable(
  sqlite: Database.Database,
  table: ReadTable,
  name: string,
  firstOf: (table: ReadTable) => Map<string, string[]>,
): JoinTable {
  const rows = table.lastRow - table.firstRow + 1;
  let whole: Map<string, string[]> | undefined;
  const wholeOf = (): Map<string, string[]> => {
    whole ??= rows <= SAMPLED_ROWS ? firstOf(table) : columnsOf(sqlite, table, table);
    return whole;
  };
  const sets = new Map<string, ReadonlySet<string>>();
  return {
    name,
    columns: table.head?.columns ?? [],
    values(column) {
      let set = sets.get(column);
      if (set === undefined) {
        const from = rows <= LARGEST_LOOKUP ? wholeOf() : firstOf(table);
        set = new Set(from.get(column));
        sets.set(column, set);
      }
      return set;
    },
    isKey(column) {
      if (rows === 0 || rows > LARGEST_LOOKUP) return false;
      const filled = wholeOf().get(column) ?? [];
      return filled.length * 10 >= rows * 9 && new Set(filled).size === filled.length;
    },
  };
}

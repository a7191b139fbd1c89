import type { Repair } from '../../contract/exchange.ts';
import { type Cell, textOf } from '../formats/index.ts';

/** A cell that was read otherwise than it is written. */
export interface RepairedCell {
  readonly row: number;
  readonly column: string;
  /** What the file says. */
  readonly was: string;
  /** What was read in its place. */
  readonly used: string;
}

/** The repairs that a person said of one table. The file stays as it is: they are used while its rows are read. */
export class Repairs {
  /** In the order in which they were used. */
  readonly used: RepairedCell[] = [];
  private readonly byRow = new Map<number, Repair[]>();
  private readonly columns: readonly string[];

  /** @param sheet of the table; a repair that names none is meant for every sheet in which it fits */
  constructor(given: readonly Repair[], sheet: string | null, columns: readonly string[]) {
    this.columns = columns;
    for (const repair of given) {
      if (repair.sheet != null && repair.sheet !== sheet) continue;
      const row = this.byRow.get(repair.row);
      if (row === undefined) this.byRow.set(repair.row, [repair]);
      else row.push(repair);
    }
  }

  /** The cells of a row with its repairs, one after the other; one that no longer finds what it was said of is left. */
  mend(row: number, cells: readonly Cell[]): { cells: readonly Cell[]; repaired: readonly RepairedCell[] } {
    const asked = this.byRow.get(row);
    if (asked === undefined) return { cells, repaired: [] };
    const mended = [...cells];
    const repaired = asked.flatMap(({ column, was, use }): RepairedCell[] => {
      const at = this.columns.indexOf(column);
      if (at === -1 || textOf(mended[at] ?? '') !== was) return [];
      mended[at] = use;
      return [{ row, column, was, used: use }];
    });
    this.used.push(...repaired);
    return { cells: mended, repaired };
  }
}

/** Repairs of a file that none of its tables could use: the file says something else there, or has no such place. */
export function unusedRepairs(
  given: readonly Repair[],
  tables: readonly { readonly sheet: string | null; readonly repairs: readonly RepairedCell[] }[],
): Repair[] {
  const keyOf = (row: number, column: string, was: string) => JSON.stringify([row, column, was]);
  const used = tables.map(({ sheet, repairs }) => ({
    sheet,
    keys: new Set(repairs.map(({ row, column, was }) => keyOf(row, column, was))),
  }));
  return given.filter(
    ({ sheet, row, column, was }) =>
      !used.some((table) => (sheet ?? table.sheet) === table.sheet && table.keys.has(keyOf(row, column, was))),
  );
}

import { isBlankCell, type PlacedCells } from './header.ts';
import { excerpt, issue, type Place } from './issues.ts';
import { type Cell, type TableIssue, textOf } from './table.ts';

/** The letters a spreadsheet gives a column: 0 is `A`, 26 is `AA`. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}

export interface NamedColumns {
  readonly columns: readonly string[];
  readonly issues: readonly TableIssue[];
}

/** Names for a table that has no header. */
export const namelessColumns = (width: number): string[] =>
  Array.from({ length: width }, (_, column) => `Column ${columnLetters(column)}`);

/**
 * Unique, non-blank column names from the header's cells.
 *
 * A blank one becomes `Column C`, a repeated one `Name (2)`; both are reported. Blank cells at the end count only while
 * rows have something beneath them.
 *
 * @param reach  columns that the rows under the header fill; the header is at least as wide
 */
export function nameColumns(header: PlacedCells, reach: number, place: Place): NamedColumns {
  const named = header.cells.reduce<number>((last, cell, column) => (isBlankCell(cell) ? last : column + 1), 0);
  const written = Array.from({ length: Math.max(named, reach) }, (_, column) => nameOf(header.cells[column]));
  const taken = new Set(written);
  const seen = new Set<string>();
  const issues: TableIssue[] = [];
  const columns = written.map((name, column) => {
    if (name !== '' && !seen.has(name)) {
      seen.add(name);
      return name;
    }
    const unique = name === '' ? freeName(`Column ${columnLetters(column)}`, taken) : freeName(name, taken, 2);
    taken.add(unique);
    seen.add(unique);
    const where = { ...place, row: header.row, column: unique };
    issues.push(
      name === ''
        ? issue('header_blank', where, { name: unique, column: columnLetters(column) })
        : issue('header_duplicate', where, { name: excerpt(name), as: unique }),
    );
    return unique;
  });
  return { columns, issues };
}

const nameOf = (cell: Cell | undefined) =>
  textOf(cell ?? '')
    .replace(/[\s\u200B\uFEFF]+/g, ' ')
    .trim();

function freeName(name: string, taken: ReadonlySet<string>, from = 1): string {
  for (let nth = from; ; nth += 1) {
    const candidate = nth === 1 ? name : `${name} (${nth})`;
    if (!taken.has(candidate)) return candidate;
  }
}

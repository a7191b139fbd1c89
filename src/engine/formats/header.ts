import { type Cell, textOf } from './table.ts';

/** A record with its place, before it is known what the columns are. */
export interface PlacedCells {
  readonly row: number;
  readonly cells: readonly Cell[];
}

export type HeaderFound =
  /** The header is `rows[at]`. */
  | { readonly found: 'header'; readonly at: number }
  /** The first record is data already: there are no names. */
  | { readonly found: 'none'; readonly width: number }
  | { readonly found: 'not a table' };

/** How many records `findHeader` wants to see. */
export const HEADER_SAMPLE = 120;

/** A header is looked for in this many filled rows. */
const SEARCHED = 50;

/** Names longer than this, or of more words than this on average, are sentences. */
const LONGEST_NAME = 120;
const MOST_WORDS = 6;

export const isBlankCell = (cell: Cell | undefined) =>
  cell === undefined || (typeof cell === 'string' && (cell === '' || cell.trim() === ''));

interface FilledRow {
  readonly at: number;
  readonly cells: readonly Cell[];
  readonly count: number;
}

/**
 * Finds the row of column names among the first records of a table.
 *
 * Titles, notes and `# comments` above it have few filled cells; the header is the first row with nearly as many as
 * the rows under it (a first row may lack half its names). What looks like its own data has no header; a header under
 * which most rows have nothing, or that is a sentence alone, is no table.
 *
 * @param rows       the first records, blank ones included, at most `HEADER_SAMPLE`
 * @param widthTold  records carry their full width (CSV), so that one narrower than the rest is no header
 */
export function findHeader(rows: readonly PlacedCells[], widthTold: boolean): HeaderFound {
  const filled = rows
    .map(({ cells }, at): FilledRow => ({ at, cells, count: cells.filter((cell) => !isBlankCell(cell)).length }))
    .filter(({ count }) => count > 0);
  const counts = filled.map(({ count }) => count).sort((a, b) => a - b);
  const usual = counts[Math.floor((counts.length - 1) * 0.8)] ?? 0;
  const width = commonest(filled.map(({ cells }) => cells.length));
  const suits = (row: FilledRow, share: number) =>
    row.count >= Math.max(Math.min(usual, 2), share * usual) &&
    (!widthTold || row.cells.length >= width) &&
    !isComment(row, usual);
  const searched = filled.slice(0, SEARCHED);
  const [first] = searched;
  const header =
    first && suits(first, 0.5)
      ? first
      : (searched.find((row) => suits(row, 0.75)) ?? searched.find((row) => suits(row, 0.5)));
  if (!header || isProse(header.cells)) return { found: 'not a table' };
  const below = filled.filter(({ at }) => at > header.at);
  if (!holdsTable(header, below)) return { found: 'not a table' };
  return isData(header, below) ? { found: 'none', width } : { found: 'header', at: header.at };
}

const isComment = ({ cells, count }: FilledRow, usual: number) =>
  (count < usual || usual === 1) && cells.slice(0, 1).some((cell) => typeof cell === 'string' && /^\s*#\s/.test(cell));

function isProse(cells: readonly Cell[]): boolean {
  const names = cells.filter((cell): cell is string => typeof cell === 'string' && cell.trim() !== '');
  const words = names.reduce((sum, name) => sum + name.trim().split(/\s+/).length, 0);
  return words > MOST_WORDS * names.length || names.some((name) => name.length > LONGEST_NAME);
}

/** Half the rows, at least, have something under a name. */
function holdsTable(header: FilledRow, below: readonly FilledRow[]): boolean {
  const named = header.cells.flatMap((cell, column) => (isBlankCell(cell) ? [] : [column]));
  const beside = below.filter(({ cells }) => named.every((column) => isBlankCell(cells[column])));
  return below.length === 0 || beside.length < below.length / 2;
}

type DataKind = 'number' | 'date' | 'mail' | undefined;

/** A number, date or mail address: nothing that a column would be called. */
function dataKind(cell: Cell): DataKind {
  if (typeof cell === 'object') return 'date' in cell ? 'date' : undefined;
  if (typeof cell === 'boolean') return undefined;
  const text = textOf(cell).trim();
  if (/^\d{4}-\d\d-\d\d|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(text)) return 'date';
  if (/^[-+(]?\p{Sc}?\s?\d[\d\s.,'’]*\)?-?%?$/u.test(text)) return 'number';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? 'mail' : undefined;
}

export const looksLikeData = (cell: Cell) => dataKind(cell) !== undefined;

/** The row has a number, date or address where the rows under it have the same; years and 1, 2, 3 … are names of columns. */
function isData(row: FilledRow, below: readonly FilledRow[]): boolean {
  const numbers = row.cells.map((cell) => (isBlankCell(cell) ? Number.NaN : Number(textOf(cell))));
  const inOrder = (at: number) => {
    const number = numbers[at] ?? Number.NaN;
    return numbers[at - 1] === number - 1 || numbers[at + 1] === number + 1;
  };
  return row.cells.some((cell, column) => {
    const kind = dataKind(cell);
    if (kind === undefined || /^(19|20)\d\d$/.test(textOf(cell).trim()) || inOrder(column)) return false;
    const beneath = below
      .slice(0, 20)
      .flatMap(({ cells }) => (isBlankCell(cells[column]) ? [] : [cells[column] ?? '']));
    return beneath.length > 0 && beneath.filter((other) => dataKind(other) === kind).length >= beneath.length * 0.8;
  });
}

/** The commonest number; of several equally common the largest, or the first where each occurs once. */
export function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = numbers[0] ?? 0;
  for (const [number, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && count > 1 && number > best)) best = number;
  }
  return best;
}

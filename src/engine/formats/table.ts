import type { Problem } from '../../contract/units.ts';

/**
 * What a table in a file looks like to the rest of the engine, whatever the file was.
 *
 * A CSV cell is always text, exactly as written. A workbook or JSON cell keeps the type it was stored with.
 * An empty cell is `''` in every format.
 */
export type Cell = string | number | boolean | DateCell | ErrorCell;

/** A date the file itself declares one: `2026-09-30`, or `2026-09-30T14:05:00` (no zone: as the sheet shows it), or `14:05:00`. */
export type DateCell = { readonly date: string };

/** A cell that shows an error (`#N/A`, `#REF!`) or a formula whose value was never stored (`#FORMULA`). */
export type ErrorCell = { readonly error: string; readonly formula?: string };

/**
 * Something wrong with the file, and how far it reaches.
 *
 * - `file`: nothing, or not all, of the file or sheet could be read.
 * - `row`: the row named is not safe to import as it stands.
 * - `note`: we coped; the person should know.
 */
export type TableIssue = Problem & { readonly gravity: 'file' | 'row' | 'note' };

export interface Row {
  /** 1-based, as the spreadsheet counts (a line break inside a cell starts no row); for JSON the 1-based record. */
  readonly row: number;
  /** As many as the table has columns: short rows are filled with `''` at the end (and carry an issue). */
  readonly cells: readonly Cell[];
  /** Filled cells beyond the last column, never shifted into it. */
  readonly extra?: readonly Cell[];
  /** Issues of this row alone. */
  readonly issues?: readonly TableIssue[];
}

export type TableFormat = 'csv' | 'xlsx' | 'json';

export interface TableHead {
  readonly format: TableFormat;
  /** The file's name as the person knows it. */
  readonly file: string;
  /** The sheet of a workbook; the path of the array in a JSON file (`records`), absent when the array is the file. */
  readonly sheet?: string;
  /** The sheet is hidden in the workbook. */
  readonly hidden: boolean;
  /** The text encoding of a CSV or JSON file, `utf-8`, `utf-16le`, `windows-1252` … */
  readonly encoding?: string;
  /** The delimiter of a CSV file. */
  readonly delimiter?: string;
  /** Row of the header, as the spreadsheet counts; 0 when there is none (JSON, or a CSV file without names). */
  readonly headerRow: number;
  /** Unique, never blank: a blank one is named `Column C`, a repeated one `Name (2)`, each with a note. */
  readonly columns: readonly string[];
}

/**
 * What `readTables` yields: for every table its head, its rows in chunks, its end; the sheets that hold no table, last;
 * or a refusal. After a refusal nothing follows, and a table that has no `end` yet must be thrown away.
 */
export type TablePart =
  | { readonly part: 'table'; readonly table: TableHead }
  | { readonly part: 'rows'; readonly rows: readonly Row[] }
  | {
      readonly part: 'end';
      readonly rowCount: number;
      /** True when `limitRows` stopped the reading before the table's end. */
      readonly cut: boolean;
      /** Issues of the table as a whole; those of a row stand on the row. */
      readonly issues: readonly TableIssue[];
    }
  | { readonly part: 'skipped'; readonly issues: readonly TableIssue[] }
  | { readonly part: 'refused'; readonly issues: readonly [TableIssue, ...TableIssue[]] };

/** Bytes done of bytes in all, and rows yielded so far; sent at most once a chunk. */
export interface ReadProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

export interface ReadOptions {
  /** The file's name as the person knows it; used in issues only, never to guess the format. */
  readonly name: string;
  /** Only this sheet of a workbook. */
  readonly sheet?: string;
  /** Stop each table after so many rows (a preview). */
  readonly limitRows?: number;
  /** Overrides the guess: `windows-1252`, `utf-8`, … (any name iconv-lite knows). */
  readonly encoding?: string;
  /** Overrides the guess. */
  readonly delimiter?: string;
  /** Overrides the guess: the row that holds the column names, as the spreadsheet counts. */
  readonly headerRow?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export const isDateCell = (cell: Cell): cell is DateCell => typeof cell === 'object' && 'date' in cell;
export const isErrorCell = (cell: Cell): cell is ErrorCell => typeof cell === 'object' && 'error' in cell;

/**
 * The cell as text, the same for the same value in CSV, XLSX and JSON.
 *
 * A number is written with at most 15 significant digits, which is all a spreadsheet keeps and drops the dust of its
 * arithmetic (`0.1+0.2` is `0.3`); whole numbers up to 2^53 stay exact.
 */
export function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return plainDecimal(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return 'date' in cell ? cell.date : cell.error;
}

/** A finite number in plain decimal notation, no exponent. */
function plainDecimal(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const short = String(Number(value.toPrecision(15)));
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short);
  if (!parts) return short;
  const [, sign = '', lead = '', fraction = '', exponentText = '0'] = parts;
  const digits = lead + fraction;
  const point = 1 + Number(exponentText);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? sign + digits + '0'.repeat(point - digits.length)
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

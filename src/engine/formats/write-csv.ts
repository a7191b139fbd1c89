import iconv from 'iconv-lite';
import { guardFormula } from './formula-guard.ts';
import { openSource } from './source.ts';
import { detectEncoding } from './text-encoding.ts';

/** What a CSV cell is made from; `null` is an empty one. Money and dates are given as text. */
export type CsvCell = string | number | boolean | null;

export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly CsvCell[]>;
}

export interface CsvOptions {
  /** Comma by default; spreadsheets of many countries open a semicolon by double click. */
  readonly delimiter?: ',' | ';' | '\t' | '|';
}

/**
 * A table as CSV: UTF-8 with byte-order mark, CR LF, quotes where needed.
 *
 * Cells that a spreadsheet would run as a formula get an apostrophe in front, which `readTables` takes off again, so
 * the way there and back is exact. Each row must be as wide as the columns.
 */
export function writeCsv(table: CsvTable, options: CsvOptions = {}): Uint8Array {
  return new TextEncoder().encode([...csvLines(table, options)].join(''));
}

/** The same in pieces of a thousand lines, for files that are too large to hold; the first begins with the mark. */
export function* csvLines({ columns, rows }: CsvTable, { delimiter = ',' }: CsvOptions = {}): Generator<string> {
  const special = new RegExp(`["\\r\\n${delimiter}]|^[ \\t#]|[ \\t]$`);
  const line = (cells: readonly CsvCell[]) => `${cells.map((cell) => csvCell(cell, special)).join(delimiter)}\r\n`;
  let piece = `\uFEFF${line(columns)}`;
  let lines = 1;
  for (const row of rows) {
    if (row.length !== columns.length) throw new Error(`expected ${columns.length} cells, found ${row.length}`);
    piece += line(row);
    lines += 1;
    if (lines % 1_000 === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function csvCell(cell: CsvCell, special: RegExp): string {
  if (cell === null) return '';
  const text = guardFormula(String(cell));
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table as CSV in the encoding of the file it goes back to: in UTF-8 where that one lacks a letter, or where the file
 * would be read in another one when it comes again.
 */
export async function writeCsvAs(table: CsvTable, options: CsvOptions, encoding: string): Promise<Uint8Array> {
  const unicode = writeCsv(table, options);
  if (!iconv.encodingExists(encoding) || /^utf-?8$/i.test(encoding)) return unicode;
  const text = new TextDecoder().decode(unicode);
  const bytes = iconv.encode(text, encoding, { addBOM: /^utf-?16/i.test(encoding) });
  if (iconv.decode(bytes, encoding) !== text) return unicode;
  const opened = await openSource(bytes, 'back.csv');
  return opened.ok && (await detectEncoding(opened.source)).encoding === encoding ? bytes : unicode;
}

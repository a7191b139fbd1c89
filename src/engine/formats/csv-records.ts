/** How a delimited text is written. */
export interface CsvDialect {
  /** One character. */
  readonly delimiter: string;
  /** `\"` inside quotes is a quotation mark, and `\\` a backslash. */
  readonly backslash: boolean;
  /** Blanks may stand between a delimiter and an opening quotation mark. */
  readonly spaced: boolean;
  /** A carriage return alone ends a row (a file from an old Macintosh program). */
  readonly loneReturn: boolean;
}

export type CsvFlaw = 'quote_unclosed' | 'quote_inside';

/** Records of a piece of text, in order; `flaws` by index into `records`. */
export interface CsvPiece {
  readonly records: string[][];
  readonly flaws: Map<number, CsvFlaw>;
  /** How much of the text was used up: what follows begins an unfinished record. */
  readonly used: number;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const BACKSLASH = 92;

/** A quoted cell longer than this (in UTF-16 units) is taken for one whose closing mark is missing; a spreadsheet's cell ends at 32 767. */
const LONGEST_CELL = 2_000_000;

/**
 * Splits text into records as RFC 4180 says, and stays on its feet where the text does not.
 *
 * Rows end at CR LF, LF or, by dialect, CR, mixed as they come. A quotation mark only means something at the start of a
 * cell. One that is never closed, or not doubled inside a quoted cell, spoils its own line only: the cell is taken as
 * it stands and the record is flagged, so that a slip on one line can't swallow the lines after it.
 *
 * @param last     nothing follows this text; otherwise the last record stays unused unless its end was seen
 * @param atMost   stop after so many records
 */
export function splitRecords(
  text: string,
  dialect: CsvDialect,
  last: boolean,
  atMost = Number.POSITIVE_INFINITY,
): CsvPiece {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const records: string[][] = [];
  const flaws = new Map<number, CsvFlaw>();
  const end = text.length;
  let cells: string[] = [];
  let used = 0;
  let at = 0;

  while (at < end || cells.length > 0) {
    let opening = at;
    if (dialect.spaced) while (text.charCodeAt(opening) === SPACE) opening += 1;
    let stop: number;
    const quoted =
      text.charCodeAt(opening) === QUOTE ? readQuoted(text, opening + 1, dialect, delimiter, last) : undefined;
    if (quoted === 'more') break;
    if (typeof quoted === 'object') {
      cells.push(quoted.value);
      stop = quoted.stop;
      if (quoted.flaw) flaws.set(records.length, 'quote_inside');
    } else {
      if (quoted === 'unclosed') flaws.set(records.length, 'quote_unclosed');
      stop = endOfPlain(text, at, delimiter, dialect.loneReturn);
      cells.push(text.slice(at, stop));
    }
    if (text.charCodeAt(stop) === delimiter && stop < end) {
      at = stop + 1;
      continue;
    }
    const next = afterNewline(text, stop, last);
    if (next === undefined) break;
    records.push(cells);
    cells = [];
    at = next;
    used = next;
    if (records.length >= atMost) break;
  }
  if (used < end || cells.length > 0) flaws.delete(records.length);
  return { records, flaws, used };
}

/** Index of the delimiter, line end or end of text that ends an unquoted cell. */
function endOfPlain(text: string, from: number, delimiter: number, loneReturn: boolean): number {
  const end = text.length;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === delimiter || code === LF) return at;
    if (code === CR && (loneReturn || at + 1 === end || text.charCodeAt(at + 1) === LF)) return at;
  }
  return end;
}

/** Index of the next record's start; `undefined` when it can't be known before more text is there. */
function afterNewline(text: string, at: number, last: boolean): number | undefined {
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  if (code === CR) {
    if (at + 1 < text.length) return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
    return last ? at + 1 : undefined;
  }
  return last ? at : undefined;
}

interface QuotedCell {
  readonly value: string;
  readonly stop: number;
  readonly flaw: boolean;
}

function readQuoted(
  text: string,
  from: number,
  dialect: CsvDialect,
  delimiter: number,
  last: boolean,
): QuotedCell | 'more' | 'unclosed' {
  const end = text.length;
  let doubled = false;
  let escaped = false;
  let lineEnd = -1;
  for (let at = text.indexOf('"', from); ; at = text.indexOf('"', at)) {
    if (at === -1 || at - from > LONGEST_CELL) return last || end - from > LONGEST_CELL ? 'unclosed' : 'more';
    if (lineEnd !== -1 && at > lineEnd) return 'unclosed';
    if (dialect.backslash && isEscaped(text, from, at)) {
      escaped = true;
      at += 1;
      continue;
    }
    if (at + 1 === end && !last) return 'more';
    if (text.charCodeAt(at + 1) === QUOTE && at + 1 < end) {
      doubled = true;
      at += 2;
      continue;
    }
    let stop = at + 1;
    while (stop < end && isBlank(text.charCodeAt(stop), delimiter)) stop += 1;
    if (stop === end && !last) return 'more';
    const code = text.charCodeAt(stop);
    if (stop === end || code === delimiter || code === LF || code === CR) {
      let value = text.slice(from, at);
      if (doubled) value = value.replaceAll('""', '"');
      if (escaped) value = value.replace(/\\(["\\])/g, '$1');
      return { value, stop, flaw: lineEnd !== -1 };
    }
    if (lineEnd === -1) lineEnd = endOfLine(text, at);
    at += 1;
  }
}

const isBlank = (code: number, delimiter: number) => (code === SPACE || code === TAB) && code !== delimiter;

/** An odd number of backslashes stands before the character. */
function isEscaped(text: string, from: number, at: number): boolean {
  let back = at - 1;
  while (back >= from && text.charCodeAt(back) === BACKSLASH) back -= 1;
  return (at - 1 - back) % 2 === 1;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

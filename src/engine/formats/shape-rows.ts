import type { CsvFlaw } from './csv-records.ts';
import { isBlankCell } from './header.ts';
import { excerpt, issue, type Place, rowsInWords } from './issues.ts';
import { type Cell, isErrorCell, type Row, type TableIssue, textOf } from './table.ts';

/** Lines that may turn out to be a footer are held back, at most so many. */
const LONGEST_FOOTER = 12;

/** How a report ends: Salesforce's closing lines, page and filter notes. */
const footerText =
  /copyright|all rights reserved|^generated (by|on|at)|^exported (by|on|from)|confidential|^(report|filtered|run) (by|on|date)|^page \d+|©/i;
const totalText =
  /^((grand |sub-?)?totals?|summe|gesamt(summe)?|total g[ée]n[ée]ral|totale?|suma|celkem)( \(.*\))?:?$/i;

/**
 * Turns records under a header into rows as wide as the columns, and says what was wrong with each.
 *
 * Blank records, repeated headers and closing lines are left out and reported. A record too short or too long is kept
 * with its cells where they stand: it is never shifted to fit.
 */
export class RowShaper {
  readonly issues: TableIssue[] = [];
  rowCount = 0;
  private readonly columns: readonly string[];
  private readonly place: Place;
  /** Records carry their full width, so a short one has lost cells (CSV). */
  private readonly widthTold: boolean;
  private readonly lossy: boolean;
  private readonly header: readonly Cell[];
  private out: Row[] = [];
  private held: Row[] = [];
  private heldAfterBlank = false;
  private readonly blank: number[] = [];
  private blankPending: number[] = [];
  private readonly repeated: number[] = [];

  constructor(options: {
    columns: readonly string[];
    header: readonly Cell[];
    place: Place;
    widthTold: boolean;
    lossy: boolean;
  }) {
    this.columns = options.columns;
    this.header = options.header;
    this.place = options.place;
    this.widthTold = options.widthTold;
    this.lossy = options.lossy;
  }

  push(row: number, cells: readonly Cell[], flaw?: CsvFlaw, told: readonly TableIssue[] = []): void {
    const filled = countFilled(cells, 3);
    if (filled === 0 && told.length === 0) {
      this.blankPending.push(row);
      return;
    }
    const shaped = this.shape(row, cells, flaw, told);
    if (this.mayBeFooter(shaped, cells, filled)) {
      this.heldAfterBlank ||= this.blankPending.length > 0 && this.held.length === 0;
      this.held.push(shaped);
      if (this.held.length > LONGEST_FOOTER) this.release();
      return;
    }
    this.release();
    this.settleBlank();
    if (this.repeatsHeader(cells)) this.repeated.push(row);
    else this.out.push(shaped);
  }

  /** Rows that are certain by now. */
  take(): Row[] {
    const rows = this.out;
    this.out = [];
    this.rowCount += rows.length;
    return rows;
  }

  /** No record follows: what is held back is a footer, or rows after all. */
  finish(): void {
    const [first] = this.held;
    if (first && (this.heldAfterBlank || this.held.some((row) => row.cells.some(isFooterText)))) {
      this.issues.push(
        issue(
          'footer_skipped',
          { ...this.place, row: first.row },
          {
            rows: rowsInWords(this.held.map(({ row }) => row)),
            text: excerpt(this.held.flatMap(({ cells }) => cells.map(textOf).filter(Boolean)).join(' · '), 100),
          },
        ),
      );
      this.held = [];
    }
    this.release();
    if (this.repeated.length > 0) {
      const [row] = this.repeated;
      this.issues.push(issue('header_repeated', { ...this.place, row }, { rows: rowsInWords(this.repeated) }));
    }
    // Blank rows that end the file are no gap in the data.
    if (this.blank.length > 0) {
      const [row] = this.blank;
      this.issues.push(
        issue(
          'blank_rows_skipped',
          { ...this.place, row },
          { rows: rowsInWords(this.blank), count: this.blank.length },
        ),
      );
    }
  }

  private release(): void {
    if (this.held.length === 0) return;
    this.settleBlank();
    for (const row of this.held) this.out.push(row);
    this.held = [];
    this.heldAfterBlank = false;
  }

  private settleBlank(): void {
    if (this.blankPending.length === 0) return;
    for (const row of this.blankPending) this.blank.push(row);
    this.blankPending = [];
  }

  private mayBeFooter(shaped: Row, cells: readonly Cell[], filled: number): boolean {
    const width = this.columns.length;
    if (width < 3) return width === 2 && filled === 1 && isFooterText(cells[0] ?? '');
    if (filled === 1) return shaped.cells.some((cell) => typeof cell === 'string' && cell !== '');
    return (
      cells.slice(0, 2).some((cell) => typeof cell === 'string' && totalText.test(cell.trim())) &&
      countFilled(cells, width) <= width / 2
    );
  }

  private repeatsHeader(cells: readonly Cell[]): boolean {
    if (cells[0] !== this.header[0] || this.header.length < 2) return false;
    return this.header.every((name, column) => textOf(name) === textOf(cells[column] ?? ''));
  }

  private errorsIn(row: number, cells: readonly Cell[]): TableIssue[] {
    const issues: TableIssue[] = [];
    cells.forEach((cell, at) => {
      if (typeof cell !== 'object' || !isErrorCell(cell)) return;
      const where = { ...this.place, row, column: this.columns[at] };
      issues.push(
        cell.formula === undefined
          ? issue('cell_error', where, { error: cell.error })
          : issue('formula_without_value', where, { formula: excerpt(cell.formula) || 'shared with another cell' }),
      );
    });
    return issues;
  }

  private shape(row: number, cells: readonly Cell[], flaw: CsvFlaw | undefined, told: readonly TableIssue[]): Row {
    const width = this.columns.length;
    const errors = this.widthTold ? [] : this.errorsIn(row, cells);
    if (cells.length === width && flaw === undefined && told.length === 0 && errors.length === 0 && !this.lossy)
      return { row, cells };
    const issues = [...told, ...errors];
    const where = { ...this.place, row };
    if (flaw) issues.push(issue(flaw, where));
    if (this.lossy && cells.some((cell) => typeof cell === 'string' && cell.includes('\uFFFD')))
      issues.push(issue('characters_lost', where));
    const extra = cells.slice(width);
    while (extra.length > 0 && isBlankCell(extra.at(-1))) extra.pop();
    if (extra.length > 0) {
      const text = excerpt(extra.map(textOf).filter(Boolean).join(' · '));
      const params = { found: width + extra.length, expected: width, extra: text };
      issues.push(this.widthTold ? issue('row_too_long', where, params) : issue('cells_beside', where, params));
    } else if (this.widthTold && cells.length < width) {
      issues.push(issue('row_too_short', where, { found: cells.length, expected: width }));
    }
    const fitted =
      cells.length > width ? cells.slice(0, width) : cells.concat(new Array<Cell>(width - cells.length).fill(''));
    return { row, cells: fitted, ...(extra.length > 0 ? { extra } : {}), ...(issues.length > 0 ? { issues } : {}) };
  }
}

/** Filled cells, counted up to `atMost`. */
function countFilled(cells: readonly Cell[], atMost: number): number {
  let filled = 0;
  for (const cell of cells) {
    if (isBlankCell(cell)) continue;
    filled += 1;
    if (filled >= atMost) break;
  }
  return filled;
}

const isFooterText = (cell: Cell) =>
  typeof cell === 'string' && (footerText.test(cell.trim()) || totalText.test(cell.trim())) && !isErrorCell(cell);

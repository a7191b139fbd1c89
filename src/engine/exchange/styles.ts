import type { Cell } from '../formats/table.ts';
import { type DateOrder, detectDateOrder, detectNumberStyle, type NumberStyle } from '../formats/values.ts';

/** How a column writes dates and numbers. */
export interface ColumnStyle {
  readonly dates: DateOrder;
  readonly numbers: NumberStyle;
}

const inFigures = /^(\d{1,2})([./-])(\d{1,2})\2\d/;

/** No date or amount is longer. */
const LONGEST = 40;

/**
 * Gathers from a whole column what decides its style, in little memory: one cell of each shape that can say something.
 */
export class StyleEvidence {
  private readonly dates = new Map<string, Cell>();
  private readonly numbers = new Map<string, Cell>();

  add(cell: Cell): void {
    if (typeof cell === 'object') {
      if (!this.dates.has('typed')) this.dates.set('typed', cell);
      return;
    }
    if (
      typeof cell !== 'string' ||
      cell.length > LONGEST ||
      !/^[\s\d(+−-]|^\p{Sc}|^\p{L}{1,3}[\s\p{Sc}]?\d/u.test(cell)
    )
      return;
    const text = cell.trim();
    const shape = dateShape(text);
    if (!this.dates.has(shape)) this.dates.set(shape, text);
    if (!text.includes('.') && !text.includes(',')) return;
    const marks = text.replaceAll(/\d+/g, runShape);
    if (!this.numbers.has(marks) && this.numbers.size < 200) this.numbers.set(marks, text);
  }

  style(): ColumnStyle {
    return { dates: detectDateOrder(this.dates.values()), numbers: detectNumberStyle(this.numbers.values()) };
  }
}

/** What a run of digits can be: three may be thousands, more cannot; after zeros alone the mark is a decimal one. */
function runShape(run: string): string {
  if (run.length >= 3) return run.length === 3 ? '3' : '4';
  return /^0+$/.test(run) ? '0' : '1';
}

/** Texts of one shape say the same of the order of day and month. */
function dateShape(text: string): string {
  const parts = inFigures.exec(text);
  if (parts === null) return /^\d{4}[-/.]\d/.test(text) ? 'year first' : 'other';
  if (Number(parts[1]) > 12) return 'day first';
  if (Number(parts[3]) > 12) return 'month first';
  return parts[2] === '.' ? 'points' : 'open';
}

/**
 * The style each column is read in: its own where it says one; where it does not, what a person told, or what the other
 * columns of the file agree on.
 */
export function settleStyles(
  columns: ReadonlyMap<string, ColumnStyle>,
  told: { dateOrder?: 'iso' | 'dmy' | 'mdy' | undefined; decimal?: '.' | ',' | undefined },
): {
  readonly styles: ReadonlyMap<string, ColumnStyle>;
  readonly dateOrder: 'iso' | 'dmy' | 'mdy' | undefined;
  readonly decimal: '.' | ',' | undefined;
} {
  const own = [...columns.values()];
  const orders = new Set(own.map((style) => style.dates).filter((order) => order === 'dmy' || order === 'mdy'));
  const marks = new Set(own.map((style) => style.numbers).filter((mark) => mark === '.' || mark === ','));
  const dateOrder = told.dateOrder === 'dmy' || told.dateOrder === 'mdy' ? told.dateOrder : only(orders);
  const decimal = told.decimal ?? only(marks);
  const styles = new Map(
    [...columns].map(([column, { dates, numbers }]) => [
      column,
      {
        dates: dates === 'ambiguous' ? (dateOrder ?? dates) : dates,
        numbers: numbers === 'ambiguous' ? (decimal ?? numbers) : numbers,
      },
    ]),
  );
  const iso = own.some((style) => style.dates === 'iso') && orders.size === 0;
  return { styles, dateOrder: dateOrder ?? (iso ? 'iso' : undefined), decimal };
}

const only = <Value>(values: ReadonlySet<Value>): Value | undefined => (values.size === 1 ? [...values][0] : undefined);

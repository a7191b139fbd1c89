import type { ImportIssue, MappedField, ProposedRepair } from '../../contract/exchange.ts';
import type { CountryCode, Currency, IsoDate, Money, Problem } from '../../contract/units.ts';
import { type Cell, isErrorCell, textOf } from '../formats/table.ts';
import {
  countryInWords,
  isNothing,
  type Reading,
  readBoolean,
  readCountry,
  readCurrency,
  readDate,
  readIdentifier,
  readMoney,
  readNumber,
} from '../formats/values.ts';
import { countryCode } from '../matching/index.ts';
import type { ColumnStyle } from './styles.ts';

/** An issue of a row, and whether it keeps the row out. */
export interface RowIssue extends Problem, Pick<ImportIssue, 'repair'> {
  readonly gravity: 'row' | 'note';
}

/** Follows one step of a look-up: the row of another table with that key, what is taken from it. */
export type Follow = (value: string) => string | undefined;

interface Getter {
  /** The column as the person knows it; `null` for a constant. */
  readonly column: string | null;
  readonly style: ColumnStyle;
  /** What is wrong can be mended in the row: the value is not looked up elsewhere. */
  readonly own: boolean;
  readonly get: (cells: readonly Cell[]) => Cell;
}

/** Looser than any standard: it finds what is plainly no address, and lets names and hosts of every script through. */
const EMAIL = /^[^\s@<>:]+@[^\s@<>]+\.[^\s@<>.]+$/;

const PLAIN: ColumnStyle = { dates: 'none', numbers: 'plain' };

/** How the fields of a mapping are got out of a row's cells. */
export function gettersOf(
  fields: Readonly<Record<string, MappedField>>,
  columns: readonly string[],
  styles: ReadonlyMap<string, ColumnStyle>,
  follow: (lookup: readonly { file: string; key: string; take: string }[]) => Follow,
): ReadonlyMap<string, Getter> {
  const getters = new Map<string, Getter>();
  for (const [field, from] of Object.entries(fields)) {
    if ('constant' in from) {
      getters.set(field, { column: null, style: PLAIN, own: false, get: () => from.constant });
      continue;
    }
    const at = columns.indexOf(from.column);
    if (at === -1) continue;
    const style = styles.get(from.column) ?? PLAIN;
    const lookup = from.lookup === undefined || from.lookup.length === 0 ? undefined : follow(from.lookup);
    const get =
      lookup === undefined
        ? (cells: readonly Cell[]) => cells[at] ?? ''
        : (cells: readonly Cell[]) => lookup(textOf(cells[at] ?? '').trim()) ?? '';
    getters.set(field, { column: from.column, style, own: lookup === undefined, get });
  }
  return getters;
}

/** Reads the fields of one row after the other, and collects what is wrong with each. */
export class RowReader {
  private readonly getters: ReadonlyMap<string, Getter>;
  private readonly place: { file: string; sheet?: string };
  private cells: readonly Cell[] = [];
  private row = 0;
  private readonly spoilt = new Set<string>();
  issues: RowIssue[] = [];

  constructor(getters: ReadonlyMap<string, Getter>, place: { file: string; sheet?: string }) {
    this.getters = getters;
    this.place = place;
  }

  begin(row: number, cells: readonly Cell[]): void {
    this.row = row;
    this.cells = cells;
    this.issues = [];
    this.spoilt.clear();
  }

  has(field: string): boolean {
    return this.getters.has(field);
  }

  get isWrong(): boolean {
    return this.issues.some((issue) => issue.gravity === 'row');
  }

  /** Whether something was told already that keeps this very field from being read. */
  isSpoilt(field: string): boolean {
    const column = this.getters.get(field)?.column ?? undefined;
    return (
      this.spoilt.has(field) ||
      (column !== undefined && this.issues.some((issue) => issue.gravity === 'row' && issue.column === column))
    );
  }

  /** The cell of a field as it stands; an error cell is reported, once however often it is asked for, and counts as blank. */
  cell(field: string): Cell {
    const getter = this.getters.get(field);
    if (getter === undefined) return '';
    const cell = getter.get(this.cells);
    if (typeof cell !== 'object' || !isErrorCell(cell)) return cell;
    const { column } = getter;
    if (!this.issues.some((issue) => issue.code === 'cell_error' && issue.column === column))
      this.wrong(field, 'cell_error', `The cell shows the error ${cell.error}.`, 'Write the value in its place.');
    return '';
  }

  /** Text without the blanks round it; a dash, `n/a` and the like are nothing. */
  text(field: string): string | null {
    const text = textOf(this.cell(field)).trim();
    return isNothing(text) ? null : text;
  }

  /** A name: every text but an empty one is a name. */
  name(field: string): string | null {
    const text = textOf(this.cell(field)).normalize('NFC').replaceAll(/\s+/g, ' ').trim();
    return text === '' ? null : text;
  }

  id(field: string): string | null {
    const cell = this.cell(field);
    if (typeof cell !== 'number' && isNothing(textOf(cell).trim())) return null;
    return this.taken(field, cell, (one) => readIdentifier(typeof one === 'number' ? one : textOf(one)));
  }

  date(field: string): IsoDate | null {
    const cell = this.cell(field);
    if (isNothing(textOf(cell).trim())) return null;
    const order = this.getters.get(field)?.style.dates ?? 'none';
    return this.taken(field, cell, (one) => readDate(one, order));
  }

  flag(field: string): boolean | null {
    const cell = this.cell(field);
    if (typeof cell === 'object' || isNothing(textOf(cell).trim())) return null;
    return this.taken(field, cell, () => readBoolean(cell));
  }

  money(field: string, currency: Currency | undefined): Money | null {
    const cell = this.cell(field);
    if (isNothing(textOf(cell).trim())) return null;
    const style = this.getters.get(field)?.style.numbers ?? 'plain';
    return this.taken(field, cell, (one) => readMoney(one, style, currency));
  }

  currency(field: string, expected: Currency | undefined): Currency | null {
    const text = this.text(field);
    return text === null ? null : this.taken(field, this.cell(field), (one) => readCurrency(textOf(one), expected));
  }

  /** A whole number; one that cannot be read is left out with a note, for nothing rests on it. */
  count(field: string): number | null {
    const cell = this.cell(field);
    if (isNothing(textOf(cell).trim())) return null;
    const style = this.getters.get(field)?.style.numbers ?? 'plain';
    const reading = readNumber(cell, style);
    if (reading.ok) return Math.round(reading.value);
    const meant = reading.repair !== undefined && readNumber(reading.repair, style).ok ? reading.repair : undefined;
    this.note(field, reading.code, `${reading.message} It was left out.`, reading.todo, meant);
    return null;
  }

  /** A country; one that is not known is left out with a note. */
  country(field: string): CountryCode | null {
    const text = this.text(field);
    if (text === null) return null;
    const reading = readCountry(text);
    const code = reading.ok ? reading.value : countryCode(text);
    if (code === null && !reading.ok) {
      this.note(field, reading.code, `${reading.message} It was left out.`, reading.todo, reading.repair);
      return null;
    }
    const note = reading.ok ? reading.note : `“${text}” was read as ${code === null ? '' : countryInWords(code)}.`;
    if (note !== undefined) this.note(field, 'country_corrected', note, 'Nothing, if that is right.');
    return code;
  }

  /** An e-mail address, the first of several; what is none is kept as it is written, with a note. */
  email(field: string): string | null {
    const text = this.text(field);
    const email = text?.split(/[;,]\s*/)[0] ?? null;
    if (email === null || EMAIL.test(email)) return email;
    const meant = (/<([^<>]+)>/.exec(email)?.[1] ?? email.replace(/^mailto:/i, '')).replaceAll(/\s+/g, '');
    this.note(
      field,
      'email_unreadable',
      `“${email}” is not an e-mail address; it was kept as it is written.`,
      'Write it as name@company.com.',
      email === text && EMAIL.test(meant) ? meant : undefined,
    );
    return email;
  }

  /** Several texts in one cell, between semicolons, bars or commas, or a JSON list. */
  list(field: string): string[] {
    const text = this.text(field);
    if (text === null) return [];
    const parts = /^\[.*\]$/s.test(text) ? jsonList(text) : undefined;
    return (parts ?? text.split(/[;|]|,\s*/)).map((part) => part.trim()).filter((part) => part !== '');
  }

  /** What a reading gave; a refusal makes the row wrong and is told with its repair, if that would be read. */
  private taken<Value>(field: string, cell: Cell, read: (cell: Cell) => Reading<Value>): Value | null {
    const reading = read(cell);
    if (!reading.ok) {
      const meant = reading.repair !== undefined && read(reading.repair).ok ? reading.repair : undefined;
      this.wrong(field, reading.code, reading.message, reading.todo, meant);
      return null;
    }
    if (reading.note !== undefined) this.note(field, 'value_read_as', reading.note, 'Nothing, if that is right.');
    return reading.value;
  }

  /** @param meant what the cell was probably meant to say */
  wrong(field: string, code: string, message: string, todo: string, meant?: string): void {
    this.spoilt.add(field);
    this.issues.push({ code, message, todo, ...this.at(field), ...this.proposed(field, meant), gravity: 'row' });
  }

  /** @param meant what the cell was probably meant to say */
  note(field: string, code: string, message: string, todo: string, meant?: string): void {
    this.issues.push({ code, message, todo, ...this.at(field), ...this.proposed(field, meant), gravity: 'note' });
  }

  private proposed(field: string, meant: string | undefined): { repair?: ProposedRepair } {
    const getter = this.getters.get(field);
    if (meant === undefined || getter?.own !== true) return {};
    return { repair: { was: textOf(getter.get(this.cells)), use: meant } };
  }

  private at(field: string) {
    const column = this.getters.get(field)?.column ?? null;
    return { ...this.place, row: this.row, ...(column === null ? {} : { column }) };
  }
}

function jsonList(text: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import type { PlacedRecord } from './shape-table.ts';
import type { Cell } from './table.ts';
import { dateOfSerial, type NumberKind } from './xlsx-dates.ts';
import { unescapeText } from './xlsx-parts.ts';
import { type Attributes, XmlBroken, type XmlHandler } from './xml.ts';

/** The grid of a spreadsheet. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
/** Rows missing between two others are told as blank ones, so many of them. */
const BLANKS_TOLD = 20;

/** What a sheet's cells point to elsewhere in the workbook. */
export interface SheetContext {
  readonly texts: readonly string[] | undefined;
  readonly styles: readonly NumberKind[];
  readonly calendar: 1900 | 1904;
}

/** Listens to a sheet's XML (ECMA-376 part 1, 18.3) and gathers its rows. */
export class SheetListener implements XmlHandler {
  hiddenRows = 0;
  readonly merged: string[] = [];
  private readonly context: SheetContext;
  private records: PlacedRecord[] = [];
  private row = 0;
  private cells: Cell[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private formula: string | undefined;
  private hasValue = false;
  private listening: 'value' | 'formula' | 'nothing' = 'nothing';
  private inReading = false;

  constructor(context: SheetContext) {
    this.context = context;
  }

  /** The rows gathered since it was last asked. */
  take(): PlacedRecord[] {
    const records = this.records;
    this.records = [];
    return records;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'c':
        this.openCell(attributes);
        break;
      case 'v':
        this.hasValue = true;
        this.listening = 'value';
        break;
      case 'row':
        this.openRow(attributes);
        break;
      case 't':
        if (this.inReading) break;
        this.hasValue = true;
        this.listening = 'value';
        break;
      case 'f':
        this.formula = '';
        this.listening = 'formula';
        break;
      case 'rPh':
        this.inReading = true;
        break;
      case 'mergeCell':
        this.merged.push(attributes.ref ?? '');
    }
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.listening = 'nothing';
        break;
      case 'c':
        this.closeCell();
        break;
      case 'rPh':
        this.inReading = false;
        break;
      case 'row':
        this.records.push({ row: this.row, cells: this.cells });
    }
  }

  text(text: string): void {
    if (this.listening === 'value') this.value += text;
    else if (this.listening === 'formula') this.formula += text;
  }

  private openRow(attributes: Attributes): void {
    const told = Number(attributes.r);
    const row = Number.isInteger(told) && told >= 1 && told <= LAST_ROW ? told : this.row + 1;
    if (this.row > 0) {
      for (let blank = this.row + 1; blank < Math.min(row, this.row + 1 + BLANKS_TOLD); blank += 1) {
        this.records.push({ row: blank, cells: [] });
      }
    }
    this.row = row;
    this.cells = [];
    this.column = -1;
    if (/^(1|true)$/.test(attributes.hidden ?? '')) this.hiddenRows += 1;
  }

  private openCell(attributes: Attributes): void {
    this.column = columnOf(attributes.r) ?? Math.min(this.column + 1, LAST_COLUMN);
    this.type = attributes.t ?? 'n';
    this.style = attributes.s === undefined ? 0 : Number(attributes.s);
    this.value = '';
    this.formula = undefined;
    this.hasValue = false;
  }

  private closeCell(): void {
    const cell =
      this.formula !== undefined && !this.hasValue ? { error: '#FORMULA', formula: this.formula } : this.read();
    if (cell === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = cell;
  }

  private read(): Cell {
    const { value } = this;
    switch (this.type) {
      case 's':
        return value === '' ? '' : this.sharedText(Number(value));
      case 'str':
      case 'inlineStr':
        return unescapeText(value);
      case 'b':
        return value === '' ? '' : /^(1|true)$/i.test(value.trim());
      case 'e':
        return { error: value };
      case 'd':
        return value === '' ? '' : { date: value.replace(/(\.\d+)?Z?$/, '').replace(/T00:00(:00)?$/, '') };
      default:
        if (value === '') return this.formula === undefined ? '' : { error: '#FORMULA', formula: this.formula };
        return this.number(value);
    }
  }

  private sharedText(index: number): string {
    const { texts } = this.context;
    if (texts === undefined) throw new XmlBroken('the part that holds its texts (sharedStrings) is missing');
    const text = texts[index];
    if (text === undefined) throw new XmlBroken(`cell text number ${index} is missing`);
    return text;
  }

  private number(value: string): Cell {
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    const kind = this.context.styles[this.style] ?? 'number';
    if (kind === 'number')
      return Number.isInteger(number) && !Number.isSafeInteger(number) && /^-?\d+$/.test(value) ? value : number;
    const date = dateOfSerial(number, kind, this.context.calendar);
    return date === undefined ? number : { date };
  }
}

/** Column of a cell reference: `A1` is 0, `AA7` is 26; `undefined` when it names none in the grid. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column >= 1 && column <= LAST_COLUMN + 1 ? column - 1 : undefined;
}

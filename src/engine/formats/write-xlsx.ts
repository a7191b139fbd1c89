import { strToU8, zipSync } from 'fflate';
import type { EpochMs, Money } from '../../contract/units.ts';
import { columnLetters } from './columns.ts';
import type { DateCell } from './table.ts';
import { exponentOf } from './values/currencies.ts';
import { serialOfDate } from './xlsx-dates.ts';
import { Styles, type XlsxFormat } from './xlsx-styles.ts';
import { attribute, escapeText, sheetNames } from './xlsx-text.ts';

/** A value in a cell; a string is always text, never a formula. */
export type XlsxValue = string | number | boolean | null | DateCell | { readonly money: Money };

/** A value with a look or a formula of its own. The formula is without `=`; `value` is what it amounts to now. */
export interface XlsxStyled {
  readonly value: XlsxValue;
  readonly formula?: string;
  readonly format?: XlsxFormat;
  readonly bold?: boolean;
}

export type XlsxCell = XlsxValue | XlsxStyled;

export interface XlsxSheet {
  /** Cut to 31 characters and made unique, as spreadsheets demand. */
  readonly name: string;
  readonly columns: readonly {
    readonly title: string;
    /** In characters; measured from the first rows when not given. */
    readonly width?: number;
    /** For cells without a format of their own. */
    readonly format?: XlsxFormat;
  }[];
  readonly rows: Iterable<readonly XlsxCell[]>;
  /** Lines above the header: title, as-of date. The header and what is above it stay in sight. */
  readonly above?: readonly string[];
}

export interface XlsxOptions {
  readonly title: string;
  /** Stands in the file's properties; the same workbook made again at the same moment has the same bytes. */
  readonly createdAt: EpochMs;
  readonly author?: string;
}

/** A spreadsheet's longest text. */
const LONGEST_TEXT = 32_767;
const MEASURED_ROWS = 200;

/**
 * A workbook (ECMA-376) from sheets of typed cells, as bytes.
 *
 * The header is bold and frozen, widths fit, money is written to the cent from its integer, formulas carry their
 * values so that a reader without a calculator shows them. Control characters survive as `_x0000_`. A text longer than
 * a cell can hold is cut and ends in `…`.
 */
export function writeXlsx(sheets: readonly XlsxSheet[], options: XlsxOptions): Uint8Array {
  if (sheets.length === 0) throw new Error('expected at least one sheet, found none');
  const names = sheetNames(sheets.map(({ name }) => name));
  const texts = new Map<string, number>();
  const styles = new Styles();
  const parts: Record<string, string> = {};
  sheets.forEach((sheet, at) => {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet, texts, styles);
  });
  parts['xl/sharedStrings.xml'] = textsXml(texts);
  parts['xl/styles.xml'] = styles.xml();
  Object.assign(parts, frameParts(names, options));
  // The time in an archive is local; this one reads the same everywhere. Level 3 halves the time and adds a twentieth.
  const mtime = new Date(1980, 0, 1);
  const order = Object.keys(parts).sort(
    (a, b) => Number(b.startsWith('[')) - Number(a.startsWith('[')) || (a < b ? -1 : 1),
  );
  return zipSync(Object.fromEntries(order.map((name) => [name, strToU8(parts[name] ?? '')])), { mtime, level: 3 });
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function frameParts(names: readonly string[], { title, createdAt, author }: XlsxOptions): Record<string, string> {
  const numbers = names.map((_, at) => at + 1);
  const created = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', `${types}.sheet.main+xml`)}${numbers.map((number) => override(`xl/worksheets/sheet${number}.xml`, `${types}.worksheet+xml`)).join('')}${override('xl/styles.xml', `${types}.styles+xml`)}${override('xl/sharedStrings.xml', `${types}.sharedStrings+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships">${relation('rId1', `${relations}/officeDocument`, 'xl/workbook.xml')}${relation('rId2', `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml')}</Relationships>`,
    'docProps/core.xml': `${head}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeText(title)}</dc:title><dc:creator>${escapeText(author ?? 'Tributary')}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created></cp:coreProperties>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map((name, at) => `<sheet name="${attribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${numbers.map((number) => relation(`rId${number}`, `${relations}/worksheet`, `worksheets/sheet${number}.xml`)).join('')}${relation(`rId${names.length + 1}`, `${relations}/styles`, 'styles.xml')}${relation(`rId${names.length + 2}`, `${relations}/sharedStrings`, 'sharedStrings.xml')}</Relationships>`,
  };
}

function sheetXml(sheet: XlsxSheet, texts: Map<string, number>, styles: Styles): string {
  const above = sheet.above ?? [];
  const lines: string[] = [];
  const widths = sheet.columns.map(({ title, width }) => width ?? title.length + 2);
  const push = (cells: readonly string[]) => lines.push(`<row r="${lines.length + 1}">${cells.join('')}</row>`);
  const letters = sheet.columns.map((_, column) => columnLetters(column));
  const place = (column: number) => `${letters[column] ?? columnLetters(column)}${lines.length + 1}`;
  above.forEach((line, at) => {
    push([textCell(place(0), line, texts, at === 0 ? styles.of({ bold: true }) : 0)]);
  });
  const headerStyle = styles.of({ bold: true, header: true });
  push(sheet.columns.map(({ title }, column) => textCell(place(column), title, texts, headerStyle)));
  let measured = 0;
  for (const row of sheet.rows) {
    push(row.map((cell, column) => cellXml(place(column), cell, sheet.columns[column]?.format, texts, styles)));
    if (measured < MEASURED_ROWS) {
      measured += 1;
      row.forEach((cell, column) => {
        if (sheet.columns[column]?.width === undefined) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
      });
    }
  }
  const frozen = above.length + 1;
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${Math.min(60, Math.max(8, width))}" customWidth="1"/>`,
  );
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const isStyled = (cell: XlsxCell): cell is XlsxStyled => typeof cell === 'object' && cell !== null && 'value' in cell;

function cellXml(
  place: string,
  cell: XlsxCell,
  format: XlsxFormat | undefined,
  texts: Map<string, number>,
  styles: Styles,
): string {
  const styled: XlsxStyled = isStyled(cell) ? cell : { value: cell };
  const { value, formula } = styled;
  const used = styled.format ?? format;
  const style = styles.of({ ...lookOf(value, used), ...(styled.bold ? { bold: true } : {}) });
  const inner = formula === undefined ? '' : `<f>${escapeText(formula)}</f>`;
  const s = style === 0 ? '' : ` s="${style}"`;
  if (value === null) return inner === '' && style === 0 ? '' : `<c r="${place}"${s}>${inner}</c>`;
  if (typeof value === 'string') {
    if (formula === undefined) return textCell(place, value, texts, style);
    return `<c r="${place}"${s} t="str">${inner}<v>${escapeText(cut(value))}</v></c>`;
  }
  if (typeof value === 'boolean') return `<c r="${place}"${s} t="b">${inner}<v>${value ? 1 : 0}</v></c>`;
  return `<c r="${place}"${s}>${inner}<v>${figuresOf(value)}</v></c>`;
}

function lookOf(value: XlsxValue, format: XlsxFormat | undefined): { format?: XlsxFormat } {
  if (typeof value === 'object' && value !== null) {
    if ('money' in value) return { format: { money: value.money.currency } };
    if (format === undefined)
      return { format: value.date.length > 10 ? 'date and time' : value.date.includes(':') ? 'time' : 'date' };
  }
  return format === undefined || typeof value === 'string' || typeof value === 'boolean' ? {} : { format };
}

function figuresOf(value: number | DateCell | { readonly money: Money }): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`expected a finite number, found ${value}`);
    return String(value);
  }
  return 'date' in value ? String(serialOfDate(value.date)) : decimalOf(value.money);
}

/** The amount in plain decimals, exact. */
function decimalOf({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const plain = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return minor < 0 ? `-${plain}` : plain;
}

function textCell(place: string, text: string, texts: Map<string, number>, style: number): string {
  if (text === '') return '';
  const kept = cut(text);
  let index = texts.get(kept);
  if (index === undefined) {
    index = texts.size;
    texts.set(kept, index);
  }
  return `<c r="${place}"${style === 0 ? '' : ` s="${style}"`} t="s"><v>${index}</v></c>`;
}

const cut = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text);

function textsXml(texts: ReadonlyMap<string, number>): string {
  const items: string[] = [];
  for (const text of texts.keys()) items.push(`<si><t xml:space="preserve">${escapeText(text)}</t></si>`);
  return `${head}<sst xmlns="${main}" uniqueCount="${texts.size}">${items.join('')}</sst>`;
}

function widthOf(cell: XlsxCell): number {
  const value = isStyled(cell) ? cell.value : cell;
  if (value === null) return 0;
  if (typeof value === 'object') return 'money' in value ? decimalOf(value.money).length + 8 : value.date.length + 2;
  return (
    Math.max(
      ...String(value)
        .split('\n', 20)
        .map((line) => line.length),
    ) + 2
  );
}

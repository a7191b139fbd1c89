import type { Currency } from '../../contract/units.ts';
import { exponentOf } from './values/currencies.ts';
import { attribute } from './xlsx-text.ts';

/** How a number is shown. `percent` of a fraction: 0.25 is 25 %. */
export type XlsxFormat =
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'date'
  | 'time'
  | 'date and time'
  | { readonly money: Currency };

export interface Look {
  readonly format?: XlsxFormat;
  readonly bold?: boolean;
  /** The tinted row of column names. */
  readonly header?: boolean;
}

const codes = {
  integer: '#,##0',
  decimal: '#,##0.00',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
  time: 'hh:mm:ss',
  'date and time': 'yyyy-mm-dd hh:mm:ss',
} as const;

const codeOf = (format: XlsxFormat): string => {
  if (typeof format === 'string') return codes[format];
  const exponent = exponentOf(format.money);
  return `#,##0${exponent === 0 ? '' : `.${'0'.repeat(exponent)}`}\\ [$${format.money}]`;
};

/** First number that is free for formats of one's own. */
const FIRST_FORMAT = 164;

/** Collects the looks that a workbook's cells have and numbers them; 0 is plain. */
export class Styles {
  private readonly looks = new Map<string, number>([['||', 0]]);
  private readonly formats = new Map<string, number>();
  private readonly xfs = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];

  /** The number of a look, for a cell's `s`. */
  of({ format, bold = false, header = false }: Look): number {
    const code = format === undefined ? '' : codeOf(format);
    const key = `${code}|${bold ? 'b' : ''}|${header ? 'h' : ''}`;
    const known = this.looks.get(key);
    if (known !== undefined) return known;
    const number = this.xfs.length;
    const id = code === '' ? 0 : this.formatId(code);
    this.xfs.push(
      `<xf numFmtId="${id}" fontId="${bold ? 1 : 0}" fillId="${header ? 2 : 0}" borderId="0" xfId="0"${id === 0 ? '' : ' applyNumberFormat="1"'}${bold ? ' applyFont="1"' : ''}${header ? ' applyFill="1"' : ''}/>`,
    );
    this.looks.set(key, number);
    return number;
  }

  private formatId(code: string): number {
    const known = this.formats.get(code);
    if (known !== undefined) return known;
    const id = FIRST_FORMAT + this.formats.size;
    this.formats.set(code, id);
    return id;
  }

  xml(): string {
    const formats = [...this.formats].map(([code, id]) => `<numFmt numFmtId="${id}" formatCode="${attribute(code)}"/>`);
    const numFmts = formats.length === 0 ? '' : `<numFmts count="${formats.length}">${formats.join('')}</numFmts>`;
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${numFmts}<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${this.xfs.length}">${this.xfs.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }
}

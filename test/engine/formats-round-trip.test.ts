import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { Currency, EpochMs, Minor } from '../../src/contract/units.ts';
import { readWhole } from '../../src/engine/formats/read-table.ts';
import type { DateCell } from '../../src/engine/formats/table.ts';
import { csvLines, writeCsv } from '../../src/engine/formats/write-csv.ts';
import { writeXlsx, type XlsxCell, type XlsxSheet } from '../../src/engine/formats/write-xlsx.ts';
import { sharedFolder } from './formats-data.ts';

const NOON = Date.UTC(2026, 10, 23, 12) as EpochMs;
const columns = ['Name', 'Note', 'Third'];

async function throughCsv(rows: readonly (readonly string[])[], delimiter: ',' | ';' | '\t' = ',') {
  const { tables } = await readWhole(writeCsv({ columns, rows }, { delimiter }), {
    name: 'back.csv',
    delimiter,
    headerRow: 1,
  });
  return tables[0];
}

const bookOf = (rows: Iterable<readonly XlsxCell[]>, more: Partial<XlsxSheet> = {}) =>
  writeXlsx([{ name: 'Rows', columns: columns.map((title) => ({ title })), rows, ...more }], {
    title: 'Back',
    createdAt: NOON,
  });

async function throughXlsx(rows: readonly (readonly XlsxCell[])[]) {
  const { tables } = await readWhole(bookOf(rows), { name: 'back.xlsx', headerRow: 1 });
  return tables[0];
}

const cellsOf = (table: Awaited<ReturnType<typeof throughCsv>>) => table?.rows.map(({ cells }) => cells);

/** Any text that UTF-8 can hold, of the kinds that trouble files. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      ',',
      ';',
      '\t',
      '\r',
      '\n',
      ' ',
      "'",
      '=',
      '+',
      '-',
      '@',
      '\\',
      'a',
      '1',
      '#',
      '_x000D_',
    ),
    maxLength: 8,
  }),
);
/** What a cell of a workbook can be read back as. */
type Stored = string | number | boolean | DateCell;

/** A row that is no blank one, no total and no copyright line. */
const row = fc.tuple(text, text, fc.constantFrom('end', 'x')).map(([name, note, third]) => [`${name}|`, note, third]);

describe('any table, written and read, is the same', () => {
  test.each([',', ';', '\t'] as const)('as CSV with %j', async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        expect(cellsOf(await throughCsv(rows, delimiter))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test('as CSV of which delimiter and header are to be found', async () => {
    const word = fc
      .string({ unit: fc.constantFrom('a', 'b', ' ', '"', ',', ';', '\n', 'é'), minLength: 1, maxLength: 10 })
      .map((inner) => `x${inner}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 8 }), async (rows) => {
        const { tables } = await readWhole(writeCsv({ columns, rows }), { name: 'back.csv' });
        expect([tables[0]?.columns, cellsOf(tables[0])]).toEqual([columns, rows]);
      }),
      { numRuns: 200 },
    );
  });

  test('as XLSX, with the types of its cells', async () => {
    const day = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((number) => number + 0 || 0),
      fc.boolean(),
      day.map((date) => ({ date: date.toISOString().slice(0, 10) })),
      day.map((date) => ({ date: `${date.toISOString().slice(0, 10)}T09:30:15` })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), async (pairs) => {
        const rows: Stored[][] = pairs.map(([first, second]) => [first, second, 'end']);
        expect(cellsOf(await throughXlsx(rows))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test('as XLSX, money to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        async (minor, currency) => {
          const money = { minor: minor as Minor, currency: currency as Currency };
          const exponent = { EUR: 2, JPY: 0, KWD: 3 }[currency] ?? 0;
          const amount = (await throughXlsx([[{ money }, 'x', 'end']]))?.rows[0]?.cells[0];
          expect(Math.round(Number(amount) * 10 ** exponent)).toBe(minor);
        },
      ),
    );
  });
});

const shared = sharedFolder('.');

describe.skipIf(shared.absent)('naughty strings', () => {
  const strings = (): string[] => JSON.parse(readFileSync(`${shared.path}/naughty-strings.json`, 'utf8'));
  const rowsOf = () => strings().map((naughty, at) => [`row ${at}`, naughty, 'end']);

  test('come back from CSV as they went', async () => {
    expect(cellsOf(await throughCsv(rowsOf()))).toEqual(rowsOf());
  });

  test('come back from XLSX as they went', async () => {
    expect(cellsOf(await throughXlsx(rowsOf()))).toEqual(rowsOf());
  });

  test('are the same to another reader of XLSX', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bookOf(rowsOf())) as unknown as ArrayBuffer);
    const seen = strings().map((_, at) => book.worksheets[0]?.getCell(at + 2, 2).value ?? '');
    // That reader does not undo `_x0000_`, so the strings with such characters are left out.
    const plain = strings().map((naughty) => (/(?![\t\n])\p{Cc}|_x/u.test(naughty) ? '' : naughty));
    expect(seen.filter((_, at) => plain[at] !== '')).toEqual(plain.filter((naughty) => naughty !== ''));
  });
});

describe('CSV as others read it', () => {
  const rows = [
    ['=HYPERLINK("http://x")', '-5', '+49 (0) 30 1234-5'],
    ['@SUM(1)', "'=1+1", '-5+cmd|x'],
    ['\t=1', ' padded ', 'line\nbreak; "quoted"'],
  ];

  test('begins with the mark, ends its lines with CR LF', () => {
    const bytes = writeCsv({ columns, rows: [['a', 1, true]] });
    expect(Buffer.from(bytes).toString('utf8')).toBe('\uFEFFName,Note,Third\r\na,1,true\r\n');
  });

  test('what a spreadsheet would run has an apostrophe in front, numbers and telephones have none', () => {
    const { data } = Papa.parse<string[]>(Buffer.from(writeCsv({ columns, rows })).toString('utf8').slice(1), {
      skipEmptyLines: true,
    });
    expect(data.slice(1)).toEqual([
      [`'=HYPERLINK("http://x")`, '-5', '+49 (0) 30 1234-5'],
      ["'@SUM(1)", "''=1+1", "'-5+cmd|x"],
      ["'\t=1", ' padded ', 'line\nbreak; "quoted"'],
    ]);
  });

  test('we take the apostrophe off again', async () => {
    expect(cellsOf(await throughCsv(rows))).toEqual(rows);
  });

  test('a row of another width is our mistake, and is not written', () => {
    expect(() => [...csvLines({ columns, rows: [['a']] })]).toThrow('expected 3 cells, found 1');
  });
});

describe('XLSX as others read it', () => {
  const euro = (minor: number) => ({ money: { minor: minor as Minor, currency: 'EUR' as Currency } });
  const load = async (bytes: Uint8Array) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    return book;
  };

  test('formulas have their values, dates and money their formats, the header is bold and frozen', async () => {
    const rows: XlsxCell[][] = [
      ['Deal', euro(1_234_567), { date: '2026-09-30' }],
      ['Sum', { ...{ value: euro(1_234_567) }, formula: 'SUM(B3:B3)', bold: true }, { value: 0.25, format: 'percent' }],
    ];
    const book = await load(bookOf(rows, { name: 'Statement: Q3/2026', above: ['Statement of Acme'] }));
    const sheet = book.getWorksheet('Statement  Q3 2026');
    expect(sheet?.getCell('A1').value).toBe('Statement of Acme');
    expect([sheet?.getCell('B2').value, sheet?.getCell('B2').font.bold]).toEqual(['Note', true]);
    expect([sheet?.getCell('B3').value, sheet?.getCell('B3').numFmt]).toEqual([12_345.67, '#,##0.00 [$EUR]']);
    expect(sheet?.getCell('C3').value).toEqual(new Date('2026-09-30T00:00:00Z'));
    expect(sheet?.getCell('B4').value).toEqual({ formula: 'SUM(B3:B3)', result: 12_345.67 });
    expect([sheet?.getCell('C4').value, sheet?.getCell('C4').numFmt]).toEqual([0.25, '0.0%']);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    expect(sheet?.getColumn(1).width).toBeGreaterThanOrEqual(8);
  });

  test('a text that begins with = is text', async () => {
    const sheet = (await load(bookOf([['=1+1', '', 'x']]))).worksheets[0];
    expect(sheet?.getCell('A2').value).toBe('=1+1');
  });

  test('names of sheets are made fit and unique', async () => {
    const sheet = (name: string): XlsxSheet => ({ name, columns: [{ title: 'A' }], rows: [] });
    const names = ['Deals', 'deals', 'x'.repeat(40), `${'x'.repeat(40)}y`, '[]'];
    const book = await load(writeXlsx(names.map(sheet), { title: 'Names', createdAt: NOON }));
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Deals',
      'deals (2)',
      'x'.repeat(31),
      `${'x'.repeat(27)} (2)`,
      'Sheet',
    ]);
  });

  test('the same workbook has the same bytes, in any time zone', () => {
    const before = process.env.TZ;
    const made = ['Pacific/Auckland', 'America/New_York'].map((zone) => {
      process.env.TZ = zone;
      return bookOf([['a', 1, { date: '2026-09-30' }]]);
    });
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    expect(Buffer.compare(made[0] ?? Buffer.alloc(0), made[1] ?? Buffer.alloc(0))).toBe(0);
  });

  test('a text too long for a cell is cut and ends in …', () => {
    const texts = strFromU8(
      unzipSync(bookOf([['x'.repeat(40_000), '', 'end']]))['xl/sharedStrings.xml'] ?? new Uint8Array(),
    );
    expect(texts).toContain(`${'x'.repeat(32_766)}…<`);
  });
});

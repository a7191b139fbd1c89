import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/contract/units.ts';
import { readFileJob, whyNotRead } from '../../src/engine/formats/read-file.ts';
import { readWhole, type WholeFile } from '../../src/engine/formats/read-table.ts';
import type { Cell, ReadOptions } from '../../src/engine/formats/table.ts';
import { writeXlsx, type XlsxCell } from '../../src/engine/formats/write-xlsx.ts';
import { createPool } from '../../src/engine/jobs/pool.ts';
import { sharedFolder } from './formats-data.ts';

// Far beyond what any of them takes: it finds what never ends, and a busy machine must not decide.
const LIMIT_MS = 30_000;
const read = (from: string | Uint8Array, options: Partial<ReadOptions> = {}) =>
  readWhole(from, { name: 'book.xlsx', ...options });
const cellsOf = ({ tables }: WholeFile, table = 0) => tables[table]?.rows.map(({ cells }) => cells);
const codesOf = ({ tables, skipped, refused }: WholeFile) =>
  [
    ...tables.flatMap(({ issues, rows }) => [...issues, ...rows.flatMap((row) => row.issues ?? [])]),
    ...skipped,
    ...refused,
  ].map(({ code }) => code);

const hard = sharedFolder('xlsx-hard');
const pool = createPool();
afterAll(() => pool.close());

describe.skipIf(hard.absent)('workbooks that broke a reader once', () => {
  const books = hard.files.filter((file) => file.endsWith('.xlsx'));
  const inWorker = (name: string) =>
    pool.runJob(readFileJob, { from: join(hard.path, name), name }, { timeoutMs: LIMIT_MS });

  test('there are 34', () => {
    expect(books).toHaveLength(34);
  });

  test.each(books)('%s opens, or is refused with a sentence, within the time limit', async (name) => {
    const { tables, skipped, refused } = await inWorker(name);
    expect(tables.length + skipped.length + refused.length).toBeGreaterThan(0);
    for (const { message, todo } of [...skipped, ...refused]) expect(message.length * todo.length).toBeGreaterThan(0);
    for (const { columns, rows } of tables) {
      expect(new Set(columns).size).toBe(columns.length);
      expect(rows.every(({ cells }) => cells.length === columns.length)).toBe(true);
    }
  });

  test.each(books)('%s gives the same with its texts in the cells', async (name) => {
    const inline = withTextsInCells(readFileSync(join(hard.path, name)));
    if (inline === undefined) return;
    const [before, after] = [await read(join(hard.path, name)), await read(inline)];
    expect(after).toEqual(before);
  });

  test.each([
    { name: 'invalid-xml.xlsx', code: 'sheet_unreadable' },
    { name: 'missing-bits.xlsx', code: 'workbook_damaged' },
    { name: 'images.xlsx', code: 'not_a_table' },
  ])('$name: $code', async ({ name, code }) => {
    const { tables, refused } = await inWorker(name);
    expect([tables.length, refused[0]?.code]).toEqual([0, code]);
  });

  test('a sheet that is a chart is skipped, the others are read', async () => {
    const { tables, skipped } = await inWorker('chart-sheet.xlsx');
    expect(tables[0]?.rows[0]?.cells).toEqual(['Jan', 8, 150, 80]);
    expect(skipped.map(({ code, sheet }) => `${code} ${sheet}`)).toEqual(['sheet_not_cells Chart1']);
  });

  test('day 0 of the 1904 calendar is the first of January', async () => {
    expect((await read(join(hard.path, '1904.xlsx'), { headerRow: 0 })).tables[0]?.rows.at(-1)?.cells.at(-1)).toEqual({
      date: '1904-01-01',
    });
  });

  test('hidden sheets and rows are read and told', async () => {
    expect((await inWorker('test-pr-728.xlsx')).tables.map(({ sheet, hidden }) => [sheet, hidden])).toEqual([
      ['Sheet1', false],
      ['Sheet2', true],
      ['Sheet3', false],
    ]);
    expect(codesOf(await inWorker('google-sheets.xlsx'))).toEqual(['rows_hidden']);
  });

  test('a real line-up with titles and merged cells: its header is found', async () => {
    const { tables } = await inWorker('1519293514-KRISHNAPATNAM_LINE_UP.xlsx');
    expect([tables[0]?.headerRow, tables[0]?.columns.slice(1, 4)]).toEqual([5, ['VESSELS NAME:', 'ARRVD', 'BRTHED']]);
  });
});

/** The workbook with each shared text written into its cells, and the shared part gone; `undefined` when it has none. */
function withTextsInCells(book: Uint8Array): Uint8Array | undefined {
  const parts = unzipSync(book);
  const shared = parts['xl/sharedStrings.xml'];
  if (shared === undefined) return undefined;
  const texts = [...strFromU8(shared).matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map((match) => match[1] ?? '');
  delete parts['xl/sharedStrings.xml'];
  for (const [name, bytes] of Object.entries(parts)) {
    if (!/^xl\/worksheets\/[^/]*\.xml$/.test(name)) continue;
    const xml = strFromU8(bytes).replace(
      /<c ([^>]*?)t="s"([^>]*)>([\s\S]*?)<v>(\d+)<\/v>([\s\S]*?)<\/c>/g,
      (_, before, after, inner, index) => {
        return `<c ${before}t="inlineStr"${after}>${inner}<is>${texts[Number(index)] ?? ''}</is></c>`;
      },
    );
    parts[name] = strToU8(xml);
  }
  return zipSync(parts);
}

const NOON = Date.UTC(2026, 10, 23, 12) as EpochMs;
const bookOf = (rows: readonly (readonly XlsxCell[])[], columns = ['A', 'B', 'C']) =>
  writeXlsx([{ name: 'Sheet', columns: columns.map((title) => ({ title })), rows }], {
    title: 'Test',
    createdAt: NOON,
  });

/** A workbook of ours with one part's text changed. */
function tampered(book: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(book);
  const bytes = parts[part];
  if (bytes === undefined) throw new Error(`expected ${part}, found ${Object.keys(parts).join(', ')}`);
  parts[part] = strToU8(change(strFromU8(bytes)));
  return zipSync(parts);
}
const SHEET = 'xl/worksheets/sheet1.xml';
const sheetOf = (data: string, after = '') =>
  tampered(bookOf([]), SHEET, (xml) =>
    xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${data}</sheetData>${after}`),
  );
const header =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Value</t></is></c></row>';

describe('cells', () => {
  test.each<{ what: string; xml: string; cell: Cell }>([
    { what: 'a number', xml: '<c r="B2"><v>1.5</v></c>', cell: 1.5 },
    { what: 'a number in short form', xml: '<c r="B2"><v>1.5E3</v></c>', cell: 1500 },
    { what: 'an id too long for a double', xml: '<c r="B2"><v>123456789012345678</v></c>', cell: '123456789012345678' },
    { what: 'yes', xml: '<c r="B2" t="b"><v>1</v></c>', cell: true },
    { what: 'a formula with its value', xml: '<c r="B2"><f>1+1</f><v>2</v></c>', cell: 2 },
    { what: 'a formula that gives text', xml: '<c r="B2" t="str"><f>A1</f><v>x</v></c>', cell: 'x' },
    { what: 'a formula that gives no text', xml: '<c r="B2" t="str"><f>A9</f><v></v></c>', cell: '' },
    {
      what: 'a date of the strict format',
      xml: '<c r="B2" t="d"><v>2026-09-30T00:00:00</v></c>',
      cell: { date: '2026-09-30' },
    },
    { what: 'an escaped carriage return', xml: '<c r="B2" t="inlineStr"><is><t>a_x000D_b</t></is></c>', cell: 'a\rb' },
    { what: 'an escaped escape', xml: '<c r="B2" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', cell: '_x000D_' },
    {
      what: 'rich text',
      xml: '<c r="B2" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r></is></c>',
      cell: 'a b',
    },
    {
      what: 'a text with its reading',
      xml: '<c r="B2" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>',
      cell: '東京',
    },
  ])('$what', async ({ xml, cell }) => {
    expect(cellsOf(await read(sheetOf(`${header}<row r="2"><c r="A2"><v>1</v></c>${xml}</row>`)))).toEqual([[1, cell]]);
  });

  test('cells and rows without a reference follow the one before', async () => {
    const book = sheetOf(`${header}<row><c><v>1</v></c><c><v>2</v></c></row>`);
    expect((await read(book)).tables[0]?.rows).toEqual([{ row: 2, cells: [1, 2] }]);
  });

  test.each([
    { what: 'an error', xml: '<c r="B2" t="e"><v>#N/A</v></c>', code: 'cell_error' },
    { what: 'a formula without a value', xml: '<c r="B2"><f>SUM(A1:A9)</f></c>', code: 'formula_without_value' },
  ])('$what is told with row and column', async ({ xml, code }) => {
    const { tables } = await read(sheetOf(`${header}<row r="2"><c r="A2"><v>1</v></c>${xml}</row>`));
    expect(tables[0]?.rows[0]?.issues).toMatchObject([
      { code, sheet: 'Sheet', row: 2, column: 'Value', gravity: 'row' },
    ]);
  });

  test('a note beside the table is told and is no column', async () => {
    const row = (nth: number, more = '') =>
      `<row r="${nth}"><c r="A${nth}"><v>${nth}</v></c><c r="B${nth}"><v>1</v></c>${more}</row>`;
    const { tables } = await read(
      sheetOf(header + row(2, '<c r="E2" t="inlineStr"><is><t>see below</t></is></c>') + row(3) + row(4)),
    );
    expect(tables[0]?.columns).toEqual(['Name', 'Value']);
    expect(tables[0]?.rows[0]).toMatchObject({
      extra: ['', '', 'see below'],
      issues: [{ code: 'cells_beside', gravity: 'note' }],
    });
  });

  test('merged cells are told', async () => {
    const book = sheetOf(
      `${header}<row r="2"><c r="A2"><v>1</v></c></row>`,
      '<mergeCells><mergeCell ref="A2:A9"/></mergeCells>',
    );
    expect(codesOf(await read(book))).toContain('cells_merged');
  });

  test('a sheet by name, and one that is not there', async () => {
    const sheet = (name: string) => ({ name, columns: [{ title: 'A' }], rows: [['x']] });
    const book = writeXlsx([sheet('One'), sheet('Two')], { title: 'Test', createdAt: NOON });
    expect((await read(book, { sheet: 'Two' })).tables.map(({ sheet: name }) => name)).toEqual(['Two']);
    expect((await read(book, { sheet: 'Three' })).refused).toMatchObject([{ code: 'sheet_missing', sheet: 'Three' }]);
  });
});

describe('a workbook that cannot be read', () => {
  const book = bookOf([['x', 42, { date: '2026-09-30' }]]);

  test('protected by a password', async () => {
    const compound = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect((await read(compound)).refused).toMatchObject([{ code: 'workbook_encrypted', gravity: 'file' }]);
  });

  test('in the old format', async () => {
    expect(
      (await read(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))).refused,
    ).toMatchObject([{ code: 'old_workbook' }]);
  });

  test('unpacked larger than is allowed', async () => {
    const bomb = tampered(book, SHEET, (xml) => xml.replace('</worksheet>', `${' '.repeat(40_000_000)}</worksheet>`));
    expect(bomb.length).toBeLessThan(200_000);
    expect((await read(bomb)).refused).toMatchObject([{ code: 'workbook_bomb' }]);
  });

  test('a directory that lies about the size', async () => {
    const lying = Buffer.from(bookOf(Array.from({ length: 2_000 }, (_, at) => [`text ${at}`, at, true])));
    for (let at = lying.indexOf('504b0102', 0, 'hex'); at !== -1; at = lying.indexOf('504b0102', at + 4, 'hex'))
      lying.writeUInt32LE(100, at + 24);
    expect((await read(lying)).refused).toMatchObject([{ code: 'workbook_damaged' }]);
  });

  test('a byte changed by the way: the checksum finds it', async () => {
    const parts = unzipSync(book);
    const stored = Buffer.from(zipSync(parts, { level: 0 }));
    const at = stored.indexOf('<v>42</v>') + 3;
    stored.write('7', at);
    const { refused } = await read(stored);
    expect(refused).toMatchObject([{ code: 'sheet_unreadable', sheet: 'Sheet' }]);
    expect(refused[0]?.message).toContain('checksum');
  });

  test('any byte changed: refused, or the change touched nothing that is read', async () => {
    const whole = await read(book);
    for (let at = 0; at < book.length; at += 1) {
      const changed = Buffer.from(book);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const found = await read(changed);
      if (found.refused.length === 0)
        expect([at, found.tables.map(({ rows }) => rows)]).toEqual([at, whole.tables.map(({ rows }) => rows)]);
    }
  });

  test('the pool’s own endings have sentences too', () => {
    expect([whyNotRead('timeout', 'a', 5_000).code, whyNotRead('crashed', 'a', 5_000).code]).toEqual([
      'too_slow',
      'reader_failed',
    ]);
  });

  test('cut at any byte', async () => {
    // The first three bytes alone could be any text.
    for (let length = 4; length < book.length; length += 1) {
      const { tables, refused } = await read(book.subarray(0, length));
      expect([length, tables.length, refused.length]).toEqual([length, 0, 1]);
    }
  });

  test.each([
    { parts: { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, says: 'OpenDocument' },
    { parts: { 'xl/workbook.bin': 'x' }, says: 'binary workbook' },
    { parts: { 'word/document.xml': 'x' }, says: 'Word' },
    { parts: { 'ppt/presentation.xml': 'x' }, says: 'presentation' },
    { parts: { 'readme.txt': 'x' }, says: 'archive' },
  ])('an archive that is $says', async ({ parts, says }) => {
    const archive = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
    const { refused } = await read(archive);
    expect(refused).toMatchObject([{ code: 'not_importable_kind' }]);
    expect(refused[0]?.message).toContain(says);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readTables, readWhole, type WholeTable } from '../../src/engine/formats/read-table.ts';
import { type ReadOptions, type Row, textOf } from '../../src/engine/formats/table.ts';
import { sharedFolder } from './formats-data.ts';

const read = async (from: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<WholeTable> => {
  const { tables, refused } = await readWhole(from, { name: 'file.csv', ...options });
  const [table] = tables;
  if (table === undefined)
    throw new Error(`expected a table, found ${refused.map(({ message }) => message).join(' ')}`);
  return table;
};
const readText = (text: string, options: Partial<ReadOptions> = {}) => read(Buffer.from(text), options);

const cellsOf = ({ rows }: { rows: readonly Row[] }) => rows.map(({ cells }) => cells);
const codesOf = ({ issues }: Pick<WholeTable, 'issues'>) => issues.map(({ code }) => code);
/** `code row`, as a sentence of what is wrong where. */
const rowIssues = ({ rows }: Pick<WholeTable, 'rows'>) =>
  rows.flatMap(({ issues }) => issues ?? []).map(({ code, row }) => `${code} ${row}`);

const spectrum = sharedFolder('csv-hard/spectrum');

describe.skipIf(spectrum.absent)('csv-spectrum: each file gives the records its JSON says', () => {
  const names = spectrum.files.filter((file) => file.endsWith('.csv')).map((file) => file.slice(0, -4));

  // The `_crlf` files lost their carriage returns on their way here: they are put back.
  const textOfFile = (name: string) => {
    const text = readFileSync(join(spectrum.path, `${name}.csv`), 'utf8');
    return name.endsWith('_crlf') ? text.replaceAll('\n', '\r\n') : text;
  };

  test.each(names.filter((name) => name !== 'location_coordinates'))('%s', async (name) => {
    const expected: unknown = JSON.parse(readFileSync(join(spectrum.path, `${name}.json`), 'utf8'));
    const table = await readText(textOfFile(name));
    const found = table.rows.map(({ cells }) =>
      Object.fromEntries(table.columns.map((column, at) => [column, textOf(cells[at] ?? '')])),
    );
    expect(found).toEqual([expected].flat());
    expect(rowIssues(table)).toEqual([]);
  });

  test('location_coordinates, of which the JSON names another telephone', async () => {
    const table = await readText(textOfFile('location_coordinates'));
    expect(cellsOf(table)).toEqual([['2095257564', `37\uFFFD36'37.8"N 121\uFFFD2'17.9"W`, 'Modesto', 'Stanislaus']]);
    expect(table.issues).toEqual([]);
  });

  test.each(names)('%s with CR LF line ends gives the same', async (name) => {
    const text = readFileSync(join(spectrum.path, `${name}.csv`), 'utf8');
    const unix = await readText(text);
    const windows = await readText(text.replaceAll('\n', '\r\n'));
    expect(cellsOf(windows).map((cells) => cells.map((cell) => textOf(cell).replaceAll('\r\n', '\n')))).toEqual(
      cellsOf(unix),
    );
  });
});

const frictionless = sharedFolder('csv-hard/frictionless');

describe.skipIf(frictionless.absent)(
  'frictionless: each trait gives a right table or an issue that names the row',
  () => {
    const file = (name: string, options: Partial<ReadOptions> = {}) =>
      read(join(frictionless.path, `${name}.csv`), options);

    test.each([
      { name: 'accent', rows: 2, columns: 17 },
      { name: 'ascii', rows: 1, columns: 3 },
      { name: 'ascii-notvalid', rows: 1, columns: 3 },
      { name: 'blank-cells', rows: 5, columns: 2 },
      { name: 'blank-headers', rows: 2, columns: 3 },
      { name: 'blank-rows', rows: 2, columns: 3 },
      { name: 'blank-rows-multiple', rows: 2, columns: 3 },
      { name: 'blank-rows-no-fields', rows: 2, columns: 3 },
      { name: 'bom', rows: 2, columns: 2 },
      { name: 'capital-3', rows: 5, columns: 2 },
      { name: 'capital-valid', rows: 5, columns: 2 },
      { name: 'delimiter', rows: 2, columns: 2 },
      { name: 'doublequote', rows: 5, columns: 17 },
      { name: 'duplicate-column', rows: 1, columns: 4 },
      { name: 'duplicate-headers', rows: 2, columns: 5 },
      { name: 'duplicate-rows', rows: 3, columns: 3 },
      { name: 'encoding-issue-274', rows: 507, columns: 17 },
      { name: 'escaping', rows: 3, columns: 2 },
      { name: 'issue-1066-largecellsize', rows: 19, columns: 2 },
      { name: 'issue-1105-timezone', rows: 2, columns: 2 },
      { name: 'issue-305', rows: 338, columns: 31 },
      { name: 'latin1', rows: 2, columns: 2 },
      { name: 'leading-zeros', rows: 3, columns: 1 },
      { name: 'long', rows: 6, columns: 2 },
      { name: 'matrix-with-comment', rows: 4, columns: 4 },
      { name: 'numeric-labels', rows: 3, columns: 10 },
    ])('$name: $rows sound rows of $columns cells', async ({ name, rows, columns }) => {
      const table = await file(name);
      expect(table.rowCount).toBe(rows);
      expect(table.columns).toHaveLength(columns);
      expect(table.rows.every(({ cells }) => cells.length === columns)).toBe(true);
      expect(rowIssues(table)).toEqual([]);
    });

    test.each([
      { name: 'capital-invalid', wrong: ['row_too_short 10', 'row_too_long 12'] },
      { name: 'countries', wrong: ['row_too_long 4', 'row_too_short 7'] },
      { name: 'defective-rows', wrong: ['row_too_short 2', 'row_too_long 3'] },
      { name: 'schema-errors', wrong: ['row_too_long 5'] },
    ])('$name: $wrong', async ({ name, wrong }) => {
      expect(rowIssues(await file(name))).toEqual(wrong);
    });

    test('every file of the folder is in one of the two tables', () => {
      expect(frictionless.files.filter((name) => name.endsWith('.csv'))).toHaveLength(30);
    });

    test('accents, backslash escapes and leading zeros arrive as they were meant', async () => {
      expect(cellsOf(await file('latin1'))[1]).toEqual(['2', '©']);
      expect(cellsOf(await file('escaping'))).toEqual([
        ['1', 'Test line 1'],
        ['2', 'Test " line 2'],
        ['3', 'Test " line 3'],
      ]);
      expect(cellsOf(await file('leading-zeros'))).toEqual([['01'], ['002'], ['00003']]);
      expect(cellsOf(await file('bom'))[1]).toEqual(['2', '中国人']);
    });

    test('what is too much keeps its place beside the row', async () => {
      expect((await file('countries')).rows[1]).toMatchObject({
        row: 4,
        cells: ['2', '3', 'France', 'n/a'],
        extra: ['find the population'],
      });
    });

    test.each([
      { name: 'latin1', note: 'encoding_guessed' },
      { name: 'blank-headers', note: 'header_blank' },
      { name: 'duplicate-headers', note: 'header_duplicate' },
      { name: 'blank-rows-no-fields', note: 'blank_rows_skipped' },
      { name: 'matrix-with-comment', note: 'preamble_skipped' },
      { name: 'countries', note: 'preamble_skipped' },
    ])('$name: says $note', async ({ name, note }) => {
      expect(codesOf(await file(name))).toContain(note);
    });
  },
);

const crm = sharedFolder('crm-opportunities');

describe.skipIf(crm.absent)('the CRM extract', () => {
  test.each([
    { file: 'accounts.csv', rows: 85, columns: 7 },
    { file: 'products.csv', rows: 7, columns: 3 },
    { file: 'sales_teams.csv', rows: 35, columns: 3 },
    { file: 'sales_pipeline.csv', rows: 8_800, columns: 8 },
  ])('$file: $rows rows, none with an issue', async ({ file, rows, columns }) => {
    const table = await read(join(crm.path, file));
    expect([table.rowCount, table.columns.length, table.issues, rowIssues(table)]).toEqual([rows, columns, [], []]);
  });

  test('data_dictionary.csv, a picture of a schema, holds nothing importable', async () => {
    const { tables, refused } = await readWhole(join(crm.path, 'data_dictionary.csv'), { name: 'data_dictionary.csv' });
    expect(tables).toEqual([]);
    expect(refused.map(({ code }) => code)).toEqual(['not_a_table']);
  });
});

const resellers = sharedFolder('resellers');

describe.skipIf(resellers.absent)('the partner list', () => {
  test.each([
    { file: 'DimReseller.csv', rows: 701, columns: 4 },
    { file: 'DimGeography.csv', rows: 655, columns: 7 },
    { file: 'DimSalesTerritory.csv', rows: 10, columns: 4 },
  ])('$file: $rows rows, none with an issue', async ({ file, rows, columns }) => {
    const table = await read(join(resellers.path, file));
    expect([table.rowCount, table.columns.length, table.issues, rowIssues(table)]).toEqual([rows, columns, [], []]);
  });
});

const exports = sharedFolder('crm-exports');

describe.skipIf(exports.absent)('what other systems export', () => {
  test.each([
    ['salesforce/data-cloud-workshop/Account.csv', 22, 56, 'Id'],
    ['salesforce/data-cloud-workshop/Opportunity.csv', 50, 35, 'Id'],
    ['salesforce/data-cloud-workshop/Lead.csv', 60, 55, 'Id'],
    ['salesforce/report-labels/Opportunities.csv', 12, 6, 'Opportunity Name'],
    ['salesforce/fivetran-snake-case/sf_opportunity_data.csv', 10, 36, '_fivetran_synced'],
    ['dynamics365/d365-demo-generator/Account.csv', 33, 8, 'Account Name'],
    ['dynamics365/d365-demo-generator/Opportunity.csv', 5_229, 23, 'Created On'],
    ['dynamics365/d365-demo-generator/Product.csv', 85, 18, 'Name'],
    ['hubspot/fivetran-properties/company_data.csv', 24, 14, 'id'],
    ['hubspot/fivetran-properties/deal_data.csv', 44, 11, 'deal_id'],
    ['hubspot/fivetran-properties/deal_pipeline_stage_data.csv', 71, 12, '_fivetran_deleted'],
    ['pipedrive/simplecrm-fixtures/deals_en.csv', 3, 16, 'Deal - Title*'],
    ['aws-ace/Opportunity-Fields.csv', 88, 17, 'Field Name - APN CRM JSON Name'],
    ['aws-ace/CountriesWithoutPostalCode.csv', 59, 1, 'Countries without Postal Code'],
    ['commission/humand-challenge/hubspot_deals.csv', 8, 11, 'deal_id'],
    ['partner-lists/ai-ecosystem-partnerships/partners.csv', 12, 10, 'name'],
    ['salesforce/sfdx-tree-json/sample-Accounts.json', 50, 17, 'attributes.type'],
    ['salesforce/sfdx-tree-json/sample-Opportunities.json', 50, 12, 'attributes.type'],
    ['aws-ace/Opportunity-Create-Inbound-Sample.json', 1, 46, 'useCase'],
  ])('%s: %i rows of %i columns', async (file, rows, columns, first) => {
    const table = await read(join(exports.path, file));
    expect([table.rowCount, table.columns.length, table.columns[0], rowIssues(table)]).toEqual([
      rows,
      columns,
      first,
      [],
    ]);
  });

  test('a Salesforce tree keeps its reference ids under dotted names', async () => {
    const table = await read(join(exports.path, 'salesforce/sfdx-tree-json/sample-Opportunities.json'));
    expect(table.columns.slice(0, 3)).toEqual(['attributes.type', 'attributes.referenceId', 'AccountId']);
    expect(cellsOf(table)[0]?.slice(0, 4)).toEqual(['Opportunity', 'OpportunityRef1', '@AccountRef1', 581.9]);
  });
});

describe('encodings', () => {
  const text = 'Name;Ort\r\nMüller & Söhne;Köln\r\nČeská škoda;Plzeň\r\n';

  test.each([
    { encoding: 'utf-8', bytes: Buffer.from(text) },
    { encoding: 'utf-8', bytes: Buffer.from(`\uFEFF${text}`) },
    { encoding: 'utf-16le', bytes: Buffer.from(`\uFEFF${text}`, 'utf16le') },
    { encoding: 'utf-16le', bytes: Buffer.from(text, 'utf16le') },
    { encoding: 'utf-16be', bytes: Buffer.from(`\uFEFF${text}`, 'utf16le').swap16() },
    { encoding: 'utf-16be', bytes: Buffer.from(text, 'utf16le').swap16() },
  ])('$encoding is told by its bytes', async ({ encoding, bytes }) => {
    const table = await read(bytes);
    expect(table.encoding).toBe(encoding);
    expect(cellsOf(table)).toEqual([
      ['Müller & Söhne', 'Köln'],
      ['Česká škoda', 'Plzeň'],
    ]);
    expect(table.issues).toEqual([]);
  });

  test.each([
    { encoding: 'windows-1252', cell: 'Société Générale à Orléans, Größe, Año – “naïve”' },
    { encoding: 'windows-1251', cell: 'Общество с ограниченной ответственностью «Ромашка»' },
  ])('$encoding is guessed, and the guess is told with a sample', async ({ encoding, cell }) => {
    const table = await read(iconv.encode(`Name;Ort\n${cell};1\n${cell};2\n`, encoding));
    expect(table.encoding).toBe(encoding);
    expect(cellsOf(table)[0]).toEqual([cell, '1']);
    expect(codesOf(table)).toEqual(['encoding_guessed']);
  });

  test('a guess can be overruled', async () => {
    const bytes = iconv.encode('Name;Ort\nPlzeň;1\n', 'windows-1250');
    expect(cellsOf(await read(bytes, { encoding: 'windows-1250' }))).toEqual([['Plzeň', '1']]);
  });

  test('UTF-8 with one bad byte stays UTF-8, and the row that lost a letter is named', async () => {
    const good = Buffer.from('Name;Ort\nMüller;Köln\nJürgen;Düsseldorf\nŽofie;Plzeň\n');
    const table = await read(Buffer.concat([good, Buffer.from([0x42, 0xfc, 0x68, 0x3b, 0x31, 0x0a])]));
    expect(table.encoding).toBe('utf-8');
    expect(rowIssues(table)).toEqual(['characters_lost 5']);
  });
});

describe('delimiters and quotes', () => {
  test.each([
    { delimiter: ',', text: 'a,b,c\n1,2,3\n' },
    { delimiter: ';', text: 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n' },
    { delimiter: '\t', text: 'a\tb\tc\n1, 2\t2\t3\n' },
    { delimiter: '|', text: 'a|b|c\n1|2|3\n' },
    { delimiter: ';', text: 'name;note\n"a, b, c";"d, e"\n' },
    { delimiter: ';', text: 'sep=;\na;b\n1;2\n' },
    { delimiter: '|', text: 'sep=|\r\na|b\r\n1,2|3,4\r\n' },
  ])('$delimiter in $text', async ({ delimiter, text }) => {
    const table = await readText(text);
    expect(table.delimiter).toBe(delimiter);
    expect(rowIssues(table)).toEqual([]);
  });

  test('a list of names with commas in them stays one column', async () => {
    const table = await readText('Company\nAcme, Inc.\nBeta, Ltd.\nGamma\n');
    expect([table.columns, cellsOf(table)]).toEqual([['Company'], [['Acme, Inc.'], ['Beta, Ltd.'], ['Gamma']]]);
  });

  test('a sep= line is no row, as in a spreadsheet', async () => {
    expect((await readText('sep=;\na;b\n1;2\n')).rows[0]?.row).toBe(2);
  });

  test.each([
    { what: 'CR LF', end: '\r\n' },
    { what: 'LF', end: '\n' },
    { what: 'CR', end: '\r' },
  ])('rows end with $what', async ({ end }) => {
    expect(cellsOf(await readText(['a,b', '1,"x"', '2,y', ''].join(end)))).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
  });

  test('line ends may be mixed in one file', async () => {
    expect(cellsOf(await readText('a,b\r\n1,2\n3,4\r\n5,6'))).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  test('a line break inside a cell starts no row', async () => {
    const table = await readText('a,b\n1,"x\ny\r\nz"\n2,w\n');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(cellsOf(table)[0]).toEqual(['1', 'x\ny\r\nz']);
  });

  test('a quote that is never closed spoils its own row only', async () => {
    const table = await readText('a,b\n1,x\n2,"never closed\n3,y\n4,z\n');
    expect(rowIssues(table)).toEqual(['quote_unclosed 3']);
    expect(cellsOf(table).slice(2)).toEqual([
      ['3', 'y'],
      ['4', 'z'],
    ]);
  });

  test('a quote inside a quoted cell that is not doubled is told, and columns stay where they are', async () => {
    const table = await readText('a,b,c\n1,"5" pipe, new",x\n2,y,z\n');
    expect(rowIssues(table)).toEqual(['quote_inside 2']);
    expect(cellsOf(table)).toEqual([
      ['1', '5" pipe, new', 'x'],
      ['2', 'y', 'z'],
    ]);
  });

  test('a quote in the middle of an unquoted cell is a character', async () => {
    expect(cellsOf(await readText('a,b\n5" pipe,x\n'))).toEqual([['5" pipe', 'x']]);
  });

  test('a backslash at the end of a quoted cell is a character where quotes are doubled', async () => {
    expect(cellsOf(await readText('a,b\n"C:\\dir\\","x ""y"""\n"D:\\",z\n'))).toEqual([
      ['C:\\dir\\', 'x "y"'],
      ['D:\\', 'z'],
    ]);
  });
});

describe('header and footer', () => {
  test('titles, notes and blank lines above the header are left out and told', async () => {
    const table = await readText(
      'Open Deals\nAs of 2026-09-30\n\nName,Amount,Close\nAcme,5,2026-10-01\nBeta,6,2026-10-02\n',
    );
    expect([table.headerRow, table.columns]).toEqual([4, ['Name', 'Amount', 'Close']]);
    expect(table.rows.map(({ row }) => row)).toEqual([5, 6]);
    expect(codesOf(table)).toEqual(['preamble_skipped']);
  });

  test('the closing lines of a Salesforce report are left out and told', async () => {
    const table = await readText(
      'Name,Amount,Close\nAcme,5,x\nBeta,6,y\n\n\n"Open Deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n"Generated By:  Jane Doe 11/23/2026 10:00 AM"\n"Acme Ltd"\n',
    );
    expect(table.rowCount).toBe(2);
    expect(codesOf(table)).toEqual(['footer_skipped']);
    expect(rowIssues(table)).toEqual([]);
  });

  test('a total under the last row is no record, a company called Total is one', async () => {
    expect((await readText('Name,A,B,C\nAcme,1,2,3\nTotal,,,3\n')).rowCount).toBe(1);
    expect((await readText('Name,A,B,C\nAcme,1,2,3\nTotal Energies,1,,3\n')).rowCount).toBe(2);
  });

  test('a short last row that looks like nothing else is a short row', async () => {
    expect(rowIssues(await readText('a,b,c\n1,2,3\n4\n'))).toEqual(['row_too_short 3']);
  });

  test('a header repeated among the rows is skipped', async () => {
    const table = await readText('a,b\n1,2\na,b\n3,4\n');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(codesOf(table)).toEqual(['header_repeated']);
  });

  test('a file without a header gets names for its columns, and keeps its first row', async () => {
    const table = await readText('Acme,2026-01-31,500\nBeta,2026-02-28,700\n');
    expect([table.headerRow, table.columns, table.rowCount]).toEqual([0, ['Column A', 'Column B', 'Column C'], 2]);
    expect(codesOf(table)).toEqual(['header_absent']);
  });

  test('years and numbers in order are names of columns', async () => {
    expect((await readText('Account,2024,2025,2026\nAcme,1,2,3\n')).columns).toEqual([
      'Account',
      '2024',
      '2025',
      '2026',
    ]);
    expect((await readText('Account,1,2,3\nAcme,10,20,30\n')).headerRow).toBe(1);
  });

  test('the header row can be told', async () => {
    expect((await readText('a,b\nName,Amount\nx,1\n', { headerRow: 2 })).columns).toEqual(['Name', 'Amount']);
  });

  test('a row renamed for the second time avoids a name that is there already', async () => {
    expect((await readText('a,a,a (2)\n1,2,3\n')).columns).toEqual(['a', 'a (3)', 'a (2)']);
  });
});

describe('a long file', () => {
  const long = Buffer.from(
    `id,note\n${Array.from({ length: 60_000 }, (_, at) => `${at},"line ${at}\nand more, ${'x'.repeat(20)}"`).join('\n')}\n`,
  );

  test('comes in chunks, every row once and in order', async () => {
    let next = 2;
    let chunks = 0;
    for await (const part of readTables(long, { name: 'long.csv' })) {
      if (part.part !== 'rows') continue;
      chunks += 1;
      for (const { row, cells } of part.rows) {
        if (row !== next || cells[0] !== String(row - 2)) throw new Error(`expected row ${next}, found ${row}`);
        next += 1;
      }
    }
    expect(next).toBe(60_002);
    expect(chunks).toBeGreaterThan(1);
  });

  test('can be cut after a few rows', async () => {
    const table = await read(long, { limitRows: 5 });
    expect([table.rowCount, table.cut, table.rows.length]).toEqual([5, true, 5]);
  });

  test('tells how far it is', async () => {
    const done: number[] = [];
    await read(long, { onProgress: ({ bytesDone }) => done.push(bytesDone) });
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(long.length);
  });

  test('can be given up', async () => {
    const controller = new AbortController();
    const reading = (async () => {
      for await (const part of readTables(long, { name: 'long.csv', signal: controller.signal })) {
        if (part.part === 'rows') controller.abort();
      }
    })();
    await expect(reading).rejects.toThrow('aborted');
  });

  test('a quote that opens early and is never closed takes no longer', async () => {
    const table = await read(Buffer.from(`a,b\n1,"open\n${'2,x\n'.repeat(400_000)}`));
    expect(table.rowCount).toBe(400_001);
    expect(rowIssues(table)).toEqual(['quote_unclosed 2']);
  });
});

test('a small file cut at any byte gives a table or a refusal, never a crash', async () => {
  const whole = Buffer.from('\uFEFFName;Ort;Betrag\r\n"Müller ""GmbH""";"Köln\r\nSüd";1,5\r\nŽofie;Plzeň;2\r\n');
  for (let length = 1; length < whole.length; length += 1) {
    const { tables, refused } = await readWhole(whole.subarray(0, length), { name: 'cut.csv' });
    expect(tables.length + refused.length).toBeGreaterThan(0);
    for (const { rows, columns } of tables)
      expect(rows.every(({ cells }) => cells.length === columns.length)).toBe(true);
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWhole } from '../../src/engine/formats/read-table.ts';
import { textOf } from '../../src/engine/formats/table.ts';
import { cellsOf, codesOf, readOne, readText, rowIssues, sharedFolder } from './formats-data.ts';

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
    const file = (name: string) => readOne(join(frictionless.path, `${name}.csv`));

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
    const table = await readOne(join(crm.path, file));
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
    const table = await readOne(join(resellers.path, file));
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
    const table = await readOne(join(exports.path, file));
    expect([table.rowCount, table.columns.length, table.columns[0], rowIssues(table)]).toEqual([
      rows,
      columns,
      first,
      [],
    ]);
  });

  test('a Salesforce tree keeps its reference ids under dotted names', async () => {
    const table = await readOne(join(exports.path, 'salesforce/sfdx-tree-json/sample-Opportunities.json'));
    expect(table.columns.slice(0, 3)).toEqual(['attributes.type', 'attributes.referenceId', 'AccountId']);
    expect(cellsOf(table)[0]?.slice(0, 4)).toEqual(['Opportunity', 'OpportunityRef1', '@AccountRef1', 581.9]);
  });
});

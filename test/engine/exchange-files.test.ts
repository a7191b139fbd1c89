import fs from 'node:fs';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/contract/units.ts';
import { batches } from '../../src/engine/exchange/index.ts';
import { writeXlsx } from '../../src/engine/formats/index.ts';
import { grantList, outsideOf } from '../../src/engine/store/outside.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const OPPORTUNITIES = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date';
const ACCOUNTS = 'Account ID,Account Name,Website,Billing Country';

describe('files that cannot be used', () => {
  test.each([
    ['a folder', () => desk.folder, 'file_is_folder'],
    ['no file', () => path.join(desk.folder, 'gone.csv'), 'file_missing'],
    ['nothing in it', () => desk.file('empty.csv', ''), 'file_empty'],
    [
      'a picture',
      () => desk.file('deals.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 0, 0])),
      'not_importable_kind',
    ],
    ['a workbook cut in two', () => desk.file('deals.xlsx', Buffer.from('PK\u0003\u0004 cut')), undefined],
    ['broken JSON', () => desk.file('deals.json', '[{"Id": "1"'), 'json_broken'],
  ])('%s is told, and the other files come in', async (_what, made, code) => {
    const preview = await desk.preview({ files: [made(), desk.file('accounts.csv', csv(ACCOUNTS, 'A1,Harrow,,DE'))] });
    expect(preview.files[0]).toMatchObject({ kind: null, use: 'none' });
    expect(preview.issues).toHaveLength(1);
    if (code !== undefined) expect(preview.issues[0]?.code).toBe(code);
    expect(preview.files[1]?.counts.new).toBe(1);
  });

  test('a CSV cut inside its last row leaves that row out and says so', async () => {
    const whole = csv(
      OPPORTUNITIES,
      'O1,Robots,,Open,10,2026-05-01,2026-01-01',
      'O2,Arms,,Open,20,2026-05-01,2026-01-01',
    );
    const preview = await desk.preview({ files: [desk.file('cut.csv', whole.slice(0, -22))] });
    expect(preview.counts).toMatchObject({ new: 1, wrong: 1 });
    expect(preview.issues.at(-1)).toMatchObject({ code: 'row_too_short', row: 3 });
  });

  test('a workbook comes in though a sheet of it has no table, which is told', async () => {
    const sheet = (name: string, columns: string, ...rows: string[][]) => ({
      name,
      columns: columns.split(',').map((title) => ({ title })),
      rows,
    });
    const book = writeXlsx(
      [sheet('Notes', ''), sheet('Accounts', ACCOUNTS, ['A1', 'Harrow', '', 'DE'], ['A2', 'Norvik', '', 'NO'])],
      { title: 'book', createdAt: 0 as EpochMs },
    );
    const preview = await desk.preview({ files: [desk.file('book.xlsx', book)] });
    expect(preview.files.map(({ sheet, kind, counts }) => [sheet, kind, counts.new])).toEqual([
      ['Accounts', 'accounts', 2],
    ]);
    expect(preview.issues).toMatchObject([{ sheet: 'Notes', code: 'sheet_empty' }]);
  });

  test('a file that comes in with others says why it is left out, also when the preview is found again', async () => {
    const accounts = desk.file('accounts.csv', csv('Account Name,Website', 'Harrow GmbH,harrow.de'));
    const notes = desk.file('notes.csv', csv('colour,shape', 'red,round'));
    const { files } = await desk.preview({ files: [accounts, notes, desk.file('empty.csv', '')] });
    const why = [
      ['accounts.csv', 'import', null],
      ['notes.csv', 'none', expect.stringContaining('colour, shape')],
      ['empty.csv', 'none', expect.stringMatching(/empty/)],
    ];
    expect(files.map(({ file, use, because }) => [file, use, because])).toEqual(why);
    const [found] = batches(desk.workspace.db, { filter: { state: 'previewed' }, limit: 10 }).items;
    expect(found?.files.map(({ file }) => file)).toEqual(['accounts.csv']);
    expect(found?.leftOut?.map(({ file, sheet, because }) => [file, sheet, because])).toEqual([
      ['notes.csv', null, expect.stringContaining('colour, shape')],
      ['empty.csv', null, expect.stringMatching(/empty/)],
    ]);
  });

  test('a cancelled preview leaves nothing behind', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, row) => `O${row},Deal ${row},Harrow,Open,${row},2026-05-01,2026-01-01`,
    );
    const file = desk.file('large.csv', csv(OPPORTUNITIES, ...lines));
    const controller = new AbortController();
    const running = desk.preview({ files: [file] }, controller.signal);
    setTimeout(() => controller.abort(new Error('given up')), 150);
    await expect(running).rejects.toThrow('given up');
    const left = fs.readdirSync(`${desk.workspace.file}-staging`);
    expect(left).toEqual([]);
    expect(desk.progress.at(-1)?.ended).toBe('cancelled');
    expect((await desk.preview({ files: [file] })).counts.new).toBe(30_000);
  });

  test('half-written previews of a killed process and old ones are swept away', async () => {
    const folder = `${desk.workspace.file}-staging`;
    fs.mkdirSync(folder);
    const old = new Date(Date.now() - 3 * 86_400_000);
    for (const name of ['dead.part', '00000000-0000-7000-8000-000000000000.sqlite']) {
      fs.writeFileSync(path.join(folder, name), 'left behind');
      fs.utimesSync(path.join(folder, name), old, old);
    }
    const { batch } = await desk.preview({ files: [desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow,,DE'))] });
    expect(fs.readdirSync(folder)).toEqual([`${batch}.sqlite`]);
  });
});

describe('names of files and grants', () => {
  test('two files of one name are told apart', async () => {
    const preview = await desk.preview({
      files: [
        desk.file('north/a.csv', csv(ACCOUNTS, 'A1,Harrow,,DE')),
        desk.file('south/a.csv', csv(ACCOUNTS, 'A2,Norvik,,NO')),
      ],
    });
    expect(preview.files.map(({ file, counts }) => [file, counts.new])).toEqual([
      ['a.csv', 1],
      ['a.csv (2)', 1],
    ]);
    expect((await desk.rows(preview.batch, { file: 'a.csv (2)' })).map(({ record }) => record.name)).toEqual([
      'Norvik',
    ]);
  });

  test('a window that names a path is refused', async () => {
    const file = desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow,,DE'));
    Object.assign(desk.context, { via: 'window', outside: outsideOf(grantList(), 'window') });
    await expect(desk.preview({ files: [file] })).rejects.toMatchObject({
      data: { problems: [{ code: 'path_refused' }] },
    });
  });
});

describe('names and notes', () => {
  test('an account in any script comes in and is found again', async () => {
    const names = ['株式会社日立製作所', 'Zażółć gęślą jaźń S.A.', '🤖', "O'Neill & Søns", '=cmd()'];
    const content = csv('Account Name,Industry', ...names.map((name) => `"${name}",Robots`));
    await desk.take(desk.file('a.csv', content));
    expect(
      desk.workspace.db.all<{ name: string }>('SELECT name FROM accounts ORDER BY rowid').map(({ name }) => name),
    ).toEqual(names);
    expect((await desk.preview({ files: [desk.file('b.csv', content)] })).counts).toMatchObject({ unchanged: 5 });
  });
});

describe('letters that came out wrong', () => {
  const written = iconv.encode(csv(ACCOUNTS, 'A1,Škoda Plzeň,,CZ'), 'windows-1250');

  test('are read as a person says, in that file, and so again on a replay', async () => {
    const { batch: guessed, files, issues } = await desk.preview({ files: [desk.file('a.csv', written)] });
    expect(files[0]?.read.encoding).toBe('windows-1252');
    expect(issues).toMatchObject([{ code: 'encoding_guessed', todo: expect.stringContaining('in the mapping') }]);
    expect((await desk.rows(guessed))[0]?.record.name).not.toBe('Škoda Plzeň');
    const told = await desk.preview({
      files: [{ path: desk.file('a.csv', written), mapping: { encoding: 'windows-1250' } }],
    });
    expect(told.files[0]).toMatchObject({ read: { encoding: 'windows-1250' }, mapping: { encoding: 'windows-1250' } });
    expect(told.issues).toEqual([]);
    await desk.commit(told.batch);
    expect(desk.workspace.db.get('SELECT name FROM accounts')).toEqual({ name: 'Škoda Plzeň' });
    fs.rmSync(`${desk.workspace.file}-staging`, { recursive: true });
    expect((await desk.rows(told.batch))[0]?.record.name).toBe('Škoda Plzeň');
  });

  test('are not taken for the letters of the next file with the same columns', async () => {
    const { batch } = await desk.preview({
      files: [{ path: desk.file('a.csv', written), mapping: { encoding: 'windows-1250' } }],
    });
    await desk.commit(batch);
    const next = await desk.preview({ files: [desk.file('b.csv', csv(ACCOUNTS, 'A2,Müller,,DE'))] });
    expect(next.files[0]).toMatchObject({ remembered: true, read: { encoding: 'utf-8' } });
    expect(next.files[0]?.mapping).not.toHaveProperty('encoding');
  });
});

test('a cell that shows an error is told once, and its row stays out', async () => {
  const book = writeXlsx(
    [
      {
        name: 'Deals',
        columns: ['Opportunity ID', 'Opportunity Name', 'Account Name', 'Stage', 'Amount'].map((title) => ({ title })),
        rows: [
          ['O1', 'Robots', 'Harrow', 'Open', 12_345],
          ['O2', 'Arms', 'Harrow', 'Open', 10],
        ],
      },
    ],
    { title: 'Deals', createdAt: 0 as EpochMs },
  );
  const parts = unzipSync(book);
  const sheet = 'xl/worksheets/sheet1.xml';
  const broken = strFromU8(parts[sheet] ?? new Uint8Array()).replace(/<c ([^>]*)><v>12345</, '<c $1 t="e"><v>#N/A<');
  expect(broken).toContain('#N/A');
  const file = desk.file('deals.xlsx', zipSync({ ...parts, [sheet]: strToU8(broken) }));
  const { batch, counts } = await desk.preview({ files: [file] });
  expect(counts).toMatchObject({ new: 1, wrong: 1 });
  const issues = await desk.issues(batch);
  expect(issues.filter(({ row }) => row === 2).map(({ code, column }) => [code, column])).toEqual([
    ['account_unknown', 'Account Name'],
    ['cell_error', 'Amount'],
  ]);
});

import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportIssue, Repair } from '../../src/contract/exchange.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const DEALS = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date';
const deal = (id: string, amount: string, close = '2026-04-03') =>
  `${id},Robots,Harrow,Closed Won,${amount},${close},2026-01-02`;

/** What a person says yes to: the repair that an issue carries, at its place. */
const asked = (issues: readonly ImportIssue[]): Repair[] =>
  issues.flatMap(({ repair, row, column, sheet }) =>
    repair === undefined || row === null || column === null ? [] : [{ ...repair, row, column, sheet }],
  );

describe('an issue proposes what was meant', () => {
  test.each([
    ['a letter among digits', '4.8O5', '10.5', '4.805'],
    ['its currency kept beside it', '€ 4.8O5', '10.5', '€ 4.805'],
    ['the decimal mark of the column', '"1.234,56"', '"1,234.50"', '1234.56'],
  ])('%s', async (_what, amount, other, use) => {
    const file = desk.file('deals.csv', csv(DEALS, deal('O1', other), deal('O2', amount)));
    const { issues } = await desk.preview({ files: [{ path: file, mapping: { decimal: '.' } }] });
    expect(issues.find(({ row }) => row === 3)).toMatchObject({
      column: 'Amount',
      repair: { was: amount.replaceAll('"', ''), use },
    });
  });

  test('a day in the other order, where the file says its own', async () => {
    const file = desk.file('deals.csv', csv(DEALS, deal('O1', '10', '13.04.2026'), deal('O2', '10', '04/23/2026')));
    const { issues } = await desk.preview({ files: [{ path: file, mapping: { dateOrder: 'dmy' } }] });
    expect(asked(issues)).toEqual([
      { sheet: null, row: 3, column: 'Close Date', was: '04/23/2026', use: '2026-04-23' },
    ]);
  });

  test('a currency by its name, a country, a web address', async () => {
    const deals = desk.file('deals.csv', csv(`${DEALS},Currency`, `${deal('O1', '10')},US Dolar`));
    const accounts = desk.file(
      'accounts.csv',
      csv('Account ID,Account Name,Website,Billing Country', 'A1,Harrow,"www.harrow,com",Duetschland'),
    );
    const { issues } = await desk.preview({ files: [deals, accounts] });
    expect(issues.flatMap(({ column, repair }) => (repair === undefined ? [] : [[column, repair.use]]))).toEqual([
      ['Currency', 'USD'],
      ['Website', 'harrow.com'],
      ['Billing Country', 'Germany'],
    ]);
  });

  test.each([
    ['the amount is none', 'much', '2026-04-03'],
    ['the day does not exist', '10', '2026-02-31'],
    ['a fiscal quarter', '10', 'Q3 FY26'],
  ])('and nothing where %s', async (_what, amount, close) => {
    const file = desk.file('deals.csv', csv(DEALS, deal('O1', amount, close)));
    const { issues } = await desk.preview({ files: [file] });
    expect(issues.some(({ row }) => row === 2)).toBe(true);
    expect(asked(issues)).toEqual([]);
  });
});

describe('a repair', () => {
  const FILE = csv(DEALS, deal('O1', '10.5'), deal('O2', '4.8O5'), deal('O3', '1O.5'), deal('O4', '20', '2026-02-31'));
  const look = (path: string, repairs: Repair[] = []) =>
    desk.preview({ files: [{ path, mapping: { decimal: '.' }, repairs }] });

  test('lets the row be checked again, and several at once', async () => {
    const path = desk.file('deals.csv', FILE);
    const before = await look(path);
    expect(before.counts).toMatchObject({ new: 1, wrong: 3 });
    const one = await look(path, asked(before.issues).slice(0, 1));
    expect(one.counts).toMatchObject({ new: 2, wrong: 2 });
    const all = await look(path, asked(before.issues));
    expect(all.counts).toMatchObject({ new: 3, wrong: 1 });
    expect(all.batch).not.toBe(before.batch);
    const [, second] = await desk.rows(all.batch);
    expect(second).toMatchObject({
      fate: 'new',
      record: { value: { minor: 481 } },
      issues: [
        { code: 'value_read_as' },
        { code: 'cell_repaired', column: 'Amount', message: '“4.8O5” was read as “4.805”, as you said.' },
      ],
    });
    expect(fs.readFileSync(path, 'utf8')).toBe(FILE);
  });

  test('is kept with the batch, and stands in the journal and its input', async () => {
    const path = desk.file('deals.csv', FILE);
    const { batch } = await look(path, asked((await look(path)).issues));
    await desk.commit(batch);
    const kept = [
      { row: 3, column: 'Amount', was: '4.8O5', used: '4.805' },
      { row: 4, column: 'Amount', was: '1O.5', used: '10.5' },
    ];
    const { db } = desk.workspace;
    const { repairs } = db.get<{ repairs: string }>('SELECT repairs FROM batch_files') ?? {};
    expect(JSON.parse(repairs ?? '[]')).toEqual(kept);
    const entry = db.get<{ words: string; body: string }>(
      "SELECT words, body FROM journal_entries e JOIN journal_inputs i ON i.hash = e.input_hash WHERE verb = 'exchange.commit'",
    );
    expect(entry?.words).toBe('3 opportunities came in; 2 cells were repaired');
    expect(JSON.parse(entry?.body ?? '{}').files).toMatchObject([{ repairs: kept }]);
  });

  test('is seen again when the rows are read anew from what was kept', async () => {
    const path = desk.file('deals.csv', FILE);
    const { batch } = await look(path, asked((await look(path)).issues));
    await desk.commit(batch);
    fs.rmSync(`${desk.workspace.db.file}-staging`, { recursive: true });
    const rows = await desk.rows(batch);
    expect(rows.map(({ fate }) => fate)).toEqual(['new', 'new', 'new', 'wrong']);
    expect(rows.flatMap(({ issues }) => issues).filter(({ code }) => code === 'cell_repaired')).toHaveLength(2);
  });

  test('said again of the same file changes nothing, and not said the row stays as it came in', async () => {
    const path = desk.file('deals.csv', FILE);
    const repairs = asked((await look(path)).issues);
    await desk.commit((await look(path, repairs)).batch);
    desk.at(moment('2026-10-06T09:00Z'));
    expect((await look(path, repairs)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 3, wrong: 1 });
    expect((await look(path)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 1, wrong: 3 });
  });

  test('is not used where the cell says something else by now, and that is told', async () => {
    const path = desk.file('deals.csv', FILE);
    const repairs = [{ row: 2, column: 'Amount', was: '9', use: '90' }];
    const { counts, issues } = await look(path, repairs);
    expect(counts).toMatchObject({ new: 1, wrong: 3 });
    expect(issues.find(({ code }) => code === 'repair_unused')).toMatchObject({ row: 2, column: 'Amount' });
  });

  test('that is itself wrong leaves the row out', async () => {
    const path = desk.file('deals.csv', FILE);
    const { counts } = await look(path, [{ row: 3, column: 'Amount', was: '4.8O5', use: 'much' }]);
    expect(counts).toMatchObject({ new: 1, wrong: 3 });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { samples } from '../../src/engine/exchange/index.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const OPPORTUNITIES = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date';
const ACCOUNTS = 'Account ID,Account Name,Website,Billing Country';

describe('a preview', () => {
  test('changes nothing in the workspace', async () => {
    const { db } = desk.workspace;
    const before = db.get('SELECT count(*) AS n FROM journal_entries');
    const preview = await desk.preview({
      files: [desk.file('accounts.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany'))],
    });
    expect(preview.counts).toEqual({ new: 1, changed: 0, unchanged: 0, wrong: 0, skipped: 0 });
    expect(db.get('SELECT count(*) AS n FROM accounts')).toEqual({ n: 0 });
    expect(db.get('SELECT count(*) AS n FROM journal_entries')).toEqual(before);
  });

  test('of a day to come is refused: it would never be old', async () => {
    const file = desk.file('accounts.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany'));
    await expect(desk.preview({ files: [file], asOf: '2030-01-01' })).rejects.toThrow(
      /^The files can’t show the state of 2030-01-01: today is \d{4}-\d\d-\d\d\. Give the day on which the extract was made\.$/,
    );
  });

  test('the same files, workspace and moment give the same batch', async () => {
    const file = desk.file('accounts.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany'));
    const first = await desk.preview({ files: [file] });
    expect(await desk.preview({ files: [file] })).toEqual(first);
    expect(first.batch).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('shows the records in canonical fields, and for changed ones what they were', async () => {
    await desk.take(
      desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany', 'A2,Norvik AS,norvik.no,Norway')),
    );
    const { batch, counts } = await desk.preview({
      files: [
        desk.file(
          'b.csv',
          csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.com,Germany', 'A2,Norvik AS,norvik.no,NO', 'A3,New AB,,Sweden'),
        ),
      ],
    });
    expect(counts).toMatchObject({ new: 1, changed: 1, unchanged: 1 });
    expect(await desk.rows(batch, { fate: 'changed' })).toMatchObject([
      {
        file: 'b.csv',
        row: 2,
        record: { key: 'A1', name: 'Harrow GmbH', domain: 'harrow.com', country: 'DE' },
        before: { domain: 'harrow.de' },
      },
    ]);
    await desk.commit(batch);
    expect((await desk.rows(batch, { fate: 'changed' }))[0]?.before).toEqual({ domain: 'harrow.de' });
    expect((await desk.rows(batch, { text: 'norvik' })).map(({ row }) => row)).toEqual([3]);
  });

  test('what a file does not have stays as it is', async () => {
    await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany')));
    await desk.take(desk.file('b.csv', csv('Account ID,Account Name,Industry', 'A1,Harrow GmbH,Robots')));
    expect(desk.workspace.db.get('SELECT domain, country, sector FROM accounts')).toEqual({
      domain: 'harrow.de',
      country: 'DE',
      sector: 'Robots',
    });
  });

  test('the match index counts every account to the last, though few changed in what matching compares', async () => {
    await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany', 'A2,Kestrel AG,,Germany')));
    const again = csv(`${ACCOUNTS},Industry`, 'A1,Harrow GmbH,harrow.de,Germany,Robots', 'A2,Kestrel SE,,Germany,Arms');
    await desk.preview({ files: [desk.file('b.csv', again)] });
    expect(desk.progress.filter(({ label }) => label.startsWith('Indexing')).at(-1)).toMatchObject({
      done: 2,
      total: 2,
    });
  });

  test('a date that can be read in two ways is wrong until somebody says how, and that is remembered', async () => {
    const file = () =>
      desk.file('deals.csv', csv(OPPORTUNITIES, 'O1,Robots,,Open,10,03/04/2026,', 'O2,Arms,,Open,10,05/05/2026,'));
    const asked = await desk.preview({ files: [file()] });
    expect(asked.counts).toMatchObject({ new: 1, wrong: 1 });
    expect(asked.issues[1]).toMatchObject({ code: 'date_ambiguous', file: 'deals.csv', row: 2, column: 'Close Date' });
    const told = await desk.preview({ files: [{ path: file(), mapping: { dateOrder: 'dmy' } }] });
    expect(told.counts).toMatchObject({ new: 2, wrong: 0 });
    await desk.commit(told.batch);
    expect(desk.workspace.db.get("SELECT close_on AS d FROM opportunities WHERE key = 'O1'")).toEqual({
      d: '2026-04-03',
    });
    const later = await desk.preview({
      files: [desk.file('later.csv', csv(OPPORTUNITIES, 'O3,Grippers,,Open,10,06/07/2026,'))],
    });
    expect(later.files[0]).toMatchObject({
      remembered: true,
      mapping: { dateOrder: 'dmy' },
      counts: { new: 1, wrong: 0 },
    });
  });

  test('a day above twelve anywhere decides for the whole column', async () => {
    const { batch } = await desk.preview({
      files: [
        desk.file('deals.csv', csv(OPPORTUNITIES, 'O1,Robots,,Open,10,03/04/2026,', 'O2,Arms,,Open,10,13/05/2026,')),
      ],
    });
    await desk.commit(batch);
    expect(desk.workspace.db.get("SELECT close_on AS d FROM opportunities WHERE key = 'O1'")).toEqual({
      d: '2026-04-03',
    });
  });

  test('an amount that can be read in two ways is wrong; commas before cents decide', async () => {
    const lines = ['O1,Robots,,Open,"1.234",2026-05-01,', 'O2,Arms,,Open,"2.500",2026-05-01,'];
    const open = await desk.preview({ files: [desk.file('a.csv', csv(OPPORTUNITIES, ...lines))] });
    expect(open.issues.map(({ code, row }) => [code, row])).toEqual([
      ['number_ambiguous', 2],
      ['number_ambiguous', 3],
    ]);
    await desk.take(desk.file('b.csv', csv(OPPORTUNITIES, ...lines, 'O3,Grippers,,Open,"12,50",2026-05-01,')));
    expect(desk.workspace.db.all('SELECT value_minor AS v FROM opportunities ORDER BY key')).toEqual([
      { v: 123_400 },
      { v: 250_000 },
      { v: 1_250 },
    ]);
  });

  test('every wrong cell is told with its file, row and column, and the other rows go in', async () => {
    const { batch, counts, issues } = await desk.preview({
      files: [
        desk.file(
          'deals.csv',
          csv(
            OPPORTUNITIES,
            'O1,Fine,,Open,100,2026-05-01,',
            'O2,Day,,Open,100,2026-02-31,',
            'O3,Sum,,Open,a lot,2026-05-01,',
            '1.23457E+17,Id,,Open,1,2026-05-01,',
            'O5,State,,Closed,1,2026-05-01,',
          ),
        ),
      ],
    });
    expect(counts).toMatchObject({ new: 1, wrong: 4 });
    expect(issues.map(({ row, column, code }) => [row, column, code])).toEqual([
      [null, null, 'accounts_absent'],
      [3, 'Close Date', 'date_unreadable'],
      [4, 'Amount', 'number_unreadable'],
      [5, 'Opportunity ID', 'identifier_damaged'],
      [6, 'Stage', 'status_unclear'],
    ]);
    for (const { message, todo } of issues) expect([message.endsWith('.'), todo.endsWith('.')]).toEqual([true, true]);
    expect((await desk.rows(batch, { fate: 'wrong' }))[1]).toMatchObject({
      row: 4,
      record: { name: 'Sum', value: 'a lot' },
    });
    await desk.commit(batch);
    expect(desk.workspace.db.all('SELECT key FROM opportunities')).toEqual([{ key: 'O1' }]);
  });

  test('a row that says the same twice is skipped; one that says something else under the same id is wrong', async () => {
    const { counts, issues } = await desk.preview({
      files: [desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow,h.de,DE', 'A1,Harrow,h.de,DE', 'A1,Harrow,other.de,DE'))],
    });
    expect(counts).toMatchObject({ new: 1, skipped: 1, wrong: 1 });
    expect(issues.map(({ code, row }) => [code, row])).toEqual([
      ['row_repeated', 3],
      ['key_repeated', 4],
    ]);
  });

  test('opportunities link to their accounts by id, by short id, or by name; in the batch or before', async () => {
    await desk.take(desk.file('a.csv', csv(ACCOUNTS, '001Ec00000GGw3iIAD,Patterson-Hansen,,US', 'A2,Norvik AS,,NO')));
    await desk.take(
      desk.file(
        'o.csv',
        csv(
          'Id,Name,AccountId,StageName,CloseDate',
          'O1,Long,001Ec00000GGw3iIAD,Prospecting,2026-05-01',
          'O2,Short,001Ec00000GGw3i,Prospecting,2026-05-01',
        ),
      ),
      desk.file(
        'p.csv',
        csv(
          OPPORTUNITIES,
          'O3,Named,Norvik as,Open,1,2026-05-01,',
          'O4,In the batch,Later GmbH,Open,1,2026-05-01,',
          'O5,Nobody,Nobody Ltd,Open,1,2026-05-01,',
        ),
      ),
      desk.file('b.csv', csv(ACCOUNTS, 'A3,Later GmbH,,DE')),
    );
    const linked = desk.workspace.db.all<{ key: string; account: string | null }>(
      'SELECT o.key, a.key AS account FROM opportunities o LEFT JOIN accounts a ON a.id = o.account_id ORDER BY o.key',
    );
    expect(linked.map(({ account }) => account)).toEqual([
      '001Ec00000GGw3iIAD',
      '001Ec00000GGw3iIAD',
      'A2',
      'A3',
      null,
    ]);
  });

  test('an opportunity that came before its account is led to it when the account comes', async () => {
    await desk.take(desk.file('o.csv', csv(OPPORTUNITIES, 'O1,Robots,Later GmbH,Open,1,2026-05-01,')));
    const { batch } = await desk.preview({ files: [desk.file('a.csv', csv(ACCOUNTS, 'A1,Later GmbH,,DE'))] });
    await desk.commit(batch);
    const account = () => desk.workspace.db.get('SELECT account_id IS NOT NULL AS linked FROM opportunities');
    expect(account()).toEqual({ linked: 1 });
    await desk.undo(batch);
    expect(account()).toEqual({ linked: 0 });
  });

  test('accounts that came without ids are the same when they come with ids', async () => {
    await desk.take(desk.file('a.csv', csv('Account Name,Industry', 'Harrow GmbH,Robots')));
    const { counts, batch } = await desk.preview({
      files: [desk.file('b.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,DE'))],
    });
    expect(counts).toMatchObject({ new: 0, changed: 1 });
    await desk.commit(batch);
    expect(desk.workspace.db.all('SELECT key, sector FROM accounts')).toEqual([{ key: 'A1', sector: 'Robots' }]);
    const back = await desk.preview({
      files: [desk.file('c.csv', csv('Account Name,Industry', 'Harrow GmbH,Robots'))],
    });
    expect(back.counts).toMatchObject({ new: 0, changed: 0, unchanged: 1 });
  });

  test('deals of one name without ids stay several, and the same file again changes nothing', async () => {
    const content = csv(
      'Opportunity Name,Account Name,Stage,Close Date',
      'Renewal,Harrow,Open,2026-05-01',
      'Renewal,Harrow,Open,2026-06-01',
      'Renewal,Norvik,Open,2026-06-01',
    );
    await desk.take(desk.file('o.csv', content));
    expect((await desk.preview({ files: [desk.file('again.csv', content)] })).counts).toMatchObject({
      new: 0,
      unchanged: 3,
    });
  });

  test('stages and companies of HubSpot are looked up in the files beside it', async () => {
    const preview = await desk.preview({
      files: [
        desk.file(
          'company.csv',
          csv('id,property_name,property_domain,property_industry', '77,Harrow GmbH,harrow.de,Robots'),
        ),
        desk.file(
          'deal.csv',
          csv(
            'deal_id,deal_pipeline_stage_id,property_dealname,property_amount,property_createdate',
            '1,9001,Robots,100,2026-01-02 10:00',
            '2,9002,Arms,200,2026-01-03 10:00',
          ),
        ),
        desk.file('deal_company.csv', csv('company_id,deal_id', '77,1', '77,2')),
        desk.file(
          'stages.csv',
          csv('stage_id,label,closed_won,is_closed', '9001,Contract sent,FALSE,FALSE', '9002,Closed won,TRUE,TRUE'),
        ),
      ],
    });
    expect(preview.files.map(({ file, use }) => [file, use])).toEqual([
      ['company.csv', 'import'],
      ['deal.csv', 'import'],
      ['deal_company.csv', 'lookup'],
      ['stages.csv', 'lookup'],
    ]);
    await desk.commit(preview.batch);
    expect(
      desk.workspace.db.all(
        'SELECT o.name, o.stage, o.status, a.name AS account FROM opportunities o JOIN accounts a ON a.id = o.account_id ORDER BY o.key',
      ),
    ).toEqual([
      { name: 'Robots', stage: 'Contract sent', status: 'open', account: 'Harrow GmbH' },
      { name: 'Arms', stage: 'Closed won', status: 'won', account: 'Harrow GmbH' },
    ]);
  });

  test('a stage that is only an id is taken as open, and said to be', async () => {
    const { counts, issues } = await desk.preview({
      files: [
        desk.file('deals.csv', csv('Record ID,Deal Name,Deal Stage,Amount', '1,Robots,135790,5', '2,Arms,closedwon,5')),
      ],
    });
    expect(counts.new).toBe(2);
    expect(issues.map(({ code }) => code)).toEqual(['stage_unnamed', 'accounts_absent']);
  });

  test('what is deleted in the source is skipped, whatever is wrong with it', async () => {
    const { counts, issues } = await desk.preview({
      files: [
        desk.file(
          'deals.csv',
          csv('Id,Name,StageName,CloseDate,IsDeleted', '1,Robots,Open,2026-05-01,', '2,Arms,Open,never,true'),
        ),
      ],
    });
    expect(counts).toMatchObject({ new: 1, skipped: 1, wrong: 0 });
    expect(issues.map(({ code }) => code)).toEqual(['deleted_in_source', 'accounts_absent']);
  });

  test('a mapping by hand looks a column up in another file of the batch, and gives a value to all rows', async () => {
    const places = desk.file('places.csv', csv('ref,town', '1,Ulm', '2,Kiel'));
    const preview = await desk.preview({
      files: [
        {
          path: desk.file('list.csv', csv('who,where', 'Kestrel Parts,1', 'Kestrel Marine,2')),
          kind: 'partners',
          mapping: {
            source: 'by hand',
            fields: {
              name: { column: 'who' },
              city: { column: 'where', lookup: [{ file: 'places.csv', key: 'ref', take: 'town' }] },
              country: { constant: 'DE' },
            },
          },
        },
        places,
      ],
    });
    await desk.commit(preview.batch);
    expect(desk.workspace.db.all('SELECT name, city, country FROM partners ORDER BY city')).toEqual([
      { name: 'Kestrel Marine', city: 'Kiel', country: 'DE' },
      { name: 'Kestrel Parts', city: 'Ulm', country: 'DE' },
    ]);
  });

  test('the date of the extract is the one given, else the newest the file knows, else today', async () => {
    const file = desk.file(
      'o.csv',
      csv(OPPORTUNITIES, 'O1,Robots,,Closed Won,1,2026-03-09,2026-01-05', 'O2,Arms,,Open,1,2027-01-01,2026-02-01'),
    );
    expect((await desk.preview({ files: [file] })).asOf).toBe('2026-03-09');
    expect((await desk.preview({ files: [file], asOf: '2026-09-30' })).asOf).toBe('2026-09-30');
    expect((await desk.preview({ files: [desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow,,DE'))] })).asOf).toBe(
      '2026-10-05',
    );
  });

  test('samples of each column, and the field it is taken for', async () => {
    const { batch } = await desk.preview({
      files: [desk.file('a.csv', csv(`${ACCOUNTS},Mood`, 'A1,Harrow,,DE,calm', 'A2,Norvik,,NO,calm'))],
    });
    expect(await samples(desk.workspace.db, { batch, file: 'a.csv' })).toEqual([
      { column: 'Account ID', values: ['A1', 'A2'], field: 'key' },
      { column: 'Account Name', values: ['Harrow', 'Norvik'], field: 'name' },
      { column: 'Website', values: [], field: 'domain' },
      { column: 'Billing Country', values: ['DE', 'NO'], field: 'country' },
      { column: 'Mood', values: ['calm'], field: null },
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const IN_WORDS = '@OData.Community.Display.V1.FormattedValue';
const HARROW = '5b7c2d3e-0000-4000-8000-00000000000a';

/** What `GET /opportunities` answers when asked for formatted values, as far as it matters. */
const deal = (id: string, state: [number, string], more: object = {}) => ({
  '@odata.etag': 'W/"1"',
  opportunityid: id,
  name: `Deal ${id}`,
  statecode: state[0],
  [`statecode${IN_WORDS}`]: state[1],
  statuscode: state[0] + 1,
  [`statuscode${IN_WORDS}`]: state[1] === 'Open' ? 'In Progress' : state[1],
  _parentaccountid_value: HARROW,
  [`_parentaccountid_value${IN_WORDS}`]: 'Harrow GmbH',
  '_parentaccountid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
  _ownerid_value: 'c0ffee00-0000-4000-8000-000000000001',
  [`_ownerid_value${IN_WORDS}`]: 'Rosa Lind',
  _transactioncurrencyid_value: 'c0ffee00-0000-4000-8000-000000000002',
  [`_transactioncurrencyid_value${IN_WORDS}`]: 'US Dollar',
  estimatedvalue: 12_500.5,
  [`estimatedvalue${IN_WORDS}`]: '$12,500.50',
  estimatedclosedate: '2026-04-03',
  [`estimatedclosedate${IN_WORDS}`]: '4/3/2026',
  createdon: '2026-01-02T09:00:00Z',
  [`createdon${IN_WORDS}`]: '1/2/2026 10:00 AM',
  ...more,
});

const answer = (...value: object[]) => JSON.stringify({ '@odata.context': 'https://crm.example/api#x', value });

describe('what the Web API of Dynamics answers', () => {
  test('comes in with the names and words it gives, each deal with its account', async () => {
    const accounts = answer({
      accountid: HARROW,
      name: 'Harrow GmbH',
      address1_country: 'Germany',
      industrycode: 7,
      [`industrycode${IN_WORDS}`]: 'Consulting',
    });
    const deals = answer(deal('d1', [0, 'Open']), deal('d2', [1, 'Won']), deal('d3', [2, 'Lost']));
    const preview = await desk.preview({
      files: [desk.file('accounts.json', accounts), desk.file('opportunities.json', deals)],
    });
    expect(preview.files.map(({ kind, mapping, counts }) => [kind, mapping?.source, counts.new, counts.wrong])).toEqual(
      [
        ['accounts', 'Dynamics', 1, 0],
        ['opportunities', 'Dynamics', 3, 0],
      ],
    );
    expect(preview.files[1]?.unmapped.filter((column) => column.includes('@Microsoft'))).toEqual([]);
    await desk.commit(preview.batch);
    const { db } = desk.workspace;
    expect(db.get('SELECT name, country, sector FROM accounts')).toEqual({
      name: 'Harrow GmbH',
      country: 'DE',
      sector: 'Consulting',
    });
    expect(
      db.all(
        `SELECT o.key, o.status, o.value_minor AS minor, o.currency, o.owner, o.close_on AS close, a.name AS account
         FROM opportunities o LEFT JOIN accounts a ON a.id = o.account_id ORDER BY o.key`,
      ),
    ).toMatchObject([
      { key: 'd1', status: 'open', minor: 1_250_050, currency: 'USD', owner: 'Rosa Lind', account: 'Harrow GmbH' },
      { key: 'd2', status: 'won', close: '2026-04-03', account: 'Harrow GmbH' },
      { key: 'd3', status: 'lost', account: 'Harrow GmbH' },
    ]);
  });

  test('names the accounts where they have not come in yet', async () => {
    const { batch } = await desk.preview({
      files: [desk.file('o.json', answer(deal('d1', [0, 'Open']), deal('d2', [1, 'Won'])))],
    });
    expect((await desk.rows(batch)).map(({ record }) => record.accountName)).toEqual(['Harrow GmbH', 'Harrow GmbH']);
  });

  test('without its words is read by its numbers, and the mapping says what they mean', async () => {
    const bare = (id: string, statecode: number) => ({
      opportunityid: id,
      name: id,
      statecode,
      _parentaccountid_value: HARROW,
    });
    const { batch, files } = await desk.preview({
      files: [desk.file('o.json', answer(bare('d1', 0), bare('d2', 1), bare('d3', 2)))],
    });
    expect(files[0]?.mapping).toMatchObject({
      source: 'Dynamics',
      words: { status: { 0: 'open', 1: 'won', 2: 'lost' } },
    });
    expect((await desk.rows(batch)).map(({ record }) => record.status)).toEqual(['open', 'won', 'lost']);
  });
});

describe('opportunities of which none has an account', () => {
  const told = async (columns: string, ...rows: string[]) => {
    const { issues } = await desk.preview({ files: [desk.file('deals.csv', csv(columns, ...rows))] });
    return issues.filter(({ code }) => code === 'accounts_absent');
  };

  test('are told once for the file, with the column that is empty', async () => {
    expect(await told('Opportunity ID,Opportunity Name,Stage', 'O1,Arms,Open', 'O2,Legs,Open')).toMatchObject([
      { file: 'deals.csv', todo: 'Choose the column with the account’s name or id, or export it too.' },
    ]);
    expect(await told('Opportunity ID,Opportunity Name,Account Name,Stage', 'O1,Arms,,Open')).toMatchObject([
      { todo: expect.stringContaining('“Account Name” is empty in every row') },
    ]);
  });

  test('are not told where some have one', async () => {
    expect(
      await told('Opportunity ID,Opportunity Name,Account Name,Stage', 'O1,Arms,,Open', 'O2,Legs,Harrow,Open'),
    ).toEqual([]);
  });
});

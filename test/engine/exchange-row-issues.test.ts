import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wrongRows } from '../../src/engine/exchange/index.ts';
import { readWhole } from '../../src/engine/formats/index.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = importDesk();
  await desk.take(desk.file('partners.csv', csv('Partner ID,Partner Name,Tier', 'P1,Kestrel Parts GmbH,Gold')));
});
afterEach(() => desk.close());

const CLAIMS =
  'Partner,Customer,Country,Contact,E-mail,Estimated value,Currency,Expected close,Evidence date,Evidence note,Received at';
const PEOPLE = 'Contact ID,First name,Last name,E-mail,Certified until,Partner';
const DEALS = 'Opportunity ID,Account Name,Opportunity Name,Stage,Amount,Close Date';

/** What is told of a file whose first row is right: column and code, row after row. */
async function told(name: string, columns: string, ...rows: string[]) {
  const preview = await desk.preview({ files: [desk.file(name, csv(columns, ...rows))] });
  const items = await desk.rows(preview.batch);
  const inList = (await desk.issues(preview.batch)).map(({ row, column, code }) => [row, column, code]);
  return { preview, items, inList };
}

describe('everything that is wrong with a row is told at once', () => {
  test('a partner nobody knows, beside the row’s own wrong cells, in the order of the columns', async () => {
    const row = 'Nobody Known Ltd,,Duetschland,Ada Lund,not-an-email,lots,EURX,31.31.2026,,Demo in Ulm.,2027-09-22';
    const { items, inList } = await told('claims.csv', CLAIMS, row);
    const expected = [
      ['Partner', 'partner_unknown'],
      ['Customer', 'customer_missing'],
      ['Country', 'country_unknown'],
      ['E-mail', 'email_unreadable'],
      ['Estimated value', 'number_unreadable'],
      ['Currency', 'currency_unknown'],
      ['Expected close', 'date_unreadable'],
      ['Evidence date', 'evidence_undated'],
      ['Received at', 'received_later_than_now'],
    ];
    expect(items).toMatchObject([{ fate: 'wrong' }]);
    expect(items[0]?.issues.map(({ column, code }) => [column, code])).toEqual(expected);
    expect(inList).toEqual(expected.map((one) => [2, ...one]));
  });

  test('the reasons that go back with it stand in that order too', async () => {
    const row = 'Nobody Known Ltd,,DE,,,25000,EUR,2026-02-31,2026-09-20,Demo in Ulm.,2026-09-22';
    const { preview } = await told('claims.csv', CLAIMS, row);
    const to = path.join(desk.folder, 'back.csv');
    const { db } = desk.workspace;
    await wrongRows(db, { batch: preview.batch, to: { path: to } }, desk.context.moment(), desk.context.outside);
    const { tables } = await readWhole(to, { name: 'back.csv' });
    const reasons = String(tables[0]?.rows[0]?.cells.at(-1)).split(' | ');
    expect(reasons.map((reason) => reason.split(':')[0])).toEqual(['Partner', 'Customer', 'Expected close']);
  });

  test('of a person: the partner beside a date', async () => {
    const { items } = await told('people.csv', PEOPLE, 'C1,Ada,Lund,ada@lund.example,31.31.2026,Nobody Known Ltd');
    expect(items[0]?.issues.map(({ column }) => column)).toEqual(['Certified until', 'Partner']);
  });

  test('of a deal: an account that is not there, which keeps no row out, is told of a wrong row as well', async () => {
    const { inList, items } = await told('deals.csv', DEALS, 'O1,Harrow,Robots,Open,lots,2026-12-15');
    expect(inList).toEqual([
      [2, 'Account Name', 'account_unknown'],
      [2, 'Amount', 'number_unreadable'],
    ]);
    expect(items).toMatchObject([{ fate: 'wrong' }]);
  });

  test('a deal without name or id says so beside its other wrong cells', async () => {
    const { inList } = await told('deals.csv', DEALS, ',,,Open,lots,2026-12-15');
    expect(inList.map(([, , code]) => code)).toEqual(['name_missing', 'number_unreadable']);
  });
});

describe('an e-mail address that is none', () => {
  test('is told and kept as it is written: the row comes in as before', async () => {
    const { preview, items } = await told('people.csv', PEOPLE, 'C1,Ada,Lund,not-an-email,,P1');
    expect(preview.counts).toMatchObject({ new: 1, wrong: 0 });
    expect(items).toMatchObject([
      {
        fate: 'new',
        record: { email: 'not-an-email' },
        issues: [
          {
            code: 'email_unreadable',
            message: '“not-an-email” is not an e-mail address; it was kept as it is written.',
            column: 'E-mail',
          },
        ],
      },
    ]);
    await desk.commit(preview.batch);
    expect(desk.workspace.db.get('SELECT email FROM contacts')).toEqual({ email: 'not-an-email' });
  });

  test.each([
    'ada@lund.example',
    'ada.lund+deals@mail.lund.co.uk',
    'ädä@lünd.example',
    'ada@lund.example; b@lund.example',
    'n/a',
    '',
  ])('is not said of “%s”', async (email) => {
    const { inList } = await told('people.csv', PEOPLE, `C1,Ada,Lund,${email},,P1`);
    expect(inList).toEqual([]);
  });

  test.each([
    ['ada @lund.example', 'ada@lund.example'],
    ['Ada Lund <ada@lund.example>', 'ada@lund.example'],
    ['mailto:ada@lund.example', 'ada@lund.example'],
  ])('“%s” is proposed to be read as %s', async (email, use) => {
    const { preview } = await told('people.csv', PEOPLE, `C1,Ada,Lund,${email},,P1`);
    expect(preview.issues).toMatchObject([{ code: 'email_unreadable', repair: { was: email, use } }]);
  });
});

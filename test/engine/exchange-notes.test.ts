import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const DEALS = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date';

describe('the date of an extract nobody gave', () => {
  test.each([
    ['a win', 'Closed Won,10,2026-04-03,2026-01-02', '2026-04-03'],
    ['a loss', 'Closed Lost,10,2026-04-03,2026-01-02', '2026-04-03'],
    ['the close of an open deal is still to come', 'Open,10,2026-04-03,2026-01-02', '2026-01-02'],
    ['a win in the future is none', 'Closed Won,10,2027-04-03,2026-01-02', '2026-01-02'],
  ])('%s', async (_what, row, asOf) => {
    const file = desk.file('deals.csv', csv(DEALS, `O1,Robots,Harrow,${row}`));
    expect((await desk.preview({ files: [file] })).asOf).toBe(asOf);
  });

  test('is no earlier than a win of a row that stays out, or that nothing changes', async () => {
    const file = desk.file(
      'deals.csv',
      csv(
        DEALS,
        'O1,Robots,Harrow,Open,10,2026-04-03,2026-01-02',
        'O2,Arms,Harrow,Closed Won,1O,2026-05-03,2026-01-02',
      ),
    );
    expect((await desk.preview({ files: [file] })).asOf).toBe('2026-05-03');
  });

  test('of Pipedrive rows, the time of winning counts', async () => {
    const file = desk.file(
      'deals.csv',
      csv(
        'Deal - ID,Deal - Title,Deal - Status,Deal - Value,Deal - Deal created,Deal - Won time,Deal - Organization',
        '1,Robots,Won,10,2026-01-02 09:00:00,2026-04-03 10:00:00,Harrow',
      ),
    );
    expect((await desk.preview({ files: [file] })).asOf).toBe('2026-04-03');
  });
});

describe('a deal', () => {
  test('won with less than nothing is told', async () => {
    const { issues, counts } = await desk.preview({
      files: [desk.file('deals.csv', csv(DEALS, 'O1,Robots,Harrow,Closed Won,-5000,2026-04-03,2026-01-02'))],
    });
    expect(counts).toMatchObject({ new: 1, wrong: 0 });
    expect(issues.find(({ code }) => code === 'value_negative')).toMatchObject({ row: 2, column: 'Amount' });
  });

  test('that was refunded comes in as lost, on the day it was taken back', async () => {
    const { batch } = await desk.preview({
      files: [desk.file('deals.csv', csv(DEALS, 'O1,Robots,Harrow,Refunded,5000,2026-04-03,2026-01-02'))],
    });
    expect(await desk.rows(batch)).toMatchObject([
      { record: { status: 'lost', stage: 'Refunded', closeOn: '2026-04-03' } },
    ]);
  });
});

describe('a country', () => {
  const ACCOUNTS = 'Account ID,Account Name,Website,Billing Country';
  const told = async (country: string) => {
    const { issues } = await desk.preview({ files: [desk.file('a.csv', csv(ACCOUNTS, `A1,Harrow GmbH,,${country}`))] });
    return issues.map(({ code, message, todo }) => [code, message, todo]);
  };

  test('read by another name is named, not only coded', async () => {
    expect(await told('Korea')).toEqual([
      ['country_corrected', '“Korea” was read as South Korea (KR).', 'Nothing, if that is right.'],
    ]);
  });

  test('with a slip in another language is asked for by its name', async () => {
    expect(await told('Duetschland')).toEqual([
      ['country_unknown', '“Duetschland” is not a country. It was left out.', 'Did you mean Germany?'],
    ]);
  });
});

test('advice about a date shows how one is written and names no day to copy', async () => {
  const { issues } = await desk.preview({
    files: [
      desk.file('deals.csv', csv(DEALS, 'O1,Robots,Harrow,Open,1,31.13.2026,', 'O2,Robots,Harrow,Open,1,31.02.26,')),
    ],
  });
  expect(issues.filter(({ column }) => column === 'Close Date').map(({ todo }) => todo)).toEqual([
    'Write year, month and day, for example 2026-09-30.',
    'Find out which day is meant and write that one.',
  ]);
});

describe('words the programme does not know', () => {
  const PARTNERS = 'Partner ID,Partner Name,Tier,Stage,Territories,Families';
  const preview = (...rows: string[]) => desk.preview({ files: [desk.file('partners.csv', csv(PARTNERS, ...rows))] });

  test('a tier is told with the tiers there are and the nearest, and none is made of it', async () => {
    const { issues, batch, counts } = await preview('P1,Harrow,Platin,,,', 'P2,Norvik,gold,,,');
    expect(counts).toMatchObject({ new: 2, wrong: 0 });
    expect(issues).toMatchObject([
      {
        code: 'tier_unknown',
        row: 2,
        column: 'Tier',
        message: expect.stringContaining('Registered, Silver, Gold, Platinum'),
        todo: 'Did you mean Platinum? Write it so.',
      },
    ]);
    await desk.commit(batch);
    expect(desk.workspace.db.all('SELECT key, tier FROM partners ORDER BY key')).toEqual([
      { key: 'P1', tier: null },
      { key: 'P2', tier: 'Gold' },
    ]);
  });

  test('a partner that has a tier and a stage keeps them when the file’s words are not known', async () => {
    await desk.take(desk.file('before.csv', csv(PARTNERS, 'P1,Harrow,Platinum,exit,,', 'P2,Norvik,Gold,enable,,')));
    const { issues, batch, counts } = await preview('P1,Harrow,Platin,gone,,', 'P2,Norvik AS,Goldd,,,');
    expect(counts).toMatchObject({ unchanged: 1, changed: 1 });
    expect(issues.map(({ code }) => code)).toEqual(['tier_unknown', 'stage_unknown', 'tier_unknown']);
    expect((await desk.rows(batch, { fate: 'changed' }))[0]).toMatchObject({ before: { name: 'Norvik' } });
    await desk.commit(batch);
    expect(desk.workspace.db.all('SELECT name, tier, stage FROM partners ORDER BY key')).toEqual([
      { name: 'Harrow', tier: 'Platinum', stage: 'exit' },
      { name: 'Norvik AS', tier: 'Gold', stage: 'enable' },
    ]);
  });

  test('a territory is a country by its code, or told', async () => {
    const { issues, batch } = await preview('P1,Harrow,Gold,,Germany; Bavarria,');
    expect(issues).toMatchObject([{ code: 'territory_unknown', column: 'Territories' }]);
    expect((await desk.rows(batch))[0]?.record.territories).toEqual(['DE', 'Bavarria']);
  });

  test('a family of a partner, a person or a registration is told once families are known', async () => {
    await desk.take(desk.file('products.csv', csv('Product Code,Product,Product Family', 'A,Arm One,Robots')));
    const { issues } = await preview('P1,Harrow,Gold,,,Robots; Robbots');
    expect(issues).toMatchObject([
      { code: 'family_unknown', column: 'Families', todo: 'Did you mean Robots? Write it so.' },
    ]);
    await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Harrow,Gold,,,')));
    const claims = await desk.preview({
      files: [
        desk.file(
          'claims.csv',
          csv(
            'Partner,Customer name,Customer country,Product family,Evidence kind',
            'P1,Zeiler,Deutschland,Robos,',
            'P1,Zeiler,Duetschland,Arm One,',
          ),
        ),
      ],
    });
    expect(claims.issues.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['family_unknown', 2, 'Product family'],
      ['country_unknown', 3, 'Customer country'],
    ]);
  });
});

test('an unknown partner is told at its cell', async () => {
  const { issues } = await desk.preview({
    files: [desk.file('people.csv', csv('Partner,First name,Last name,E-mail', 'Nobody,Ann,Lee,a@lee.example'))],
  });
  expect(issues).toMatchObject([{ code: 'partner_unknown', row: 2, column: 'Partner' }]);
});

describe('a record shown', () => {
  test('of a contact says whose it is, and whose it was', async () => {
    const people = (partner: string) =>
      desk.file(
        'people.csv',
        csv('Contact ID,Partner,First name,Last name,E-mail', `C1,${partner},Ann,Lee,a@lee.example`),
      );
    const partners = desk.file('partners.csv', csv('Partner ID,Partner Name,Tier', 'P1,Harrow,Gold', 'P2,Norvik,Gold'));
    const both = await desk.preview({ files: [partners, people('P1')] });
    expect((await desk.rows(both.batch, { file: 'people.csv' }))[0]?.record).toMatchObject({
      name: 'Ann Lee',
      partner: 'Harrow',
    });
    await desk.commit(both.batch);
    const moved = await desk.preview({ files: [people('P2')] });
    const shown = { record: { partner: 'Norvik' }, before: { partner: 'Harrow' } };
    expect(await desk.rows(moved.batch)).toMatchObject([shown]);
    await desk.commit(moved.batch);
    expect(await desk.rows(moved.batch)).toMatchObject([shown]);
  });

  test('of a wrong registration is nested as a right one, with the text of what could not be read', async () => {
    await desk.take(desk.file('partners.csv', csv('Partner ID,Partner Name,Tier', 'P1,Harrow,Gold')));
    const { batch } = await desk.preview({
      files: [
        desk.file(
          'claims.csv',
          csv(
            'Partner,Customer name,Customer country,Product family,Estimated value,Expected close,Evidence kind,Evidence date,First name',
            'P1,Zeiler,Germany,Robots,much,2026-12-01,meeting,31.02.26,Ann',
          ),
        ),
      ],
    });
    const [row] = await desk.rows(batch);
    expect(row).toMatchObject({
      fate: 'wrong',
      record: {
        partner: 'P1',
        customer: { name: 'Zeiler', country: 'Germany' },
        value: 'much',
        expectedClose: '2026-12-01',
        evidence: [{ kind: 'meeting', date: '31.02.26' }],
      },
    });
    expect(Object.keys(row?.record ?? {}).filter((field) => field.includes('.'))).toEqual([]);
  });

  test('of a wrong deal has the fields of a deal and no others', async () => {
    const { batch } = await desk.preview({
      files: [
        desk.file(
          'deals.csv',
          csv(
            'Opportunity ID,Opportunity Name,Account ID,Stage,Amount,Close Date,Is Won',
            'O1,Arms,A1,Open,1O,31.02.26,no',
          ),
        ),
      ],
    });
    const [row] = await desk.rows(batch);
    expect(row?.record).toMatchObject({ name: 'Arms', accountName: 'A1', value: '1O', closeOn: '31.02.26' });
    expect(row?.record).not.toHaveProperty('account');
    expect(row?.record).not.toHaveProperty('won');
  });
});

describe('a kind said of all files', () => {
  const PARTNERS = csv('ResellerKey,ResellerName,GeographyKey,ManagerKey', 'R1,Harrow,G1,M1', 'R2,Norvik,G2,M2');
  test('is not said of those that explain the others, nor of those that cannot be it', async () => {
    const files = [
      desk.file('resellers.csv', PARTNERS),
      desk.file('geography.csv', csv('GeographyKey,City,CountryRegionCode', 'G1,Ulm,DE', 'G2,Oslo,NO')),
      desk.file('managers.csv', csv('ManagerKey,Name,Account Manager', 'M1,South,Rosa Lind', 'M2,North,Ola Vik')),
    ];
    const { files: seen, counts } = await desk.preview({ files, kind: 'partners' });
    expect(seen.map(({ kind, use }) => [kind, use])).toEqual([
      ['partners', 'import'],
      [null, 'lookup'],
      [null, 'lookup'],
    ]);
    expect(counts).toMatchObject({ new: 2, wrong: 0 });
    expect(await desk.preview({ files })).toMatchObject({ counts });
  });

  test('is said of a plain list of names, and of a file nothing else can be made of', async () => {
    const list = desk.file('list.csv', csv('Name,Town', 'Harrow,Ulm'));
    const odd = desk.file('odd.csv', csv('Foo,Bar', '1,2'));
    expect((await desk.preview({ files: [list, odd], kind: 'partners' })).files.map(({ kind }) => kind)).toEqual([
      'partners',
      null,
    ]);
    expect((await desk.preview({ files: [odd], kind: 'partners' })).files.map(({ kind }) => kind)).toEqual([
      'partners',
    ]);
  });
});

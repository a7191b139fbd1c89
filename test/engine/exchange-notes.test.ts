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
  expect(issues.map(({ todo }) => todo)).toEqual([
    'Write year, month and day, for example 2026-09-30.',
    'Find out which day is meant and write that one.',
  ]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asked } from '../../src/contract/handler.ts';
import type { AccountId } from '../../src/contract/units.ts';
import {
  checkCustomer,
  getAccount,
  latestExtract,
  lineageOf,
  listAccounts,
  listOpportunities,
} from '../../src/engine/accounts/index.ts';
import { type DealDesk, openDealDesk, refusalOf } from '../support/deal-desk.ts';
import { undoExtract } from '../support/extract.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
const NOW = moment('2026-07-20T12:00+02:00');

beforeAll(() => {
  desk = openDealDesk({ without: 'extract' });
  desk.take(
    {
      asOf: '2026-06-30',
      coveredFrom: '2025-01-15',
      accounts: [
        { key: 'A-1', name: 'Norvik Marine AS', domain: 'norvik.no', country: 'NO', city: 'Bergen' },
        { key: 'A-2', name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'SG' },
        { key: 'A-3', name: 'Ältere Werke AG', country: 'DE' },
      ],
      opportunities: [
        {
          key: 'O-1',
          name: 'Norvik one',
          account: 'A-1',
          product: 'CRM',
          status: 'won',
          minor: 100_000,
          currency: 'USD',
          closeOn: '2026-05-01',
          openedOn: '2026-01-01',
        },
        {
          key: 'O-2',
          name: 'Norvik two',
          account: 'A-1',
          product: 'Robots',
          status: 'open',
          minor: 900_000,
          closeOn: '2026-09-01',
          openedOn: '2026-02-01',
        },
        {
          key: 'O-3',
          name: 'Orchid one',
          account: 'A-2',
          product: 'C.R.M.',
          status: 'won',
          minor: 95_000,
          closeOn: '2026-04-01',
          openedOn: '2026-03-01',
        },
        {
          key: 'O-4',
          name: 'Orchid two',
          account: 'A-2',
          status: 'won',
          minor: 77_000,
          currency: 'CHF',
          closeOn: '2026-03-01',
          openedOn: null,
        },
      ],
    },
    moment('2026-07-01T09:00+02:00'),
  );
});
afterAll(() => desk.close());

const list = (input: Partial<Asked<'accounts', 'list'>> = {}) => listAccounts(desk.db, { limit: 100, ...input }, NOW);
const deals = (input: Partial<Asked<'accounts', 'opportunities'>> = {}) =>
  listOpportunities(desk.db, { limit: 100, ...input }).items.map(({ key }) => key);
const idOf = (key: string) =>
  desk.db.get<{ id: AccountId }>('SELECT id FROM accounts WHERE key = ?', key)?.id as AccountId;

describe('accounts', () => {
  test('count their opportunities and add up what was won, in the programme’s currency; what has no rate stays out', () => {
    expect(list().items).toMatchObject([
      { key: 'A-3', opportunities: 0, open: 0, won: 0, wonValue: { minor: 0, currency: 'EUR' } },
      { key: 'A-1', opportunities: 2, open: 1, won: 1, wonValue: { minor: 90_000, currency: 'EUR' } },
      { key: 'A-2', opportunities: 2, open: 0, won: 2, wonValue: { minor: 95_000, currency: 'EUR' } },
    ]);
  });

  test.each([
    ['name', false, ['A-3', 'A-1', 'A-2']],
    ['country', false, ['A-3', 'A-1', 'A-2']],
    ['wonValue', true, ['A-2', 'A-1', 'A-3']],
    ['opportunities', false, ['A-3', 'A-1', 'A-2']],
  ] as const)('sort by %s', (by, descending, keys) => {
    expect(list({ sort: { by, descending } }).items.map(({ key }) => key)).toEqual(keys);
  });

  test('are filtered by words and country, and come in pages', () => {
    expect(list({ filter: { text: 'orchid' } }).items.map(({ key }) => key)).toEqual(['A-2']);
    expect(list({ filter: { country: 'NO' as never } }).total).toBe(1);
    const first = list({ limit: 2 });
    expect(list({ limit: 2, cursor: first.next ?? '' }).items.map(({ key }) => key)).toEqual(['A-2']);
  });

  test('one shows its opportunities, the registrations on it, and the file and row it came from', () => {
    const filed = desk.file({ customer: { name: 'Norvik Marine', domain: 'norvik.no', country: 'NO' } }, NOW);
    expect(getAccount(desk.db, { account: idOf('A-1') })).toMatchObject({
      name: 'Norvik Marine AS',
      opportunities: [{ key: 'O-2', family: 'Robots' }, { key: 'O-1' }],
      registrations: [{ id: filed.id, number: 'R-2026-0001', partner: 'Kestrel Parts', state: 'submitted' }],
      lineage: [{ file: 'accounts.csv', row: 2, asOf: '2026-06-30' }],
    });
    expect(refusalOf(() => getAccount(desk.db, { account: '00000000-0000-7000-8000-00000000dead' as AccountId }))).toBe(
      'NOT_FOUND',
    );
  });
});

describe('opportunities', () => {
  test.each<[string, Partial<Asked<'accounts', 'opportunities'>>, string[]]>([
    ['the next to close first', {}, ['O-4', 'O-3', 'O-1', 'O-2']],
    ['by status', { filter: { status: 'open' } }, ['O-2']],
    ['by family, however the product is written', { filter: { family: 'CRM' } }, ['O-3', 'O-1']],
    ['by words of the account', { filter: { text: 'norvik' } }, ['O-1', 'O-2']],
    ['those that are linked', { filter: { linked: true } }, []],
    ['those that are not', { filter: { linked: false, status: 'won' } }, ['O-4', 'O-3', 'O-1']],
    ['by value', { sort: { by: 'value', descending: true } }, ['O-2', 'O-1', 'O-3', 'O-4']],
    ['by opening, the undated last', { sort: { by: 'openedOn', descending: false } }, ['O-1', 'O-2', 'O-3', 'O-4']],
    ['by account', { sort: { by: 'account', descending: true } }, ['O-3', 'O-4', 'O-1', 'O-2']],
  ])('%s', (_, input, keys) => {
    expect([...deals(input)].sort()).toEqual([...keys].sort());
    if (input.sort?.by !== 'account') expect(deals(input)).toEqual(keys);
    else expect(deals(input).slice(0, 2).sort()).toEqual(keys.slice(0, 2));
  });
});

describe('is this customer among the accounts?', () => {
  test.each([
    [{ name: 'NORVIK MARINE', domain: 'https://www.norvik.no/about' }, 'same', 'Norvik Marine AS'],
    [{ name: 'Norvik Marin', country: 'NO' }, 'possible', 'Norvik Marine AS'],
    [{ name: 'Aeltere Werke', country: 'DE' }, 'possible', 'Ältere Werke AG'],
    [{ name: 'Quite Another' }, 'different', undefined],
  ])('%o: %s', (customer, verdict, name) => {
    const found = checkCustomer(desk.db, { customer });
    expect(found.verdict).toBe(verdict);
    expect(found.candidates[0]?.name).toBe(name);
    for (const candidate of found.candidates) expect(candidate.evidence.length).toBeGreaterThan(0);
  });
});

describe('the newest extract', () => {
  test('is the one of the latest date, not of the latest import, and forgets one that was taken back', () => {
    expect(latestExtract(desk.db)).toMatchObject({ asOf: '2026-06-30', coveredFrom: '2025-01-15' });
    const older = desk.take({ asOf: '2026-05-31', coveredFrom: '2024-01-01', opportunities: [] }, NOW);
    expect(latestExtract(desk.db, 'opportunities')).toMatchObject({
      asOf: '2026-06-30',
      coveredFrom: '2024-01-01',
      hasActivityDates: false,
    });
    const newer = desk.take(
      { asOf: '2026-07-15', opportunities: [{ key: 'O-2', account: 'A-1', lastActivityOn: '2026-07-14' }] },
      NOW,
    );
    expect(latestExtract(desk.db)).toMatchObject({ kind: 'opportunities', asOf: '2026-07-15', hasActivityDates: true });
    expect(latestExtract(desk.db, 'accounts')?.asOf).toBe('2026-06-30');
    const id = desk.db.get<{ id: string }>("SELECT id FROM opportunities WHERE key = 'O-2'")?.id ?? '';
    expect(lineageOf(desk.db, id).map(({ asOf }) => asOf)).toEqual(['2026-07-15', '2026-06-30']);
    undoExtract(desk.db, newer, NOW);
    undoExtract(desk.db, older, NOW);
    expect(latestExtract(desk.db)).toMatchObject({ asOf: '2026-06-30', coveredFrom: '2025-01-15' });
    expect(lineageOf(desk.db, id)).toHaveLength(1);
  });

  test('is none before the first', async () => {
    const bare = openDealDesk({ without: 'extract' });
    expect(latestExtract(bare.db)).toBeNull();
    await bare.close();
  });
});

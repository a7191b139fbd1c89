import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProgrammeBody } from '../../src/contract/programme.ts';
import type { OpportunityId, RegistrationId } from '../../src/contract/units.ts';
import { decline, setAttribution } from '../../src/engine/attribution/index.ts';
import { estimate, listAccruals, listStatements, statement } from '../../src/engine/incentives/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { type DealDesk, openDealDesk } from '../support/deal-desk.ts';
import { undoExtract } from '../support/extract.ts';
import { approvedHalden, haldenExtract, opportunityId, SUMMER, takeAndSettle } from '../support/halden-deal.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk();
});
afterEach(() => desk.close());

async function reopenWith(programme: Partial<ProgrammeBody>) {
  await desk.close();
  desk = openDealDesk({ programme });
}

const WON = { status: 'won' as const, closeOn: '2026-07-01' };
const all = () => listAccruals(desk.db, { sort: { by: 'accruedOn', descending: false }, limit: 100 }).items;
/** Rows as `partner rule amount currency day`, reversals with their own. */
const rows = () =>
  all().map(
    ({ partnerName, rule, amount, accruedOn, reverses }) =>
      `${partnerName} ${reverses === null ? rule : `${rule} reversed`} ${amount.minor} ${amount.currency} ${accruedOn}`,
  );
const left = () => all().reduce((sum, { amount }) => sum + amount.minor, 0);

/** Kestrel Parts’ registration of 184 000 EUR, won on 1 July and seen on the 6th. */
function wonDeal(changes: Parameters<typeof approvedHalden>[1] = {}, opportunity: object = {}) {
  const filed = approvedHalden(desk, changes);
  takeAndSettle(desk, SUMMER, { ...WON, ...opportunity });
  return filed;
}

describe('a won opportunity accrues', () => {
  test('five per cent where the extract calls it a renewal, and nothing for a new logo', () => {
    const filed = wonDeal({}, { renewal: true });
    expect(rows()).toEqual(['Kestrel Parts IN7 920000 EUR 2026-07-01']);
    expect(estimate(desk.db, filed.id, SUMMER).money).toEqual({ minor: 920_000, currency: 'EUR' });
  });

  test('by the plan, with every step, on the day of the win', () => {
    const filed = wonDeal();
    expect(rows()).toEqual(['Kestrel Parts IN3 3680000 EUR 2026-07-01']);
    const [accrual] = all();
    expect(accrual).toMatchObject({
      number: filed.number,
      quarter: '2026-Q3',
      payBy: '2026-11-14',
      edition: 1,
      reverses: null,
    });
    expect(accrual?.steps.map(({ step, words }) => `${step}: ${words}`)).toEqual([
      'base: Base is the contract value',
      'share: 100 % as originator of EUR 184,000.00',
      'rate: 20 % = 15 % (tier Gold) + 5 % (IN6 New-logo bonus) of EUR 184,000.00',
      'round: Rounded half up to the last unit of EUR',
    ]);
  });

  test('once for the same facts, however often they come', () => {
    wonDeal();
    settle(desk.db, SUMMER);
    takeAndSettle(desk, moment('2026-07-13T10:00+02:00'), WON);
    expect(rows()).toHaveLength(1);
  });

  test('split by role to the last cent', () => {
    wonDeal({}, { minor: 18_400_001 });
    const partner = (name: string) =>
      desk.db.get<{ id: string }>('SELECT id FROM partners WHERE name = ?', name)?.id as never;
    const third = (name: string, role: 'specifier' | 'order' | 'site', shareBp: number) => ({
      partner: partner(name),
      role,
      shareBp: shareBp as never,
    });
    setAttribution(
      desk.db,
      {
        opportunity: opportunityId(desk, 'O-9') as OpportunityId,
        origin: 'sourced',
        roles: [
          third('Kestrel Parts', 'specifier', 3_334),
          third('Blue Delta IT', 'order', 3_333),
          third('Tidewater', 'site', 3_333),
        ],
        reason: 'As agreed.',
      },
      SUMMER,
    );
    settle(desk.db, SUMMER);
    const parts = all()
      .filter(({ reverses, because }) => reverses === null && because === 'The opportunity was won.')
      .slice(1);
    expect(
      parts.map(({ partnerName, steps }) => [partnerName, steps.find(({ step }) => step === 'share')?.value?.minor]),
    ).toEqual([
      ['Kestrel Parts', 6_134_561],
      ['Blue Delta IT', 6_132_720],
      ['Tidewater', 6_132_720],
    ]);
    // 20 % Gold with the new-logo points, 15 % Silver, 15 % Registered.
    expect(parts.map(({ amount }) => amount.minor)).toEqual([1_226_912, 919_908, 919_908]);
    expect(left()).toBe(1_226_912 + 919_908 + 919_908);
  });

  test('at the tier the partner had when it was approved', () => {
    approvedHalden(desk);
    desk.take(
      { asOf: '2026-06-20', partners: [{ key: 'P-1', name: 'Kestrel Parts', tier: 'Platinum' }] },
      moment('2026-06-20T10:00+02:00'),
    );
    takeAndSettle(desk, SUMMER, WON);
    expect(rows()).toEqual(['Kestrel Parts IN3 3680000 EUR 2026-07-01']);
  });

  test('in the programme’s currency, at the rate of the day', () => {
    wonDeal({ value: { minor: 20_000_000, currency: 'USD' } }, { minor: 20_000_000, currency: 'USD' });
    // 200 000 USD at 0.9, 20 %.
    expect(rows()).toEqual(['Kestrel Parts IN3 3600000 EUR 2026-07-01']);
  });

  test('in its own currency where there is no rate, and in no total', () => {
    wonDeal(
      { value: { minor: 20_000_000, currency: 'GBP' } },
      { minor: 20_000_000, currency: 'GBP', partnerName: 'Kestrel Parts' },
    );
    expect(rows()).toEqual(['Kestrel Parts IN3 4000000 GBP 2026-07-01']);
    expect(listStatements(desk.db, { limit: 10 }, SUMMER).items).toMatchObject([
      { lines: 1, net: { minor: 0, currency: 'EUR' } },
    ]);
    const drawn = statement(desk.db, { partner: 'Kestrel Parts', quarter: '2026-Q3' }, SUMMER);
    expect(drawn).toMatchObject({
      net: { minor: 0, currency: 'EUR' },
      lines: [{ amount: { minor: 4_000_000, currency: 'GBP' } }],
    });
  });

  test('nothing below the minimum payout, and says so', () => {
    wonDeal({ type: 'referral', value: { minor: 480_000, currency: 'EUR' } }, { minor: 480_000 });
    expect(rows()).toEqual(['Kestrel Parts IN1 0 EUR 2026-07-01']);
    expect(all()[0]?.because).toContain('Below the minimum payout');
    expect(settle(desk.db, SUMMER)).toMatchObject({ accrued: 0, reversed: 0 });
  });

  test('an expansion has no new-logo points', () => {
    approvedHalden(desk);
    takeAndSettle(desk, SUMMER, WON, {
      key: 'O-1x',
      ...WON,
      closeOn: '2025-01-15',
      openedOn: '2024-12-01',
      product: 'Robots',
    });
    expect(rows()).toEqual(['Kestrel Parts IN3 2760000 EUR 2026-07-01']);
  });
});

describe('what changes is a row of its own', () => {
  test('the workspace itself refuses to change, replace or delete an accrual', () => {
    wonDeal();
    const { sqlite } = desk.db.connection;
    expect(() => sqlite.exec('UPDATE accruals SET amount_minor = 1')).toThrow('append-only');
    expect(() => sqlite.exec('DELETE FROM accruals')).toThrow('append-only');
    expect(() => sqlite.exec('REPLACE INTO accruals SELECT * FROM accruals')).toThrow('append-only');
    expect(rows()).toHaveLength(1);
  });

  test('a new value takes the old accrual back and makes a new one, on the day it is seen', () => {
    wonDeal();
    const october = moment('2026-10-05T10:00+02:00');
    takeAndSettle(desk, october, { ...WON, minor: 20_000_000 });
    expect(rows()).toEqual([
      'Kestrel Parts IN3 3680000 EUR 2026-07-01',
      'Kestrel Parts IN3 reversed -3680000 EUR 2026-10-05',
      'Kestrel Parts IN3 4000000 EUR 2026-10-05',
    ]);
    expect(all().map(({ quarter }) => quarter)).toEqual(['2026-Q3', '2026-Q4', '2026-Q4']);
  });

  test.each([
    ['all of it before six months', '2026-12-30T10:00+01:00', -3_680_000],
    ['half of it on the day of twelve', '2027-07-01T10:00+02:00', -1_840_000],
    ['nothing the day after', '2027-07-02T10:00+02:00', 0],
  ])('a lost deal is clawed back by its age: %s', (_what, when, taken) => {
    wonDeal();
    takeAndSettle(desk, moment(when), { ...WON, status: 'lost' });
    expect(left()).toBe(3_680_000 + taken);
    expect(settle(desk.db, moment(when))).toMatchObject({ accrued: 0, reversed: 0 });
  });

  test.each([
    ['the day the extract says it was lost', '2026-11-30', -3_680_000],
    ['the day the extract was drawn, where it kept the day of the win', WON.closeOn, -1_840_000],
  ])('its age counts to %s, however late the extract is read', (_what, closeOn, taken) => {
    wonDeal();
    const drawn = haldenExtract('2027-02-26', { ...WON, status: 'lost', closeOn });
    const read = moment('2027-09-20T10:00+02:00');
    desk.take(drawn, read);
    settle(desk.db, read);
    expect(left()).toBe(3_680_000 + taken);
    expect(all().at(-1)).toMatchObject({ accruedOn: '2027-09-20' });
  });

  test('a deal that was half clawed back and is won again earns its amount once', () => {
    wonDeal();
    takeAndSettle(desk, moment('2027-03-01T10:00+01:00'), { ...WON, status: 'lost' });
    expect(left()).toBe(1_840_000);
    takeAndSettle(desk, moment('2027-03-08T10:00+01:00'), WON);
    expect(left()).toBe(3_680_000);
    expect(rows()).toHaveLength(4);
  });

  test('a win that was none is taken back whole, whatever its age', () => {
    wonDeal();
    takeAndSettle(desk, moment('2027-12-01T10:00+01:00'), { status: 'open', closeOn: null });
    expect(left()).toBe(0);
    expect(all().at(-1)?.because).toBe('The opportunity is not won any more.');
  });

  test('an undone import takes its earnings with it; the same import again earns them again', () => {
    approvedHalden(desk);
    const { batch } = takeAndSettle(desk, SUMMER, WON);
    desk.db.connection.run('UPDATE registrations SET account_id = NULL');
    undoExtract(desk.db, batch, SUMMER);
    settle(desk.db, SUMMER);
    expect(left()).toBe(0);
    takeAndSettle(desk, SUMMER, WON);
    expect(left()).toBe(3_680_000);
  });

  test('a declined link takes the earnings back', () => {
    const filed = wonDeal();
    const pair = { registration: filed.id as RegistrationId, opportunity: opportunityId(desk, 'O-9') as OpportunityId };
    decline(desk.db, { ...pair, reason: '' }, SUMMER);
    expect(settle(desk.db, SUMMER)).toMatchObject({ reversed: 1, accrued: 0 });
    expect(left()).toBe(0);
  });

  test('rows are never changed or deleted', () => {
    wonDeal();
    const before = desk.db.all('SELECT * FROM accruals');
    takeAndSettle(desk, moment('2026-10-05T10:00+02:00'), { ...WON, minor: 20_000_000 });
    expect(desk.db.all('SELECT * FROM accruals ORDER BY rowid LIMIT 1')).toEqual(before);
  });
});

describe('statements', () => {
  test('a partner and quarter: what accrued, what was reversed, the net, and until when', () => {
    wonDeal();
    takeAndSettle(desk, moment('2026-09-14T10:00+02:00'), { ...WON, minor: 20_000_000 });
    const { items, quarters } = listStatements(desk.db, { limit: 10 }, SUMMER);
    expect(quarters).toEqual(['2026-Q3']);
    expect(items).toMatchObject([
      {
        partnerName: 'Kestrel Parts',
        lines: 3,
        accrued: { minor: 7_680_000 },
        reversed: { minor: -3_680_000 },
        net: { minor: 4_000_000 },
      },
    ]);
    const drawn = statement(desk.db, { partner: 'P-1', quarter: '2026-Q3' }, SUMMER);
    expect(drawn).toMatchObject({ ...items[0], lines: drawn.lines, payBy: '2026-11-14', disputeUntil: '2026-10-30' });
    expect(drawn.lines).toHaveLength(3);
  });

  test('an empty one has its dates all the same; a name of several partners is refused', () => {
    expect(statement(desk.db, { partner: 'Tidewater', quarter: '2026-Q1' }, SUMMER)).toMatchObject({
      lines: [],
      net: { minor: 0, currency: 'EUR' },
      payBy: '2026-05-15',
    });
    expect(() => statement(desk.db, { partner: 'Twin Supply', quarter: '2026-Q1' }, SUMMER)).toThrow(
      '2 partners are called',
    );
    expect(() => statement(desk.db, { partner: 'Nobody', quarter: '2026-Q1' }, SUMMER)).toThrow('There is no partner');
  });
});

describe('what a registration would earn', () => {
  const of = (filed: { id: string }) => estimate(desk.db, filed.id, SUMMER);

  test('at its value, were it won today', () => {
    expect(of(desk.file({}))).toEqual({
      money: { minor: 3_680_000, currency: 'EUR' },
      words: 'Resale margin: 20 % = 15 % (tier Gold) + 5 % (IN6 New-logo bonus) of EUR 184,000.00 = EUR 36,800.00.',
    });
  });

  test('or why nothing can be said', () => {
    expect(of(desk.file({ value: null }))).toEqual({ money: null, words: 'No value is given.' });
    expect(of(desk.file({ value: { minor: 1, currency: 'GBP' } }))).toEqual({
      money: null,
      words: 'There is no rate for GBP on 2026-07-06.',
    });
  });

  test('by a plan that pays nothing for its type', async () => {
    const { incentives } = sampleProgramme();
    await reopenWith({ incentives: { ...incentives, rules: incentives.rules.filter(({ id }) => id === 'IN1') } });
    expect(of(desk.file({})).money).toBeNull();
  });
});

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asked } from '../../src/contract/handler.ts';
import type { IsoDate } from '../../src/contract/units.ts';
import { opportunities } from '../../src/engine/accounts/tables.ts';
import { attributions, links } from '../../src/engine/attribution/tables.ts';
import { accruals } from '../../src/engine/incentives/tables.ts';
import { change, record, type WriteTx } from '../../src/engine/journal/index.ts';
import { getPartner, listPartners, partnerNamed, partnerNameKey } from '../../src/engine/partners/index.ts';
import { approve, closeInto, recordMeeting, reject } from '../../src/engine/registrations/index.ts';
import { type DealDesk, openDealDesk, refusalOf, the } from '../support/deal-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
const NOW = moment('2026-07-20T12:00+02:00');
const customer = (name: string) => ({ name, domain: `${name.toLowerCase()}.example`, country: 'DE' });

/** Kestrel Parts: one won, one protected and met, one rejected, one waiting. Blue Delta IT: one lost. */
beforeAll(() => {
  desk = openDealDesk();
  const { db } = desk;
  const june = (day: number) => moment(`2026-06-${String(day).padStart(2, '0')}T10:00+02:00`);
  const won = desk.file({ customer: customer('Alder') }, june(1));
  const met = desk.file({ customer: customer('Birch') }, june(2));
  const no = desk.file({ customer: customer('Cedar') }, june(3));
  const lost = desk.file({ partner: 'Blue Delta IT', customer: customer('Dogwood') }, june(4));
  desk.file({ customer: customer('Elm') }, moment('2026-07-17T10:00+02:00'));
  for (const one of [won, met, lost]) approve(db, the(one), june(5));
  reject(db, { ...the(no), code: 'too early', reason: '' }, june(8));
  recordMeeting(db, { ...the(met), on: '2026-06-20' as IsoDate, note: '' }, june(22));
  follow((tx) => {
    closeInto(tx, won.id, { kind: 'won', on: '2026-07-10' as IsoDate, because: 'opportunity O-1' });
    closeInto(tx, lost.id, { kind: 'lost', on: '2026-07-11' as IsoDate, because: 'opportunity O-2' });
    const { id: opportunityId } = tx.get<{ id: string }>("SELECT id FROM opportunities WHERE key = 'O-1'") ?? {
      id: '',
    };
    const stamps = { createdAt: 0, updatedAt: 0, revision: 1 };
    tx.orm
      .insert(links)
      .values({
        registrationId: won.id,
        opportunityId,
        state: 'linked',
        score: 1,
        words: '[]',
        byHand: true,
        by: 'x',
        ...stamps,
      })
      .run();
    tx.orm
      .update(opportunities)
      .set({ status: 'won', valueMinor: 5_000_000, currency: 'USD', closeOn: '2026-07-10' })
      .where(eq(opportunities.id, opportunityId))
      .run();
    tx.orm
      .insert(attributions)
      .values({
        opportunityId,
        origin: 'sourced',
        registrationId: won.id,
        because: '',
        restsOn: '',
        byHand: false,
        setBy: 'x',
        ...stamps,
      })
      .run();
    const earned = {
      partnerId: won.partner ?? '',
      opportunityId,
      rule: 'IN3',
      ruleName: 'Resale',
      edition: 1,
      accruedOn: '2026-07-10',
    };
    const rest = {
      quarter: '2026-Q3',
      currency: 'EUR',
      because: '',
      steps: '[]',
      figures: '{}',
      factsHash: '',
      payByOn: '2026-11-14',
    };
    for (const [id, amountMinor] of [
      ['a', 120_000],
      ['b', -20_000],
    ] as const) {
      tx.orm
        .insert(accruals)
        .values({ id, amountMinor, ...earned, ...rest, createdAt: 0 })
        .run();
    }
  });
});
afterAll(() => desk.close());

const follow = (work: (tx: WriteTx) => void) =>
  change(desk.db, { verb: 'test.follow', input: null }, NOW, (tx) => {
    work(tx);
    record(tx, { subject: null, subjectName: null, words: 'What followed', what: null });
  });
const list = (input: Partial<Asked<'partners', 'list'>> = {}) => listPartners(desk.db, { limit: 100, ...input }, NOW);
const get = (partner: string) => getPartner(desk.db, { partner }, NOW);

describe('partners', () => {
  test('show what each brought so far', () => {
    expect(list({ filter: { text: 'kestrel' } }).items[0]).toMatchObject({
      key: 'P-1',
      name: 'Kestrel Parts',
      tier: 'Gold',
      standing: {
        registered: 4,
        open: 2,
        approved: 2,
        rejected: 1,
        won: 1,
        lost: 0,
        // The value of the opportunity it is linked to, at the rate of the day it closed.
        wonValue: { minor: 4_500_000, currency: 'EUR' },
        cases: 0,
        approvalRateBp: null,
        // 24, 32 and 24 hours: Friday and Monday lie between, Thursday the 4th is a working day.
        decidedIn: 24,
        lastRegisteredOn: '2026-07-17',
      },
    });
  });

  test.each([
    ['name', false, ['Blue Delta IT', 'Kestrel Parts', 'Tidewater', 'Twin Supply', 'TWIN SUPPLY']],
    ['registered', true, ['Kestrel Parts', 'Blue Delta IT']],
    ['approved', true, ['Kestrel Parts', 'Blue Delta IT']],
    ['won', true, ['Kestrel Parts']],
    ['wonValue', true, ['Kestrel Parts']],
    ['lastRegisteredOn', true, ['Kestrel Parts', 'Blue Delta IT']],
    ['tier', true, ['Kestrel Parts', 'Blue Delta IT', 'Tidewater']],
  ] as const)('sort by %s', (by, descending, first) => {
    const names = list({ sort: { by, descending } }).items.map(({ name }) => name);
    expect(names.slice(0, first.length)).toEqual(first);
    expect(names).toHaveLength(5);
  });

  test('come in pages', () => {
    const first = list({ limit: 2 });
    expect(first).toMatchObject({ total: 5, items: [{ key: 'P-2' }, { key: 'P-1' }] });
    expect(list({ limit: 2, cursor: first.next ?? '' }).items.map(({ key }) => key)).toEqual(['P-3', 'P-4']);
    expect(list({ limit: 10 }).next).toBeNull();
  });

  test('are filtered by words, stage and tier', () => {
    expect(list({ filter: { text: 'blue-delta' } }).total).toBe(1);
    expect(list({ filter: { tier: 'Gold' } }).total).toBe(1);
    expect(list({ filter: { stage: 'exit' } }).total).toBe(0);
  });
});

describe('one partner', () => {
  test('shows people, service given and owed, and earnings by quarter', () => {
    expect(get('P-1')).toMatchObject({
      supporter: 'M. Okafor',
      signedOn: '2024-03-01',
      contacts: [{ name: 'Jo Falk', certifications: [{ family: 'CRM', until: null }] }],
      service: { decided: 3, decidedInTime: 0, firstMeetingsDue: 2, firstMeetingsHeld: 1 },
      owed: [{ what: 'Decide R-2026-0005', dueOn: '2026-07-21' }],
      earnings: [
        {
          quarter: '2026-Q3',
          accrued: { minor: 120_000, currency: 'EUR' },
          reversed: { minor: -20_000 },
          net: { minor: 100_000 },
        },
      ],
    });
  });

  test('shows eight quarters of sourced wins and registrations, the oldest first', () => {
    const { trend } = get('P-1');
    expect(trend.map(({ quarter }) => quarter)).toEqual([
      '2024-Q4',
      '2025-Q1',
      '2025-Q2',
      '2025-Q3',
      '2025-Q4',
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
    ]);
    expect(trend.slice(-2)).toEqual([
      { quarter: '2026-Q2', won: { minor: 0, currency: 'EUR' }, registered: 3 },
      { quarter: '2026-Q3', won: { minor: 4_500_000, currency: 'EUR' }, registered: 1 },
    ]);
  });

  test.each(['Nobody', 'Twin Supply'])('“%s” is not one', (name) => {
    expect(refusalOf(() => get(name))).toBe('NOT_FOUND');
  });
});

describe('who a text names', () => {
  test.each([
    ['P-1', 'Kestrel Parts'],
    ['kestrel  PARTS', 'Kestrel Parts'],
    ['Kestrel-Parts', 'Kestrel Parts'],
  ])('“%s” is %s', (text, name) => {
    expect(partnerNamed(desk.db, text)).toMatchObject({ found: 'one', partner: { name } });
  });

  test('a name that two have is told apart by the key', () => {
    expect(partnerNamed(desk.db, 'twin supply')).toMatchObject({
      found: 'several',
      partners: [{ key: 'P-4' }, { key: 'P-5' }],
    });
    expect(partnerNamed(desk.db, 'P-5')).toMatchObject({ found: 'one' });
  });

  test('names fold however they are written, and none folds to nothing', () => {
    expect(partnerNameKey('Müller & Söhne')).toBe(partnerNameKey('MULLER   SOHNE'));
    expect(partnerNameKey('★')).not.toBe('');
  });
});

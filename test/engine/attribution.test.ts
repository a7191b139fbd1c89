import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseId, OpportunityId, RegistrationId } from '../../src/contract/units.ts';
import {
  decline,
  getAttribution,
  link,
  listOffers,
  setAttribution,
  unsetAttribution,
} from '../../src/engine/attribution/index.ts';
import { appeal, decideAppeal, rule } from '../../src/engine/conflicts/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { type CaseDesk, labelOf, openCaseDesk } from '../support/case-desk.ts';
import { refusalOf } from '../support/deal-desk.ts';
import { undoExtract } from '../support/extract.ts';
import { approvedHalden, opportunityId, SUMMER, TUESDAY, takeAndSettle } from '../support/halden-deal.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { moment } from '../support/workspace.ts';

let desk: CaseDesk;
beforeEach(() => {
  desk = openCaseDesk();
});
afterEach(() => desk.close());

const AUTUMN = moment('2026-09-07T10:00+02:00');
const pair = (registration: { id: string }, key: string) => ({
  registration: registration.id as RegistrationId,
  opportunity: opportunityId(desk, key) as OpportunityId,
});
const of = (key: string) => getAttribution(desk.db, { opportunity: opportunityId(desk, key) as OpportunityId }, SUMMER);
const offers = () =>
  listOffers(desk.db, { limit: 100 }).items.map(({ opportunity, state, score }) => [opportunity.key, state, score]);

describe('LK1: an approved registration is offered its opportunity', () => {
  test('and linked by itself where one alone reaches 0.9; it is sourced, the partner its originator', () => {
    const filed = approvedHalden(desk);
    const { settled } = takeAndSettle(desk, SUMMER, {});
    expect(settled).toMatchObject({ linked: 1, attributed: 1, closed: 0 });
    expect(offers()).toEqual([['O-9', 'linked', 0.9]]);
    expect(of('O-9')).toMatchObject({
      origin: 'sourced',
      registration: { number: filed.number },
      roles: [{ partnerName: 'Kestrel Parts', role: 'originator', shareBp: 10_000 }],
    });
    expect(desk.see(filed, SUMMER).opportunity).toMatchObject({ key: 'O-9', linked: true });
  });

  test('two that fit alike are offered, and a person chooses', () => {
    const filed = approvedHalden(desk);
    expect(takeAndSettle(desk, SUMMER, {}, { key: 'O-10' }).settled.linked).toBe(0);
    expect(offers()).toEqual([
      ['O-10', 'offered', 0.9],
      ['O-9', 'offered', 0.9],
    ]);
    decline(desk.db, { ...pair(filed, 'O-10'), reason: 'The spare parts.' }, SUMMER);
    expect(settle(desk.db, SUMMER).linked).toBe(1);
    expect(
      offers()
        .map(([key, state]) => `${key} ${state}`)
        .sort(),
    ).toEqual(['O-10 declined', 'O-9 linked']);
  });

  test.each([
    ['offered', 'the value is far off', { minor: 1_000_000 }],
    ['offered', 'it was opened before the receipt', { openedOn: '2026-05-01' }],
    ['nothing', 'it is of another family', { product: 'Robots' }],
    ['nothing', 'the CRM names another partner', { partnerName: 'Tidewater' }],
    ['linked', 'the CRM names the partner', { partnerName: 'KESTREL PARTS', minor: 1_000_000 }],
  ])('%s where %s', (state, _why, changes) => {
    approvedHalden(desk);
    takeAndSettle(desk, SUMMER, changes);
    expect(offers()[0]?.[1] ?? 'nothing').toBe(state);
  });

  test('two registrations that would take the same opportunity are both offered it', () => {
    approvedHalden(desk, { site: 'Ulm' });
    approvedHalden(desk, { partner: 'Blue Delta IT', site: 'Kiel' });
    expect(takeAndSettle(desk, SUMMER, {}).settled.linked).toBe(0);
    expect(offers()).toHaveLength(2);
  });

  test('a link by hand is refused where it cannot be', () => {
    const filed = approvedHalden(desk);
    const waiting = desk.file({ partner: 'Blue Delta IT' }, TUESDAY);
    takeAndSettle(desk, SUMMER, {}, { key: 'O-10', product: 'Robots' });
    expect(refusalOf(() => link(desk.db, pair(waiting, 'O-10'), SUMMER))).toBe('NOT_DECIDABLE not_approved');
    expect(refusalOf(() => link(desk.db, pair(filed, 'O-10'), SUMMER))).toBe('NOT_DECIDABLE linked_elsewhere');
    expect(refusalOf(() => decline(desk.db, { ...pair(filed, 'O-10'), reason: '' }, SUMMER))).toBe(
      'NOT_DECIDABLE not_offered',
    );
  });

  test('a link by hand stands, whatever the next extract says', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, { product: 'Robots' });
    link(desk.db, pair(filed, 'O-9'), SUMMER);
    settle(desk.db, SUMMER);
    takeAndSettle(desk, AUTUMN, { product: 'Robots', partnerName: 'Tidewater' });
    expect(offers()).toEqual([['O-9', 'linked', 1]]);
    expect(of('O-9').origin).toBe('sourced');
  });
});

describe('won and lost follow from the extracts', () => {
  test('and are taken back with them', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, {});
    const { batch, settled } = takeAndSettle(desk, AUTUMN, { status: 'won', closeOn: '2026-09-01' });
    expect(settled.closed).toBe(1);
    expect(desk.see(filed, AUTUMN)).toMatchObject({ state: 'closed', close: 'won', protection: { state: 'lapsed' } });
    undoExtract(desk.db, batch, AUTUMN);
    settle(desk.db, AUTUMN);
    expect(desk.see(filed, AUTUMN)).toMatchObject({ state: 'approved', close: null });
    expect(of('O-9').origin).toBe('sourced');
  });

  test('and its history says when it was linked and won, and what it earned', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, {});
    takeAndSettle(desk, AUTUMN, { status: 'won', closeOn: '2026-09-01' });
    const said = desk.see(filed, AUTUMN).history.map(({ words }) => words);
    expect(said.find((words) => words.includes('Linked to O-9: the same account'))).toContain(
      `Credited as sourced, was direct: ${filed.number} was received on`,
    );
    expect(said.at(-1)).toMatch(/^Won: opportunity O-9 was won\. .*Earnings: 1 accrued\. The opportunity was won\.$/);
    expect(said.filter((words) => words.startsWith('What followed'))).toEqual([]);
  });

  test('a loss that turns out a win is a win', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, {});
    takeAndSettle(desk, AUTUMN, { status: 'lost', closeOn: '2026-09-01' });
    expect(desk.see(filed, AUTUMN).close).toBe('lost');
    takeAndSettle(desk, moment('2026-09-14T10:00+02:00'), { status: 'won', closeOn: '2026-09-10' });
    expect(desk.see(filed, AUTUMN).close).toBe('won');
  });

  test('a link that is declined takes win and credit back, and is not offered again', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, { status: 'won', closeOn: '2026-07-01' });
    expect(desk.see(filed, SUMMER).close).toBe('won');
    decline(desk.db, { ...pair(filed, 'O-9'), reason: 'Another plant.' }, SUMMER);
    settle(desk.db, SUMMER);
    expect(desk.see(filed, SUMMER).state).toBe('approved');
    expect(of('O-9')).toMatchObject({ origin: 'direct', roles: [], revision: 0 });
    expect(offers()).toEqual([['O-9', 'declined', 0.9]]);
  });

  test('a whole extract undone leaves no link, no win and no credit', () => {
    const filed = approvedHalden(desk);
    const { batch } = takeAndSettle(desk, SUMMER, { status: 'won', closeOn: '2026-07-01' });
    desk.db.connection.run('UPDATE registrations SET account_id = NULL'); // as the exchange does before it takes an account away
    desk.db.connection.run('UPDATE protections SET account_id = NULL');
    undoExtract(desk.db, batch, SUMMER);
    settle(desk.db, SUMMER);
    expect(desk.db.all('SELECT 1 FROM links UNION ALL SELECT 1 FROM attributions')).toEqual([]);
    expect(desk.see(filed, SUMMER)).toMatchObject({ state: 'approved', account: null });
  });
});

describe('credit by hand', () => {
  const roles = (...shares: readonly (readonly [string, 'originator' | 'specifier' | 'advisor', number])[]) =>
    shares.map(([name, role, shareBp]) => ({
      partner: (desk.db.get<{ id: string }>('SELECT id FROM partners WHERE name = ?', name)?.id ?? name) as never,
      role,
      shareBp: shareBp as never,
    }));
  const by = (shares: ReturnType<typeof roles>, origin: 'sourced' | 'direct' = 'sourced') => ({
    opportunity: opportunityId(desk, 'O-9') as OpportunityId,
    origin,
    roles: shares,
    reason: 'As agreed with both.',
  });

  test('sums to 100 %, in the order of roles, and no extract changes it', () => {
    approvedHalden(desk);
    takeAndSettle(desk, SUMMER, {});
    setAttribution(
      desk.db,
      by(roles(['Blue Delta IT', 'advisor', 3_000], ['Kestrel Parts', 'originator', 7_000])),
      SUMMER,
    );
    takeAndSettle(desk, AUTUMN, { status: 'won', closeOn: '2026-09-01' });
    expect(of('O-9').roles.map(({ role, shareBp }) => [role, shareBp])).toEqual([
      ['originator', 7_000],
      ['advisor', 3_000],
    ]);
    expect(of('O-9').because).toBe('As agreed with both.');
  });

  test.each([
    ['shares_sum', () => by(roles(['Kestrel Parts', 'originator', 9_999]))],
    ['no_parts', () => by([])],
    ['direct_with_parts', () => by(roles(['Kestrel Parts', 'originator', 10_000]), 'direct')],
    ['part_twice', () => by(roles(['Kestrel Parts', 'advisor', 5_000], ['Kestrel Parts', 'advisor', 5_000]))],
  ])('is refused with %s', (code, input) => {
    takeAndSettle(desk, SUMMER, {});
    expect(refusalOf(() => setAttribution(desk.db, input(), SUMMER))).toBe(`REFUSED ${code}`);
  });

  test('is refused where the partner is unknown, or somebody set it meanwhile', () => {
    takeAndSettle(desk, SUMMER, {});
    const set = by(roles(['Kestrel Parts', 'originator', 10_000]));
    expect(refusalOf(() => setAttribution(desk.db, by(roles(['Nobody', 'originator', 10_000])), SUMMER))).toBe(
      'NOT_FOUND',
    );
    setAttribution(desk.db, { ...set, revision: 0 }, SUMMER);
    expect(refusalOf(() => setAttribution(desk.db, { ...set, revision: 0 }, SUMMER))).toBe('STALE_REVISION');
  });

  test('taken back, the rules decide again', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, { status: 'won', closeOn: '2026-07-01' });
    const byRules = of('O-9');
    expect(byRules.byHand).toBe(false);
    const opportunity = opportunityId(desk, 'O-9') as OpportunityId;
    expect(refusalOf(() => unsetAttribution(desk.db, { opportunity }, SUMMER))).toBe('NOT_DECIDABLE not_by_hand');
    setAttribution(desk.db, by(roles(['Blue Delta IT', 'originator', 10_000])), SUMMER);
    settle(desk.db, SUMMER);
    expect(of('O-9')).toMatchObject({ byHand: true, roles: [{ partnerName: 'Blue Delta IT' }] });
    expect(refusalOf(() => unsetAttribution(desk.db, { opportunity, revision: 0 }, SUMMER))).toBe('STALE_REVISION');
    unsetAttribution(desk.db, { opportunity, revision: of('O-9').revision }, SUMMER);
    settle(desk.db, SUMMER);
    expect(of('O-9')).toMatchObject({
      origin: byRules.origin,
      roles: byRules.roles,
      because: byRules.because,
      byHand: false,
      registration: { number: filed.number },
    });
  });

  test('says where the opportunity came from, file and row', () => {
    takeAndSettle(desk, SUMMER, {});
    expect(of('O-9').lineage).toMatchObject([{ asOf: expect.any(String), row: expect.any(Number) }]);
  });

  test('a partner the CRM names without a registration has influenced it', () => {
    takeAndSettle(desk, SUMMER, { partnerName: 'blue delta it' });
    expect(of('O-9')).toMatchObject({
      origin: 'influenced',
      roles: [{ partnerName: 'Blue Delta IT', role: 'advisor' }],
    });
    takeAndSettle(desk, AUTUMN, { partnerName: null });
    expect(of('O-9').origin).toBe('direct');
  });
});

describe('rulings reach credit', () => {
  const ruledAt = moment('2026-06-15T10:00+02:00');
  const tidewater = { partner: 'Tidewater', site: 'Ulm', type: 'project' as const };

  test('co-sell links the winner to our own opportunity', () => {
    desk.take({ ...extractOf('2026-05-20'), asOf: '2026-06-01' }, moment('2026-06-01T09:00+02:00'));
    const filed = desk.file({});
    const opened = desk.open([filed], ['O-9']);
    desk.seal(opened);
    expect(desk.ruleAsRecommended(opened, ruledAt).outcome).toBe('co-sell');
    settle(desk.db, ruledAt);
    expect(offers()).toEqual([['O-9', 'linked', 1]]);
    expect(of('O-9')).toMatchObject({ origin: 'co-sell', because: `The ruling on ${filed.number} was co-sell.` });
  });

  test('a functional split gives each its function’s share', async () => {
    await desk.close();
    const programme = sampleProgramme();
    desk = openCaseDesk({ programme: { conflicts: { ...programme.conflicts, loserGets: 'a functional split' } } });
    const customer = { name: 'Orion Design' };
    const project = { type: 'project' as const, family: 'Robots', site: 'Ulm' };
    const designs = desk.file({ ...project, designCustomer: customer });
    const buys = desk.file({ ...project, partner: 'Blue Delta IT', purchasingCustomer: customer }, TUESDAY);
    const works = desk.file({ ...tidewater, family: 'Robots' }, moment('2026-06-05T10:00+02:00'));
    const opened = desk.open([designs, buys, works]);
    desk.seal(opened);
    expect(desk.ruleAsRecommended(opened, ruledAt).outcome).toBe('functional split');
    settle(desk.db, ruledAt);
    takeAndSettle(desk, SUMMER, { product: 'Robots', openedOn: '2026-06-20' });
    expect(of('O-9').roles.map(({ partnerName, role, shareBp }) => [partnerName, role, shareBp])).toEqual([
      ['Kestrel Parts', 'specifier', 6_000],
      ['Blue Delta IT', 'order', 2_000],
      ['Tidewater', 'site', 2_000],
    ]);
  });

  test('an appeal that changes the ruling moves link and credit, even after the win', () => {
    const first = desk.file({});
    const second = desk.file({ partner: 'Blue Delta IT' }, TUESDAY);
    const opened = desk.open([first, second]);
    desk.seal(opened);
    const { list } = desk.ruleAsRecommended(opened, ruledAt);
    takeAndSettle(desk, moment('2026-06-24T10:00+02:00'), {
      openedOn: '2026-06-16',
      status: 'won',
      closeOn: '2026-06-23',
    });
    expect(desk.see(first, SUMMER)).toMatchObject({ state: 'closed', close: 'won' });
    const caseId = opened.id as CaseId;
    const by = labelOf(list, 'Blue Delta IT');
    appeal(desk.db, { case: caseId, by, grounds: 'Earlier.' }, moment('2026-06-25T10:00+02:00'));
    const other = { ...moment('2026-06-26T10:00+02:00'), actor: 'A. Ferrari' };
    const ruling = { outcome: 'award' as const, winner: by, clauses: ['CP3'], reason: 'Signed minutes.' };
    decideAppeal(desk.db, { case: caseId, outcome: 'changed', reason: 'Yes.', ruling }, other);
    settle(desk.db, other);
    expect(desk.see(first, SUMMER).state).toBe('rejected');
    expect(desk.see(second, SUMMER)).toMatchObject({ state: 'closed', close: 'won' });
    expect(of('O-9')).toMatchObject({ origin: 'sourced', registration: { number: second.number } });
    expect(settle(desk.db, other)).toMatchObject({ linked: 0, attributed: 0, closed: 0 });
  });

  test('equal claims that share have equal parts', () => {
    const first = desk.file({});
    const second = desk.file({ partner: 'Blue Delta IT' });
    const opened = desk.open([first, second]);
    desk.seal(opened);
    const { recommendation } = desk.seen(opened);
    const { outcome, winner, clause } = recommendation ?? { outcome: 'award', winner: null, clause: '' };
    rule(desk.db, { case: opened.id as CaseId, outcome, winner, clauses: [clause], reason: 'Equal.' }, ruledAt);
    expect([desk.see(first, ruledAt).state, desk.see(second, ruledAt).state]).toEqual(['approved', 'approved']);
    takeAndSettle(desk, SUMMER, {});
    link(desk.db, pair(second, 'O-9'), SUMMER);
    settle(desk.db, SUMMER);
    expect(of('O-9')).toMatchObject({ origin: 'co-sell' });
    expect(of('O-9').roles.map(({ partnerName, role, shareBp }) => [partnerName, role, shareBp])).toEqual([
      ['Blue Delta IT', 'originator', 5_000],
      ['Kestrel Parts', 'advisor', 5_000],
    ]);
  });

  const extractOf = (openedOn: string) => ({
    asOf: '2026-06-01',
    accounts: [{ key: 'A-9', name: 'Halden Precision GmbH', domain: 'halden.example.com', country: 'DE', city: 'Ulm' }],
    opportunities: [{ key: 'O-9', account: 'A-9', product: 'CRM', openedOn, minor: 18_400_000 }],
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IsoDate, Moment } from '../../src/contract/units.ts';
import { listEntries } from '../../src/engine/journal/index.ts';
import {
  answerReturn,
  approve,
  listProtections,
  recordMeeting,
  reject,
  returnForInformation,
  undoDecision,
  withdraw,
} from '../../src/engine/registrations/index.ts';
import { type DealDesk, MONDAY, openDealDesk, refusalOf, the } from '../support/deal-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk();
});
afterEach(() => desk.close());

type Filed = { id: string };
const TUESDAY = moment('2026-06-02T10:00+02:00', 'Jo Decider');
const orchid = { customer: { name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'SG' } };
const yes = (filed: Filed, more: { override?: string; revision?: number } = {}, when = TUESDAY) =>
  approve(desk.db, { ...the(filed), ...more }, when);
const no = (filed: Filed, when = TUESDAY) => reject(desk.db, { ...the(filed), code: 'too early', reason: '' }, when);
const back = (filed: Filed, when = TUESDAY) =>
  returnForInformation(desk.db, { ...the(filed), missing: ['the e-mail address'], note: 'Please add it.' }, when);
const answer = (
  filed: Filed,
  brought: Parameters<typeof answerReturn>[1]['brought'],
  when: Moment,
  answeredAt?: Moment,
) =>
  answerReturn(
    desk.db,
    { ...the(filed), brought, ...(answeredAt === undefined ? {} : { answeredAt: answeredAt.at }) },
    when,
  );
const drop = (filed: Filed, when = TUESDAY) => withdraw(desk.db, { ...the(filed), reason: 'Lost interest' }, when);
const undo = (filed: Filed, when = TUESDAY) => undoDecision(desk.db, the(filed), when);
const protections = () => listProtections(desk.db, { limit: 10 }, TUESDAY).items;
const lastEntry = () => listEntries(desk.db, { limit: 1 }).items[0];

describe('approving', () => {
  test('gives protection for the days of the tier, and says who decided in how many business hours', () => {
    const filed = desk.file();
    const approved = yes(filed);
    expect(approved).toMatchObject({ state: 'approved', provisional: false, clock: { state: 'done', tookHours: 8 } });
    expect(desk.see(filed)).toMatchObject({
      decision: { by: 'Jo Decider', at: TUESDAY.at, code: null, reason: null, missing: [] },
      protection: { from: '2026-06-02', until: '2026-08-31', state: 'running' },
      ifApproved: null,
      allowed: ['withdraw', 'openCase', 'undo'],
    });
    expect(lastEntry()).toMatchObject({
      verb: 'registrations.approve',
      subject: filed.id,
      words: 'R-2026-0001 of Kestrel Parts for Halden Precision GmbH was approved, protected until 2026-08-31',
    });
  });

  test('against a failed test needs a word why, for each', () => {
    const filed = desk.file(orchid);
    expect(refusalOf(() => yes(filed))).toBe('NOT_DECIDABLE override_needed override_needed');
    expect(yes(filed, { override: 'Agreed with the direct team.' }).state).toBe('approved');
    expect(desk.see(filed).decision?.reason).toBe('Agreed with the direct team.');
    expect(lastEntry()?.what).toMatchObject({ overridden: ['NN1', 'NN3'] });
  });

  test('is provisional on a stale extract', () => {
    const filed = desk.file({}, moment('2026-06-15T10:00+02:00'));
    const approved = yes(filed, {}, moment('2026-06-15T11:00+02:00'));
    expect(approved.provisional).toBe(true);
    expect(lastEntry()?.words).toContain('was approved provisionally, protected until');
  });

  test.each([
    ['approved', (filed: Filed) => void yes(filed)],
    ['rejected', (filed: Filed) => void no(filed)],
    ['returned', (filed: Filed) => void back(filed)],
    ['withdrawn', (filed: Filed) => void drop(filed)],
  ])('is refused when it is %s', (_, before) => {
    const filed = desk.file();
    before(filed);
    expect(refusalOf(() => yes(filed))).toBe('NOT_DECIDABLE state_differs');
  });

  test('of something that changed since it was read is refused, and says who changed it', () => {
    const filed = desk.file();
    desk.file({ partner: 'Blue Delta IT' }, moment('2026-06-01T12:00+02:00', 'Intake'));
    expect(() => yes(filed, { revision: filed.revision })).toThrow('Intake changed this meanwhile');
    expect(refusalOf(() => yes(filed, { revision: filed.revision }))).toBe('STALE_REVISION');
    expect(refusalOf(() => yes(filed, { revision: filed.revision + 1 }))).toBe('NOT_DECIDABLE override_needed');
  });

  test('of nothing there is refused', () => {
    expect(refusalOf(() => yes({ id: '00000000-0000-7000-8000-00000000dead' }))).toBe('NOT_FOUND');
  });

  test('stands in the way of whoever waits behind it', () => {
    const first = desk.file();
    const second = desk.file({ partner: 'Blue Delta IT' }, moment('2026-06-01T12:00+02:00'));
    yes(first, { override: 'First by two hours' });
    const nn4 = desk.see(second).findings.find(({ rule }) => rule === 'NN4');
    expect(nn4?.words).toBe('R-2026-0001 is protected until 2026-08-31.');
    expect(protections()[0]?.nextInQueue).toEqual({
      registration: second.id,
      number: 'R-2026-0002',
      partnerName: 'Blue Delta IT',
    });
  });
});

describe('rejecting', () => {
  test('keeps the code and the reason', () => {
    const filed = desk.file();
    reject(desk.db, { ...the(filed), code: 'outside territory', reason: 'Ask Nordtek.' }, TUESDAY);
    expect(desk.see(filed)).toMatchObject({
      state: 'rejected',
      clock: { state: 'done', tookHours: 8 },
      decision: { by: 'Jo Decider', code: 'outside territory', reason: 'Ask Nordtek.' },
      allowed: ['undo'],
    });
  });

  test('as “other” needs a text', () => {
    const filed = desk.file();
    expect(refusalOf(() => reject(desk.db, { ...the(filed), code: 'other', reason: '' }, TUESDAY))).toBe(
      'REFUSED reason_missing',
    );
  });

  test('a returned one does not count the hours it was with the partner', () => {
    const filed = desk.file();
    back(filed);
    no(filed, moment('2026-06-09T10:00+02:00'));
    expect(desk.see(filed).clock).toEqual({ state: 'done', tookHours: 8 });
  });

  test('lets whoever waited behind it be first', () => {
    const first = desk.file();
    const second = desk.file({ partner: 'Blue Delta IT' }, moment('2026-06-01T12:00+02:00'));
    no(first);
    expect(desk.see(second)).toMatchObject({ contested: false, fails: 0 });
  });
});

describe('returning for information', () => {
  test('stops the clock and starts the partner’s', () => {
    const filed = desk.file();
    expect(back(filed)).toMatchObject({
      state: 'returned',
      clock: { state: 'stopped', answerDueAt: Date.parse('2026-06-09T10:00+02:00'), leftHours: 40 },
    });
    expect(desk.see(filed)).toMatchObject({
      decision: { by: 'Jo Decider', reason: 'Please add it.', missing: ['the e-mail address'] },
      allowed: ['answer', 'reject', 'withdraw', 'openCase', 'undo'],
    });
    expect(JSON.stringify(lastEntry())).not.toContain('Please add it');
  });

  test('what was left of the clock is left when the answer comes, weekends and the return itself not counted', () => {
    const filed = desk.file({}, moment('2026-06-03T15:00+02:00'));
    back(filed, moment('2026-06-04T11:00+02:00'));
    const answered = answer(filed, {}, moment('2026-06-10T13:00+02:00'));
    // 12 of 16 hours were left on Thursday at 11: Wednesday from 13 four, Thursday the 11th eight.
    expect(answered.clock).toMatchObject({
      state: 'running',
      dueAt: Date.parse('2026-06-11T17:00+02:00'),
      leftHours: 12,
    });
    yes(filed, {}, moment('2026-06-10T14:00+02:00'));
    expect(desk.see(filed).clock).toEqual({ state: 'done', tookHours: 5 });
  });

  test('the answer changes what it brought and nothing else, and everything is checked again', () => {
    const filed = desk.file({
      contact: { name: 'Ada Lund', title: 'Head of production' },
      type: 'project',
      site: 'Ulm',
    });
    expect(filed.findings.find(({ rule }) => rule === 'CR5')?.result).toBe('cannot tell');
    back(filed);
    const demo = {
      kind: 'demo or proof of concept' as const,
      date: '2026-06-02' as IsoDate,
      note: 'Showed both arms at work in Ulm.',
    };
    answer(
      filed,
      {
        contact: { email: 'ada@halden.example', name: null },
        evidence: [demo],
        customer: { name: 'Halden Precision GmbH', city: 'Kiel' },
      },
      moment('2026-06-02T12:00+02:00'),
    );
    const seen = desk.see(filed);
    expect(seen.input).toMatchObject({
      type: 'project',
      site: 'Ulm',
      customer: { domain: 'halden.example', city: 'Kiel' },
      contact: { name: 'Ada Lund', title: 'Head of production', email: 'ada@halden.example' },
    });
    expect(seen.input.evidence).toHaveLength(2);
    expect(seen.findings.find(({ rule }) => rule === 'CR5')?.result).toBe('pass');
    expect(seen.state).toBe('submitted');
    expect(lastEntry()?.what).toMatchObject({ brought: ['contact', 'customer', 'evidence'] });
  });

  test('an answer that turns it into another customer’s claim frees one rival and meets another', () => {
    const ours = desk.file();
    const onHalden = desk.file({ partner: 'Blue Delta IT' });
    const onBrenner = desk.file({
      partner: 'Tidewater',
      customer: { name: 'Brenner Logistik AG', domain: 'brenner.example', country: 'DE' },
    });
    back(ours);
    answer(ours, { customer: { name: 'Brenner Logistik AG', domain: 'brenner.example' } }, TUESDAY);
    expect([desk.see(onHalden).contested, desk.see(onBrenner).contested]).toEqual([false, true]);
  });

  test.each([
    ['before the return', moment('2026-06-02T09:59+02:00')],
    ['later than now', moment('2026-06-03T10:00+02:00')],
  ])('an answer said to have come %s is refused', (_, answeredAt) => {
    const filed = desk.file();
    back(filed);
    expect(refusalOf(() => answer(filed, {}, moment('2026-06-02T16:00+02:00'), answeredAt))).toBe(
      'REFUSED answered_at_impossible',
    );
  });

  test('only an open return can be answered, and only a submitted one returned', () => {
    const filed = desk.file();
    expect(refusalOf(() => answer(filed, {}, TUESDAY))).toBe('NOT_DECIDABLE state_differs');
    yes(filed);
    expect(refusalOf(() => back(filed))).toBe('NOT_DECIDABLE state_differs');
  });
});

describe('withdrawing', () => {
  test('ends the protection and frees who waits behind', () => {
    const first = desk.file();
    const second = desk.file({ partner: 'Blue Delta IT' }, moment('2026-06-01T12:00+02:00'));
    yes(first, { override: 'First' });
    drop(first, moment('2026-06-10T10:00+02:00'));
    expect(protections()[0]).toMatchObject({ state: 'ended', because: 'withdrawn' });
    expect(desk.see(first)).toMatchObject({ state: 'withdrawn', decision: { reason: 'Lost interest' } });
    expect(desk.see(second).contested).toBe(false);
  });

  test('twice is refused', () => {
    const filed = desk.file();
    drop(filed);
    expect(refusalOf(() => drop(filed))).toBe('NOT_DECIDABLE state_differs');
  });
});

describe('the first meeting', () => {
  const meet = (filed: Filed, on: string) =>
    recordMeeting(desk.db, { ...the(filed), on: on as IsoDate, note: '' }, TUESDAY);

  test('is recorded on an approved registration', () => {
    const filed = desk.file();
    yes(filed);
    meet(filed, '2026-06-02');
    expect(protections()[0]?.firstMeeting).toEqual({
      dueOn: '2026-07-02',
      heldOn: '2026-06-02',
      lapsesOn: '2026-07-17',
    });
  });

  test.each([
    ['after today', '2026-06-03'],
    ['before the receipt', '2026-05-31'],
  ])('%s is refused', (_, on) => {
    const filed = desk.file();
    yes(filed);
    expect(refusalOf(() => meet(filed, on))).toBe('REFUSED meeting_date_impossible');
  });

  test('on something not approved is refused', () => {
    expect(refusalOf(() => meet(desk.file(), '2026-06-02'))).toBe('NOT_DECIDABLE state_differs');
  });
});

describe('taking a decision back', () => {
  test.each([
    ['an approval', (filed: Filed) => void yes(filed), 'approval'],
    ['a rejection', (filed: Filed) => void no(filed), 'rejection'],
    ['a return', (filed: Filed) => void back(filed), 'return'],
    ['a withdrawal', (filed: Filed) => void drop(filed), 'withdrawal'],
  ])('%s leaves the registration as it was, with a new revision', (_, decide, name) => {
    const filed = desk.file();
    const { history: _h, revision: _r, ...before } = desk.see(filed, TUESDAY);
    decide(filed);
    undo(filed);
    const { history, revision, ...after } = desk.see(filed, TUESDAY);
    expect(after).toEqual(before);
    expect(revision).toBe(3);
    expect(history.map(({ verb }) => verb).at(-1)).toBe('registrations.undo');
    expect(history.at(-1)?.words).toBe(
      `The ${name} of R-2026-0001 of Kestrel Parts for Halden Precision GmbH was taken back`,
    );
    expect(protections()).toEqual([]);
  });

  test('an answer: what it brought is gone, and the return is open again', () => {
    const filed = desk.file();
    back(filed);
    const before = desk.see(filed, TUESDAY);
    answer(filed, { customer: { name: 'Another Company AG' }, evidence: [] }, TUESDAY);
    expect(undo(filed).state).toBe('returned');
    expect(desk.see(filed, TUESDAY)).toMatchObject({
      input: before.input,
      clock: before.clock,
      findings: before.findings,
    });
    expect(desk.db.get<{ n: number }>("SELECT count(*) AS n FROM match_keys WHERE key LIKE 'name:another%'")?.n).toBe(
      0,
    );
  });

  test('one after the other, until there is nothing left', () => {
    const filed = desk.file();
    yes(filed);
    recordMeeting(desk.db, { ...the(filed), on: '2026-06-02' as IsoDate, note: '' }, TUESDAY);
    expect(undo(filed).state).toBe('approved');
    expect(protections()[0]?.firstMeeting.heldOn).toBeNull();
    expect(undo(filed).state).toBe('submitted');
    expect(refusalOf(() => undo(filed))).toBe('NOT_DECIDABLE nothing_to_undo');
  });

  test('the withdrawal of an approved one: its protection runs again', () => {
    const filed = desk.file();
    yes(filed);
    const before = desk.see(filed).protection;
    drop(filed);
    undo(filed);
    expect(desk.see(filed)).toMatchObject({ state: 'approved', protection: before });
  });

  test('a rejection makes the claim compete again', () => {
    const first = desk.file();
    const second = desk.file({ partner: 'Blue Delta IT' }, moment('2026-06-01T12:00+02:00'));
    no(first);
    undo(first);
    expect([desk.see(first).contested, desk.see(second).contested]).toEqual([true, true]);
  });

  test.each([
    [
      'a link',
      'linked',
      "INSERT INTO links (registration_id, opportunity_id, state, score, words, by_hand, by, created_at, updated_at, revision) VALUES (?, 'o', 'linked', 1, '[]', 0, 'x', 0, 0, 1)",
    ],
    [
      'an attribution',
      'attributed',
      "INSERT INTO attributions (registration_id, opportunity_id, origin, because, rests_on, by_hand, set_by, created_at, updated_at, revision) VALUES (?, 'o', 'sourced', '', '{}', 0, 'x', 0, 0, 1)",
    ],
  ])('%s built on the approval is in the way', (_, code, sql) => {
    const filed = desk.file();
    yes(filed);
    desk.db.connection.run(sql, filed.id);
    expect(refusalOf(() => undo(filed))).toBe(`NOT_DECIDABLE ${code}`);
    expect(desk.see(filed).allowed).not.toContain('undo');
  });

  test('of a stale revision is refused', () => {
    const filed = desk.file();
    yes(filed);
    expect(refusalOf(() => undoDecision(desk.db, { ...the(filed), revision: 1 }, TUESDAY))).toBe('STALE_REVISION');
  });
});

test('the history tells what happened in order', () => {
  const filed = desk.file();
  back(filed);
  answer(filed, {}, TUESDAY);
  yes(filed);
  expect(desk.see(filed).history.map(({ verb }) => verb)).toEqual([
    'registrations.submit',
    'registrations.return',
    'registrations.answer',
    'registrations.approve',
  ]);
  expect(MONDAY.at).toBe(desk.see(filed).receivedAt);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseId, PartnerId } from '../../src/contract/units.ts';
import { appeal, decideAppeal, listCases, rule, score } from '../../src/engine/conflicts/index.ts';
import { listEntries, verifyJournal } from '../../src/engine/journal/index.ts';
import { approve, withdraw } from '../../src/engine/registrations/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { canonicalJson, sha256 } from '../../src/engine/store/ids.ts';
import { type CaseDesk, claimOf, everyScore, LATER, labelOf, namesBehind, openCaseDesk } from '../support/case-desk.ts';
import { refusalOf, the } from '../support/deal-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: CaseDesk;
beforeEach(() => {
  desk = openCaseDesk();
});
afterEach(() => desk.close());

const TUESDAY = moment('2026-06-02T15:00+02:00');
const KESTREL = 'Kestrel Parts';
const BLUE_DELTA = 'Blue Delta IT';
const evidenceOnly = (value: number) => ({
  evidence: value,
  qualification: undefined,
  ability: undefined,
  relationship: undefined,
});
const it = (opened: { id: string }) => ({ case: opened.id as CaseId });

/** Kestrel and Blue Delta file on the same customer, the second a day and some hours later. */
function rivals() {
  return [desk.file({}), desk.file({ partner: BLUE_DELTA }, TUESDAY)] as const;
}

describe('opening a case', () => {
  test('puts its registrations into it and stops their own clock', () => {
    const [first, second] = rivals();
    const opened = desk.open([first, second]);
    expect(opened).toMatchObject({
      number: 'C-2026-0001',
      state: 'open',
      blind: true,
      claims: 2,
      customer: 'Halden Precision GmbH',
    });
    for (const one of [first, second]) {
      expect(desk.see(one, LATER)).toMatchObject({ state: 'in case', contested: true, case: { id: opened.id } });
      expect(desk.see(one, LATER).clock).toMatchObject({ dueAt: opened.ruleBy });
    }
    expect(new Date(opened.ruleBy).toISOString()).toBe('2026-06-25T08:00:00.000Z');
  });

  test('over one registration takes in all that competes with it', () => {
    const [first, second] = rivals();
    const opened = desk.open([second]);
    expect([...namesBehind(desk.db, opened.id).values()].sort()).toEqual([BLUE_DELTA, KESTREL]);
    expect(desk.see(first, LATER).state).toBe('in case');
  });

  test('over one registration and our own opportunity', () => {
    const orchid = { name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'Singapore', city: 'Singapore' };
    const filed = desk.file({ customer: orchid });
    const opened = desk.open([filed], ['O-1']);
    expect(opened.list.map(({ kind }) => kind).sort()).toEqual(['direct opportunity', 'registration']);
  });

  test.each([
    ['nothing_competes', 'there is only one claim', () => [desk.file({})]],
    [
      'partner_twice',
      'both are of the same partner',
      () => [desk.file({}), desk.file({ reference: 'again' }, TUESDAY)],
    ],
    [
      'different_claim',
      'they are for different families',
      () => [desk.file({}), desk.file({ partner: BLUE_DELTA, family: 'Robots' }, TUESDAY)],
    ],
    [
      'different_claim',
      'they are on different customers',
      () => [
        desk.file({}),
        desk.file({ partner: BLUE_DELTA, customer: { name: 'Norvik Marine AS', domain: 'norvik.no' } }, TUESDAY),
      ],
    ],
  ])('is refused with %s when %s', (code, _when, claims) => {
    expect(refusalOf(() => desk.open(claims()))).toBe(`NOT_DECIDABLE ${code}`);
  });

  test('is refused for a claim that is in a case already, or over', () => {
    const [first, second] = rivals();
    desk.open([first, second]);
    const third = desk.file({ partner: 'Tidewater' }, TUESDAY);
    expect(refusalOf(() => desk.open([first, third]))).toBe('NOT_DECIDABLE not_open');
    withdraw(desk.db, { ...the(third), reason: '' }, TUESDAY);
    expect(refusalOf(() => desk.open([first, third]))).toBe('NOT_DECIDABLE not_open not_open');
  });
});

describe('a case is blind until its scores are sealed', () => {
  const note =
    'Kestrel Parts (kestrel.example, Jo Falk) beat BLUE DELTA IT and Blue-Delta to the demo, see R-2026-0001.';

  test('nothing in it tells who claims', () => {
    desk.take({
      asOf: '2026-05-30',
      partners: [
        { key: 'P-1', name: KESTREL, tier: 'Gold', domain: 'kestrel.example' },
        { key: 'P-2', name: BLUE_DELTA, tier: 'Silver', domain: 'bluedelta.example' },
      ],
    });
    const evidence = [{ kind: 'in evaluation' as const, date: '2026-05-20', note }];
    const first = desk.file({ evidence, value: { minor: 12_345_678, currency: 'EUR' } });
    const second = desk.file({ partner: BLUE_DELTA, evidence, value: { minor: 87_654_321, currency: 'USD' } }, TUESDAY);
    const blind = desk.open([first, second]);
    const told = [JSON.stringify(blind), JSON.stringify(listCases(desk.db, { limit: 100 }, LATER))].join();
    const secrets = [first, second].flatMap(({ id, number }) => [id, number]);
    for (const secret of [
      ...secrets,
      ...[KESTREL, 'kestrel', BLUE_DELTA, 'blue delta', 'bluedelta', 'Jo Falk', 'falk'],
      ...['Gold', 'Silver', '12345678', '87654321', '123456.78', 'USD'],
      ...desk.db.all<{ id: string }>('SELECT id FROM partners').map(({ id }) => id),
    ]) {
      expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    expect(blind.list[0]?.evidence[0]?.note).toBe(
      '[claimant] ([claimant], [claimant]) beat [claimant] and [claimant] to the demo, see [claimant].',
    );
    expect(blind).toMatchObject({ recommendation: null, sealedHash: null });
    expect(JSON.stringify(blind.clauses)).not.toMatch(/has the highest|was complete first, and nobody/);
    const revealed = JSON.stringify(desk.seal(blind));
    for (const secret of [...secrets, KESTREL, BLUE_DELTA, 'Gold', '12345678']) expect(revealed).toContain(secret);
  });

  test('the journal does not tell either, and names scores by their hash', () => {
    const [first, second] = rivals();
    const opened = desk.open([first, second]);
    score(desk.db, { ...it(opened), scores: { A: evidenceOnly(3) }, seal: false }, LATER);
    const sealed = desk.seal(opened, { [KESTREL]: 4, [BLUE_DELTA]: 1 });
    const entries = listEntries(desk.db, { filter: { subject: opened.id }, limit: 100 }).items;
    const told = JSON.stringify(entries.filter(({ verb }) => verb !== 'conflicts.rule'));
    for (const secret of [first.id, second.id, first.number, KESTREL, BLUE_DELTA]) expect(told).not.toContain(secret);
    expect(entries.find(({ what }) => (what as { sealed?: boolean }).sealed === true)?.what).toEqual({
      sealed: true,
      hash: sealed.sealedHash,
    });
  });

  test('the seal is the hash of case and scores, by label', () => {
    const sealed = desk.seal(desk.open(rivals()), { [KESTREL]: 4, [BLUE_DELTA]: 1 });
    const scores = Object.fromEntries(sealed.list.map((claim) => [claim.label, claim.scores]));
    expect(sealed.sealedHash).toBe(sha256(canonicalJson({ case: sealed.id, scores })));
    expect(claimOf(sealed.list, KESTREL).total).toBe(4);
  });

  test('a partner’s cases are found once they are not blind any more', () => {
    const opened = desk.open(rivals());
    const partner = partnerBehind(opened.id);
    const found = () => listCases(desk.db, { filter: { partner }, limit: 10 }, LATER).total;
    expect(found()).toBe(0);
    desk.seal(opened);
    expect(found()).toBe(1);
  });

  const partnerBehind = (caseId: string) =>
    desk.db.get<{ id: string }>(
      'SELECT r.partner_id AS id FROM case_claims k JOIN registrations r ON r.id = k.registration_id WHERE k.case_id = ?',
      caseId,
    )?.id as PartnerId;

  test('an incomplete scoring is not sealed, and sealed scores stay', () => {
    const opened = desk.open(rivals());
    expect(opened.allowed).toEqual(['score', 'ask', 'recordPreference', 'dismiss', 'takeBackOpening']);
    const part = { ...it(opened), scores: { A: everyScore(3), B: evidenceOnly(2) } };
    expect(refusalOf(() => score(desk.db, { ...part, seal: true }, LATER))).toBe('NOT_DECIDABLE scores_missing');
    expect(score(desk.db, { ...part, seal: false }, LATER).list[0]?.total).toBe(3);
    expect(score(desk.db, { ...it(opened), scores: { B: everyScore(1) }, seal: false }, LATER).allowed).toEqual([
      'score',
      'seal',
      'ask',
      'recordPreference',
      'dismiss',
    ]);
    score(desk.db, { ...it(opened), scores: {}, seal: true }, LATER);
    expect(refusalOf(() => score(desk.db, { ...part, seal: false }, LATER))).toBe('NOT_DECIDABLE scores_sealed');
  });

  test('somebody else’s change in between is not overwritten', () => {
    const opened = desk.open(rivals());
    const stale = { ...it(opened), scores: { A: everyScore(1) }, seal: false, revision: opened.revision };
    score(desk.db, stale, LATER);
    expect(refusalOf(() => score(desk.db, stale, LATER))).toBe('STALE_REVISION');
  });
});

describe('a ruling', () => {
  const ruledAt = moment('2026-06-15T10:00+02:00');

  test('approves the winner, closes the others with a code, and says what they get and until when they may appeal', () => {
    const [first, second] = rivals();
    const opened = desk.open([first, second]);
    desk.seal(opened);
    const ruled = desk.ruleAsRecommended(opened, ruledAt);
    expect(ruled).toMatchObject({ state: 'ruled', outcome: 'award', appealUntil: '2026-06-29', allowed: ['appeal'] });
    expect(ruled.ruling).toMatchObject({
      winner: labelOf(ruled.list, KESTREL),
      runnerUp: labelOf(ruled.list, BLUE_DELTA),
      loserGets: 'half the price advantage',
      followedRecommendation: true,
      clauses: ['CP2'],
    });
    expect(desk.see(first, ruledAt)).toMatchObject({
      state: 'approved',
      protection: { state: 'running', from: '2026-06-15' },
    });
    const loser = desk.see(second, ruledAt);
    expect(loser).toMatchObject({ state: 'rejected', decision: { code: 'already registered' } });
    expect(loser.decision?.reason).toContain('half the price advantage');
  });

  test('leaves a protected claim that wins its protection, and takes it from one that loses', () => {
    const first = desk.file({});
    approve(desk.db, the(first), TUESDAY);
    const before = desk.see(first).protection;
    const second = desk.file({ partner: BLUE_DELTA }, TUESDAY);
    const opened = desk.open([first, second]);
    expect(desk.see(first).protection).toEqual(before);
    desk.seal(opened);
    desk.ruleAsRecommended(opened, ruledAt);
    expect(desk.see(first, ruledAt)).toMatchObject({ state: 'approved', protection: before });
    const appealed = appeal(
      desk.db,
      { ...it(opened), by: labelOf(desk.seen(opened).list, BLUE_DELTA), grounds: 'Minutes.' },
      ruledAt,
    );
    decideAppeal(
      desk.db,
      {
        ...it(opened),
        outcome: 'changed',
        reason: 'They show it.',
        ruling: { outcome: 'award', winner: labelOf(appealed.list, BLUE_DELTA), clauses: ['CP3'], reason: 'Earlier.' },
      },
      { ...ruledAt, actor: 'A. Ferrari' },
    );
    expect(desk.see(first, ruledAt)).toMatchObject({ state: 'rejected', protection: { state: 'ended' } });
  });

  test.each([
    ['award without a winner', { outcome: 'award' as const, winner: null, clauses: ['CP2'] }],
    ['no protection with a winner', { outcome: 'no protection' as const, winner: 'A' as const, clauses: ['CP2'] }],
    ['direct keeps without a direct claim', { outcome: 'direct keeps' as const, winner: null, clauses: ['CP4'] }],
    ['a claim that is not there', { outcome: 'award' as const, winner: 'H' as const, clauses: ['CP2'] }],
    ['a clause that is not there', { outcome: 'award' as const, winner: 'A' as const, clauses: ['CP9'] }],
  ])('%s is refused', (_what, ruling) => {
    const opened = desk.open(rivals());
    desk.seal(opened);
    expect(refusalOf(() => rule(desk.db, { ...it(opened), ...ruling, reason: 'Because.' }, LATER))).toBe(
      'NOT_DECIDABLE ruling_unfit',
    );
  });

  test('needs sealed scores, and is made once', () => {
    const opened = desk.open(rivals());
    const award = {
      ...it(opened),
      outcome: 'award' as const,
      winner: 'A' as const,
      clauses: ['CP2'],
      reason: 'Because.',
    };
    expect(refusalOf(() => rule(desk.db, award, LATER))).toBe('NOT_DECIDABLE not_sealed');
    desk.seal(opened);
    rule(desk.db, award, LATER);
    expect(refusalOf(() => rule(desk.db, award, LATER))).toBe('NOT_DECIDABLE ruled_already');
  });

  test('for ourselves rejects the partners because our team is active', () => {
    const orchid = { name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'Singapore', city: 'Singapore' };
    const filed = desk.file({ customer: orchid });
    const opened = desk.open([filed], ['O-1']);
    const { list } = desk.seal(opened);
    const winner = labelOf(list, 'O-1');
    rule(
      desk.db,
      { ...it(opened), outcome: 'direct keeps', winner, clauses: ['CP4'], reason: 'We were there.' },
      LATER,
    );
    expect(desk.see(filed, LATER).decision?.code).toBe('direct team active');
  });

  test('nobody appeals: the case is closed the day after the term, and found beside like ones', () => {
    const opened = desk.open(rivals());
    desk.seal(opened);
    desk.ruleAsRecommended(opened, ruledAt);
    settle(desk.db, moment('2026-06-29T23:59+02:00'));
    expect(desk.seen(opened).state).toBe('ruled');
    settle(desk.db, moment('2026-06-30T00:01+02:00'));
    expect(desk.seen(opened)).toMatchObject({ state: 'closed', allowed: [] });
    const again = { name: 'Wexford Tools Ltd', domain: 'wexford.example.com', country: 'Germany', city: 'Kiel' };
    const july = moment('2026-07-06T10:00+02:00');
    const next = desk.open(
      [
        desk.file({ customer: again, expectedClose: '2027-01-01' }, july),
        desk.file(
          { customer: again, partner: BLUE_DELTA, expectedClose: '2027-01-01' },
          moment('2026-07-08T10:00+02:00'),
        ),
      ],
      [],
      moment('2026-07-09T10:00+02:00'),
    );
    expect(next.like).toEqual([
      { id: opened.id, number: 'C-2026-0001', clause: 'CP2', outcome: 'award', words: '2 claims, award' },
    ]);
  });
});

describe('an appeal', () => {
  const ruledAt = moment('2026-06-15T10:00+02:00', 'Mara Ruiz');
  const other = { ...moment('2026-06-22T10:00+02:00'), actor: 'A. Ferrari' };

  function ruled() {
    const [first, second] = rivals();
    const opened = desk.open([first, second]);
    desk.seal(opened);
    const { list } = desk.ruleAsRecommended(opened, ruledAt);
    return { first, second, opened, winner: labelOf(list, KESTREL), loser: labelOf(list, BLUE_DELTA) };
  }

  test('is filed once, in time, by who lost', () => {
    const { opened, winner, loser } = ruled();
    const file = (by: typeof loser, when: string) => () =>
      appeal(desk.db, { ...it(opened), by, grounds: 'Our visit was earlier.' }, moment(when));
    expect(refusalOf(file(winner, '2026-06-16T10:00+02:00'))).toBe('NOT_DECIDABLE won_all');
    expect(refusalOf(file(loser, '2026-06-30T10:00+02:00'))).toBe('NOT_DECIDABLE appeal_late');
    expect(file(loser, '2026-06-29T23:00+02:00')()).toMatchObject({ state: 'appealed', allowed: ['decideAppeal'] });
    expect(refusalOf(file(loser, '2026-06-29T23:30+02:00'))).toBe('NOT_DECIDABLE appealed_before');
  });

  test('is decided by somebody else', () => {
    const { opened, loser } = ruled();
    appeal(desk.db, { ...it(opened), by: loser, grounds: 'Earlier.' }, ruledAt);
    const upheld = { ...it(opened), outcome: 'upheld' as const, reason: 'It was scored.' };
    expect(refusalOf(() => decideAppeal(desk.db, upheld, { ...other, actor: 'mara ruiz' }))).toBe(
      'NOT_DECIDABLE same_decider',
    );
    expect(decideAppeal(desk.db, upheld, other)).toMatchObject({
      state: 'closed',
      appeal: { decision: { outcome: 'upheld', by: 'A. Ferrari', ruling: null } },
    });
  });

  test('that is upheld changes nothing', () => {
    const { first, second, opened, loser } = ruled();
    const before = [desk.see(first, ruledAt), desk.see(second, ruledAt)].map(({ state, protection }) => [
      state,
      protection,
    ]);
    appeal(desk.db, { ...it(opened), by: loser, grounds: 'Earlier.' }, ruledAt);
    decideAppeal(desk.db, { ...it(opened), outcome: 'upheld', reason: 'No.' }, other);
    expect(
      [desk.see(first, ruledAt), desk.see(second, ruledAt)].map(({ state, protection }) => [state, protection]),
    ).toEqual(before);
  });

  test('that changes the ruling moves the protection, and the first ruling stays on record', () => {
    const { first, second, opened, loser } = ruled();
    appeal(desk.db, { ...it(opened), by: loser, grounds: 'Earlier.' }, ruledAt);
    const changed = { ...it(opened), outcome: 'changed' as const, reason: 'The minutes are signed.' };
    expect(refusalOf(() => decideAppeal(desk.db, changed, other))).toBe('NOT_DECIDABLE ruling_missing');
    const decided = decideAppeal(
      desk.db,
      { ...changed, ruling: { outcome: 'award', winner: loser, clauses: ['CP3'], reason: 'Signed minutes.' } },
      other,
    );
    expect(decided).toMatchObject({
      state: 'closed',
      outcome: 'award',
      ruling: { winner: loser, followedRecommendation: false },
    });
    expect(decided.appeal?.decision?.ruling?.winner).toBe(loser);
    expect(desk.see(first, other)).toMatchObject({ state: 'rejected', protection: { state: 'ended' } });
    expect(desk.see(second, other)).toMatchObject({
      state: 'approved',
      protection: { state: 'running', from: '2026-06-22' },
    });
    expect(
      desk.db.all('SELECT ord, winner FROM rulings ORDER BY ord').map((row) => (row as { ord: number }).ord),
    ).toEqual([1, 2]);
    expect(verifyJournal(desk.db).ok).toBe(true);
  });
});

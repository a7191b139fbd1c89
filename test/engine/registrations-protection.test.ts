import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/contract/registrations.ts';
import type { IsoDate, Moment, ProtectionId } from '../../src/contract/units.ts';
import { change, listEntries, record, type WriteTx } from '../../src/engine/journal/index.ts';
import {
  approve,
  closeInto,
  endProtection,
  extendProtection,
  lapseInto,
  listProtections,
  recordMeeting,
  reopenInto,
  undoDecision,
} from '../../src/engine/registrations/index.ts';
import { type DealDesk, MONDAY, openDealDesk, refusalOf, the } from '../support/deal-desk.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { watched } from '../support/watched.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk();
});
afterEach(() => desk.close());

const day = (date: string, hour = '12:00'): Moment => moment(`${date}T${hour}+02:00`);
const protections = (when: Moment = MONDAY, filter = {}) => listProtections(desk.db, { limit: 50, filter }, when).items;
/** Approved on Monday 2026-06-01 at noon: Gold, so protected until 2026-08-30. */
const approved = (changes: Parameters<DealDesk['file']>[0] = {}) => {
  const filed = desk.file(changes);
  approve(desk.db, the(filed), day('2026-06-01'));
  return filed;
};
const only = (when?: Moment) => {
  const [first] = protections(when);
  if (first === undefined) throw new Error('expected a protection, found none');
  return first;
};
const news = (date: string, note = 'Second visit, budget was named.'): Evidence => ({
  kind: 'in evaluation',
  date: date as IsoDate,
  note,
});
const extend = (evidence: Evidence, when: Moment, revision?: number) =>
  extendProtection(
    desk.db,
    { protection: only().id as ProtectionId, evidence, ...(revision === undefined ? {} : { revision }) },
    when,
  );
const follow = <T>(when: Moment, work: (tx: WriteTx) => T): T =>
  change(desk.db, { verb: 'test.follow', input: null }, when, (tx) => {
    const result = work(tx);
    record(tx, { subject: null, subjectName: null, words: 'What followed', what: null });
    return result;
  });

describe('a protection', () => {
  test('says until when, how long, by when to ask, and when to meet', () => {
    approved();
    expect(only(day('2026-06-11'))).toMatchObject({
      number: 'R-2026-0001',
      customer: 'Halden Precision GmbH',
      partnerName: 'Kestrel Parts',
      from: '2026-06-01',
      until: '2026-08-30',
      capOn: '2026-11-28',
      state: 'running',
      daysLeft: 80,
      extensions: [],
      firstMeeting: { dueOn: '2026-07-01', heldOn: null, lapsesOn: '2026-07-16' },
      // The 30th is a Sunday: five business days before it is Monday.
      askBy: '2026-08-24',
      nextInQueue: null,
    });
  });

  test.each([
    ['receipt', '2026-05-28', '2026-08-26'],
    ['submission', '2026-05-28', '2026-08-26'],
    ['approval', '2026-06-01', '2026-08-30'],
  ] as const)('starts from %s where the programme says so', async (startsFrom, from, until) => {
    const { protection } = sampleProgramme();
    const other = openDealDesk({ programme: { protection: { ...protection, startsFrom } } });
    const filed = other.file({ receivedAt: '2026-05-28T10:00:00+02:00' });
    approve(other.db, the(filed), day('2026-06-01'));
    expect(listProtections(other.db, { limit: 1 }, MONDAY).items[0]).toMatchObject({ from, until });
    await other.close();
  });

  test('lists end soonest first, and filter by state, partner, days left and words', () => {
    approved();
    const silver = desk.file({
      partner: 'Blue Delta IT',
      customer: { name: 'Brenner Logistik', domain: 'brenner.example', country: 'DE' },
    });
    approve(desk.db, the(silver), day('2026-06-02'));
    expect(protections().map(({ number }) => number)).toEqual(['R-2026-0002', 'R-2026-0001']);
    expect(protections(MONDAY, { endingWithinDays: 61 }).map(({ number }) => number)).toEqual(['R-2026-0002']);
    expect(protections(MONDAY, { endingWithinDays: 60 })).toEqual([]);
    expect(protections(MONDAY, { text: 'halden' }).map(({ number }) => number)).toEqual(['R-2026-0001']);
    expect(protections(MONDAY, { partner: silver.partner })).toHaveLength(1);
    expect(protections(MONDAY, { state: 'lapsed' })).toEqual([]);
  });
});

describe('who comes next', () => {
  /** Protections that run, each with somebody behind it. */
  const contested = (...domains: string[]) => {
    for (const domain of domains) {
      const claim = { customer: { name: `${domain.replace('.', ' ')} Werke`, domain } };
      approve(desk.db, { ...the(desk.file(claim)), override: 'Agreed with the direct team.' }, day('2026-06-01'));
      desk.file({ ...claim, partner: 'Blue Delta IT' }, day('2026-06-03'));
    }
  };
  /** The page, and what was asked for it. */
  const page = () => {
    const { db, asked, plans } = watched(desk.db);
    const { items } = listProtections(db, { limit: 50, filter: { state: 'running' } }, MONDAY);
    return { next: items.map(({ nextInQueue }) => nextInQueue?.number), asked, plans };
  };

  test('is told for each of a page, in as many statements as for one', () => {
    contested('brenner.de');
    const one = page();
    expect(one.next).toEqual(['R-2026-0002']);
    contested('cervantes.es', 'dorado.fi', 'ebro.pt');
    const four = page();
    expect(four.next.sort()).toEqual(['R-2026-0002', 'R-2026-0004', 'R-2026-0006', 'R-2026-0008']);
    expect(four.asked).toHaveLength(one.asked.length);
  });

  test('is read by indexes: never through all that are live, nor through all protections that run', () => {
    // The first is an account.
    contested('orchid.sg', 'brenner.de');
    const plans = page().plans();
    for (const plan of plans) expect(plan).not.toMatch(/SCAN (r|t|registrations|match_\w+)\b|registrations_by_clock/);
    const all = plans.join('\n');
    expect(all).toContain('SEARCH t USING INDEX protections_by_registration (registration_id=?)');
    expect(all).toContain('SEARCH r USING INDEX registrations_by_account (account_id=?)');
    expect(all).toMatch(/SEARCH match_keys USING COVERING INDEX \w+ \(key=\? AND kind=\?\)/);
  });
});

describe('extending', () => {
  test('adds thirty days on new evidence, and again up to the cap', () => {
    approved();
    expect(extend(news('2026-08-10'), day('2026-08-24', '23:59')).until).toBe('2026-09-29');
    expect(extend(news('2026-09-10'), day('2026-09-20')).until).toBe('2026-10-29');
    expect(extend(news('2026-10-10'), day('2026-10-20')).until).toBe('2026-11-28');
    expect(refusalOf(() => extend(news('2026-11-10'), day('2026-11-18')))).toBe('NOT_DECIDABLE cap_reached');
    expect(only().extensions).toMatchObject([
      { until: '2026-09-29', on: '2026-08-24', by: 'Mara Ruiz' },
      { until: '2026-10-29' },
      { until: '2026-11-28' },
    ]);
  });

  test.each([
    ['after the last day to ask', news('2026-08-10'), day('2026-08-25', '00:00'), 'asked_late'],
    [
      'on evidence given before',
      { kind: 'in evaluation', date: '2026-05-20', note: 'Walked the line in Ulm and measured takt.' } as Evidence,
      day('2026-08-01'),
      'evidence_not_new',
    ],
    ['on evidence from before the protection', news('2026-05-31'), day('2026-08-01'), 'evidence_not_new'],
    ['on evidence still to come', news('2026-08-02'), day('2026-08-01'), 'evidence_in_future'],
    ['on a note that says nothing', news('2026-07-01', 'called'), day('2026-08-01'), 'note_short'],
  ])('is refused %s', (_, evidence, when, code) => {
    approved();
    expect(refusalOf(() => extend(evidence, when))).toBe(`NOT_DECIDABLE ${code}`);
    expect(only().until).toBe('2026-08-30');
  });

  test('is refused of a stale revision, of nothing there, and once it is over', () => {
    const filed = approved();
    expect(refusalOf(() => extend(news('2026-07-01'), day('2026-08-01'), 7))).toBe('STALE_REVISION');
    follow(day('2026-08-01'), (tx) => endProtection(tx, filed.id, { on: '2026-08-01' as IsoDate, because: 'test' }));
    expect(refusalOf(() => extend(news('2026-07-01'), day('2026-08-02')))).toBe('NOT_DECIDABLE protection_over');
    const nothing = {
      protection: '00000000-0000-7000-8000-00000000dead' as ProtectionId,
      evidence: news('2026-07-01'),
    };
    expect(refusalOf(() => extendProtection(desk.db, nothing, MONDAY))).toBe('NOT_FOUND');
  });

  test('stands in the history of the registration, and in the way of taking the approval back', () => {
    const filed = approved();
    extend(news('2026-07-01'), day('2026-08-01'));
    expect(desk.see(filed).history.at(-1)?.words).toContain('was extended until 2026-09-29');
    expect(refusalOf(() => undoDecision(desk.db, the(filed), day('2026-08-02')))).toBe('NOT_DECIDABLE extended');
    expect(JSON.stringify(listEntries(desk.db, { limit: 1 }).items)).not.toContain('budget');
  });
});

describe('what follows', () => {
  test('a lapse frees who waits behind, once', () => {
    const first = approved();
    const second = desk.file({ partner: 'Blue Delta IT' }, day('2026-06-03'));
    const { id } = only();
    const lapse = () =>
      follow(day('2026-08-31'), (tx) => lapseInto(tx, id, { on: '2026-08-31' as IsoDate, because: 'expired' }));
    expect(desk.see(second).contested).toBe(true);
    expect([lapse(), lapse()]).toEqual([true, false]);
    expect(desk.see(second)).toMatchObject({ contested: false });
    expect(desk.see(first)).toMatchObject({ state: 'approved', protection: { state: 'lapsed' } });
    expect(protections()[0]).toMatchObject({ because: 'expired', daysLeft: 0 });
  });

  test('a win closes it and ends the protection; taken back, both are as they were', () => {
    const filed = approved();
    recordMeeting(desk.db, { ...the(filed), on: '2026-06-01' as IsoDate, note: '' }, day('2026-06-02'));
    const won = { kind: 'won', on: '2026-07-10' as IsoDate, because: 'opportunity O-9 was won' } as const;
    expect(follow(day('2026-07-12'), (tx) => [closeInto(tx, filed.id, won), closeInto(tx, filed.id, won)])).toEqual([
      true,
      false,
    ]);
    expect(desk.see(filed)).toMatchObject({ state: 'closed', close: 'won', protection: { state: 'ended' } });
    expect(refusalOf(() => undoDecision(desk.db, the(filed), day('2026-07-13')))).toBe(
      'NOT_DECIDABLE followed_from_facts',
    );
    const lost = { kind: 'lost', on: '2026-07-11' as IsoDate, because: 'opportunity O-9 was lost' } as const;
    expect(follow(day('2026-07-14'), (tx) => closeInto(tx, filed.id, lost))).toBe(true);
    expect(desk.see(filed).close).toBe('lost');
    expect(follow(day('2026-07-15'), (tx) => [reopenInto(tx, filed.id), reopenInto(tx, filed.id)])).toEqual([
      true,
      false,
    ]);
    expect(desk.see(filed)).toMatchObject({
      state: 'approved',
      close: null,
      protection: { state: 'running', until: '2026-08-30' },
    });
    expect(only().firstMeeting.heldOn).toBe('2026-06-01');
    // Both closings stand in its history, although each was one of many things that followed.
    expect(desk.see(filed).history.filter(({ verb }) => verb === 'test.follow')).toHaveLength(2);
  });

  test('what was never approved cannot be closed', () => {
    const filed = desk.file();
    expect(
      refusalOf(() =>
        follow(MONDAY, (tx) => closeInto(tx, filed.id, { kind: 'won', on: '2026-06-01' as IsoDate, because: '' })),
      ),
    ).toBe('NOT_DECIDABLE state_differs');
  });
});

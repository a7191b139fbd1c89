import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpportunityId, RegistrationId } from '../../src/contract/units.ts';
import { decline, link } from '../../src/engine/attribution/index.ts';
import { LINKED, NAMED, PAIRS } from '../../src/engine/attribution/sql.ts';
import { WON_AND_ATTRIBUTED } from '../../src/engine/incentives/sql.ts';
import { lastEntry, listEntries, verifyJournal } from '../../src/engine/journal/index.ts';
import { approve, listProtections, recordMeeting } from '../../src/engine/registrations/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { NOT_FOLLOWING, OVER } from '../../src/engine/settle-sql.ts';
import { contentOf } from '../../src/engine/store/content-hash.ts';
import { type DealDesk, halden, openDealDesk, the } from '../support/deal-desk.ts';
import { undoExtract } from '../support/extract.ts';
import {
  approvedHalden,
  haldenExtract,
  opportunityId,
  SUMMER,
  TUESDAY,
  takeAndSettle,
} from '../support/halden-deal.ts';
import { manyRegistrations } from '../support/many-registrations.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk();
});
afterEach(() => desk.close());

const NOTHING = { rechecked: 0, linked: 0, attributed: 0, accrued: 0, reversed: 0, lapsed: 0, closed: 0 };
const WON = { status: 'won' as const, closeOn: '2026-07-01' };

/** What a second call finds: nothing, and no entry; also when it looks at everything anew, as after opening the workspace. */
function expectSettled(when: Parameters<typeof settle>[1]) {
  const { seq } = lastEntry(desk.db);
  const anew = { ...desk.db, connection: { ...desk.db.connection } };
  for (const db of [desk.db, anew]) expect(settle(db, when)).toEqual(NOTHING);
  expect(lastEntry(desk.db).seq).toBe(seq);
}

describe('settling', () => {
  test('an empty workspace leaves no entry', () => {
    expectSettled(TUESDAY);
  });

  test('does everything at once and names each cause; a second call does nothing', () => {
    const filed = approvedHalden(desk);
    const { settled } = takeAndSettle(desk, SUMMER, WON);
    expect(settled).toEqual({ ...NOTHING, rechecked: 1, linked: 1, attributed: 1, accrued: 1, closed: 1 });
    expectSettled(SUMMER);
    const [entry] = listEntries(desk.db, { limit: 1 }).items;
    expect(entry).toMatchObject({ verb: 'workspace.settle', edition: 1 });
    expect(entry?.words).toBe(
      'What followed on 2026-07-06: checked again 1, links changed 1, won or lost 1, attributed 1, earnings changed 1',
    );
    expect(entry?.what).toMatchObject({
      followed: { 'won or lost': { named: [{ record: filed.id, became: 'won', because: 'opportunity O-9 was won' }] } },
    });
    expect(verifyJournal(desk.db).ok).toBe(true);
  });

  test('an undo takes back what followed, and the workspace settles again', () => {
    const filed = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, {});
    const before = contentWithout(
      'accruals',
      'decisions',
      'registrations',
      'protections',
      'batches',
      'batch_files',
      'attributions',
      'links',
    );
    const { batch } = takeAndSettle(desk, moment('2026-08-03T10:00+02:00'), WON, { key: 'O-11' });
    const undone = moment('2026-08-03T11:00+02:00');
    undoExtract(desk.db, batch, undone);
    expect(settle(desk.db, undone)).toMatchObject({ reversed: 1, accrued: 0, closed: 0 });
    expect(desk.see(filed, undone)).toMatchObject({ state: 'approved', opportunity: { key: 'O-9', linked: true } });
    expectSettled(undone);
    for (const [table, hash] of before) expect([table, contentWithout().get(table)]).toEqual([table, hash]);
  });

  const contentWithout = (...left: readonly string[]) =>
    new Map(
      contentOf(desk.db)
        .filter(({ name }) => !left.includes(name) && !['lineage', 'opportunities'].includes(name))
        .map(({ name, hash }) => [name, hash]),
    );
});

describe('after an extract', () => {
  test('a provisional approval is confirmed, or put in question', () => {
    const wexford = { name: 'Wexford Tools Ltd', domain: 'wexford-tools.de', country: 'Germany', city: 'Kiel' };
    const july = moment('2026-07-06T10:00+02:00');
    const [good, bad] = [
      desk.file({ expectedClose: '2027-01-01' }, july),
      desk.file({ customer: wexford, expectedClose: '2027-01-01' }, july),
    ];
    for (const one of [good, bad]) {
      expect(approve(desk.db, the(one), july)).toMatchObject({ provisional: true });
    }
    const when = moment('2026-07-08T10:00+02:00');
    desk.take(
      {
        asOf: '2026-07-07',
        accounts: [{ key: 'A-8', name: wexford.name, domain: wexford.domain, country: 'DE', city: 'Kiel' }],
        opportunities: [
          { key: 'O-8', account: 'A-8', product: 'CRM', openedOn: '2026-06-20', lastActivityOn: '2026-07-01' },
        ],
      },
      when,
    );
    expect(settle(desk.db, when)).toMatchObject({ rechecked: 2 });
    expect([desk.see(good, when).provisional, desk.see(bad, when).provisional]).toEqual([false, true]);
    expect(JSON.stringify(listEntries(desk.db, { limit: 1 }).items[0]?.what)).toContain('in question: NN1, NN3');
    expectSettled(when);
  });

  test('a file of registrations alone asks for no new checks', () => {
    desk.file({});
    desk.take({ asOf: '2026-06-02', partners: [{ key: 'P-9', name: 'Newcomer' }] }, TUESDAY);
    expectSettled(TUESDAY);
  });

  test('a net-new customer that became an account is found, and its opportunity linked', () => {
    const filed = approvedHalden(desk);
    expect(desk.see(filed).account).toBeNull();
    takeAndSettle(desk, SUMMER, {});
    expect(desk.see(filed, SUMMER)).toMatchObject({
      account: { name: 'Halden Precision GmbH' },
      opportunity: { linked: true },
    });
  });

  test('the order in which the same extracts come in leads to the same place', async () => {
    const first = haldenExtract('2026-07-01', { key: 'O-9' });
    const second = haldenExtract('2026-07-03', {
      key: 'O-10',
      product: 'Robots',
      status: 'won',
      closeOn: '2026-05-02',
      openedOn: '2026-03-01',
    });
    const places: unknown[] = [];
    for (const extracts of [
      [first, second],
      [second, first],
    ]) {
      await desk.close();
      desk = openDealDesk();
      const filed = approvedHalden(desk);
      for (const extract of extracts) {
        desk.take(extract, SUMMER);
        settle(desk.db, SUMMER);
      }
      takeAndSettle(desk, SUMMER, WON);
      const seen = desk.see(filed, SUMMER);
      const earned = desk.db.all('SELECT rule, sum(amount_minor) AS total FROM accruals GROUP BY rule');
      places.push([seen.state, seen.close, seen.opportunity?.key, earned]);
    }
    expect(places[0]).toEqual(places[1]);
    expect(places[0]).toEqual(['closed', 'won', 'O-9', [{ rule: 'IN3', total: 2_760_000 }]]);
  });

  test('the order in which the same claims are filed leads to the same credit', async () => {
    const received = ['2026-06-01T10:00:00+02:00', '2026-06-01T10:00:00+02:00'] as const;
    const places: unknown[] = [];
    for (const turned of [false, true]) {
      await desk.close();
      desk = openDealDesk();
      const claims = [
        { partner: 'Kestrel Parts', site: 'Ulm', receivedAt: received[0] },
        {
          partner: 'Blue Delta IT',
          site: 'Kiel',
          receivedAt: received[1],
          value: { minor: 4_000_000, currency: 'EUR' },
        },
      ];
      for (const claim of turned ? claims.reverse() : claims) {
        approve(desk.db, { ...the(desk.file(halden(claim))), override: 'Known to be good' }, TUESDAY);
      }
      takeAndSettle(desk, SUMMER, WON, { key: 'O-10', minor: 4_100_000 });
      places.push(
        desk.db.all(
          `SELECT p.name, o.key, l.state, l.score FROM links l JOIN registrations r ON r.id = l.registration_id
           JOIN partners p ON p.id = r.partner_id JOIN opportunities o ON o.id = l.opportunity_id ORDER BY 1, 2`,
        ),
        desk.db.all('SELECT partner_id IS NULL AS x, rule, amount_minor FROM accruals ORDER BY 2, 3'),
      );
    }
    expect(places.slice(2)).toEqual(places.slice(0, 2));
  });
});

describe('the clock', () => {
  const protection = () => listProtections(desk.db, { limit: 10 }, SUMMER).items[0];

  test('lapses a protection after its last day, at midnight of the programme’s zone, and closes what nobody worked on', () => {
    const filed = approvedHalden(desk);
    recordMeeting(desk.db, { ...the(filed), on: '2026-06-20' as never, note: 'Met.' }, SUMMER);
    expect(protection()).toMatchObject({ until: '2026-08-31', state: 'running' });
    expectSettled(moment('2026-08-31T23:59+02:00'));
    const after = moment('2026-09-01T00:00+02:00');
    expect(settle(desk.db, after)).toEqual({ ...NOTHING, lapsed: 1, closed: 1 });
    expect(protection()).toMatchObject({ state: 'lapsed', because: 'expired' });
    expect(desk.see(filed, after)).toMatchObject({ state: 'closed', close: 'expired' });
    expectSettled(after);
  });

  test('lapses it after 45 days without a first meeting', () => {
    const filed = approvedHalden(desk);
    expectSettled(moment('2026-07-17T10:00+02:00'));
    const after = moment('2026-07-18T10:00+02:00');
    expect(settle(desk.db, after)).toMatchObject({ lapsed: 1, closed: 1 });
    expect(protection()).toMatchObject({ state: 'lapsed', because: 'no first meeting' });
    expect(desk.see(filed, after).close).toBe('expired');
  });

  test('leaves a deal with an opportunity open, and one that waits for a person to say which it is', () => {
    const worked = approvedHalden(desk);
    takeAndSettle(desk, SUMMER, { minor: 1_000_000 });
    const after = moment('2026-10-05T10:00+02:00');
    expect(settle(desk.db, after)).toMatchObject({ lapsed: 1, closed: 0 });
    expect(desk.see(worked, after)).toMatchObject({ state: 'approved', opportunity: { linked: false } });
    link(
      desk.db,
      { registration: worked.id as RegistrationId, opportunity: opportunityId(desk, 'O-9') as OpportunityId },
      after,
    );
    settle(desk.db, after);
    takeAndSettle(desk, moment('2026-10-12T10:00+02:00'), { ...WON, closeOn: '2026-10-09', minor: 1_000_000 });
    expect(desk.see(worked, after)).toMatchObject({ state: 'closed', close: 'won' });
  });
});

describe('LK3: an opportunity that an extract shows late', () => {
  const LATE = moment('2026-10-05T10:00+02:00');
  const met = (filed: Parameters<typeof the>[0]) =>
    recordMeeting(desk.db, { ...the(filed), on: '2026-06-20' as never, note: 'Met.' }, SUMMER);
  const won = { status: 'won' as const, closeOn: '2026-09-20' };

  test.each([
    { openedOn: '2026-08-31', when: 'on the last protected day', close: 'won' },
    { openedOn: '2026-09-01', when: 'the day after', close: 'expired' },
  ])('LK3: opened $when it is $close, whether the lapse or the extract was seen first', ({ openedOn, close }) => {
    const filed = approvedHalden(desk);
    met(filed);
    takeAndSettle(desk, LATE, { openedOn, ...won });
    const extractFirst = desk.see(filed, LATE);
    expect(extractFirst.close).toBe(close);
    expectSettled(LATE);

    desk.close();
    desk = openDealDesk();
    const same = approvedHalden(desk);
    met(same);
    settle(desk.db, moment('2026-09-14T10:00+02:00'));
    expect(desk.see(same, LATE).close).toBe('expired');
    takeAndSettle(desk, LATE, { openedOn, ...won });
    expectSettled(LATE);
    const lapseFirst = desk.see(same, LATE);
    expect([lapseFirst.state, lapseFirst.close, lapseFirst.opportunity?.key]).toEqual([
      extractFirst.state,
      extractFirst.close,
      extractFirst.opportunity?.key,
    ]);
  });

  test('opens an expired registration again, and expires it again when its extract is undone', () => {
    const filed = approvedHalden(desk);
    met(filed);
    takeAndSettle(desk, moment('2026-09-14T10:00+02:00'));
    const { batch } = takeAndSettle(desk, LATE, { openedOn: '2026-07-20' });
    expect(desk.see(filed, LATE)).toMatchObject({ state: 'approved', opportunity: { key: 'O-9', linked: true } });
    undoExtract(desk.db, batch, LATE);
    settle(desk.db, LATE);
    expect(desk.see(filed, LATE)).toMatchObject({ state: 'closed', close: 'expired', opportunity: null });
    expectSettled(LATE);
  });

  test('a person may link an expired registration by hand, and what they declined leaves it expired', () => {
    const filed = approvedHalden(desk);
    met(filed);
    takeAndSettle(desk, moment('2026-09-14T10:00+02:00'), { openedOn: '2026-09-10' });
    expect(desk.see(filed, LATE).close).toBe('expired');
    const pair = {
      registration: filed.id as RegistrationId,
      opportunity: opportunityId(desk, 'O-9') as OpportunityId,
    };
    link(desk.db, pair, LATE);
    settle(desk.db, LATE);
    expect(desk.see(filed, LATE)).toMatchObject({ state: 'approved', opportunity: { key: 'O-9', linked: true } });
    decline(desk.db, { ...pair, reason: 'Another project' }, LATE);
    settle(desk.db, LATE);
    expect(desk.see(filed, LATE)).toMatchObject({ state: 'closed', close: 'expired' });
    expectSettled(LATE);
  });
});

describe('at a size', () => {
  test.each([
    ['PAIRS', PAIRS, ['registrations_by_clock', 'opportunities_by_account']],
    ['LINKED', LINKED, ['case_claims_by_registration']],
    ['NAMED', NAMED, ['opportunities_with_partner', 'links_by_opportunity']],
    ['WON_AND_ATTRIBUTED', WON_AND_ATTRIBUTED, ['opportunities_by_account']],
    ['OVER', OVER, ['protections_by_end']],
    ['NOT_FOLLOWING', NOT_FOLLOWING, []],
  ])('%s reads by its indexes, and scans neither registrations nor opportunities', (_name, sql, indexes) => {
    const params = Array.from({ length: sql.split('?').length - 1 }, () => '2026-06-01');
    const plan = desk.db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail);
    for (const index of indexes) expect(plan.join('\n')).toContain(index);
    expect(plan.filter((line) => /^SCAN (r|o|w|registrations|opportunities)\b(?!.*INDEX)/.test(line))).toEqual([]);
  });

  test('a workspace of 1 000 registrations at rest is left alone', () => {
    manyRegistrations(desk.db, { total: 1_000, submitted: 40, returned: 10, inCase: 0 });
    settle(desk.db, SUMMER);
    settle(desk.db, SUMMER);
    const took = Array.from({ length: 5 }, () => {
      const began = performance.now();
      settle(desk.db, SUMMER);
      return performance.now() - began;
    });
    expect(Math.min(...took)).toBeLessThan(100);
  });
});

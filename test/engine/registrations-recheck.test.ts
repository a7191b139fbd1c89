import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { change, lastEntry, listEntries, record } from '../../src/engine/journal/index.ts';
import {
  approve,
  dueForRecheck,
  listRegistrations,
  type Rechecked,
  recheck,
  returnForInformation,
} from '../../src/engine/registrations/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { type DealDesk, openDealDesk, the } from '../support/deal-desk.ts';
import type { OpportunitySays } from '../support/extract.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk({ without: 'extract' });
});
afterEach(() => desk.close());

const account = { key: 'A-9', name: 'Halden Precision', domain: 'halden.example', country: 'DE' };
const TUESDAY = moment('2026-06-02T10:00+02:00');
const extract = (opportunities: OpportunitySays[], asOf = '2026-06-05') =>
  desk.take({ asOf, coveredFrom: '2024-01-01', accounts: [account], opportunities }, moment(`${asOf}T18:00+02:00`));
const again = (filed: { id: string }): Rechecked =>
  change(desk.db, { verb: 'test.recheck', input: null }, moment('2026-06-06T09:00+02:00'), (tx) => {
    const rechecked = recheck(tx, filed.id);
    record(tx, { subject: filed.id, subjectName: null, words: 'Checked again', what: null });
    return rechecked;
  });

describe('after a new extract', () => {
  test('a provisional approval that everything speaks for is confirmed', () => {
    const filed = desk.file();
    expect(approve(desk.db, the(filed), TUESDAY).provisional).toBe(true);
    extract([]);
    expect(again(filed)).toMatchObject({ became: 'confirmed', failed: [] });
    expect(desk.see(filed)).toMatchObject({ provisional: false, cannotTell: 0, account: { name: 'Halden Precision' } });
    expect(again(filed).became).toBe('unchanged');
  });

  test('one that a direct opportunity speaks against is in question, and is told once', () => {
    const filed = desk.file();
    approve(desk.db, the(filed), TUESDAY);
    extract([{ key: 'O-7', account: 'A-9', product: 'CRM', openedOn: '2026-03-01', lastActivityOn: '2026-03-02' }]);
    expect(again(filed)).toMatchObject({ became: 'in question', failed: ['NN1'] });
    expect(desk.see(filed)).toMatchObject({ state: 'approved', provisional: true, fails: 1 });
    expect(again(filed).became).toBe('unchanged');
    expect(listRegistrations(desk.db, { limit: 10, filter: { provisional: true } }, TUESDAY).total).toBe(1);
  });

  test('what the vendor opened after the receipt says nothing against the partner', () => {
    const filed = desk.file();
    approve(desk.db, the(filed), TUESDAY);
    extract([{ key: 'O-8', account: 'A-9', product: 'CRM', openedOn: '2026-06-03', lastActivityOn: '2026-06-04' }]);
    expect(again(filed)).toMatchObject({ failed: [] });
    expect(desk.see(filed).fails).toBe(0);
  });

  test('an undecided one gets new findings and a new revision, or keeps its own', () => {
    const filed = desk.file();
    const back = desk.file({
      partner: 'Blue Delta IT',
      customer: { name: 'Cervantes SA', domain: 'cervantes.example', country: 'ES' },
    });
    returnForInformation(desk.db, { ...the(back), missing: ['x'], note: '' }, TUESDAY);
    extract([{ key: 'O-7', account: 'A-9', product: 'CRM', openedOn: '2026-03-01', lastActivityOn: '2026-03-02' }]);
    expect(again(filed)).toMatchObject({ became: 'changed', failed: ['NN1'] });
    expect(desk.see(filed)).toMatchObject({ revision: 2, contested: true });
    expect(again(back).became).toBe('changed');
    expect([again(filed).became, again(back).became]).toEqual(['unchanged', 'unchanged']);
    expect(desk.see(filed).revision).toBe(2);
  });

  test('each is due once an extract, and decided ones never', () => {
    const open = desk.file();
    const confirmed = desk.file({ reference: 'b', family: 'Robots' });
    extract([]);
    const seq = lastEntry(desk.db).seq;
    expect(dueForRecheck(desk.db, seq)).toEqual([open.id, confirmed.id]);
    again(open);
    again(confirmed);
    approve(desk.db, the(confirmed), TUESDAY);
    expect(dueForRecheck(desk.db, seq)).toEqual([]);
    expect(again(confirmed).became).toBe('unchanged');
  });

  test('a family that the product list names now is resolved', () => {
    const filed = desk.file({ family: 'crm-suite' });
    desk.db.connection.run("INSERT INTO family_names (key, family) VALUES ('crmsuite', 'CRM')");
    again(filed);
    expect(desk.see(filed)).toMatchObject({ family: 'CRM' });
    expect(listRegistrations(desk.db, { limit: 10, filter: { family: 'CRM' } }, TUESDAY).total).toBe(1);
  });
});

describe('as the extract grows too old', () => {
  const orchid = { customer: { name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'SG' }, family: 'Robots' };
  const unsure = (filed: { id: string }) =>
    desk
      .see(filed)
      .findings.filter(({ group, result }) => group === 'net-new' && result === 'cannot tell')
      .map(({ rule, words }) => `${rule}: ${words}`);

  test('what is not decided is told the same as what comes in that day, once; what is decided keeps its findings', () => {
    extract([], '2026-05-29');
    const [early, decided] = [desk.file(), desk.file(orchid)];
    approve(desk.db, the(decided), TUESDAY);
    expect(settle(desk.db, moment('2026-06-12T23:59+02:00')).rechecked).toBe(0);
    const late = desk.file(
      { customer: { name: 'Cervantes SA', domain: 'cervantes.example', country: 'ES' } },
      moment('2026-06-13T09:00+02:00'),
    );
    expect(unsure(early)).toEqual([]);
    expect(settle(desk.db, moment('2026-06-13T10:00+02:00')).rechecked).toBe(1);
    expect(unsure(early)[0]).toBe('NN1: The extract of 2026-05-29 is 15 days old; the limit is 14.');
    expect(unsure(early)).toEqual(unsure(late));
    expect(desk.see(early)).toMatchObject({ revision: early.revision + 1, cannotTell: unsure(early).length });
    expect(unsure(decided)).toEqual([]);
    expect(listEntries(desk.db, { limit: 1 }).items[0]?.what).toMatchObject({
      followed: {
        'checked again': { named: [{ record: early.id, because: 'the extract of 2026-05-29 is too old for them' }] },
      },
    });
    expect(settle(desk.db, moment('2026-06-14T10:00+02:00')).rechecked).toBe(0);
    extract([], '2026-06-15');
    settle(desk.db, moment('2026-06-15T19:00+02:00'));
    expect([...unsure(early), ...unsure(late)]).toEqual([]);
  });

  test('one received by the day of the extract is not asked about again', () => {
    extract([], '2026-06-01');
    const filed = desk.file();
    expect(settle(desk.db, moment('2026-08-03T10:00+02:00')).rechecked).toBe(0);
    expect(unsure(filed)).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asked } from '../../src/contract/handler.ts';
import type { IsoDate, PartnerId } from '../../src/contract/units.ts';
import {
  approve,
  listRegistrations,
  reject,
  returnForInformation,
  type submit,
  withdraw,
} from '../../src/engine/registrations/index.ts';
import { countsSql, HAS_WORD, matchingPageSql, walkedPageSql } from '../../src/engine/registrations/sql.ts';
import { type DealDesk, openDealDesk, the } from '../support/deal-desk.ts';
import { manyRegistrations } from '../support/many-registrations.ts';
import { moment, type ScratchWorkspace, scratchWorkspace } from '../support/workspace.ts';

type Filter = NonNullable<Asked<'registrations', 'list'>['filter']>;
type Sort = NonNullable<Asked<'registrations', 'list'>['sort']>;

describe('the review queue', () => {
  let desk: DealDesk;
  const filed: Record<string, ReturnType<typeof submit>> = {};
  const now = moment('2026-06-03T12:00+02:00');

  beforeAll(() => {
    desk = openDealDesk();
    const customer = (name: string) => ({
      name,
      domain: `${name.replaceAll(/\W+/g, '').toLowerCase()}.example`,
      country: 'DE',
    });
    const at = (hour: number) => moment(`2026-06-01T${String(hour).padStart(2, '0')}:00+02:00`);
    filed.oldest = desk.file({ customer: customer('Ältere Werke AG') }, at(9));
    filed.contested = desk.file({ customer: customer('Brenner Logistik') }, at(10));
    filed.rival = desk.file({ customer: customer('Brenner Logistik'), partner: 'Blue Delta IT' }, at(11));
    filed.returned = desk.file({ customer: customer('Cervantes SA') }, at(12));
    filed.approved = desk.file({ customer: customer('Dorado Oy'), value: { minor: 900_000, currency: 'USD' } }, at(13));
    filed.rejected = desk.file({ customer: customer('Ebro Norte'), family: 'Robots' }, at(14));
    filed.withdrawn = desk.file(
      { customer: customer('Ferrovia Sul'), value: { minor: 700_000, currency: 'CHF' } },
      at(15),
    );
    filed.newest = desk.file(
      { customer: customer('Gekko & Co'), value: { minor: 600_000, currency: 'EUR' } },
      moment('2026-06-03T11:00+02:00'),
    );
    const tuesday = moment('2026-06-02T10:00+02:00');
    returnForInformation(desk.db, { ...the(filed.returned), missing: ['x'], note: '' }, tuesday);
    approve(desk.db, the(filed.approved), tuesday);
    reject(desk.db, { ...the(filed.rejected), code: 'too early', reason: '' }, moment('2026-06-02T11:00+02:00'));
    withdraw(desk.db, { ...the(filed.withdrawn), reason: '' }, moment('2026-06-02T12:00+02:00'));
  });
  afterAll(() => desk.close());

  const list = (filter: Filter = {}, sort?: Sort) =>
    listRegistrations(desk.db, { filter, limit: 100, ...(sort === undefined ? {} : { sort }) }, now);
  const names = (filter: Filter = {}, sort?: Sort) =>
    list(filter, sort).items.map(({ id }) => Object.keys(filed).find((name) => filed[name]?.id === id));

  test('goes by the clock: due soonest, then with the partner, then decided, the newest decision first', () => {
    expect(names()).toEqual([
      'oldest',
      'contested',
      'rival',
      'newest',
      'returned',
      'withdrawn',
      'rejected',
      'approved',
    ]);
    expect(names({}, { by: 'clock', descending: true })).toEqual(names().reverse());
  });

  test.each<[NonNullable<Filter['queue']>, string[]]>([
    ['toDecide', ['oldest', 'contested', 'rival', 'newest']],
    ['uncontested', ['oldest', 'newest']],
    ['competing', ['contested', 'rival']],
    ['inCase', []],
    ['contested', ['contested', 'rival']],
    ['returned', ['returned']],
    ['decided', ['withdrawn', 'rejected', 'approved']],
  ])('the queue %s', (queue, expected) => {
    expect(names({ queue })).toEqual(expected);
    expect(list({ queue })).toMatchObject({
      total: expected.length,
      queues: { toDecide: 4, uncontested: 2, competing: 2, inCase: 0, contested: 2, returned: 1, decided: 3 },
    });
  });

  test.each<[string, Filter, string[]]>([
    ['a state', { state: 'approved' }, ['approved']],
    ['a state and a queue that has none of it', { state: 'approved', queue: 'returned' }, []],
    ['a family, however it is written', { family: 'robots' }, ['rejected']],
    ['words of the customer', { text: 'brenn LOG' }, ['contested', 'rival']],
    ['a name with an accent, typed without', { text: 'altere' }, ['oldest']],
    ['a number', { text: 'R-2026-0004' }, ['returned']],
    ['words of the partner', { text: 'blue delta' }, ['rival']],
    [
      'marks that mean something to SQL',
      { text: "%'*[" },
      ['oldest', 'contested', 'rival', 'newest', 'returned', 'withdrawn', 'rejected', 'approved'],
    ],
    ['what is overdue', { overdue: true }, ['oldest', 'contested', 'rival']],
    ['what is not overdue', { overdue: false, queue: 'toDecide' }, ['newest']],
    [
      'the day of receipt, both ends included',
      { receivedFrom: '2026-06-02' as IsoDate, receivedUntil: '2026-06-03' as IsoDate },
      ['newest'],
    ],
    ['what is provisional', { provisional: true }, []],
  ])('filters by %s', (_, filter, expected) => {
    expect(names(filter)).toEqual(expected);
    expect(list(filter).total).toBe(expected.length);
  });

  test('filters by partner, and counts the queues under that filter', () => {
    const partner = filed.rival?.partner as PartnerId;
    expect(names({ partner })).toEqual(['rival']);
    expect(list({ partner, queue: 'decided' })).toMatchObject({
      total: 0,
      queues: { toDecide: 1, uncontested: 0, contested: 1, returned: 0, decided: 0 },
    });
  });

  test.each<[Sort['by'], string[]]>([
    ['receivedAt', ['oldest', 'contested', 'rival', 'returned', 'approved', 'rejected', 'withdrawn', 'newest']],
    ['number', ['oldest', 'contested', 'rival', 'returned', 'approved', 'rejected', 'withdrawn', 'newest']],
    ['customer', ['oldest', 'contested', 'rival', 'returned', 'approved', 'rejected', 'withdrawn', 'newest']],
  ])('sorts by %s both ways', (by, expected) => {
    expect(names({}, { by, descending: false })).toEqual(expected);
    expect(names({}, { by, descending: true })).toEqual([...expected].reverse());
  });

  test('sorts by value in the programme’s currency; what has no rate comes last either way', () => {
    expect(names({}, { by: 'value', descending: false }).slice(0, 2)).toEqual(['newest', 'approved']);
    expect(names({}, { by: 'value', descending: false }).at(-1)).toBe('withdrawn');
    expect(names({}, { by: 'value', descending: true }).slice(-3)).toEqual(['approved', 'newest', 'withdrawn']);
    expect(names({ text: 'r 2026' }, { by: 'value', descending: true }).slice(-3)).toEqual([
      'approved',
      'newest',
      'withdrawn',
    ]);
  });

  test('sorts by partner', () => {
    expect(names({}, { by: 'partner', descending: false })[0]).toBe('rival');
    expect(names({}, { by: 'partner', descending: true }).at(-1)).toBe('rival');
    expect(names({ text: 'brenner' }, { by: 'partner', descending: false })).toEqual(['rival', 'contested']);
  });
});

describe('the list at size', () => {
  let workspace: ScratchWorkspace;
  const now = moment('2026-06-03T12:00+02:00');
  beforeAll(() => {
    workspace = scratchWorkspace();
    manyRegistrations(workspace.db, { total: 4_000, submitted: 300, returned: 60, inCase: 20 });
  });
  afterAll(() => workspace.close());

  const page = (input: Partial<Asked<'registrations', 'list'>>) =>
    listRegistrations(workspace.db, { limit: 500, ...input }, now);

  test.each<[string, Filter, Sort['by'] | undefined]>([
    ['all by the clock', {}, undefined],
    ['those to decide by the clock', { queue: 'toDecide' }, undefined],
    ['contested ones by customer', { queue: 'contested' }, 'customer'],
    ['all by value', {}, 'value'],
    ['all by partner', {}, 'partner'],
    ['a search by number', { text: 'industries 9' }, 'number'],
    ['a family by receipt', { family: 'Family 3' }, 'receivedAt'],
  ])('%s: pages follow each other without gap or repeat', (_, filter, by) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let total = 0;
    do {
      const {
        items,
        next,
        total: n,
      } = page({
        filter,
        ...(by === undefined ? {} : { sort: { by, descending: by === 'value' } }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...items.map(({ id }) => id));
      total = n;
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  test('a search that finds nearly everything gives the same page as the list without it', () => {
    for (const by of ['clock', 'receivedAt', 'customer', 'value', 'number', 'partner'] as const) {
      const sort = { by, descending: false };
      const every = page({ sort });
      const found = page({ sort, filter: { text: 'industries' } });
      expect(found.total).toBe(every.total);
      expect(found.queues).toEqual(every.queues);
      expect(found.items.map(({ id }) => id)).toEqual(every.items.map(({ id }) => id));
    }
  });

  const plan = (sql: string, params: number) =>
    workspace.db
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: params }, () => 0))
      .map(({ detail }) => detail)
      .join(' | ');

  test.each<[Exclude<Sort['by'], 'partner'>, string]>([
    ['clock', 'COVERING INDEX registrations_queue'],
    ['receivedAt', 'COVERING INDEX registrations_by_received'],
    ['customer', 'COVERING INDEX registrations_by_text'],
    ['value', 'COVERING INDEX registrations_by_value'],
    ['number', 'COVERING INDEX registrations_by_number'],
  ])('a page by %s walks %s and sorts nothing', (by, index) => {
    for (const queues of [[0, 1, 2, 3, 4], [0, 1], [4]]) {
      for (const descending of [false, true]) {
        const words = plan(walkedPageSql(by, { queues, state: true, words: 0 }, descending), 3);
        expect(words).toContain(index);
        expect(words).not.toContain('TEMP B-TREE');
      }
    }
  });

  test('a page by partner walks both indexes and sorts nothing', () => {
    const words = plan(walkedPageSql('partner', { queues: [0, 1], state: false, words: 0 }, false), 2);
    expect(words).toContain('partners_by_name');
    expect(words).toContain('COVERING INDEX registrations_by_partner');
    expect(words).not.toContain('TEMP B-TREE');
  });

  test('counting reads an index alone, and so does a search by text', () => {
    expect(plan(countsSql(false), 0)).toContain('SEARCH r USING COVERING INDEX registrations_counts (queue=?)');
    expect(plan(countsSql(true), 1)).toContain(
      'SEARCH r USING COVERING INDEX registrations_counts (queue=? AND state=?)',
    );
    const search = { where: HAS_WORD, queues: [0, 1], among: 'text' } as const;
    for (const by of ['clock', 'receivedAt', 'customer', 'value', 'number'] as const) {
      expect(plan(matchingPageSql(by, false, search), 3)).toContain(
        'SCAN r USING COVERING INDEX registrations_by_text',
      );
    }
  });
});

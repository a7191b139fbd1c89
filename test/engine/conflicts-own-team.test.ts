import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCaseAgain } from '../../src/engine/conflicts/index.ts';
import { type CaseDesk, claimOf, LATER, openCaseDesk } from '../support/case-desk.ts';
import { STANDING } from '../support/deal-desk.ts';
import { moment } from '../support/workspace.ts';

const TUESDAY = moment('2026-06-02T15:00+02:00');
const BLUE_DELTA = 'Blue Delta IT';

describe('where our own team has ten open opportunities on the customer and family', () => {
  let desk: CaseDesk;
  afterEach(() => desk.close());
  const orchid = { name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'Singapore', city: 'Singapore' };
  const more = Array.from({ length: 9 }, (_, place) => ({
    key: `O-${place + 2}`,
    account: 'A-2',
    product: 'CRM',
    status: 'open' as const,
    openedOn: `2026-0${1 + (place % 4)}-1${place}`,
  }));
  beforeEach(() => {
    desk = openCaseDesk();
    desk.take({ ...STANDING, asOf: '2026-05-30', opportunities: [...(STANDING.opportunities ?? []), ...more] });
  });
  const oldest = [...more].sort((a, b) => (a.openedOn < b.openedOn ? -1 : 1))[0];

  test('they are one claim, from the day the oldest was opened', () => {
    const filed = desk.file({ customer: orchid });
    const opened = desk.open([filed]);
    expect(opened.claims).toBe(2);
    const ours = opened.list.find(({ kind }) => kind === 'direct opportunity');
    expect(ours?.opportunities).toHaveLength(10);
    expect(ours?.opportunities.map(({ key }) => key)).toEqual(Array(10).fill('[claimant]'));
    expect(ours?.opportunities[0]).toMatchObject({ openedOn: oldest?.openedOn });
    const points = opened.timeline.filter(({ claim }) => claim === ours?.label);
    expect(points[0]).toMatchObject({ on: oldest?.openedOn, words: 'Direct opportunity opened' });
    expect(points.filter(({ words }) => words === 'Another direct opportunity opened')).toHaveLength(9);
    const { recommendation, list } = desk.seal(opened);
    expect(claimOf(list, oldest?.key ?? '').opportunities[0]?.key).toBe(oldest?.key);
    expect(recommendation).toMatchObject({ outcome: 'teaming' });
    expect(recommendation?.words).toContain(`opened ${oldest?.openedOn}`);
  });

  test('naming each of them is the same, and an entry of before that had a claim for each is replayed as it was', () => {
    const filed = desk.file({ customer: orchid });
    const keys = ['O-1', 'O-2', 'O-3'];
    expect(desk.open([filed], keys).claims).toBe(2);
    const input = desk.db.get<{ body: string }>(
      `SELECT i.body FROM journal_entries e JOIN journal_inputs i ON i.hash = e.input_hash
       WHERE e.verb = 'conflicts.open'`,
    );
    const { direct, ...before } = JSON.parse(input?.body ?? '{}');
    expect(direct).toBe('together');
    const another = desk.file({ customer: orchid, partner: BLUE_DELTA }, TUESDAY);
    const again = openCaseAgain(desk.db, { ...before, registrations: [another.id] }, LATER);
    expect(again.list.map(({ kind, opportunities }) => [kind, opportunities.length]).sort()).toEqual([
      ['direct opportunity', 1],
      ['direct opportunity', 1],
      ['direct opportunity', 1],
      ['registration', 0],
    ]);
  });
});

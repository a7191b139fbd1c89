import { afterEach, describe, expect, test } from 'vitest';
import { insightsContract } from '../../src/contract/insights.ts';
import { find, today } from '../../src/engine/insights/index.ts';
import { change, record } from '../../src/engine/journal/index.ts';
import { type Facts, idOf, putRows } from '../support/put-rows.ts';
import { moment, type ScratchWorkspace, scratchWorkspace } from '../support/workspace.ts';

let workspace: ScratchWorkspace;
afterEach(() => workspace.close());

// A Monday, at nine in the morning in Berlin.
const now = moment('2026-10-05T07:00Z');
const at = (iso: string) => Date.parse(iso);

function withFacts(facts: Facts, sql: readonly string[] = []): void {
  workspace = scratchWorkspace();
  putRows(workspace.db, { partners: [{ id: 'k', name: 'Kestrel Parts' }], ...facts });
  change(workspace.db, { verb: 'test.more', input: sql }, moment('2026-01-03T08:00Z'), (tx) => {
    for (const statement of sql) tx.exec(statement);
    record(tx, { subject: null, subjectName: null, words: 'More facts were put in for a test', what: null });
  });
}

function todayOf() {
  const answer = today(workspace.db, undefined, now);
  insightsContract.today['~orpc'].outputSchema?.parse(answer);
  return answer;
}

const protection = (id: string, fields: Record<string, string>) => {
  const row = {
    id: idOf(`p${id}`),
    registration_id: idOf(id),
    partner_id: idOf('k'),
    family_key: '',
    from_on: '2026-07-01',
    until_on: '2027-01-01',
    cap_on: '2027-06-01',
    state: 'running',
    meeting_due_on: '2026-12-01',
    meeting_lapse_on: '2026-12-15',
    updated_by: 'the test',
    ...fields,
  };
  return `INSERT INTO protections (${Object.keys(row).join(', ')}, created_at, updated_at, revision)
    VALUES (${Object.values(row)
      .map((value) => `'${value}'`)
      .join(', ')}, 1, 1, 1)`;
};
const approved = { state: 'approved', decidedOn: '2026-08-01', meetingOn: '2026-08-10' } as const;
const registration = (id: string, rest: object = {}) =>
  ({ id, partner: 'k', receivedOn: '2026-07-01', customer: `Zeta ${id}`, ...rest }) as const;

describe('what needs somebody now', () => {
  test('decisions by the clock: overdue, due within a business day, and none that are further off', () => {
    withFacts({
      registrations: [
        registration('far', { fields: { decide_by_at: at('2026-10-08T12:00Z') } }),
        registration('near', { fields: { decide_by_at: at('2026-10-05T10:00Z') } }),
        registration('late', { fields: { decide_by_at: at('2026-10-02T13:00Z') } }),
      ],
    });
    const { items, counts, total, later } = todayOf();
    // The list of registrations counts it: here it is said why this one does not.
    expect(later).toEqual({ decide: 1, after: '2026-10-06' });
    expect(items.map(({ title, words, level }) => [title, words, level])).toEqual([
      ['Decide R-2026-late: Zeta late, Kestrel Parts', '2 h overdue, promised within 2 business days', 'overdue'],
      ['Decide R-2026-near: Zeta near, Kestrel Parts', '3 h left of 2 business days', 'due'],
    ]);
    expect({ counts, total }).toEqual({ counts: { decide: 2 }, total: 2 });
  });

  test('a return that was answered, and one that was not', () => {
    withFacts({
      registrations: [
        registration('back', { fields: { returned_times: 1, decide_by_at: at('2026-10-06T10:00Z') } }),
        registration('mute', {
          state: 'returned',
          fields: { returned_times: 1, answer_due_at: at('2026-10-01T10:00Z') },
        }),
        registration('asked', {
          state: 'returned',
          fields: { returned_times: 1, answer_due_at: at('2026-10-09T10:00Z') },
        }),
      ],
    });
    expect(todayOf().items.map(({ kind, title, level }) => [kind, title, level])).toEqual([
      ['answer', 'R-2026-mute was not answered: Zeta mute, Kestrel Parts', 'due'],
      ['answer', 'R-2026-back was answered: Zeta back, Kestrel Parts', 'calm'],
    ]);
  });

  test('cases to score and to rule on, appeals to answer, and nobody named while it is blind', () => {
    withFacts(
      {
        registrations: [registration('r1', { state: 'in case' })],
        cases: [
          { id: 'c1', openedOn: '2026-09-20', claims: ['r1'], customer: 'Zeta Steel' },
          { id: 'c2', openedOn: '2026-09-25', claims: ['r1'], state: 'sealed', customer: 'Orbit Glass' },
          { id: 'c3', openedOn: '2026-08-01', claims: ['r1'], state: 'appealed', customer: 'Nova Foods' },
          { id: 'c4', openedOn: '2026-08-01', claims: ['r1'], state: 'closed' },
        ],
      },
      [
        `INSERT INTO appeals (case_id, by_label, grounds, filed_at, answer_due_at) VALUES ('${idOf('c3')}', 'B', 'why', 1, ${at('2026-10-05T12:00Z')})`,
      ],
    );
    const { items } = todayOf();
    expect(items.map(({ kind, title, level }) => [kind, title, level])).toEqual([
      ['case', 'Score C-c1: Zeta Steel', 'overdue'],
      ['appeal', 'Answer the appeal on C-c3: Nova Foods', 'due'],
      ['case', 'Rule on C-c2: Orbit Glass', 'calm'],
    ]);
    expect(JSON.stringify(items.filter((item) => item.kind === 'case'))).not.toContain('Kestrel');
  });

  test('protections that end within 14 days, first meetings from the day of the reminder', () => {
    withFacts(
      {
        registrations: ['r1', 'r2', 'r3']
          .map((id) => registration(id, approved))
          .concat([
            registration('m1', { state: 'approved', decidedOn: '2026-09-20' }) as never,
            registration('m2', { state: 'approved', decidedOn: '2026-09-20' }) as never,
          ]),
      },
      [
        protection('r1', { until_on: '2026-10-19' }),
        protection('r2', { until_on: '2026-10-20' }),
        protection('r3', { until_on: '2026-10-06', state: 'lapsed' }),
        protection('m1', { meeting_due_on: '2026-10-15' }),
        protection('m2', { meeting_due_on: '2026-10-04', meeting_lapse_on: '2026-10-19' }),
      ],
    );
    expect(todayOf().items.map(({ kind, title, level }) => [kind, title, level])).toEqual([
      ['first meeting', 'First meeting of R-2026-m2 was due 1 day ago: Zeta m2, Kestrel Parts', 'overdue'],
      ['first meeting', 'First meeting of R-2026-m1 is due in 10 days: Zeta m1, Kestrel Parts', 'calm'],
      ['protection', 'Protection of R-2026-r1 ends in 14 days: Zeta r1, Kestrel Parts', 'calm'],
    ]);
  });

  test('provisional approvals that turned, and links offered', () => {
    const provisional = { provisional: 1, fails: 1 };
    withFacts(
      {
        registrations: [
          registration('r1', { ...approved, fields: { ...provisional, checked_at: at('2026-09-30T08:00Z') } }),
          registration('r2', { ...approved, fields: { ...provisional, checked_at: at('2026-07-02T08:00Z') } }),
        ],
        opportunities: [{ id: 'o1', status: 'open', name: 'Three arms' }],
      },
      [
        `INSERT INTO links (registration_id, opportunity_id, state, score, words, by_hand, by, created_at, updated_at, revision)
         VALUES ('${idOf('r1')}', '${idOf('o1')}', 'offered', 0.82, '[]', 0, 'the test', 1, 1, 1)`,
      ],
    );
    expect(todayOf().items.map(({ kind, title, words }) => [kind, title, words])).toEqual([
      [
        'provisional',
        'R-2026-r1 is in question: Zeta r1, Kestrel Parts',
        'Approved provisionally; since then 1 net-new test fails',
      ],
      [
        'link',
        'Is R-2026-r1 the opportunity “Three arms”? Zeta r1, Kestrel Parts',
        '82 % alike. Link it, or say that it is another',
      ],
    ]);
  });

  test.each([
    { when: 'there is nothing', facts: { partners: [] }, command: 'files.import', words: /Import your CRM extract/ },
    {
      when: 'partners are missing',
      facts: { partners: [], accounts: [{ id: 'a', name: 'Zeta' }] },
      command: 'files.import',
      words: /partners/,
    },
    {
      when: 'nothing was registered',
      facts: { accounts: [{ id: 'a', name: 'Zeta' }] },
      command: 'files.import',
      words: /registered/,
    },
    {
      when: 'some wait and none is due',
      facts: {
        accounts: [{ id: 'a', name: 'Zeta' }],
        registrations: [registration('r1', { fields: { decide_by_at: at('2026-12-01T10:00Z') } })],
      },
      command: 'go.registrations',
      words: /^Nothing is due\. Next: 1 registration waits to be decided\.$/,
    },
    {
      when: 'all is decided',
      facts: { accounts: [{ id: 'a', name: 'Zeta' }], registrations: [registration('r1', approved)] },
      command: 'go.insights',
      words: /^Nothing is due\. Next:/,
    },
  ])('the next step when $when', ({ facts, command, words }) => {
    withFacts(facts as Facts);
    const { nextStep, items } = todayOf();
    expect(items).toEqual([]);
    expect(nextStep.command).toBe(command);
    expect(nextStep.words).toMatch(words);
  });
});

describe('the palette finds by the beginning of a word', () => {
  const facts: Facts = {
    partners: [
      { id: 'k', name: 'Kestrel Parts' },
      { id: 'h', name: 'Harrow & Sons' },
    ],
    accounts: [
      { id: 'a1', name: 'Harrow Robotics', city: 'Leeds' },
      { id: 'a2', name: 'Northern Harrow Works' },
      { id: 'a3', name: 'Charrow' },
    ],
    registrations: [registration('0412', { customer: 'Harrow Robotics' })],
    opportunities: [
      { id: '006A', status: 'open', name: 'Harrow, three arms', account: 'a1' },
      { id: '006B', status: 'open', name: '100% robots', account: 'a1' },
    ],
    cases: [{ id: '7', openedOn: '2026-09-20', claims: ['0412'], customer: 'Harrow Robotics' }],
  };
  const found = (text: string, limit = 12) => {
    const answer = find(workspace.db, { text, limit });
    insightsContract.find['~orpc'].outputSchema?.parse(answer);
    return answer.map(({ kind, title }) => `${kind} ${title}`);
  };

  test.each([
    {
      text: 'harr',
      is: [
        'partner Harrow & Sons',
        'account Harrow Robotics',
        'registration Harrow Robotics',
        'opportunity Harrow, three arms',
        'account Northern Harrow Works',
        'case Harrow Robotics',
      ],
    },
    { text: 'HARROW ROB', is: ['account Harrow Robotics', 'registration Harrow Robotics', 'case Harrow Robotics'] },
    { text: 'r-2026-04', is: ['registration Harrow Robotics'] },
    { text: '006A', is: ['opportunity Harrow, three arms'] },
    { text: 'arrow', is: [] },
    { text: '100% r', is: ['opportunity 100% robots'] },
    { text: '*', is: [] },
    { text: ' ', is: [] },
  ])('“$text”', ({ text, is }) => {
    withFacts(facts);
    const answer = found(text);
    expect([...answer].sort()).toEqual([...is].sort());
    if (text === 'harr') expect(answer[0]).toBe('partner Harrow & Sons');
  });

  test('gives no more than asked for', () => {
    withFacts(facts);
    expect(found('harr', 2)).toHaveLength(2);
  });
});

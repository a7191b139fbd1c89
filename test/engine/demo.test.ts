import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cachedDemo } from '../e2e/demo-cache.ts';

// Through the command line, as a script would: one JSON document on stdout, the lock, the real file.
const CLI = path.join(import.meta.dirname, '../../out/main/cli.js');
let folder = '';
let demo = '';

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-demo-test-'));
  demo = path.join(folder, 'demo.tributary');
  fs.copyFileSync(await cachedDemo(), demo);
}, 300_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: answers of any procedure; each test reads the fields it is about.
function ask(procedure: string, input: unknown = {}, file = demo): any {
  const run = spawnSync('node', [CLI, file, procedure, JSON.stringify(input)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

describe('the demo workspace', () => {
  const total = (procedure: string, filter: unknown): number => ask(procedure, { filter, limit: 1 }).total;
  const entries = (verb: string) => ask('journal.list', { filter: { verb }, limit: 200 }).items;

  test('has 40 partners, 3 000 accounts, 5 000 opportunities and 900 registrations and more', () => {
    const info = ask('workspace.info');
    expect(info).toMatchObject({ kind: 'demo', counts: { partners: 40, accounts: 3_000, opportunities: 5_000 } });
    expect(info.counts.registrations).toBeGreaterThanOrEqual(900);
    const partners = ask('partners.list', { limit: 100 }).items as { type: string; tier: string; country: string }[];
    expect(new Set(partners.map((one) => one.type)).size).toBe(5);
    expect(new Set(partners.map((one) => one.tier)).size).toBe(4);
    expect(new Set(partners.map((one) => one.country)).size).toBeGreaterThanOrEqual(12);
  });

  test('has a full desk on the morning it is opened, and is not late with most of it', () => {
    const info = ask('workspace.info');
    expect(info.extract.stale).toBe(true);
    expect(info.counts.toDecide).toBeGreaterThan(10);
    const today = ask('insights.today');
    const level = (wanted: string) => today.items.filter((one: { level: string }) => one.level === wanted).length;
    expect(today.total).toBeGreaterThan(40);
    expect(today.total).toBeLessThan(150);
    expect(level('overdue')).toBeGreaterThan(0);
    expect(level('overdue')).toBeLessThan(15);
    for (const kind of ['decide', 'case', 'appeal', 'protection', 'answer', 'link'])
      expect(today.counts[kind], kind).toBeGreaterThan(0);
  });

  test('shows every decision on a registration, and what may follow an approval', () => {
    for (const verb of [
      'registrations.approve',
      'registrations.return',
      'registrations.answer',
      'registrations.reject',
      'registrations.withdraw',
      'registrations.recordMeeting',
      'protection.extend',
      'programme.update',
    ]) {
      expect(total('journal.list', { verb }), verb).toBeGreaterThan(0);
    }
    expect(total('protection.list', { state: 'lapsed' })).toBeGreaterThan(0);
    expect(total('reviews.list', {})).toBeGreaterThan(0);
  });

  test('has approvals that are provisional, and some that a later extract put in question', () => {
    expect(total('registrations.list', { provisional: true })).toBeGreaterThan(0);
    expect(ask('insights.today').counts.provisional).toBeGreaterThan(0);
  });

  test('has 25 cases and more, resting on every clause of the policy; our own team claims in some', () => {
    expect(total('conflicts.list', {})).toBeGreaterThanOrEqual(25);
    const rulings = entries('conflicts.rule');
    expect([...new Set(rulings.flatMap((one: { what: { clauses: string[] } }) => one.what.clauses))].sort()).toEqual([
      'CP1',
      'CP2',
      'CP3',
      'CP4',
      'CP5',
    ]);
    const outcomes = new Set(rulings.map((one: { what: { outcome: string } }) => one.what.outcome));
    expect([...outcomes].sort()).toEqual(['award', 'co-sell', 'teaming']);
    const ours = rulings.find((one: { what: { clauses: string[] } }) => one.what.clauses.includes('CP4'));
    const claims = ask('conflicts.get', { case: ours.subject }).list;
    expect(claims.map((one: { kind: string }) => one.kind)).toContain('direct opportunity');
    const letters = entries('conflicts.recordPreference').map((one: { subject: string }) => one.subject);
    expect(
      rulings.filter(
        (one: { subject: string; what: { clauses: string[] } }) =>
          letters.includes(one.subject) && one.what.clauses.includes('CP1'),
      ),
    ).not.toEqual([]);
  });

  test('has cases blind, sealed, waiting for answers, dismissed, and appealed: upheld, changed and still to answer', () => {
    for (const state of ['open', 'sealed', 'appealed', 'dismissed'])
      expect(total('conflicts.list', { state }), state).toBeGreaterThan(0);
    const open = ask('conflicts.list', { filter: { state: 'open' } }).items as { waiting: unknown }[];
    expect(open.filter((one) => one.waiting === null)).not.toEqual([]);
    expect(open.filter((one) => one.waiting !== null)).not.toEqual([]);
    const decided = entries('conflicts.decideAppeal').map((one: { what: { outcome: string } }) => one.what.outcome);
    expect([...new Set(decided)].sort()).toEqual(['changed', 'upheld']);
  });

  test('has a project on one site with three customers, protected for 365 days by one extension after the other', () => {
    const running = ask('protection.list', { filter: { state: 'running' }, limit: 200 }).items as {
      registration: string;
      from: string;
      until: string;
      extensions: unknown[];
    }[];
    const longest = running.find((one) => (Date.parse(one.until) - Date.parse(one.from)) / 86_400_000 === 365);
    expect(longest?.extensions.length).toBeGreaterThan(5);
    const { input } = ask('registrations.get', { registration: longest?.registration });
    expect(input).toMatchObject({
      type: 'project',
      site: expect.stringMatching(/./),
      designCustomer: { name: expect.stringMatching(/./) },
      purchasingCustomer: { name: expect.stringMatching(/./) },
    });
  });

  test('has shares set by hand between two partners, and deals a partner had influence on, with their fee', () => {
    const [split] = entries('attribution.set');
    const { roles } = ask('attribution.get', { opportunity: split.subject });
    expect(roles.map((one: { role: string; shareBp: number }) => [one.role, one.shareBp])).toEqual([
      ['originator', 7_000],
      ['delivery', 3_000],
    ]);
    const accruals = ask('incentives.accruals', { limit: 500 }).items as { rule: string; opportunity: string }[];
    expect([...new Set(accruals.map((one) => one.rule))].sort()).toEqual(
      expect.arrayContaining(['IN1', 'IN3', 'IN4', 'IN5']),
    );
    const influenced = accruals.find((one) => one.rule === 'IN4');
    expect(ask('attribution.get', { opportunity: influenced?.opportunity }).origin).toBe('influenced');
  });

  test('has wins taken back whole before the sixth month and by half after it, and corrections', () => {
    const { items } = ask('incentives.accruals', { filter: { reversals: true }, limit: 200 });
    const words = items.map((one: { steps: { words: string }[] }) => one.steps[0]?.words ?? '');
    for (const start of ['100 % of', '50 % of', 'All that is left'])
      expect(words.filter((one: string) => one.startsWith(start)).length, start).toBeGreaterThan(1);
  });

  test('has customers and partners in Latin, Greek, Japanese, Hebrew and Arabic script', () => {
    for (const [country, script] of [
      ['DE', /[äöüß]/],
      ['PL', /[łńśżąę]/],
      ['GR', /\p{Script=Greek}/u],
      ['JP', /\p{Script=Han}/u],
      ['IL', /\p{Script=Hebrew}/u],
      ['AE', /\p{Script=Arabic}/u],
    ] as const) {
      const { items } = ask('accounts.list', { filter: { country }, limit: 200 }) as { items: { name: string }[] };
      expect(items.filter((one) => script.test(one.name)).length, country).toBeGreaterThan(0);
    }
    const partners = ask('partners.list', { limit: 100 }).items as { name: string }[];
    expect(partners.filter((one) => /\p{Script=Han}|\p{Script=Hebrew}/u.test(one.name))).toHaveLength(2);
  });

  test('has a year’s shape: more is registered before quarters end than in January, August and December', () => {
    const { months } = ask('insights.series', {
      series: ['registered'],
      filter: { from: '2025-10-01', until: '2026-09-30' },
    }) as { months: { month: string; values: { registered: number } }[] };
    const of = (...wanted: string[]) =>
      months
        .filter(({ month }) => wanted.includes(month.slice(5, 7)))
        .reduce((sum, { values }) => sum + values.registered, 0);
    expect(months).toHaveLength(12);
    expect(of('03', '06', '09')).toBeGreaterThan(2 * of('01', '08', '12'));
  });

  test('checks out: the file, the references, the chain', () => {
    expect(ask('workspace.check')).toMatchObject({ ok: true, problems: [] });
  });

  test('replays from its journal and files into the same workspace', () => {
    const replayed = ask('journal.replay', { into: path.join(folder, 'replayed.tributary') });
    expect(replayed.problems).toEqual([]);
    expect(replayed.differs).toEqual([]);
    expect(replayed).toMatchObject({ same: true });
    expect(replayed.contentHash).toBe(replayed.replayedHash);
  }, 300_000);
});

describe('the command line', () => {
  const run = (...args: string[]) => spawnSync('node', [CLI, ...args], { encoding: 'utf8' });

  test('lists every procedure with its description and schemas', () => {
    const list = JSON.parse(run('--list').stdout) as {
      procedure: string;
      description: string;
      input: unknown;
      output: unknown;
    }[];
    expect(list.map((one) => one.procedure)).toEqual(
      expect.arrayContaining([
        'workspace.create',
        'exchange.preview',
        'registrations.approve',
        'conflicts.decideAppeal',
        'journal.replay',
        'matching.check',
      ]),
    );
    for (const one of list) expect(one.description.length, one.procedure).toBeGreaterThan(20);
    expect(list.find((one) => one.procedure === 'registrations.submit')?.input).toMatchObject({ type: 'object' });
  });

  test('answers a failure with one JSON object on stderr and exit code 1', () => {
    const gone = run(
      demo,
      'registrations.get',
      JSON.stringify({ registration: '00000000-0000-7000-8000-000000000009' }),
    );
    expect(gone.status).toBe(1);
    expect(gone.stdout).toBe('');
    expect(JSON.parse(gone.stderr)).toMatchObject({ code: 'NOT_FOUND', data: { what: 'registration' } });
  });

  test('takes the input from a file or from stdin, and says what is wrong with it', () => {
    const file = path.join(folder, 'input.json');
    fs.writeFileSync(file, '{"limit": 2}');
    expect(JSON.parse(run(demo, 'partners.list', `@${file}`).stdout).items).toHaveLength(2);
    const piped = spawnSync('node', [CLI, demo, 'partners.list', '-'], { input: '{"limit": 3}', encoding: 'utf8' });
    expect(JSON.parse(piped.stdout).items).toHaveLength(3);
    expect(JSON.parse(run(demo, 'partners.list', '{"limit": ').stderr)).toMatchObject({ code: 'REFUSED' });
    expect(JSON.parse(run(demo, 'partners.list', '{"limit": "many"}').stderr)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(JSON.parse(run(demo, 'partners.fly').stderr).data.problems[0].code).toBe('procedure_unknown');
  });

  test('sets the moment in a demo, never behind its last change, and never in a live workspace', () => {
    const at = run(demo, 'workspace.info', '{}', '--now', '2026-12-24T10:00:00Z', '--actor', 'Mara');
    expect(JSON.parse(at.stdout)).toMatchObject({ today: '2026-12-24', actor: 'Mara' });
    expect(
      JSON.parse(run(demo, 'workspace.settle', '{}', '--now', '2024-12-24T10:00:00Z').stderr).data.problems[0].code,
    ).toBe('clock_backwards');
    const live = path.join(folder, 'live.tributary');
    const settings = {
      name: 'Live',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      country: 'DE',
      workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
    };
    expect(run(live, 'workspace.create', JSON.stringify(settings)).status).toBe(0);
    expect(
      JSON.parse(run(live, 'workspace.info', '{}', '--now', '2026-12-24T10:00:00Z').stderr).data.problems[0].code,
    ).toBe('now_refused');
  });
});

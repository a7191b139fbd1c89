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
  test('has two years of a programme in it', () => {
    const info = ask('workspace.info');
    expect(info.kind).toBe('demo');
    expect(info.counts.partners).toBe(40);
    expect(info.counts.accounts).toBeGreaterThanOrEqual(2_900);
    expect(info.counts.opportunities).toBeGreaterThanOrEqual(4_900);
    expect(info.counts.registrations).toBeGreaterThanOrEqual(900);
    expect(info.extract.stale).toBe(true);
    expect(info.counts.toDecide).toBeGreaterThan(10);
    const cases = ask('conflicts.list', { limit: 1 });
    expect(cases.total).toBeGreaterThanOrEqual(25);
    expect(ask('conflicts.list', { filter: { open: true }, limit: 1 }).total).toBeGreaterThan(0);
    for (const verb of [
      'registrations.approve',
      'registrations.return',
      'registrations.reject',
      'conflicts.appeal',
      'protection.extend',
    ]) {
      expect(ask('journal.list', { filter: { verb }, limit: 1 }).total, verb).toBeGreaterThan(0);
    }
    expect(ask('protection.list', { filter: { state: 'lapsed' }, limit: 1 }).total).toBeGreaterThan(0);
    expect(ask('incentives.accruals', { filter: { reversals: true }, limit: 1 }).total).toBeGreaterThan(0);
    expect(ask('reviews.list').total).toBeGreaterThan(0);
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

import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkspaceFile } from '../../src/engine/store/workspace-file.ts';

// The command line as scripts call it: a process, its two streams, its exit code.
const CLI = path.join(import.meta.dirname, '../../src/engine/cli.ts');
const RESOURCES = path.join(import.meta.dirname, '../../resources');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-command-line-'));
const live = path.join(folder, 'live.tributary');
const trial = path.join(folder, 'trial.tributary');
const SETTINGS = {
  name: 'Vendor',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
};
const running = new Set<ChildProcess>();

const engine = (...given: string[]) => engineWith({}, ...given);

async function engineWith(more: NodeJS.ProcessEnv, ...given: string[]) {
  const child = spawn('node', [CLI, ...given], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...more } });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  running.delete(child);
  return { out, err, exitCode };
}

/** The one JSON object a failure prints, with nothing on stdout. */
async function failure(...given: string[]) {
  const { out, err, exitCode } = await engine(...given);
  expect([out, exitCode]).toEqual(['', 1]);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(err) as { code: string; message: string; data: { problems: { code: string; message: string }[] } };
}

beforeAll(async () => {
  const made = await Promise.all([
    engine(live, 'workspace.create', JSON.stringify(SETTINGS)),
    engine(trial, 'workspace.create', JSON.stringify({ ...SETTINGS, kind: 'trial' }), '--now', '2026-03-02T09:00:00Z'),
  ]);
  for (const { exitCode, err } of made) expect([exitCode, err]).toEqual([0, '']);
});
afterAll(() => {
  for (const child of running) child.kill();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('the command line', () => {
  test('takes the lock: while somebody has the workspace open, it is told who', async () => {
    const open = await openWorkspaceFile(live, RESOURCES, 'Mara Ruiz', Date.now());
    const told = await failure(live, 'workspace.info');
    await open.close({ backup: false, now: Date.now() });
    expect(told).toMatchObject({ code: 'WORKSPACE_UNUSABLE', data: { problems: [{ code: 'workspace_in_use' }] } });
    expect(told.message).toContain('Mara Ruiz');
    expect(told.message).toContain(`process ${process.pid}`);
  });

  test('sets the moment in a trial workspace, forwards only, and never in a live one', async () => {
    const now = await engine(trial, 'workspace.info', '--now', '2026-05-04T09:00:00Z');
    expect(JSON.parse(now.out)).toMatchObject({ today: '2026-05-04' });
    const [refused, backwards] = await Promise.all([
      failure(live, 'workspace.info', '--now', '2026-05-04T09:00:00Z'),
      failure(trial, 'workspace.settle', '--now', '2026-01-01T09:00:00Z'),
    ]);
    expect(refused.data.problems[0]?.code).toBe('now_refused');
    expect(backwards.data.problems[0]?.code).toBe('clock_backwards');
  });

  test.concurrent.each([
    { what: 'a procedure there is not', given: [live, 'partners.remove'], code: 'procedure_unknown' },
    { what: 'an input that is no JSON', given: [live, 'partners.list', '{limit'], code: 'json_unreadable' },
    { what: 'an input file there is not', given: [live, 'partners.list', '@nofile.json'], code: 'input_missing' },
    { what: 'an input file that is a folder', given: [live, 'partners.list', `@${folder}`], code: 'input_unreadable' },
    { what: 'too few words', given: [live], code: 'usage' },
    { what: 'an option there is not', given: [live, 'workspace.info', '--nwo=2026-05-04'], code: 'usage' },
    { what: 'a moment that is a bare number', given: [trial, 'workspace.info', '--now', '1'], code: 'now_unreadable' },
    { what: 'a moment in seconds', given: [trial, 'workspace.info', '--now', '1780000000'], code: 'now_unreadable' },
    {
      what: 'a moment that no clock shows',
      given: [trial, 'workspace.info', '--now', '99999999999999999'],
      code: 'now_unreadable',
    },
    {
      what: 'a moment in words',
      given: [trial, 'workspace.info', '--now', '4 May 2026 09:00'],
      code: 'now_unreadable',
    },
    {
      what: 'a workspace there is not',
      given: [path.join(folder, 'no.tributary'), 'workspace.info'],
      code: 'workspace_missing',
    },
  ])('$what: one JSON object on stderr, nothing on stdout, and exit code 1', async ({ given, code }) => {
    expect((await failure(...given)).data.problems[0]?.code).toBe(code);
  });

  test('a moment without an offset is UTC, whatever the time zone of the machine', async () => {
    const { out } = await engineWith({ TZ: 'Asia/Tokyo' }, trial, 'workspace.info', '--now', '2026-05-04T09:00');
    expect(JSON.parse(out)).toMatchObject({ now: Date.UTC(2026, 4, 4, 9) });
  });

  test('a misspelt name of a backup restores nothing', async () => {
    const before = fs.readdirSync(folder).sort();
    await engine(trial, 'workspace.backup');
    expect(await failure(trial, 'workspace.restore', '{"bakup":"2026-03-02"}')).toMatchObject({
      code: 'BAD_REQUEST',
      message: 'bakup: there is no such field; there are backup',
    });
    expect(await failure(trial, 'workspace.restore', '{"backup":5}')).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await failure(trial, 'workspace.restore', '{"backup":""}')).toMatchObject({ code: 'BAD_REQUEST' });
    expect(fs.readdirSync(folder).filter((name) => name.includes('-before-restore'))).toEqual([]);
    expect(before).toContain('trial.tributary');
  });

  test('reads an input from stdin that begins with a byte order mark', async () => {
    const child = spawn('node', [CLI, live, 'partners.list', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end('\uFEFF{"limit":1}');
    expect(JSON.parse(await text(child.stdout))).toMatchObject({ items: [] });
  });

  test('an input that is wrong is told by its first wrong field, and why', async () => {
    const { code, message } = await failure(live, 'partners.list', '{"sort":"name"}');
    expect([code, message]).toEqual(['BAD_REQUEST', 'sort: expected an object, found a string']);
  });

  test.each(['--help', '-h'])('%s prints help', async (word) => {
    const { out, err, exitCode } = await engine(word);
    expect([err, exitCode]).toEqual(['', 0]);
    expect(out).toContain('--now <instant>');
  });
});

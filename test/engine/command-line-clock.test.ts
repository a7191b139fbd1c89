import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';
import { csv } from '../support/import-desk.ts';

// The command line and time: a protection that ended while nobody had the workspace open, and calls that go on.
const CLI = path.join(import.meta.dirname, '../../src/engine/cli.ts');
const RESOURCES = path.join(import.meta.dirname, '../../resources');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-command-line-clock-'));
const APPROVED = Date.parse('2026-03-02T09:00:00Z');
const LATER = ['--now', '2026-12-01T09:00:00Z'] as const;
const running = new Set<ChildProcess>();
let made = '';
let copies = 0;

/** A trial workspace of its own with one protection, granted in March. */
function protectedOnce(): string {
  copies += 1;
  const file = path.join(folder, `trial-${copies}.tributary`);
  fs.copyFileSync(made, file);
  return file;
}

function begin(...given: string[]): ChildProcess {
  const child = spawn('node', [CLI, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

async function engine(...given: string[]) {
  const child = begin(...given);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (child.stdout === null || child.stderr === null) throw new Error('expected both streams');
  const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, exitCode };
}

async function answer<Answer>(...given: string[]): Promise<Answer> {
  const { out, err, exitCode } = await engine(...given);
  expect([err, exitCode]).toEqual(['', 0]);
  return JSON.parse(out) as Answer;
}

beforeAll(async () => {
  made = path.join(folder, 'made.tributary');
  const input = {
    name: 'Vendor',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
    kind: 'trial',
  };
  const start = { do: 'create', input } as const;
  const boot = { role: 'writer', file: made, resources: RESOURCES, actor: 'Mara', start } as const;
  const office = await startEngine(boot, () => undefined, { settle: false, backUpOnClose: false, now: APPROVED });
  const client = createRouterClient(router, { context: office.contextFor('command line') });
  const partners = path.join(folder, 'partners.csv');
  fs.writeFileSync(partners, csv('Partner ID,Partner Name,Country', 'P-1,Kestrel Parts,Germany'));
  const { batch } = await client.exchange.preview({ files: [partners] });
  await client.exchange.commit({ batch });
  const { id } = await client.registrations.submit({
    partner: 'P-1',
    customer: { name: 'Halden', country: 'DE' },
    family: 'CRM',
  });
  await client.registrations.approve({ registration: id, override: 'Known to us' });
  await office.close();
});
afterAll(() => {
  for (const child of running) child.kill();
  fs.rmSync(folder, { recursive: true, force: true });
});

type Protections = { items: { state: string; daysLeft: number; because: string | null }[]; total: number };
type Info = { journal: { entries: number; head: string } };

describe('a question on the command line', () => {
  test('is answered as of its moment, and writes nothing', async () => {
    const file = protectedOnce();
    const before = await answer<Info>(file, 'workspace.info');
    const later = await answer<Protections>(file, 'protection.list', ...LATER);
    expect(later.items).toMatchObject([{ state: 'lapsed', daysLeft: 0 }]);
    const running = JSON.stringify({ filter: { state: 'running' } });
    expect(await answer<Protections>(file, 'protection.list', running, ...LATER)).toMatchObject({ total: 0 });
    const today = await answer<{ items: { kind: string }[] }>(file, 'insights.today', ...LATER);
    expect(today.items.filter(({ kind }) => kind === 'protection' || kind === 'first meeting')).toEqual([]);
    expect((await answer<Info>(file, 'workspace.info', ...LATER)).journal).toEqual(before.journal);
    expect(await answer<Protections>(file, 'protection.list', running)).toMatchObject({ total: 1 });
  });
});

describe('a change on the command line', () => {
  test('is made after what follows from the clock, which the journal tells', async () => {
    const file = protectedOnce();
    const input = { partner: 'P-1', customer: { name: 'Orchid', country: 'DE' }, family: 'CRM' };
    await answer(file, 'registrations.submit', JSON.stringify(input), ...LATER, '--actor', 'Jo');
    const { items } = await answer<{ items: { verb: string; actor: string }[] }>(file, 'journal.list', '{"limit":2}');
    expect(items).toMatchObject([
      { verb: 'registrations.submit', actor: 'Jo' },
      { verb: 'workspace.settle', actor: 'Jo' },
    ]);
  });

  test('leaves it to workspace.settle to say what followed', async () => {
    const file = protectedOnce();
    expect(await answer(file, 'workspace.settle', ...LATER)).toMatchObject({ lapsed: 1 });
  });
});

describe('a procedure that streams', () => {
  test('prints a line for each change, holds the lock until it is interrupted, and ends well', async () => {
    const file = protectedOnce();
    const child = begin(file, 'workspace.watch', ...LATER);
    let [out, err] = ['', ''];
    child.stdout?.on('data', (part) => {
      out += part;
    });
    child.stderr?.on('data', (part) => {
      err += part;
    });
    await expect.poll(() => out, { timeout: 20_000 }).toBe('{"topics":["*"]}\n');
    const other = await engine(file, 'workspace.info');
    expect(JSON.parse(other.err)).toMatchObject({ data: { problems: [{ code: 'workspace_in_use' }] } });
    const ended = new Promise<[number | null, string | null]>((resolve) =>
      child.once('close', (code, signal) => resolve([code, signal])),
    );
    child.kill('SIGINT');
    // From the terminal it comes to every process, and from npm once more.
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(err).toBe('');
    await answer(file, 'workspace.info');
  });

  test('stays with nothing to tell, and ends on SIGTERM too', async () => {
    const file = protectedOnce();
    const child = begin(file, 'workspace.progress');
    // Asking too early would take the lock away from it.
    await expect.poll(() => fs.existsSync(`${file}-wal`), { timeout: 20_000 }).toBe(true);
    expect((await engine(file, 'workspace.info')).exitCode).toBe(1);
    expect(child.exitCode).toBeNull();
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../src/engine/engine.ts';
import { verifyJournal } from '../../src/engine/journal/index.ts';
import { router } from '../../src/engine/router.ts';

const KILLS = Number(process.env.KILLS ?? 50);
const RESOURCES = path.join(import.meta.dirname, '../../resources');
const OFFICE = path.join(import.meta.dirname, '../support/busy-office.ts');
let folder = '';

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-killed-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const boot = (file: string, start: { do: 'open' } | { do: 'create'; input: unknown }) =>
  startEngine({ role: 'writer', file, resources: RESOURCES, actor: 'Mara', start }, () => undefined, {
    settle: false,
    backUpOnClose: false,
  });

async function workspaceWithPartner(file: string): Promise<void> {
  const engine = await boot(file, {
    do: 'create',
    input: {
      name: 'Killed',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      country: 'DE',
      workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
    },
  });
  const client = createRouterClient(router, { context: engine.contextFor('command line') });
  const partners = path.join(folder, 'partners.csv');
  fs.writeFileSync(partners, 'Partner ID,Partner Name,Country\nP-1,Kestrel Parts,Germany\n');
  const preview = await client.exchange.preview({ files: [partners] });
  await client.exchange.commit({ batch: preview.batch });
  await engine.close();
}

/** Starts a busy office, kills it after a while, and gives what it had acknowledged and whether a transaction was open. */
async function killedOffice(
  file: string,
  round: number,
  afterMs: number,
): Promise<{ acknowledged: [string, string][]; open: boolean }> {
  const office = spawn('node', [OFFICE, file, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  office.stdout.setEncoding('utf8');
  const ready = new Promise<void>((resolve, reject) => {
    office.once('exit', () => reject(new Error('the office stopped by itself')));
    office.stdout.on('data', (part: string) => {
      said += part;
      if (said.includes('ready')) resolve();
    });
  });
  await ready;
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const gone = new Promise((resolve) => office.once('close', resolve));
  office.kill('SIGKILL');
  await gone;
  const marks = said.replaceAll(/[^BC]/g, '');
  const acknowledged = [...said.matchAll(/ (\S+) (submitted|approved|rejected)\n/g)].map((found): [string, string] => [
    found[1] ?? '',
    found[2] ?? '',
  ]);
  return { acknowledged, open: marks.endsWith('B') };
}

test(`killed ${KILLS} times while importing and deciding, the workspace opens and every acknowledged decision is there`, async () => {
  const file = path.join(folder, 'killed.tributary');
  await workspaceWithPartner(file);
  const expected = new Map<string, string>();
  let hits = 0;
  for (let round = 0; round < KILLS; round += 1) {
    // Spread evenly rather than drawn: the moments differ all the same, as the process is never twice at the same place.
    const { acknowledged, open } = await killedOffice(file, round, 40 + ((round * 137) % 900));
    if (open) hits += 1;
    for (const [id, state] of acknowledged) expected.set(id, state);
    const engine = await boot(file, { do: 'open' });
    const { db } = engine.contextFor('command line');
    expect(db.get('PRAGMA quick_check')).toEqual({ quick_check: 'ok' });
    expect(verifyJournal(db)).toMatchObject({ ok: true, firstBad: null });
    for (const [id, state] of expected) {
      const found = db.get<{ state: string }>('SELECT state FROM registrations WHERE id = ?', id)?.state;
      // A decision that was committed but not yet acknowledged when the process died may be there as well.
      expect(state === 'submitted' ? ['submitted', 'approved', 'rejected'] : [state]).toContain(found);
    }
    await engine.close();
  }
  console.log(
    `killed ${KILLS} times; ${hits} of them hit an open transaction; ${expected.size} acknowledged registrations are all there`,
  );
  expect(expected.size).toBeGreaterThan(0);
  expect(hits).toBeGreaterThan(KILLS / 4);
});

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../src/engine/engine.ts';
import { verifyJournal } from '../../src/engine/journal/index.ts';
import { router } from '../../src/engine/router.ts';
import type { ReadDb } from '../../src/engine/store/db.ts';

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

/**
 * When the office is killed, each a third of the rounds: at a moment drawn at random; at one drawn inside a decision's
 * transaction; at one drawn inside an import's.
 */
const WHEN = ['any moment', 'a decision', 'an import'] as const;
/** About as long as such a transaction takes here. */
const LASTS_MS = { 'any moment': 1_500, 'a decision': 4, 'an import': 30 } as const;

interface Killed {
  /** What was confirmed, by id: a registration and its state, a batch and `imported`. */
  readonly acknowledged: readonly [string, string][];
  readonly hit: 'no transaction' | 'a decision' | 'an import';
}

/** Starts a busy office, kills it, and gives what it had confirmed and which transaction was open. */
async function killedOffice(file: string, round: number, when: (typeof WHEN)[number]): Promise<Killed> {
  const office = spawn('node', [OFFICE, file, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const gone = new Promise<void>((resolve) => office.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    office.once('exit', () => reject(new Error(`the office stopped by itself after: ${said.slice(-200)}`)));
    // The first decision comes in any case; which one or which import is the last, is drawn.
    let waitFor = 1 + Math.floor(Math.random() * (when === 'an import' ? 24 : 20));
    const mark = when === 'an import' ? 'I' : 'B';
    let drawn = false;
    office.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      waitFor -= [...part].filter((one) => one === mark).length;
      if (drawn || !said.includes(' submitted') || (when !== 'any moment' && waitFor > 0)) return;
      drawn = true;
      setTimeout(resolve, Math.random() * LASTS_MS[when]);
    });
  });
  office.kill('SIGKILL');
  await gone;
  const marks = said.replaceAll(/[^BIC]/g, '');
  return {
    acknowledged: [...said.matchAll(/ (\S+) (submitted|approved|rejected|imported)\n/g)].map(
      (found): [string, string] => [found[1] ?? '', found[2] ?? ''],
    ),
    hit: marks.endsWith('B') ? 'a decision' : marks.endsWith('I') ? 'an import' : 'no transaction',
  };
}

/** Whether what was acknowledged is there, and every batch is there whole. */
function mustHold(db: ReadDb, acknowledged: ReadonlyMap<string, string>): void {
  expect(db.get('PRAGMA quick_check')).toEqual({ quick_check: 'ok' });
  expect(verifyJournal(db)).toMatchObject({ ok: true, firstBad: null });
  const registrations = new Map(
    db.all<{ id: string; state: string }>('SELECT id, state FROM registrations').map(({ id, state }) => [id, state]),
  );
  const batches = new Map(
    db
      .all<{ id: string; counts: string; rows: number }>(
        'SELECT id, counts, (SELECT count(*) FROM lineage WHERE batch_id = b.id) AS rows FROM batches b',
      )
      .map(({ id, counts, rows }) => {
        const planned = JSON.parse(counts) as { new: number; changed: number };
        expect(rows).toBe(planned.new + planned.changed);
        return [id, 'imported'];
      }),
  );
  for (const [id, state] of acknowledged) {
    const found = registrations.get(id) ?? batches.get(id);
    // A decision that was committed but not yet acknowledged when the process died may be there as well.
    if (state === 'submitted') expect(['submitted', 'approved', 'rejected']).toContain(found);
    else expect(found).toBe(state);
  }
}

test(`killed ${KILLS} times while importing and deciding, the workspace opens and every acknowledged decision is there`, async () => {
  const file = path.join(folder, 'killed.tributary');
  await workspaceWithPartner(file);
  const acknowledged = new Map<string, string>();
  const hits = { 'no transaction': 0, 'a decision': 0, 'an import': 0 };
  for (let round = 0; round < KILLS; round += 1) {
    const killed = await killedOffice(file, round, WHEN[round % WHEN.length] ?? 'any moment');
    hits[killed.hit] += 1;
    for (const [id, state] of killed.acknowledged) acknowledged.set(id, state);
    const engine = await boot(file, { do: 'open' });
    mustHold(engine.contextFor('command line').db, acknowledged);
    await engine.close();
  }
  const open = KILLS - hits['no transaction'];
  const imports = [...acknowledged.values()].filter((state) => state === 'imported').length;
  console.log(
    `killed ${KILLS} times; ${open} of them hit an open transaction (${hits['a decision']} of a decision, ${hits['an import']} of an import); ` +
      `${acknowledged.size - imports} acknowledged registrations and ${imports} imports are all there`,
  );
  expect(imports).toBeGreaterThan(0);
  expect(open).toBeGreaterThan(KILLS / 2);
  // Nothing half done is left anywhere: journal and files alone give the same tables again.
  const engine = await boot(file, { do: 'open' });
  const client = createRouterClient(router, { context: engine.contextFor('command line') });
  const replayed = await client.journal.replay({ into: path.join(folder, 'again.tributary') });
  expect(replayed).toMatchObject({ same: true, differs: [], problems: [] });
  await engine.close();
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/contract/units.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';

const RESOURCES = path.join(import.meta.dirname, '../../resources');
const FIXTURES = path.join(import.meta.dirname, '../fixtures');
const HOUR_MS = 3_600_000;
let folder = '';
let file = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-replay-'));
  file = path.join(folder, 'vendor.tributary');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const SETTINGS = {
  name: 'Vendor',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
  kind: 'trial',
};

type Start = { do: 'create'; input: unknown } | { do: 'open' } | { do: 'restore'; backup: string };

/** A desk at the workspace: calls at a moment that moves an hour with each, by whom the test says. */
async function desk(start: Start, from: number) {
  const engine: Engine = await startEngine(
    { role: 'writer', file, resources: RESOURCES, actor: 'Mara', start },
    () => undefined,
    {
      settle: false,
      backUpOnClose: false,
      now: from,
    },
  );
  const clock = { at: from, actor: 'Mara' };
  const context = {
    ...engine.contextFor('command line'),
    moment: () => {
      clock.at += HOUR_MS;
      return { at: clock.at as EpochMs, actor: clock.actor };
    },
  };
  return { client: createRouterClient(router, { context }), clock, close: () => engine.close() };
}

type Client = Awaited<ReturnType<typeof desk>>['client'];

async function importText(client: Client, name: string, text: string): Promise<string> {
  const source = path.join(folder, name);
  fs.writeFileSync(source, text);
  const preview = await client.exchange.preview({ files: [source], asOf: '2026-03-01' as never });
  expect(preview.counts.wrong, JSON.stringify(preview.issues)).toBe(0);
  await client.exchange.commit({ batch: preview.batch });
  return preview.batch;
}

const PARTNERS =
  'Partner ID,Partner Name,Tier,Country\nP-1,Kestrel Parts,Gold,Germany\nP-2,Blue Delta IT,Silver,Germany\n';
const ACCOUNTS =
  'Account ID,Account Name,Website,Billing Country\nA-1,Halden Precision GmbH,halden.example,Germany\nA-2,Orchid Foods,orchid.example,Singapore\n';
const OPPORTUNITIES =
  'Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Product,Amount,Amount Currency,Close Date,Created Date\nO-1,Planner,A-2,Orchid Foods,Closed Won,Planner,50000,EUR,2026-02-10,2025-12-01\n';

const claim = (partner: string, name: string) => ({
  partner,
  customer: { name, domain: 'halden.example', country: 'DE' },
  contact: { name: 'Ada Lund', title: 'Head of production', email: 'ada@halden.example' },
  family: 'Robotics',
  value: { minor: 18_400_000, currency: 'EUR' },
  expectedClose: '2026-09-30',
  evidence: [
    {
      kind: 'demo or proof of concept',
      date: '2026-02-20',
      note: 'Showed the cell on site to production and purchasing.',
    },
  ],
});

const FIRST = Date.UTC(2026, 2, 2, 8);

async function replayed(client: Client) {
  return client.journal.replay({ into: path.join(folder, 'again.tributary') });
}

describe('replaying journal and files gives the same workspace', () => {
  test('after an import was taken back', async () => {
    const { client, close } = await desk({ do: 'create', input: SETTINGS }, FIRST);
    await importText(client, 'partners.csv', PARTNERS);
    await importText(client, 'accounts.csv', ACCOUNTS);
    const batch = await importText(client, 'opportunities.csv', OPPORTUNITIES);
    await client.exchange.undo({ batch: batch as never });
    await importText(client, 'opportunities.csv', OPPORTUNITIES.replace('50000', '52000'));
    expect(await replayed(client)).toMatchObject({ same: true, differs: [], problems: [] });
    await close();
  });

  test('after a ruling that was changed on appeal', async () => {
    const { client, clock, close } = await desk({ do: 'create', input: SETTINGS }, FIRST);
    await importText(client, 'partners.csv', PARTNERS);
    await importText(client, 'accounts.csv', ACCOUNTS);
    const one = await client.registrations.submit(claim('P-1', 'Halden Precision GmbH') as never);
    const two = await client.registrations.submit(claim('P-2', 'HALDEN PRECISION') as never);
    const opened = await client.conflicts.open({ registrations: [one.id, two.id] });
    const strong = { evidence: 4, qualification: 4, ability: 4, relationship: 4 };
    const weak = { evidence: 1, qualification: 1, ability: 1, relationship: 1 };
    await client.conflicts.score({ case: opened.id, scores: { A: strong, B: weak }, seal: true });
    const ruled = await client.conflicts.rule({
      case: opened.id,
      outcome: 'award',
      winner: 'A',
      clauses: ['CP3'],
      reason: 'Stronger evidence',
    });
    await client.conflicts.appeal({ case: opened.id, by: 'B', grounds: 'We were there before, the minutes show it.' });
    clock.actor = 'Jo';
    await client.conflicts.decideAppeal({
      case: opened.id,
      outcome: 'changed',
      reason: 'The minutes are earlier',
      ruling: { outcome: 'award', winner: 'B', clauses: ['CP3'], reason: 'Earlier engagement' },
    });
    expect(ruled.ruling?.winner).toBe('A');
    expect(await replayed(client)).toMatchObject({ same: true, differs: [], problems: [] });
    await close();
  });

  test('after a backup was restored', async () => {
    const first = await desk({ do: 'create', input: SETTINGS }, FIRST);
    await importText(first.client, 'partners.csv', PARTNERS);
    const kept = await first.client.workspace.backup();
    await importText(first.client, 'accounts.csv', ACCOUNTS);
    await first.close();
    const second = await desk({ do: 'restore', backup: kept.name }, FIRST + 100 * HOUR_MS);
    expect((await second.client.workspace.info()).counts).toMatchObject({ partners: 2, accounts: 0 });
    await importText(second.client, 'accounts.csv', ACCOUNTS);
    expect(await replayed(second.client)).toMatchObject({ same: true, differs: [], problems: [] });
    await second.close();
  });

  test.each(fs.readdirSync(FIXTURES).filter((name) => name.endsWith('.tributary.gz')))(
    'under this version, of %s as a landed version made it',
    async (name) => {
      fs.writeFileSync(file, gunzipSync(fs.readFileSync(path.join(FIXTURES, name))));
      const { client, close } = await desk({ do: 'open' }, Date.UTC(2026, 6, 16, 8));
      const { differs, problems } = await replayed(client);
      expect(problems).toEqual([]);
      // Up to format 5 a review kept the words of its slides, those of the version that froze them.
      const worded = ['format-1.tributary.gz', 'format-5.tributary.gz'].includes(name);
      expect(differs.filter(({ table }) => !(worded && table === 'reviews'))).toEqual([]);
      await close();
    },
  );

  test('of a version that counted revisions and wrote search words otherwise', async () => {
    const first = await desk({ do: 'create', input: SETTINGS }, FIRST);
    await importText(first.client, 'partners.csv', PARTNERS);
    const { id } = await first.client.registrations.submit(claim('P-1', 'Halden Precision GmbH') as never);
    await first.close();
    const { default: Database } = await import('better-sqlite3');
    const sqlite = new Database(file);
    sqlite.exec("UPDATE registrations SET revision = 7, search_text = 'halden', updated_by = 'Ada', updated_at = 1");
    sqlite.close();
    const { client, close } = await desk({ do: 'open' }, FIRST + 50 * HOUR_MS);
    const reason = 'An existing customer since 2019.';
    await client.registrations.reject({ registration: id, revision: 7, code: 'existing customer', reason });
    await client.registrations.undo({ registration: id, revision: 8 });
    expect(await replayed(client)).toMatchObject({ same: true, differs: [], problems: [] });
    await close();
  });

  test('unless it is given up: then nothing of it is left', async () => {
    const { client, close } = await desk({ do: 'create', input: SETTINGS }, FIRST);
    await importText(client, 'partners.csv', PARTNERS);
    const stop = new AbortController();
    const replaying = client.journal.replay({ into: path.join(folder, 'again.tributary') }, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('given up')));
    await expect(replaying).rejects.toThrow('given up');
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('again'))).toEqual([]);
    expect(await replayed(client)).toMatchObject({ same: true });
    await close();
  });

  test('and says what differs when a table was changed by hand', async () => {
    const { client, close } = await desk({ do: 'create', input: SETTINGS }, FIRST);
    await importText(client, 'partners.csv', PARTNERS);
    await close();
    const { default: Database } = await import('better-sqlite3');
    const sqlite = new Database(file);
    sqlite.exec("UPDATE partners SET tier = 'Platinum' WHERE key = 'P-2'");
    sqlite.close();
    const again = await desk({ do: 'open' }, FIRST + 50 * HOUR_MS);
    expect(await replayed(again.client)).toMatchObject({ same: false, differs: [{ table: 'partners' }] });
    await again.close();
  });
});

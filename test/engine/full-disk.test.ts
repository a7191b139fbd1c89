import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { verifyJournal } from '../../src/engine/journal/index.ts';
import { router } from '../../src/engine/router.ts';
import { backupFolder, backupsOf } from '../../src/engine/store/backup.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { csv } from '../support/import-desk.ts';
import { smallDisk } from '../support/small-disk.ts';

// A workspace on a disk of its own, which is filled at the worst moment. Everything goes through the engine's own doors.
const DISK_MB = 64;
const MB = 1024 * 1024;
const disk = smallDisk(DISK_MB);
const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-full-disk-'));
const RESOURCES = path.join(import.meta.dirname, '../../resources');
const folder = disk?.folder ?? elsewhere;
const file = path.join(folder, 'vendor.tributary');
const SETTINGS = {
  name: 'Vendor',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
  kind: 'trial',
};

let engine: Engine | undefined;
const boot = (start: { do: 'create'; input: unknown } | { do: 'open' } | { do: 'restore'; backup: string }) =>
  startEngine({ role: 'writer', file, resources: RESOURCES, actor: 'Mara', start }, () => undefined, { settle: false });
const opened = (): Engine => {
  if (engine === undefined) throw new Error('expected an open engine');
  return engine;
};
const db = () => opened().contextFor('command line').db;
const client = () => createRouterClient(router, { context: opened().contextFor('command line') });
const put = (name: string, content: string) => {
  const where = path.join(elsewhere, name);
  fs.writeFileSync(where, content);
  return where;
};
const deals = (rows: number) =>
  put(
    `${rows}.csv`,
    csv(
      'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Amount Currency,Close Date',
      ...Array.from(
        { length: rows },
        (_, row) => `O-${row},Deal number ${row},Harrow ${row},Open,${row},EUR,2026-05-01`,
      ),
    ),
  );

/** Everything that must not change when something fails. */
const state = () => ({
  content: contentHashOf(contentOf(db())),
  journal: verifyJournal(db()),
  backups: backupsOf(file).length,
  parts: fs.readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.part')),
});

/** A refusal that says what happened, where, and what to do. */
const told = (code: string) => ({
  code: 'WORKSPACE_UNUSABLE',
  data: {
    problems: [
      { code, message: expect.stringMatching(/.+\. ?/), todo: expect.stringMatching(/.+/), file: expect.anything() },
    ],
  },
});

const shut = async () => {
  const open = engine;
  engine = undefined;
  await open?.close();
};

const made = path.join(elsewhere, 'made.tributary');
beforeAll(async () => {
  engine = await boot({ do: 'create', input: SETTINGS });
  const partners = put('partners.csv', 'Partner ID,Partner Name,Country\nP-1,Kestrel Parts,Germany\n');
  await client().exchange.commit({ batch: (await client().exchange.preview({ files: [partners] })).batch });
  await shut();
  fs.copyFileSync(file, made);
});
beforeEach(async () => {
  for (const name of fs.readdirSync(folder))
    if (disk !== undefined) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  fs.copyFileSync(made, file);
  engine = await boot({ do: 'open' });
});
afterEach(async () => {
  disk?.free();
  disk?.readOnly(false);
  await shut();
});
afterAll(() => {
  disk?.remove();
  fs.rmSync(elsewhere, { recursive: true, force: true });
});

describe.skipIf(disk === undefined)('a full disk', () => {
  const claim = (name: string) => ({
    partner: 'P-1',
    customer: { name, country: 'DE', domain: `${name.toLowerCase()}.example` },
    family: 'CRM',
  });

  test('while files are read: nothing is left behind, and with room again they come in', async () => {
    const before = state();
    disk?.fill(MB);
    await expect(client().exchange.preview({ files: [deals(20_000)] })).rejects.toMatchObject(told('disk_full'));
    expect(fs.readdirSync(`${file}-staging`).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(state()).toEqual(before);
    disk?.free();
    expect((await client().exchange.preview({ files: [deals(20_000)] })).counts.new).toBe(20_000);
  });

  test('before a commit, where no backup fits: nothing is imported without one', async () => {
    const { batch } = await client().exchange.preview({ files: [deals(2_000)] });
    const before = state();
    disk?.fill();
    await expect(client().exchange.commit({ batch })).rejects.toMatchObject(told('backup_failed'));
    expect(state()).toEqual(before);
    disk?.free();
    expect((await client().exchange.commit({ batch })).counts.new).toBe(2_000);
  });

  test('in the middle of a commit: all of it is taken back, and the same plan is committed once there is room', async () => {
    const { batch } = await client().exchange.preview({ files: [deals(20_000)] });
    const before = state();
    disk?.fill(fs.statSync(file).size + 6 * MB);
    await expect(client().exchange.commit({ batch })).rejects.toMatchObject(told('disk_full'));
    // The backup before it was taken and stays.
    expect(state()).toEqual({ ...before, backups: before.backups + 1 });
    disk?.free();
    expect((await client().exchange.commit({ batch })).counts.new).toBe(20_000);
    expect(verifyJournal(db()).ok).toBe(true);
  });

  test('in the middle of an undo: the import stays whole', async () => {
    const { batch } = await client().exchange.preview({ files: [deals(10_000)] });
    await client().exchange.commit({ batch });
    // Opened anew, so that no log is left whose room could be used again.
    await shut();
    engine = await boot({ do: 'open' });
    const before = state();
    disk?.fill(MB);
    await expect(client().exchange.undo({ batch })).rejects.toMatchObject(told('disk_full'));
    expect(state()).toEqual(before);
    disk?.free();
    expect((await client().exchange.undo({ batch })).counts.new).toBe(10_000);
  });

  test('in a decision: what was confirmed is there, what was not is not, and deciding goes on', async () => {
    disk?.fill();
    const filed: string[] = [];
    const filing = async () => {
      // The log has room left over until it is used up.
      for (let nth = 0; nth < 2_000; nth += 1)
        filed.push((await client().registrations.submit(claim(`Halden${nth}`))).id);
    };
    await expect(filing()).rejects.toMatchObject(told('disk_full'));
    const ids = () =>
      db()
        .all<{ id: string }>('SELECT id FROM registrations ORDER BY id')
        .map(({ id }) => id);
    expect(ids()).toEqual([...filed].sort());
    expect(verifyJournal(db()).ok).toBe(true);
    disk?.free();
    const { id } = await client().registrations.submit(claim('Orchid'));
    expect(ids()).toEqual([...filed, id].sort());
  });

  test('where a file is to be exported: no part of it is left, and the journal says nothing of it', async () => {
    const before = state();
    disk?.fill();
    const to = { path: path.join(folder, 'journal.jsonl') };
    await expect(client().journal.export({ to })).rejects.toMatchObject({
      code: 'REFUSED',
      data: {
        problems: [{ code: 'disk_full', file: 'journal.jsonl', message: expect.stringContaining('disk is full') }],
      },
    });
    await expect(
      client().exchange.export({ what: 'decisions', to: { path: path.join(folder, 'all.xlsx') }, format: 'xlsx' }),
    ).rejects.toMatchObject({
      code: 'REFUSED',
      data: { problems: [{ code: 'disk_full' }] },
    });
    expect(state()).toEqual(before);
    expect(fs.readdirSync(folder).filter((name) => /^(journal|all)/.test(name))).toEqual([]);
  });

  test('where a backup is asked for, and when one is put back: the workspace stays as it is', async () => {
    const kept = await client().workspace.backup();
    const before = state();
    disk?.fill();
    await expect(client().workspace.backup()).rejects.toMatchObject(told('disk_full'));
    expect(state()).toEqual(before);
    expect(fs.readdirSync(backupFolder(file)).some((name) => name.includes('.part'))).toBe(false);
    disk?.free();
    await shut();
    disk?.fill();
    await expect(boot({ do: 'restore', backup: kept.name })).rejects.toMatchObject(told('disk_full'));
    expect(fs.existsSync(`${file}-restoring`)).toBe(false);
    disk?.free();
    engine = await boot({ do: 'open' });
    expect(state().content).toBe(before.content);
  });

  test('when a workspace is made: nothing is left of it', async () => {
    await shut();
    disk?.fill();
    const another = path.join(folder, 'another.tributary');
    const making = startEngine(
      { role: 'writer', file: another, resources: RESOURCES, actor: 'Mara', start: { do: 'create', input: SETTINGS } },
      () => undefined,
    );
    await expect(making).rejects.toMatchObject(told('disk_full'));
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('another'))).toEqual([]);
    disk?.free();
    engine = await boot({ do: 'open' });
  });

  test('while what follows from the clock is done: it is opened all the same, and that is caught up on', async () => {
    const { id } = await client().registrations.submit(claim('Halden'));
    await client().registrations.approve({ registration: id, override: 'Known to us; the form follows.' });
    const yearLater = Date.now() + 365 * 86_400_000;
    await shut();
    const open = () =>
      startEngine(
        { role: 'writer', file, resources: RESOURCES, actor: 'Mara', start: { do: 'open' } },
        () => undefined,
        {
          now: yearLater,
          backUpOnClose: false,
        },
      );
    const protections = () => db().all('SELECT state FROM protections');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    // Room for what SQLite keeps beside an open file, and for a part of the log.
    disk?.fill(48 * 1024);
    engine = await open();
    const words = said.mock.calls.map(([text]) => String(text));
    said.mockRestore();
    expect(protections()).toEqual([{ state: 'running' }]);
    expect(words).toEqual([
      expect.stringMatching(/what follows from new facts waits: The disk of .* is full; .*Free some space/),
    ]);
    expect(verifyJournal(db()).ok).toBe(true);
    await shut();
    disk?.free();
    engine = await open();
    expect(protections()).toEqual([{ state: 'lapsed' }]);
  });

  test('when it is closed: the backup fails and is told of, and everything is in the file', async () => {
    const { id } = await client().registrations.submit(claim('Halden'));
    disk?.fill();
    await expect(shut()).rejects.toMatchObject(told('disk_full'));
    disk?.free();
    engine = await boot({ do: 'open' });
    expect(db().get('SELECT id FROM registrations')).toEqual({ id });
  });
});

describe.skipIf(disk === undefined)('a disk that is read-only', () => {
  test('a workspace on it is not opened, which is said with what to do', async () => {
    await shut();
    disk?.readOnly(true);
    await expect(boot({ do: 'open' })).rejects.toMatchObject(told('disk_read_only'));
    disk?.readOnly(false);
    engine = await boot({ do: 'open' });
    expect(verifyJournal(db()).ok).toBe(true);
  });
});

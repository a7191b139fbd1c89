import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { change, lastEntry, record, verifyJournal } from '../../src/engine/journal/index.ts';
import { createWorkspace } from '../../src/engine/programme/index.ts';
import { backUp, backupFolder, backupsOf, putBack } from '../../src/engine/store/backup.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { APPLICATION_ID } from '../../src/engine/store/migrate.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../../src/engine/store/workspace-file.ts';
import { moment } from '../support/workspace.ts';

const RESOURCES = path.join(import.meta.dirname, '../../resources');
const NOW = Date.UTC(2026, 1, 2, 9);
let folder = '';
let file = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-store-'));
  file = path.join(folder, 'vendor.tributary');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

async function made(): Promise<string> {
  const workspace = createWorkspaceFile(file, RESOURCES, 'Mara', NOW);
  createWorkspace(
    workspace.db,
    {
      id: '00000000-0000-7000-8000-000000000001',
      kind: 'trial',
      name: 'Vendor',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      country: 'DE',
      workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
    },
    moment('2026-02-02T09:00Z'),
  );
  const hash = contentHashOf(contentOf(workspace.db));
  await workspace.close({ backup: false, now: NOW });
  return hash;
}

const opened = () => openWorkspaceFile(file, RESOURCES, 'Mara', NOW);

describe('a file that cannot be opened says why, and is left as it was', () => {
  test.each([
    { what: 'is not there', code: 'workspace_missing', make: () => undefined },
    { what: 'is a folder', code: 'workspace_is_folder', make: () => fs.mkdirSync(file) },
    { what: 'is empty', code: 'workspace_empty', make: () => fs.writeFileSync(file, '') },
    {
      what: 'is a text',
      code: 'workspace_not_ours',
      make: () => fs.writeFileSync(file, 'id,name\n1,Harrow\n'.repeat(50)),
    },
    {
      what: 'is somebody else’s SQLite file',
      code: 'workspace_not_ours',
      make: () => new Database(file).exec('CREATE TABLE other (id)').close(),
    },
    {
      what: 'is newer than the program',
      code: 'workspace_newer',
      make: async () => {
        await made();
        const sqlite = new Database(file);
        sqlite.pragma('user_version = 9999');
        sqlite.close();
      },
    },
    {
      what: 'is damaged in the middle',
      code: 'workspace_damaged',
      make: async () => {
        await made();
        const bytes = fs.readFileSync(file);
        bytes.fill(0xab, 4_096 * 2, 4_096 * 8);
        fs.writeFileSync(file, bytes);
      },
    },
    {
      what: 'is cut off',
      code: 'workspace_damaged',
      make: async () => {
        await made();
        fs.truncateSync(file, 4_096 * 3);
      },
    },
  ])('$code when it $what', async ({ code, make }) => {
    await make();
    const before = fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file) : undefined;
    await expect(opened()).rejects.toMatchObject({
      code: 'WORKSPACE_UNUSABLE',
      data: { problems: [{ code, todo: expect.any(String) }] },
    });
    if (before !== undefined) expect(fs.readFileSync(file).equals(before)).toBe(true);
  });

  test('workspace_exists when a new one would overwrite it', async () => {
    await made();
    expect(() => createWorkspaceFile(file, RESOURCES, 'Mara', NOW)).toThrow('exists already');
  });
});

describe('the lock', () => {
  test('tells a second opener who holds the file, and is free again after closing', async () => {
    await made();
    const first = await opened();
    await expect(opened()).rejects.toMatchObject({
      data: { problems: [{ code: 'workspace_in_use', message: expect.stringContaining('Mara') }] },
    });
    await first.close({ backup: false, now: NOW });
    const second = await opened();
    await second.close({ backup: false, now: NOW });
  });

  test('is free again when its holder is killed', async () => {
    await made();
    const script = path.join(folder, 'hold.ts');
    const source = path.join(import.meta.dirname, '../../src/engine/store/workspace-file.ts');
    fs.writeFileSync(
      script,
      `import { openWorkspaceFile } from ${JSON.stringify(source)};
       await openWorkspaceFile(${JSON.stringify(file)}, ${JSON.stringify(RESOURCES)}, 'Other', ${NOW});
       console.log('held'); setInterval(() => undefined, 1000);`,
    );
    const holder = spawn('node', [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    await expect(opened()).rejects.toMatchObject({
      data: { problems: [{ message: expect.stringContaining(`process ${holder.pid}`) }] },
    });
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    const open = await opened();
    await open.close({ backup: false, now: NOW });
  });
});

describe('backups', () => {
  test('are put back, and the present file is kept beside', async () => {
    const hash = await made();
    const open = await opened();
    await backUp(open.db.connection.sqlite, file, 'hand', NOW);
    open.db.connection.sqlite.exec("UPDATE workspace SET name = 'Changed since'");
    await open.close({ backup: false, now: NOW });
    const { restored, keptAs } = putBack(file, undefined, NOW + 1);
    expect(backupsOf(file).map((one) => one.name)).toContain(restored);
    expect(keptAs).not.toBeNull();
    expect(fs.existsSync(path.join(folder, keptAs ?? ''))).toBe(true);
    const again = await opened();
    expect(contentHashOf(contentOf(again.db))).toBe(hash);
    await again.close({ backup: false, now: NOW });
  });

  test('roll: the newest of seven days and of four weeks stay', async () => {
    await made();
    const open = await opened();
    for (let day = 0; day < 60; day += 1)
      await backUp(open.db.connection.sqlite, file, 'close', NOW + day * 86_400_000);
    const days = backupsOf(file).map((one) => Math.round((one.takenAt - NOW) / 86_400_000));
    expect(days.slice(0, 7)).toEqual([59, 58, 57, 56, 55, 54, 53]);
    expect(days.length).toBeLessThanOrEqual(11);
    expect(days.length).toBeGreaterThanOrEqual(9);
    await open.close({ backup: false, now: NOW });
  });

  test('a damaged one is passed over for the newest that is sound', async () => {
    await made();
    const open = await opened();
    const sound = await backUp(open.db.connection.sqlite, file, 'close', NOW);
    const bad = await backUp(open.db.connection.sqlite, file, 'close', NOW + 5_000);
    await open.close({ backup: false, now: NOW });
    fs.truncateSync(path.join(backupFolder(file), bad.name), 5_000);
    expect(putBack(file, undefined, NOW + 10_000).restored).toBe(sound.name);
    expect(() => putBack(file, bad.name, NOW + 20_000)).toThrow('damaged too');
    expect(() => putBack(file, 'none.tributary', NOW + 20_000)).toThrow('none.tributary');
  });

  test('where none can be put back it is said why', async () => {
    await made();
    const open = await opened();
    const one = await backUp(open.db.connection.sqlite, file, 'close', NOW);
    const two = await backUp(open.db.connection.sqlite, file, 'close', NOW + 5_000);
    await open.close({ backup: false, now: NOW });
    const name = path.basename(file);
    for (const backup of [one, two]) fs.truncateSync(path.join(backupFolder(file), backup.name), 5_000);
    expect(() => putBack(file, undefined, NOW + 10_000)).toThrow(`All 2 backups of ${name} are damaged too.`);
    fs.rmSync(path.join(backupFolder(file), two.name));
    expect(() => putBack(file, undefined, NOW + 10_000)).toThrow(`The one backup of ${name} is damaged too.`);
    fs.rmSync(backupFolder(file), { recursive: true });
    expect(() => putBack(file, undefined, NOW + 10_000)).toThrow(`There is no backup of ${name}.`);
  });

  const write = (open: Awaited<ReturnType<typeof opened>>) =>
    change(open.db, { verb: 'test.note', input: null }, moment('2026-02-02T09:00Z'), (tx) =>
      record(tx, { subject: null, subjectName: null, words: 'A note', what: null }),
    );

  test('closing takes one where the newest lacks anything, whoever wrote it and when, and says so', async () => {
    await made();
    const idle = await opened();
    // What made the file took none.
    expect(await idle.close({ backup: true, now: NOW })).toMatchObject({ state: 'taken' });
    const again = await opened();
    expect(await again.close({ backup: true, now: NOW + 1 })).toEqual({ state: 'not needed' });
    expect(backupsOf(file)).toMatchObject([{ why: 'close' }]);
    const busy = await opened();
    write(busy);
    await busy.close({ backup: false, now: NOW + 2 });
    const after = await opened();
    await backUp(after.db.connection.sqlite, file, 'hand', NOW + 3);
    expect(await after.close({ backup: true, now: NOW + 4 })).toEqual({ state: 'not needed' });
    fs.rmSync(backupFolder(file), { recursive: true });
    const without = await opened();
    expect(await without.close({ backup: true, now: NOW + 5 })).toMatchObject({ state: 'taken' });
  });

  test('a file where their folder has to be is named, with what to do, and the workspace closes all the same', async () => {
    await made();
    fs.writeFileSync(backupFolder(file), 'notes of somebody');
    const open = await opened();
    await expect(open.close({ backup: true, now: NOW })).rejects.toMatchObject({
      code: 'WORKSPACE_UNUSABLE',
      message:
        'vendor.tributary-backups is a file, and a folder has to have that name; no backup was taken. Rename that file or move it away, then do it again.',
    });
    expect(fs.readFileSync(backupFolder(file), 'utf8')).toBe('notes of somebody');
    fs.rmSync(backupFolder(file));
    const again = await opened();
    expect(await again.close({ backup: true, now: NOW })).toMatchObject({ state: 'taken' });
  });

  test('where a workspace is opened for every call, one a day is taken, by a call that wrote', async () => {
    await made();
    const day = 86_400_000;
    const closed: string[] = [];
    for (const { after, writes } of [
      { after: 0, writes: false },
      { after: 1, writes: true },
      { after: 2, writes: true },
      { after: day, writes: false },
      { after: day + 1, writes: true },
    ]) {
      const open = await opened();
      if (writes) write(open);
      closed.push((await open.close({ backup: 'daily', now: NOW + after })).state);
    }
    expect(closed).toEqual(['not asked', 'taken', 'not asked', 'not asked', 'taken']);
  });

  test('one that fails on closing is said, and the file is closed', async () => {
    await made();
    fs.writeFileSync(backupFolder(file), 'in the way');
    const open = await opened();
    await expect(open.close({ backup: true, now: NOW })).rejects.toThrow('no backup was taken');
    fs.rmSync(backupFolder(file));
    const again = await opened();
    expect(await again.close({ backup: true, now: NOW })).toMatchObject({ state: 'taken' });
  });
});

test('a workspace is a SQLite file that says it is ours, and its journal verifies', async () => {
  await made();
  const open = await opened();
  expect(open.db.get('PRAGMA application_id')).toEqual({ application_id: APPLICATION_ID });
  expect(lastEntry(open.db).seq).toBe(1);
  expect(verifyJournal(open.db).ok).toBe(true);
  await open.close({ backup: false, now: NOW });
});

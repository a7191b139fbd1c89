import fs from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batches, discard, rows } from '../../src/engine/exchange/index.ts';
import { stagingFile } from '../../src/engine/exchange/staging-files.ts';
import { verifyJournal } from '../../src/engine/journal/index.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const OPPORTUNITIES = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date';
const ACCOUNTS = 'Account ID,Account Name,Website,Billing Country';
const many = (count: number, from = 0) =>
  csv(
    OPPORTUNITIES,
    ...Array.from(
      { length: count },
      (_, row) => `O${from + row},Deal ${row},Harrow ${row % 40},Open,${row}.50,2026-05-01,2026-01-01`,
    ),
  );
const hash = () => contentHashOf(contentOf(desk.workspace.db));
const allBatches = () => batches(desk.workspace.db, { limit: 100 });

describe('a commit', () => {
  test('writes records, lineage, raw files and one entry in the journal', async () => {
    const { db } = desk.workspace;
    const content = csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany', 'A2,Norvik AS,norvik.no,Norway');
    const { batch } = await desk.preview({ files: [desk.file('accounts.csv', content)], asOf: '2026-09-30' });
    const before = db.get<{ n: number }>('SELECT count(*) AS n FROM journal_entries')?.n ?? 0;
    expect(await desk.commit(batch)).toEqual({
      batch,
      counts: { new: 2, changed: 0, unchanged: 0, wrong: 0, skipped: 0 },
    });
    expect(db.get('SELECT count(*) AS n FROM journal_entries')).toEqual({ n: before + 1 });
    expect(db.get('SELECT verb, subject, words FROM journal_entries ORDER BY seq DESC LIMIT 1')).toEqual({
      verb: 'exchange.commit',
      subject: batch,
      words: '2 accounts came in',
    });
    expect(
      db.all(
        'SELECT a.name, l.kind, l.row, l.fate, l.before FROM lineage l JOIN accounts a ON a.id = l.record_id WHERE l.batch_id = ? ORDER BY l.row',
        batch,
      ),
    ).toEqual([
      { name: 'Harrow GmbH', kind: 'accounts', row: 2, fate: 'new', before: null },
      { name: 'Norvik AS', kind: 'accounts', row: 3, fate: 'new', before: null },
    ]);
    expect(db.get('SELECT count(*) AS files, sum(size_bytes) AS bytes FROM raw_files')).toEqual({
      files: 1,
      bytes: content.length,
    });
    expect(db.get('SELECT as_of_on AS asOf, kind FROM batch_files')).toEqual({ asOf: '2026-09-30', kind: 'accounts' });
    expect(db.get('SELECT count(*) AS n FROM match_records')).toEqual({ n: 2 });
    expect(verifyJournal(db).ok).toBe(true);
    expect(allBatches().items).toMatchObject([
      {
        id: batch,
        state: 'committed',
        asOf: '2026-09-30',
        undoable: true,
        files: [{ file: 'accounts.csv', kind: 'accounts' }],
      },
    ]);
  });

  test('ids are UUIDv7 of the entry, in the order of the rows', async () => {
    await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'B,Second,,', 'A,First,,')));
    const ids = desk.workspace.db.all<{ id: string }>('SELECT id FROM accounts ORDER BY id').map(({ id }) => id);
    expect(ids.map((id) => id.slice(-8))).toEqual(['00000001', '00000002']);
    expect(desk.workspace.db.get('SELECT name FROM accounts WHERE id = ?', ids[0] ?? '')).toEqual({ name: 'Second' });
  });

  test('a changed record keeps what it was', async () => {
    await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany')));
    desk.at(moment('2026-10-06T09:00Z'));
    const { batch } = await desk.take(desk.file('b.csv', csv(ACCOUNTS, 'A1,Harrow Robotics GmbH,harrow.de,Germany')));
    const kept = desk.workspace.db.get<{ before: string }>('SELECT before FROM lineage WHERE batch_id = ?', batch);
    expect(JSON.parse(kept?.before ?? '')).toMatchObject({ name: 'Harrow GmbH', revision: 1, key: 'A1' });
    expect(desk.workspace.db.get('SELECT name, revision FROM accounts')).toEqual({
      name: 'Harrow Robotics GmbH',
      revision: 2,
    });
    expect(desk.workspace.db.get("SELECT count(*) AS n FROM match_keys WHERE key = 'token:robotics'")).toEqual({
      n: 1,
    });
  });

  test('the same file again changes no record and leaves no lineage', async () => {
    const file = desk.file('a.csv', many(200));
    await desk.take(file);
    const { db } = desk.workspace;
    const tables = () =>
      contentOf(db).filter(({ name }) =>
        ['accounts', 'opportunities', 'lineage', 'match_keys', 'raw_files', 'saved_mappings'].includes(name),
      );
    const before = tables();
    desk.at(moment('2026-10-06T09:00Z'));
    expect((await desk.take(file)).counts).toEqual({ new: 0, changed: 0, unchanged: 200, wrong: 0, skipped: 0 });
    expect(tables()).toEqual(before);
  });

  test('is refused a second time, and without a preview', async () => {
    const { batch } = await desk.take(desk.file('a.csv', many(3)));
    await expect(desk.commit(batch)).rejects.toMatchObject({
      code: 'REFUSED',
      data: { problems: [{ code: 'batch_committed' }] },
    });
    await expect(desk.commit('019a0000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is refused when nothing can be imported', async () => {
    const { batch } = await desk.preview({ files: [desk.file('a.csv', csv('x,y,z', '1,2,3'))] });
    await expect(desk.commit(batch)).rejects.toMatchObject({ data: { problems: [{ code: 'nothing_to_import' }] } });
  });

  test('is stale after another import; a decision elsewhere does not make it so', async () => {
    const first = await desk.preview({ files: [desk.file('a.csv', many(3))] });
    const second = await desk.preview({ files: [desk.file('b.csv', many(3, 10))] });
    await desk.commit(first.batch);
    await expect(desk.commit(second.batch)).rejects.toMatchObject({
      code: 'PLAN_STALE',
      data: {
        problems: [{ code: 'plan_stale', message: 'Since the preview, Mara Ruiz did this: 3 opportunities came in.' }],
      },
    });
    const again = await desk.preview({ files: [desk.file('b.csv', many(3, 10))] });
    expect((await desk.commit(again.batch)).counts.new).toBe(3);
  });

  test('given up in the middle, nothing of it is there', async () => {
    const { batch } = await desk.preview({ files: [desk.file('a.csv', many(6_000))] });
    const before = hash();
    const controller = new AbortController();
    const { tell } = desk.context.progress;
    Object.assign(desk.context.progress, {
      tell(progress: Parameters<typeof tell>[0]) {
        tell(progress);
        if (progress.done > 2_000) controller.abort(new Error('given up'));
      },
    });
    await expect(desk.commit(batch, controller.signal)).rejects.toThrow('given up');
    expect(hash()).toBe(before);
    expect(desk.workspace.db.connection.sqlite.inTransaction).toBe(false);
    expect((await desk.commit(batch)).counts.new).toBe(6_000);
  });

  test('a plan that cannot be written whole leaves nothing', async () => {
    const { batch } = await desk.preview({ files: [desk.file('a.csv', many(700))] });
    const before = hash();
    const staging = new Database(stagingFile(desk.workspace.file, batch));
    staging.exec("UPDATE opportunities SET status = NULL WHERE key = 'O650'");
    staging.close();
    await expect(desk.commit(batch)).rejects.toThrow(/NOT NULL/);
    expect(hash()).toBe(before);
    expect(verifyJournal(desk.workspace.db).ok).toBe(true);
  });

  test('in a durable workspace a backup is taken first, and the log is in the file afterwards', async () => {
    const { sqlite } = desk.workspace.db.connection;
    sqlite.pragma('synchronous = FULL');
    await desk.take(desk.file('a.csv', many(2_000)));
    expect(fs.readdirSync(`${desk.workspace.file}-backups`).filter((name) => name.includes('-import'))).toHaveLength(1);
    expect([
      sqlite.pragma('synchronous', { simple: true }),
      sqlite.pragma('wal_autocheckpoint', { simple: true }),
    ]).toEqual([2, 1_000]);
    const copy = `${desk.workspace.file}-copy`;
    fs.copyFileSync(desk.workspace.file, copy);
    const alone = new Database(copy, { readonly: true });
    expect(alone.prepare('SELECT count(*) AS n FROM opportunities').get()).toEqual({ n: 2_000 });
    alone.close();
  });
});

test('without a backup nothing is imported', async () => {
  desk.workspace.db.connection.sqlite.pragma('synchronous = FULL');
  const { batch } = await desk.preview({ files: [desk.file('a.csv', many(3))] });
  const before = hash();
  fs.writeFileSync(`${desk.workspace.file}-backups`, 'in the way');
  await expect(desk.commit(batch)).rejects.toMatchObject({
    code: 'WORKSPACE_UNUSABLE',
    data: { problems: [{ code: 'backup_failed' }] },
  });
  expect(hash()).toBe(before);
});

describe('a committed batch whose staging file is gone', () => {
  test('is staged again from its raw files when its rows are asked for, with the fates they had', async () => {
    await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow,harrow.de,DE', 'A2,Norvik,,NO')));
    desk.at(moment('2026-10-06T09:00Z'));
    const file = desk.file('b.csv', csv(ACCOUNTS, 'A1,Harrow,harrow.com,DE', 'A2,Norvik,,NO', 'A3,New,,SE', 'A4,,,SE'));
    const { batch } = await desk.take(file);
    const before = [await desk.rows(batch), await desk.issues(batch)];
    fs.rmSync(file);
    fs.rmSync(`${desk.workspace.file}-staging`, { recursive: true });
    desk.at(moment('2026-10-07T09:00Z'));
    expect([await desk.rows(batch), await desk.issues(batch)]).toEqual(before);
    await desk.undo(batch);
    fs.rmSync(`${desk.workspace.file}-staging`, { recursive: true });
    expect((await desk.rows(batch)).map(({ fate }) => fate)).toEqual(['changed', 'unchanged', 'new', 'wrong']);
  });
});

describe('a preview that was not committed', () => {
  test('is listed when asked for, and forgotten when discarded', async () => {
    const { db } = desk.workspace;
    const { batch } = await desk.preview({ files: [desk.file('a.csv', many(3))] });
    expect(allBatches().items).toEqual([]);
    expect(batches(db, { filter: { state: 'previewed' }, limit: 10 }).items).toMatchObject([
      { id: batch, state: 'previewed', committedAt: null },
    ]);
    expect(discard(db, { batch }, desk.context.moment())).toEqual({ batch });
    await expect(rows(db, { batch, limit: 10 })).rejects.toThrow(/no preview/);
    expect(() => discard(db, { batch }, desk.context.moment())).toThrow(/no preview/);
  });
});

test('100 000 opportunities', { timeout: 180_000 }, async () => {
  const file = desk.file('large.csv', many(100_000));
  await desk.preview({ files: [desk.file('warm.csv', many(3, 200_000))] });
  const began = performance.now();
  const { batch, counts } = await desk.preview({ files: [file] });
  const previewed = performance.now();
  let longest = 0;
  let last = performance.now();
  const { tell } = desk.context.progress;
  Object.assign(desk.context.progress, {
    tell(progress: Parameters<typeof tell>[0]) {
      tell(progress);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    },
  });
  const committing = performance.now();
  last = committing;
  await desk.commit(batch);
  const committed = performance.now();
  const paging = performance.now();
  const page = await rows(desk.workspace.db, {
    batch,
    limit: 100,
    cursor: (90_000).toString(36),
    filter: { fate: 'new' },
  });
  const ms = (value: number) => `${Math.round(value)} ms`;
  console.log(
    `100 000 opportunities: preview ${ms(previewed - began)}, commit ${ms(committed - committing)}, longest step ${ms(longest)}, a page of its rows ${ms(performance.now() - paging)}`,
  );
  expect(counts.new).toBe(100_000);
  expect(page.items).toHaveLength(100);
});

import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { change, record, verifyJournal } from '../../src/engine/journal/index.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const ACCOUNTS = 'Account ID,Account Name,Website,Billing Country';
const accounts = (name = 'a.csv') => desk.file(name, csv(ACCOUNTS, 'A1,Harrow,,DE', 'A2,Norvik,,NO'));
const content = () => contentHashOf(contentOf(desk.workspace.db));
const stagingOf = (batch: string) => path.join(`${desk.workspace.file}-staging`, `${batch}.sqlite`);
const problemOf = (code: string) => ({
  data: { problems: [{ code, message: expect.any(String), todo: expect.any(String) }] },
});

describe('a file that is deleted under us', () => {
  test('between the drop and the preview: it is named, and the others come in', async () => {
    const gone = accounts('gone.csv');
    fs.rmSync(gone);
    const preview = await desk.preview({ files: [gone, accounts()] });
    expect(preview.issues).toMatchObject([{ code: 'file_missing', file: 'gone.csv' }]);
    expect(preview.files[1]?.counts.new).toBe(2);
  });

  test('between the preview and the commit: what was previewed is what comes in', async () => {
    const file = accounts();
    const { batch } = await desk.preview({ files: [file] });
    fs.writeFileSync(file, csv(ACCOUNTS, 'A9,Somebody else,,DE'));
    fs.rmSync(file);
    expect((await desk.commit(batch)).counts.new).toBe(2);
    const names = desk.workspace.db
      .all<{ name: string }>('SELECT name FROM accounts ORDER BY key')
      .map(({ name }) => name);
    expect(names).toEqual(['Harrow', 'Norvik']);
  });

  test('the plan itself: the commit says that there is no such preview any more', async () => {
    const { batch } = await desk.preview({ files: [accounts()] });
    const before = content();
    fs.rmSync(stagingOf(batch));
    await expect(desk.commit(batch)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'preview' } });
    expect(content()).toBe(before);
  });

  test.each([
    { how: 'cut off', spoil: (file: string) => fs.truncateSync(file, 6_000) },
    { how: 'overwritten', spoil: (file: string) => fs.writeFileSync(file, 'x'.repeat(50_000)) },
  ])('the plan $how: the commit says so, and nothing is changed', async ({ spoil }) => {
    const { batch } = await desk.preview({ files: [accounts()] });
    const before = content();
    spoil(stagingOf(batch));
    await expect(desk.commit(batch)).rejects.toMatchObject({ code: 'REFUSED', ...problemOf('preview_damaged') });
    expect(content()).toBe(before);
    expect(verifyJournal(desk.workspace.db).ok).toBe(true);
  });
});

describe('a workspace that is taken away while it is open', () => {
  const decide = () =>
    change(desk.workspace.db, { verb: 'test.note', input: { words: 'one' } }, moment('2026-10-05T09:00Z'), (tx) =>
      record(tx, { subject: null, subjectName: null, words: 'one', what: null }),
    );

  // Windows lets nobody move or delete an open file.
  test.skipIf(process.platform === 'win32').each([
    { how: 'moved', away: (file: string) => fs.renameSync(file, `${file}-aside`) },
    {
      how: 'replaced by a copy',
      away: (file: string) => {
        fs.renameSync(file, `${file}-aside`);
        fs.copyFileSync(`${file}-aside`, file);
      },
    },
  ])('$how: a decision is refused rather than lost, and taken once it is back', async ({ away }) => {
    const { file } = desk.workspace;
    away(file);
    await expect((async () => decide())()).rejects.toMatchObject({
      code: 'WORKSPACE_UNUSABLE',
      ...problemOf('workspace_gone'),
    });
    fs.renameSync(`${file}-aside`, file);
    decide();
    expect(verifyJournal(desk.workspace.db)).toMatchObject({ ok: true, entries: 2 });
  });
});

describe('names', () => {
  test
    .skipIf(process.platform === 'win32')
    .each([
      ["O'Neill & “Söhne” #1 100%?.csv"],
      ['-rf *.csv'],
      ['line\nbreak\tand 🤖.csv'],
      ['../a/..\\b.csv'.replaceAll('/', '∕')],
      [`${'long'.repeat(60)}.csv`],
      ['株式会社.csv'],
      ['%2e%2e%2fetc%2fpasswd.csv'],
      ['no extension'],
    ])('%j is only a name, and a file that may only be read comes in', async (name) => {
    const file = accounts(name);
    fs.chmodSync(file, 0o444);
    const { batch } = await desk.preview({ files: [file] });
    expect((await desk.commit(batch)).counts.new).toBe(2);
    expect(desk.workspace.db.get('SELECT file FROM batch_files')).toEqual({ file: path.basename(name) });
    expect((await desk.undo(batch)).counts.new).toBe(2);
  });
});

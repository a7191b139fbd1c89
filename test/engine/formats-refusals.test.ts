import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTables, readWhole } from '../../src/engine/formats/read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'tributary-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(path(name), content);
  return path(name);
};

/** The codes with which a file is refused; it must give no table. */
async function refusals(from: string | Uint8Array): Promise<string[]> {
  const { tables, refused } = await readWhole(from, { name: 'file' });
  expect(tables).toEqual([]);
  for (const { message, todo, file, gravity } of refused) {
    expect([file, gravity === 'file' || gravity === 'note']).toEqual(['file', true]);
    expect(message.length * todo.length).toBeGreaterThan(0);
  }
  return refused.map(({ code }) => code);
}

describe('a file that cannot be read is refused with a reason, never with a throw', () => {
  test('a folder', async () => {
    mkdirSync(path('folder.csv'));
    expect(await refusals(path('folder.csv'))).toEqual(['file_is_folder']);
  });

  test('an empty file', async () => {
    expect(await refusals(put('empty.csv', ''))).toEqual(['file_empty']);
    expect(await refusals(new Uint8Array())).toEqual(['file_empty']);
  });

  test('a file that is not there', async () => {
    expect(await refusals(path('nothing.csv'))).toEqual(['file_missing']);
    expect(await refusals(join(put('plain.csv', 'a\n1\n'), 'inside.csv'))).toEqual(['file_missing']);
  });

  test('a link that leads round in a circle', async () => {
    symlinkSync(path('circle'), path('circle'));
    expect(await refusals(path('circle'))).toEqual(['file_unreadable']);
  });

  test.skipIf(process.platform === 'win32')('a pipe, without waiting for it', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    expect(await refusals(path('pipe'))).toEqual(['file_not_regular']);
  });

  // Root may read everything, and Windows knows no such mode.
  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file without permission', async () => {
    chmodSync(put('closed.csv', 'a\n1\n'), 0);
    expect(await refusals(path('closed.csv'))).toEqual(['file_unreadable']);
  });

  test.each([
    { what: 'a PDF', bytes: Buffer.from('%PDF-1.7 …') },
    { what: 'a PNG', bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
    { what: 'a gzip file', bytes: Buffer.from('1f8b0800', 'hex') },
    { what: 'a database', bytes: Buffer.from('SQLite format 3\0') },
    { what: 'random bytes', bytes: Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 7919) % 251)) },
    { what: 'a web page', bytes: Buffer.from('\n<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>') },
    { what: 'an XML document', bytes: Buffer.from('<?xml version="1.0"?><a/>') },
  ])('$what, called .csv or not', async ({ bytes }) => {
    expect(await refusals(bytes)).toEqual(['not_importable_kind']);
  });

  test.each([
    { what: 'blank lines', text: '\n\n \n' },
    { what: 'commas alone', text: ',,,\n,,,\n' },
    {
      what: 'prose',
      text: `${'This is a letter to a partner, and it goes on for a while. '.repeat(4)}\n\nKind regards\n`,
    },
  ])('$what: nothing importable', async ({ text }) => {
    expect(await refusals(Buffer.from(text))).toEqual(['not_a_table']);
  });

  test.each([
    { text: '{"a": [1, 2', code: 'json_broken' },
    { text: '[{"a": 1}, {"a": ]', code: 'json_broken' },
    { text: '{"a": 1}', code: 'json_no_records' },
    { text: '[]', code: 'json_no_records' },
    { text: `${'['.repeat(200_000)}`, code: 'json_broken' },
  ])('JSON $text', async ({ text, code }) => {
    expect(await refusals(Buffer.from(text))).toEqual([code]);
  });
});

describe('a file that changes while it is read', () => {
  const long = `id,name\n${'1,Acme\n'.repeat(400_000)}`;

  /** Reads a file and does something to it after its first rows; gives the last part. */
  async function readingWhile(name: string, act: (path: string) => void) {
    const file = put(name, long);
    let acted = false;
    let last: string | undefined;
    for await (const part of readTables(file, { name })) {
      last = part.part === 'refused' ? part.issues[0].code : part.part;
      if (part.part === 'rows' && !acted) {
        acted = true;
        act(file);
      }
    }
    return last;
  }

  test('cut short: refused, and what was read before does not count', async () => {
    expect(await readingWhile('cut.csv', (file) => truncateSync(file, 2_000_000))).toBe('file_changed');
  });

  test('made longer: refused', async () => {
    expect(await readingWhile('longer.csv', (file) => appendFileSync(file, '2,Beta\n'))).toBe('file_changed');
  });
});

describe('the name of a file does not matter', () => {
  test('JSON called .csv, CSV called .xlsx', async () => {
    expect((await readWhole(put('deals.csv', '[{"Name": "Acme"}]'), { name: 'deals.csv' })).tables[0]?.format).toBe(
      'json',
    );
    expect((await readWhole(put('deals.xlsx', 'Name,A\nAcme,1\n'), { name: 'deals.xlsx' })).tables[0]?.format).toBe(
      'csv',
    );
  });
});

describe('JSON', () => {
  const table = async (text: string) => (await readWhole(Buffer.from(text), { name: 'file.json' })).tables[0];

  test('keeps types, flattens objects, keeps lists as text, and ids of any length', async () => {
    const found = await table(
      '{"records": [{"a": 1, "b": {"c": true, "d": null}, "e": [1, 2], "id": 123456789012345678}]}',
    );
    expect([found?.sheet, found?.columns, found?.rows]).toEqual([
      'records',
      ['a', 'b.c', 'b.d', 'e', 'id'],
      [{ row: 1, cells: [1, true, '', '[1,2]', '123456789012345678'] }],
    ]);
  });

  test('reads the longest list and names the others', async () => {
    const found = await table('{"warnings": [{"x": 1}], "deals": [{"a": 1}, {"a": 2}]}');
    expect([found?.sheet, found?.issues.map(({ code }) => code)]).toEqual(['deals', ['json_other_lists']]);
  });

  test('reads one object a line', async () => {
    expect((await table('{"a": 1}\n{"a": 2}\n'))?.rows.map(({ cells }) => cells)).toEqual([[1], [2]]);
  });

  test('names an entry that is no record', async () => {
    expect((await table('[{"a": 1}, 5]'))?.rows[1]?.issues).toMatchObject([{ code: 'record_not_object', row: 2 }]);
  });
});

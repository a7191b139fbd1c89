import { describe, expect, test } from 'vitest';
import type { BatchItem } from '../../../contract/exchange.ts';
import type { BatchId } from '../../../contract/units.ts';
import type { Format } from '../../format/useFormat.tsx';
import { batchView, type TableView } from './batchView.ts';
import { leftOutCounted, leftOutInWords, usedFiles } from './leftOut.ts';
import { readInWords, takenFor } from './readWords.ts';

const format = {
  count: String,
  counted: (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`,
} as unknown as Format;
const counts = { new: 1, changed: 0, unchanged: 0, wrong: 0, skipped: 0 };
const WHY = 'There is nothing importable in this file: it is empty.';

/** A preview of these files, those of `out` left out: a file, or the sheet of one. */
function previewOf(files: string[], out: { file: string; sheet: string | null }[]) {
  const item = {
    ...{ id: 'b', state: 'previewed', counts, asOf: '2026-09-30' },
    files: files.map((file) => ({ file, kind: 'accounts', counts })),
    leftOut: out.map((one) => ({ ...one, because: WHY })),
  } as unknown as BatchItem;
  const view = batchView('b' as BatchId, undefined, item);
  if (view === undefined) throw new Error('expected a batch');
  return view;
}

describe('what is left out of a batch', () => {
  test.each([
    [['a.csv'], [], undefined, undefined],
    [['a.csv', 'b.csv'], [['c.csv', null]], '1 file left out', `1 of 3 files is left out: c.csv. ${WHY}`],
    [
      ['a.csv'],
      [
        ['b.csv', null],
        ['c.csv', null],
      ],
      '2 files left out',
      '2 of 3 files are left out: b.csv, c.csv.',
    ],
    [['a.xlsx'], [['a.xlsx', 'Notes']], '1 sheet left out', `1 sheet is left out: Notes of a.xlsx. ${WHY}`],
    [
      ['a.xlsx'],
      [
        ['a.xlsx', 'Notes'],
        ['b.csv', null],
      ],
      '1 file and 1 sheet left out',
      '1 of 2 files is left out: b.csv. 1 sheet is left out: Notes of a.xlsx.',
    ],
    [[], [['a.csv', null]], undefined, undefined],
  ] as [string[], [string, string | null][], string | undefined, string | undefined][])(
    'of %j without %j: %s',
    (files, out, counted, words) => {
      const batch = previewOf(
        files,
        out.map(([file, sheet]) => ({ file, sheet })),
      );
      expect(leftOutCounted(batch, format)).toBe(counted);
      expect(leftOutInWords(batch, format)).toBe(words);
      expect(usedFiles(batch.tables)).toEqual(files);
    },
  );
});

test('a file that cannot be read says so in plain words, and nothing about its rows', () => {
  const read = { format: 'unreadable', encoding: '', delimiter: null, rows: 0, columns: [] };
  const table = {
    kind: null,
    use: 'none',
    mapping: null,
    remembered: false,
    sheet: null,
    read,
  } as unknown as TableView;
  expect(takenFor(table, false)).toEqual({ words: 'can’t be read', known: false });
  expect(readInWords(table, format)).toBeUndefined();
});

test('a file of an import without a kind explains the others', () => {
  const item = {
    state: 'committed',
    counts,
    files: [{ file: 'stages.csv', kind: null, counts }],
  } as unknown as BatchItem;
  expect(batchView('b' as BatchId, undefined, item)?.tables).toMatchObject([{ use: 'lookup' }]);
});

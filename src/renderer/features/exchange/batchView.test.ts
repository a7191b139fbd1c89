import { describe, expect, test } from 'vitest';
import type { Mapping } from '../../../contract/exchange.ts';
import type { BatchId } from '../../../contract/units.ts';
import { batchView, chosenTable, withMapping } from './batchView.ts';
import type { KeptPreview } from './keptPreviews.ts';

const counts = { new: 1, changed: 0, unchanged: 0, wrong: 0, skipped: 0 };
const table = (file: string, sheet: string | null, more: object = {}) => ({
  ...{ file, sheet, kind: 'accounts', use: 'import', mapping: { source: 'plain', fields: {}, words: {} }, counts },
  ...{
    read: { format: 'csv', encoding: 'UTF-8', delimiter: ',', rows: 1, columns: [] },
    unmapped: [],
    remembered: false,
  },
  ...more,
});
const kept = (names: string[], files: object[]) =>
  ({
    given: names.map((name, index) => ({ grant: { grant: `grant-${index}`, name, sizeBytes: 1 } })),
    answer: { batch: 'b', files, counts, asOf: '2026-09-30', issues: [], issuesTotal: 0 },
    asOf: undefined,
  }) as unknown as KeptPreview;
const mapping = { source: 'by hand', fields: {}, words: {} } as unknown as Mapping;

describe('a table mapped anew is asked for in the next preview', () => {
  test('of two files of one name, the second is meant by its number', () => {
    const preview = kept(['a.csv', 'a.csv'], [table('a.csv', null), table('a.csv (2)', null)]);
    const next = withMapping(preview, { file: 'a.csv (2)', sheet: null }, { kind: 'partners', mapping });
    expect(next.map(({ kind }) => kind)).toEqual([undefined, 'partners']);
  });

  test('a workbook with several sheets of records is asked for sheet by sheet, the others as they were', () => {
    const preview = kept(
      ['book.xlsx'],
      [table('book.xlsx', 'One'), table('book.xlsx', 'Two'), table('book.xlsx', 'Notes', { use: 'none' })],
    );
    const next = withMapping(preview, { file: 'book.xlsx', sheet: 'Two' }, { kind: 'partners', mapping });
    expect(next.map(({ sheet, kind, mapping: said }) => [sheet, kind, said?.source])).toEqual([
      ['One', 'accounts', 'plain'],
      ['Two', 'partners', 'by hand'],
    ]);
  });
});

test('sheets have names of their own only where a file has several', () => {
  const view = batchView(
    'b' as BatchId,
    kept(['a.csv', 'b.xlsx'], [table('a.csv', null), table('b.xlsx', 'One'), table('b.xlsx', 'Two')]),
    undefined,
  );
  expect(view?.tables.map(({ id }) => id)).toEqual(['a.csv', 'b.xlsx#One', 'b.xlsx#Two']);
  expect(view?.state).toBe('previewed');
});

test('the table shown first is the one with rows to mend, however small', () => {
  const view = batchView(
    'b' as BatchId,
    kept(
      ['a.csv', 'b.csv'],
      [
        table('a.csv', null, { counts: { ...counts, new: 9_000 } }),
        table('b.csv', null, { counts: { ...counts, wrong: 1 } }),
      ],
    ),
    undefined,
  );
  expect(chosenTable(view?.tables ?? [], undefined)?.id).toBe('b.csv');
  expect(chosenTable(view?.tables ?? [], 'a.csv')?.id).toBe('a.csv');
});

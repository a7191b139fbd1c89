import { expect, test } from 'vitest';
import { gettersOf, RowReader } from './row-reader.ts';

test('an error in a cell is told once, however often its field is asked for', () => {
  const fields = { partner: { column: 'Partner' }, family: { column: 'Product' } };
  const row = new RowReader(
    gettersOf(fields, ['Partner', 'Product'], new Map(), () => () => undefined),
    { file: 'claims.xlsx' },
  );
  row.begin(2, [{ error: '#N/A' }, { error: '#REF!' }]);
  expect([row.name('partner'), row.name('partner'), row.text('family'), row.text('family')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(row.issues.map(({ code, column, row: at }) => [code, column, at])).toEqual([
    ['cell_error', 'Partner', 2],
    ['cell_error', 'Product', 2],
  ]);
  row.begin(3, [{ error: '#N/A' }, 'CRM']);
  expect([row.name('partner'), row.text('family'), row.issues.length]).toEqual([null, 'CRM', 1]);
});

import { describe, expect, test } from 'vitest';
import type { ImportIssue } from '../../../contract/exchange.ts';
import { groupIssues, rowKey } from './issueGroups.ts';

const issue = (code: string, row: number | undefined, column: string | null = null): ImportIssue => ({
  code,
  message: `${code} in ${row}`,
  todo: 'Mend it.',
  file: 'deals.csv',
  sheet: null,
  row: row ?? null,
  column,
});
const wrong = (...rows: number[]) => new Set(rows.map((row) => rowKey('deals.csv', null, row)));

describe('issues are put together where many say the same', () => {
  test('three alike are each told, four are one', () => {
    const three = [2, 3, 4].map((row) => issue('date_ambiguous', row, 'Close'));
    expect(groupIssues(three, wrong(2, 3, 4)).map(({ rows }) => rows)).toEqual([[2], [3], [4]]);
    const four = [...three, issue('date_ambiguous', 5, 'Close')];
    expect(groupIssues(four, wrong(2, 3, 4, 5)).map(({ rows }) => rows)).toEqual([[2, 3, 4, 5]]);
  });

  test('the same code in another column is another matter', () => {
    const issues = [2, 3, 4, 5].flatMap((row) => [
      issue('date_ambiguous', row, 'Close'),
      issue('date_ambiguous', row, 'Opened'),
    ]);
    expect(groupIssues(issues, wrong(2, 3, 4, 5))).toHaveLength(2);
  });

  test('what keeps a row out comes before what is only worth knowing', () => {
    const issues = [
      issue('preamble_skipped', undefined),
      issue('country_corrected', 9, 'Country'),
      issue('date_unreadable', 7, 'Close'),
    ];
    const groups = groupIssues(issues, wrong(7));
    expect(groups.map((group) => [group.issue.code, group.wrong])).toEqual([
      ['date_unreadable', true],
      ['country_corrected', false],
      ['preamble_skipped', false],
    ]);
  });
});

import type { ImportIssue, Repair } from '../../../contract/exchange.ts';
import type { CellPlace } from './batchView.ts';

/** Issues that are one to a reader: of one kind in one column. */
export type IssueGroup = {
  key: string;
  /** The first of them; its message stands for all. */
  issue: ImportIssue;
  /** Rows as the spreadsheet counts them, in order; empty for what concerns the whole file. */
  rows: readonly number[];
  /** The row stays out until it is mended. */
  wrong: boolean;
  /** What a person may say yes to, of those of its issues that propose something. */
  repairs: readonly Repair[];
  /** Cells that are read otherwise than they are written, as a person said. */
  repaired: readonly CellPlace[];
};

/** So few alike are each told by itself. */
const FEW = 3;

/** Rows of wrong fate, by file and number. */
export const rowKey = (file: string | null, sheet: string | null, row: number): string =>
  `${file ?? ''}#${sheet ?? ''}:${row}`;

const isWrong = (issue: ImportIssue, wrongRows: ReadonlySet<string>): boolean =>
  issue.row !== null && wrongRows.has(rowKey(issue.file, issue.sheet, issue.row));

const cellOf = ({ row, column, sheet }: ImportIssue): CellPlace[] =>
  row === null || column === null ? [] : [{ row, column, ...(sheet === null ? {} : { sheet }) }];

/** The repair that an issue proposes, with its place; none where it proposes none. */
export const repairOf = (issue: ImportIssue): Repair[] =>
  issue.repair === undefined ? [] : cellOf(issue).map((cell) => ({ ...cell, ...issue.repair }) as Repair);

/**
 * Issues put together where many say the same, what must be mended before what is only worth knowing.
 *
 * @param wrongRows keys (`rowKey`) of the rows that stay out
 */
export function groupIssues(issues: readonly ImportIssue[], wrongRows: ReadonlySet<string>): IssueGroup[] {
  const alike = new Map<string, { wrong: boolean; issues: ImportIssue[] }>();
  for (const issue of issues) {
    const wrong = isWrong(issue, wrongRows);
    const key = [issue.code, issue.file, issue.sheet, issue.column, wrong].join(' ');
    const group = alike.get(key) ?? { wrong, issues: [] };
    group.issues.push(issue);
    alike.set(key, group);
  }
  const groups = [...alike].flatMap(([key, group]) => {
    const each = group.issues.length <= FEW ? group.issues.map((issue) => [issue]) : [group.issues];
    return each.flatMap((same, index): IssueGroup[] => {
      const [issue] = same;
      if (issue === undefined) return [];
      const rows = same.flatMap(({ row }) => row ?? []);
      const repairs = same.flatMap(repairOf);
      const repaired = issue.code === 'cell_repaired' ? same.flatMap(cellOf) : [];
      return [{ key: `${key} ${index}`, issue, rows, wrong: group.wrong, repairs, repaired }];
    });
  });
  return groups.sort((a, b) => Number(b.wrong) - Number(a.wrong) || b.rows.length - a.rows.length);
}

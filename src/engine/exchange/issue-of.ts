import type { ImportIssue } from '../../contract/exchange.ts';
import type { Problem } from '../../contract/units.ts';

/** An issue as it is answered: staged without the parts of its place that it has not. */
export function issueOf(staged: string): ImportIssue {
  const { code, message, todo, file, sheet, row, column, ...repair } = JSON.parse(staged) as Problem &
    Pick<ImportIssue, 'repair'>;
  return {
    code,
    message,
    todo,
    file: file ?? null,
    sheet: sheet ?? null,
    row: row ?? null,
    column: column ?? null,
    ...repair,
  };
}

import { ORPCError } from '@orpc/client';
import type { Problem } from '../../contract/units.ts';
import { ConnectionLost } from './link.ts';

/** An error as a person needs it: what happened, where, what to do. */
export type Explained = {
  code: string;
  title: string;
  /** What happened, in a sentence. */
  what: string;
  /** File, sheet, row, column, where there is one. */
  where?: string | undefined;
  /** What to do. */
  todo: string;
  /** Further problems of the same refusal. */
  more: readonly Problem[];
  /** Whether asking again may help. */
  retry: boolean;
  /** For the details: what a report to us should contain. */
  technical?: string | undefined;
};

const titles: Record<string, string> = {
  REFUSED: 'That was not possible',
  NOT_DECIDABLE: 'This can’t be decided now',
  WORKSPACE_UNUSABLE: 'The workspace can’t be used',
  PLAN_STALE: 'The workspace has changed since the check',
  NOT_UNDOABLE: 'This import can’t be taken back',
};

/** The place of a problem in words: “pipeline.csv, sheet Deals, row 17, column Value”. Outside a file a column is a field of ours, and its name tells a person nothing. */
export function placeOf(problem: Problem): string | undefined {
  const parts = [
    problem.file,
    problem.sheet === undefined ? undefined : `sheet ${problem.sheet}`,
    problem.row === undefined ? undefined : `row ${problem.row}`,
    problem.column === undefined || (problem.file === undefined && problem.row === undefined)
      ? undefined
      : `column ${problem.column}`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

const problemsOf = (data: unknown): Problem[] => {
  const problems = (data as { problems?: unknown } | null | undefined)?.problems;
  return Array.isArray(problems) ? problems : [];
};

function explainRefusal(error: ORPCError<string, unknown>): Explained {
  const [first, ...more] = problemsOf(error.data);
  const title = titles[error.code] ?? 'That was not possible';
  if (first === undefined) {
    return { code: error.code, title, what: error.message, todo: 'Try again.', more: [], retry: true };
  }
  return {
    code: error.code,
    title,
    what: first.message,
    where: placeOf(first),
    todo: first.todo,
    more,
    retry: error.code === 'WORKSPACE_UNUSABLE',
  };
}

function explainDeclared(error: ORPCError<string, unknown>): Explained | undefined {
  const { code } = error;
  if (problemsOf(error.data).length > 0 || titles[code] !== undefined) return explainRefusal(error);
  if (code === 'NOT_FOUND') {
    const { what } = error.data as { what: string };
    return {
      code,
      title: 'Not in this workspace',
      what: `There is no such ${what} here.`,
      todo: 'It may have gone with an import that was undone. Go back to the list and choose another.',
      more: [],
      retry: false,
    };
  }
  if (code === 'STALE_REVISION') {
    const { changedBy } = error.data as { changedBy: string };
    return {
      code,
      title: 'Changed in the meantime',
      what: `${changedBy} changed this after you opened it. Nothing was overwritten.`,
      todo: 'What you see now is the newest state: look at it and decide again.',
      more: [],
      retry: false,
    };
  }
  return undefined;
}

/** Turns any error of a call into words; one that the contract doesn't declare is called what it is, a defect of ours. */
export function explain(error: unknown): Explained {
  if (error instanceof ConnectionLost) {
    return {
      code: 'CONNECTION_LOST',
      title: 'The engine was started again',
      what: 'The answer was on its way when the engine stopped.',
      todo: 'Look whether your last change is there, and repeat it if not.',
      more: [],
      retry: true,
    };
  }
  if (error instanceof ORPCError && error.defined) {
    const explained = explainDeclared(error);
    if (explained !== undefined) return explained;
  }
  return {
    code: error instanceof ORPCError ? error.code : 'DEFECT',
    title: 'Something went wrong in Tributary',
    what: 'This is a defect of the program, not of your data. Nothing was changed.',
    todo: 'Try again; if it comes back, restart the application and report the words below.',
    more: [],
    retry: true,
    technical: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

/** The same in one sentence, for a toast. */
export const explainShortly = (error: unknown): string => {
  const { what, where, todo } = explain(error);
  return `${where === undefined ? what : `${what} (${where})`} ${todo}`;
};

import { ORPCError } from '@orpc/contract';
import type { EpochMs, Problem } from './units.ts';

/** Problem with the parts left out that do not apply. */
export const problem = (code: string, message: string, todo: string, where: Partial<Problem> = {}): Problem => ({
  code,
  message,
  todo,
  ...where,
});

const withProblems = (code: string, problems: readonly Problem[]) =>
  new ORPCError(code, { message: problems.map((one) => `${one.message} ${one.todo}`).join(' '), data: { problems } });

/** The input cannot be accepted; each problem says what happened, where, and what to do. */
export const refused = (...problems: Problem[]) => withProblems('REFUSED', problems);

/** The record is not in a state in which this can be done. */
export const notDecidable = (...problems: Problem[]) => withProblems('NOT_DECIDABLE', problems);

/** The workspace file cannot be used. */
export const unusable = (...problems: Problem[]) => withProblems('WORKSPACE_UNUSABLE', problems);

/** The plan of a preview no longer fits the workspace. */
export const planStale = (...problems: Problem[]) => withProblems('PLAN_STALE', problems);

/** Something was built on a batch. */
export const notUndoable = (...problems: Problem[]) => withProblems('NOT_UNDOABLE', problems);

/** No such record in this workspace. */
export const notFound = (what: string, id: string) =>
  new ORPCError('NOT_FOUND', { message: `There is no ${what} “${id}” in this workspace.`, data: { what, id } });

/** Somebody changed the record after it was read. */
export const staleRevision = (changedBy: string, changedAt: EpochMs) =>
  new ORPCError('STALE_REVISION', {
    message: `${changedBy} changed this meanwhile. Look at it again, then decide.`,
    data: { changedBy, changedAt },
  });

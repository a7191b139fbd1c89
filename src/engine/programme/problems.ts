import { ProgrammeBody } from '../../contract/programme.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';
import { unsoundParts } from './rules/soundness.ts';

/**
 * A programme as somebody wrote it, checked for its form and for what it says.
 *
 * @throws REFUSED with every problem and the field it is in
 */
export function soundProgramme(written: unknown): ProgrammeBody {
  const read = ProgrammeBody.safeParse(written);
  const problems = read.success
    ? unsoundParts(read.data).map(({ at, message }) => notValid(at, message))
    : read.error.issues.map((issue) => notValid(issue.path.map(String).join('.'), issue.message));
  if (!read.success || problems.length > 0) throw refused(...problems);
  return read.data;
}

const notValid = (column: string, message: string): Problem =>
  problem('not_valid', `${column === '' ? 'The text' : column}: ${message}`, 'Correct it and save again.', { column });

import type { z } from 'zod';
import { problem } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';

/** The issues of a checked value as problems that name the field. */
export const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.map((issue) => {
    const column = issue.path.map(String).join('.');
    return problem(
      'not_valid',
      `${column === '' ? 'The text' : column}: ${issue.message}`,
      'Correct it and save again.',
      { column },
    );
  });

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { z } from 'zod';

/**
 * Filters and sort of a screen, kept in the URL: going back brings them back.
 *
 * What in the URL doesn't fit the schema is as if it weren't there. A value of `undefined` leaves the URL.
 *
 * @param schema  an object of optional fields, made once outside the component
 */
export function useUrlState<Shape extends z.ZodObject>(
  schema: Shape,
): [z.infer<Shape>, (change: { [K in keyof z.infer<Shape>]?: z.infer<Shape>[K] | undefined }) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const state = useMemo(() => {
    const whole = schema.safeParse(search);
    if (whole.success) return whole.data as z.infer<Shape>;
    const fitting = Object.entries(schema.shape).flatMap(([key, field]) => {
      const parsed = (field as z.ZodType).safeParse(search[key]);
      return parsed.success ? [[key, parsed.data]] : [];
    });
    return Object.fromEntries(fitting) as z.infer<Shape>;
  }, [schema, search]);
  const set = useCallback(
    (change: object) => {
      void navigate({
        to: '.',
        replace: true,
        search: ((before: Record<string, unknown>) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
          )) as never,
      });
    },
    [navigate],
  );
  return [state, set];
}

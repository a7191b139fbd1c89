import { useCallback, useEffect } from 'react';
import { z } from 'zod';
import type { PartnerId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';

const SORTS = ['quarter', 'net', 'partner'] as const;
export type EarningsSort = (typeof SORTS)[number];

const Filters = z.object({
  /** The filter of the list. */
  quarter: z.string().optional(),
  by: z.enum(SORTS).optional(),
  /** Only this partner's statements, as its page links here. */
  of: z.string().optional(),
  /** The statement shown: partner and quarter. */
  partner: z.string().optional(),
  on: z.string().optional(),
});

export const idOfStatement = ({ partner, quarter }: { partner: string; quarter: string }): string =>
  `${partner} ${quarter}`;

/** The statements by partner and quarter with their place in the URL, and which of them is shown. */
export function useEarnings() {
  const [filters, setFilters] = useUrlState(Filters);
  const { quarter, of, partner, on } = filters;
  const by = filters.by ?? 'quarter';
  const filter = {
    ...(quarter === undefined ? {} : { quarter }),
    ...(of === undefined ? {} : { partner: of as PartnerId }),
  };
  // By quarter is how they come: the newest first, and in it the largest.
  const sort = by === 'quarter' ? {} : { sort: { by, descending: by === 'net' } };
  const pages = usePages(
    orpc.incentives.statements.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, ...sort, ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
  const first = pages.stale ? undefined : pages.items[0];
  const chosen =
    partner !== undefined && on !== undefined
      ? { partner, quarter: on }
      : first === undefined
        ? undefined
        : { partner: first.partner as string, quarter: first.quarter };
  const at = chosen === undefined ? -1 : pages.items.findIndex((item) => idOfStatement(item) === idOfStatement(chosen));
  const select = useCallback(
    (item: { partner: string; quarter: string } | undefined) =>
      setFilters({ partner: item?.partner, on: item?.quarter }),
    [setFilters],
  );
  // What the filter leaves out is no longer looked at.
  const gone = chosen !== undefined && at < 0 && first !== undefined && !pages.more;
  useEffect(() => {
    if (gone) select(first);
  }, [gone, first, select]);
  return { filters: { ...filters, by }, setFilters, pages, chosen, at, select };
}

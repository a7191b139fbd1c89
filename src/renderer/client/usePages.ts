import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';

/** One page of any list of the contract. */
export type Page<Item> = { items: Item[]; total: number; next: string | null };

/** A list as far as it is loaded. */
export type Pages<Item, Whole = unknown> = {
  items: readonly Item[];
  /** How many there are in all; 0 while nothing is known. */
  total: number;
  /** The first page, for what lists carry besides (`queues`). */
  first: Whole | undefined;
  status: 'pending' | 'error' | 'success';
  error: unknown;
  /** What is shown belongs to the filter before, while the new one is on its way. */
  stale: boolean;
  more: boolean;
  loadMore: () => void;
  retry: () => void;
};

/** How the pages of a list follow each other: spread into `infiniteOptions`. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next: string | null }): string | undefined => last.next ?? undefined,
};

/** Rows of the first page: two screens at once, in a few milliseconds. */
export const PAGE_ROWS = 200;

/** What to ask for at a cursor: two screens at once at first, then as much as the engine gives in one answer. */
export const pageAt = (cursor: string | undefined): { limit: number; cursor: string | undefined } => ({
  limit: cursor === undefined ? PAGE_ROWS : 1_000,
  cursor,
});

/**
 * A list by pages, for `DataTable` and `ListPane`.
 *
 * @example usePages(orpc.registrations.list.infiniteOptions({
 *   input: (cursor: string | undefined) => ({ filter, sort, ...pageAt(cursor) }), ...byCursor }))
 */
export function usePages<Whole extends Page<unknown>, Key extends QueryKey>(
  options: UseInfiniteQueryOptions<Whole, Error, InfiniteData<Whole, string | undefined>, Key, string | undefined>,
): Pages<Whole['items'][number], Whole> {
  // Comparing all that is loaded with every page that comes would cost more than drawing the rows in sight.
  const query = useInfiniteQuery({
    placeholderData: keepPreviousData,
    structuralSharing: false,
    ...options,
  } as typeof options);
  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap((page): Whole['items'] => page.items) ?? [], [pages]);
  const { fetchNextPage, refetch, hasNextPage, isFetchingNextPage } = query;
  return {
    items,
    total: pages?.[pages.length - 1]?.total ?? 0,
    first: pages?.[0],
    status: query.status,
    error: query.error,
    stale: query.isPlaceholderData,
    more: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void refetch(),
  };
}

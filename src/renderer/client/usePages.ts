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
export type Pages<Item, Whole extends Page<Item> = Page<Item>> = {
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

/** Rows of a page: enough for two screens, few enough to come in a few milliseconds. */
export const PAGE_ROWS = 200;

/**
 * A list by pages, for `DataTable` and `ListPane`.
 *
 * @example usePages(orpc.registrations.list.infiniteOptions({
 *   input: (cursor: string | undefined) => ({ filter, sort, limit: PAGE_ROWS, cursor }), ...byCursor }))
 */
export function usePages<Item, Whole extends Page<Item>, Key extends QueryKey>(
  options: UseInfiniteQueryOptions<Whole, Error, InfiniteData<Whole, string | undefined>, Key, string | undefined> & {
    // Names the item's type for the compiler.
    getNextPageParam: (last: Page<Item> & Whole) => string | undefined;
  },
): Pages<Item, Whole> {
  const query = useInfiniteQuery({ placeholderData: keepPreviousData, ...options } as typeof options);
  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
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

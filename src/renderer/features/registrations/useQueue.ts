import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { z } from 'zod';
import type { RegistrationItem } from '../../../contract/registrations.ts';
import type { AccountId, PartnerId, RegistrationId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, type Pages, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';

export const QUEUES = ['toDecide', 'competing', 'inCase', 'returned', 'decided', 'all'] as const;
export type Queue = (typeof QUEUES)[number];

const SORTS = ['clock', 'receivedAt', 'value', 'customer', 'partner', 'number'] as const;
export type QueueSort = (typeof SORTS)[number];

/** Newest and largest first; names and numbers from the beginning. */
const DESCENDING = new Set<QueueSort>(['receivedAt', 'value', 'number']);

const Filters = z.object({
  queue: z.enum(QUEUES).optional(),
  text: z.string().optional(),
  partner: z.string().optional(),
  family: z.string().optional(),
  account: z.string().optional(),
  by: z.enum(SORTS).optional(),
});
export type QueueFilters = z.infer<typeof Filters>;

/** The queue a registration stands in. */
export const queueOf = ({ state }: Pick<RegistrationItem, 'state'>): Queue => {
  switch (state) {
    case 'submitted':
      return 'toDecide';
    case 'in case':
      return 'inCase';
    case 'returned':
      return 'returned';
    default:
      return 'decided';
  }
};

const given = <Value extends object>(fields: Value) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };

type ListPage = Awaited<ReturnType<typeof orpc.registrations.list.call>>;

export type ReviewQueue = {
  filters: QueueFilters;
  setFilters: (change: { [Key in keyof QueueFilters]?: QueueFilters[Key] | undefined }) => void;
  queue: Queue;
  pages: Pages<RegistrationItem, ListPage>;
  /** The registration shown; the first of the list until one is chosen. */
  chosen: string | undefined;
  /** Its place in the list, -1 where the list hasn't it. */
  at: number;
  select: (id: string | undefined) => void;
  /** Another queue, from its first registration on, or one of it. */
  showQueue: (queue: Queue, id?: string) => void;
  /** Whom a decision leads to: the one after it, else the one before. */
  neighbour: () => string | undefined;
};

/** The list of registrations with its place in the URL, and which of them is shown. */
export function useQueue(): ReviewQueue {
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(Filters);
  const { id } = useParams({ strict: false }) as { id?: string };
  const queue = filters.queue ?? 'toDecide';
  const by = filters.by ?? 'clock';
  const filter = given({
    queue,
    text: filters.text,
    family: filters.family,
    partner: filters.partner as PartnerId | undefined,
    account: filters.account as AccountId | undefined,
  });
  const pages = usePages(
    orpc.registrations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter,
        sort: { by, descending: DESCENDING.has(by) },
        ...pageAt(cursor),
      }),
      ...byCursor,
    }),
  );
  const select = useCallback(
    (next: string | undefined) =>
      void (next === undefined
        ? navigate({ to: '/registrations', search: true, replace: true })
        : navigate({ to: '/registrations/$id', params: { id: next }, search: true, replace: true })),
    [navigate],
  );
  const showQueue = useCallback(
    (next: Queue, one?: string) => {
      const search = (before: Record<string, unknown>) => ({ ...before, queue: next });
      void (one === undefined
        ? navigate({ to: '/registrations', search, replace: true })
        : navigate({ to: '/registrations/$id', params: { id: one }, search, replace: true }));
    },
    [navigate],
  );
  const first = pages.stale ? undefined : pages.items[0]?.id;
  const chosen = id ?? first;
  const at = chosen === undefined ? -1 : pages.items.findIndex((item) => item.id === chosen);
  // Pinned as soon as it is shown: a list that comes in anew must not put another one under the hand.
  useEffect(() => {
    if (id === undefined && first !== undefined) select(first);
  }, [id, first, select]);
  useNeighboursAtHand(pages.items, at);
  return {
    filters,
    setFilters,
    queue,
    pages,
    chosen,
    at,
    select,
    showQueue,
    neighbour: () => (at < 0 ? pages.items[0] : (pages.items[at + 1] ?? pages.items[at - 1]))?.id,
  };
}

/** Asks ahead for those one key away, so that they are there at once. */
function useNeighboursAtHand(items: readonly RegistrationItem[], at: number): void {
  const client = useQueryClient();
  const near = [items[at + 1]?.id, items[at + 2]?.id, items[at - 1]?.id].filter((id) => id !== undefined).join(' ');
  useEffect(() => {
    for (const id of near === '' ? [] : near.split(' ')) {
      void client.prefetchQuery(orpc.registrations.get.queryOptions({ input: { registration: id as RegistrationId } }));
    }
  }, [client, near]);
}

/** Opened from elsewhere (search, Today, a link), the list shows the queue the registration stands in. */
export function useQueueOfChosen(
  { filters, setFilters, chosen }: ReviewQueue,
  item: RegistrationItem | undefined,
): void {
  const unasked = filters.queue === undefined && item !== undefined && item.id === chosen;
  const queue = unasked ? queueOf(item) : undefined;
  useEffect(() => {
    if (queue !== undefined) setFilters({ queue });
  }, [queue, setFilters]);
}

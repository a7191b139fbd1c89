import { useQuery } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import { orpc } from '../../client/client.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterSelect, SearchBox, Segments } from '../../ui/FilterBar.tsx';
import { ListPane } from '../../ui/ListPane.tsx';
import { rowClock } from './clockWords.ts';
import classes from './QueueList.module.css';
import type { Queue, QueueSort, ReviewQueue } from './useQueue.ts';

const TITLES: Readonly<Record<Queue, string>> = {
  toDecide: 'To decide',
  competing: 'Contested',
  inCase: 'In a case',
  returned: 'Returned',
  decided: 'Decided',
  all: 'Registrations',
};

const SORTS: readonly { value: QueueSort; title: string }[] = [
  { value: 'clock', title: 'Clock' },
  { value: 'receivedAt', title: 'Received' },
  { value: 'value', title: 'Value' },
  { value: 'customer', title: 'Customer' },
  { value: 'partner', title: 'Partner' },
  { value: 'number', title: 'Number' },
];

export type QueueListProps = {
  queue: ReviewQueue;
  gridRef: RefObject<HTMLDivElement | null>;
  /** “New registration…”, offered where there is none at all. */
  add: Command;
};

/** The registrations by the clock, in their queues. */
export function QueueList({ queue, gridRef, add }: QueueListProps) {
  const format = useFormat();
  const { pages, filters, setFilters } = queue;
  const narrowing = useNarrowing(queue);
  const sizes = pages.first?.queues;
  const count = sizes === undefined ? undefined : countOf(queue.queue, sizes, pages.total);
  return (
    <ListPane
      title={TITLES[queue.queue]}
      count={count === undefined ? undefined : format.count(count)}
      action={
        <div className={classes.choices}>
          <button type="button" className={classes.more} aria-expanded={narrowing.open} onClick={narrowing.toggle}>
            {narrowing.open ? 'Show all' : 'Filter'}
          </button>
          <FilterSelect
            label="Sort by"
            value={filters.by ?? 'clock'}
            choices={SORTS}
            onChange={(by) => setFilters({ by: by === 'clock' ? undefined : (by as QueueSort) })}
          />
        </div>
      }
      filters={<Narrowing queue={queue} format={format} gridRef={gridRef} narrowing={narrowing} />}
      pages={pages}
      itemId={(item) => item.id}
      entry={(item) => {
        const clock = rowClock(item, format);
        const parts = [item.family, item.value === null ? null : format.money(item.value)];
        return {
          title: item.customer,
          right: clock.words,
          rightTone: clock.tone,
          below: parts.filter((part) => part !== null).join(' · ') || item.number,
          belowRight: item.blind === null ? item.partnerName : `hidden, ${item.blind.number}`,
        };
      }}
      selected={queue.chosen}
      onSelect={(item) => queue.select(item.id)}
      empty={<Nothing queue={queue} add={add} />}
      gridRef={gridRef}
    />
  );
}

type Sizes = Readonly<Record<Exclude<Queue, 'all'>, number>>;

const countOf = (queue: Queue, sizes: Sizes, total: number): number => (queue === 'all' ? total : sizes[queue]);

const isNarrowed = ({ text, partner, family, account }: ReviewQueue['filters']): boolean =>
  [text, partner, family, account].some((one) => one !== undefined);

/** Whether search and filters are shown, and their key. */
function useNarrowing({ filters, setFilters }: ReviewQueue) {
  const [asked, setAsked] = useState(false);
  const open = asked || isNarrowed(filters);
  const box = useRef<HTMLDivElement>(null);
  const find: Command = {
    id: 'registrations.find',
    title: 'Search and filter the list',
    keys: ['/'],
    run: () => {
      setAsked(true);
      // The field is there after this render.
      requestAnimationFrame(() => box.current?.querySelector('input')?.focus());
    },
  };
  useCommands('List of registrations', [find]);
  const toggle = () => {
    if (!open) return find.run();
    setAsked(false);
    setFilters({ text: undefined, partner: undefined, family: undefined, account: undefined });
  };
  return { open, box, toggle };
}

type NarrowingProps = Pick<QueueListProps, 'queue' | 'gridRef'> & {
  format: Format;
  narrowing: ReturnType<typeof useNarrowing>;
};

function Narrowing({ queue, format, gridRef, narrowing }: NarrowingProps) {
  const { filters, setFilters, pages } = queue;
  const sizes = pages.first?.queues;
  // That of the queue in sight stands in the title.
  const size = (of: 'toDecide' | 'competing' | 'returned') =>
    sizes === undefined || of === queue.queue ? undefined : format.compactCount(sizes[of]);
  return (
    <>
      <div className={classes.queues}>
        <Segments
          label="Queue"
          value={queue.queue}
          segments={[
            { value: 'toDecide', title: 'To decide', count: size('toDecide') },
            { value: 'competing', title: 'Contested', count: size('competing') },
            { value: 'returned', title: 'Returned', count: size('returned') },
          ]}
          onChange={(value) => queue.showQueue(value)}
        />
        <FilterSelect
          label="Other queues"
          face="More"
          value={queue.queue === 'inCase' || queue.queue === 'decided' ? queue.queue : undefined}
          choices={(['inCase', 'decided'] as const).map((one) => ({
            value: one,
            title: sizes === undefined ? TITLES[one] : `${TITLES[one]} ${format.count(sizes[one])}`,
          }))}
          onChange={(value) => value !== undefined && queue.showQueue(value as Queue)}
        />
      </div>
      {narrowing.open && (
        <div ref={narrowing.box} className={classes.filters}>
          <SearchBox
            label="Search registrations"
            placeholder="Customer, partner or number"
            value={filters.text ?? ''}
            onChange={(text) => setFilters({ text: text || undefined })}
            onEnter={() => {
              queue.select(pages.items[0]?.id);
              gridRef.current?.focus();
            }}
          />
          <Choices queue={queue} />
        </div>
      )}
    </>
  );
}

function Choices({ queue: { filters, setFilters } }: { queue: ReviewQueue }) {
  const partners = useQuery(orpc.partners.list.queryOptions({ input: { limit: 1_000 } }));
  const programme = useQuery(orpc.programme.get.queryOptions({ input: {} }));
  const families = programme.data?.current.body.productFamilies ?? [];
  return (
    <div className={classes.choices}>
      <FilterSelect
        label="Partner"
        all="All partners"
        value={filters.partner}
        choices={(partners.data?.items ?? []).map((one) => ({ value: one.id, title: one.name }))}
        onChange={(partner) => setFilters({ partner })}
      />
      <FilterSelect
        label="Product family"
        all="All families"
        value={filters.family}
        choices={families.map(({ name }) => ({ value: name, title: name }))}
        onChange={(family) => setFilters({ family })}
      />
      {filters.partner !== undefined && (
        <span className={classes.hidden}>Those in a blind case are left out: to find them by partner would tell.</span>
      )}
      {filters.account !== undefined && (
        <button type="button" className={classes.more} onClick={() => setFilters({ account: undefined })}>
          On one account ✕<span className="visually-hidden">: show those on all accounts</span>
        </button>
      )}
    </div>
  );
}

const EMPTY: Readonly<Record<Queue, { title: string; words: string }>> = {
  toDecide: {
    title: 'Nothing waits here',
    words: 'Every registration is decided. Those in a case and those returned have lists of their own.',
  },
  competing: {
    title: 'No competing claim',
    words: 'When two partners claim the same customer, or our own team is on it, it shows here until a case is opened.',
  },
  inCase: {
    title: 'None is in a case',
    words: 'A registration that was put into a case stands here until the case is ruled on.',
  },
  returned: { title: 'Nothing is with a partner', words: 'What you return for information waits here for its answer.' },
  decided: { title: 'Nothing was decided yet', words: 'What you approve or reject can be found here again.' },
  all: { title: 'No registration yet', words: 'Import the files of your partners, or enter one that came by hand.' },
};

function Nothing({ queue, add }: { queue: ReviewQueue; add: Command }) {
  const { filters, pages } = queue;
  if (isNarrowed(filters)) {
    return (
      <EmptyState compact title="Nothing fits">
        No registration of this queue fits the filter. “Show all” takes it away.
      </EmptyState>
    );
  }
  const sizes = pages.first?.queues;
  const none = sizes !== undefined && sizes.toDecide + sizes.inCase + sizes.returned + sizes.decided === 0;
  const { title, words } = EMPTY[none ? 'all' : queue.queue];
  return (
    <EmptyState compact title={title} commands={none ? [add] : []}>
      {words}
    </EmptyState>
  );
}

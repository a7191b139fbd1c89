import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { RegistrationItem } from '../../../contract/registrations.ts';
import type { PartnerId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Segments } from '../../ui/FilterBar.tsx';
import type { Tone } from '../../ui/tone.ts';
import classes from './Partner.module.css';

type Queue = 'all' | 'toDecide' | 'returned' | 'decided';

export type PartnerDealsProps = { partner: string; queue: Queue; onQueue: (queue: Queue) => void };

/** Where a registration stands: “won”, “approved”, “to decide”. */
function stateOf({ state, close }: RegistrationItem): { words: string; tone: Tone } {
  if (state === 'closed') {
    return { words: close ?? 'closed', tone: close === 'won' ? 'pass' : 'neutral' };
  }
  switch (state) {
    case 'submitted':
      return { words: 'to decide', tone: 'due' };
    case 'in case':
      return { words: 'in a case', tone: 'due' };
    case 'approved':
      return { words: 'approved', tone: 'accent' };
    case 'rejected':
      return { words: 'rejected', tone: 'fail' };
    default:
      return { words: state, tone: 'neutral' };
  }
}

function columnsFor(format: Format): Column<RegistrationItem>[] {
  return [
    { id: 'number', header: 'Number', width: '104px', cell: (one) => one.number },
    {
      id: 'customer',
      header: 'Customer',
      width: 'minmax(150px, 9fr)',
      cell: (one) => <bdi>{one.customer}</bdi>,
    },
    { id: 'family', header: 'Family', width: 'minmax(84px, 4fr)', cell: (one) => <bdi>{one.family ?? '—'}</bdi> },
    {
      id: 'value',
      header: 'Value',
      width: '116px',
      align: 'end',
      cell: (one) => (one.value === null ? '—' : format.money(one.value)),
    },
    {
      id: 'received',
      header: 'Received',
      width: '100px',
      align: 'end',
      cell: (one) => <span title={format.instant(one.receivedAt)}>{format.instantDay(one.receivedAt)}</span>,
    },
    { id: 'state', header: 'State', width: '98px', cell: (one) => <State one={one} /> },
  ];
}

function State({ one }: { one: RegistrationItem }) {
  const { words, tone } = stateOf(one);
  return <Chip tone={tone}>{words}</Chip>;
}

/** The deals a partner registered, newest first. */
export function PartnerDeals({ partner, queue, onQueue }: PartnerDealsProps) {
  const format = useFormat();
  const navigate = useNavigate();
  const pages = usePages(
    orpc.registrations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { partner: partner as PartnerId, queue },
        sort: { by: 'receivedAt' as const, descending: true },
        ...pageAt(cursor),
      }),
      ...byCursor,
    }),
  );
  const columns = useMemo(() => columnsFor(format), [format]);
  const sizes = pages.first?.queues;
  const size = (of: number | undefined) => (of === undefined ? undefined : format.count(of));
  return (
    <section className={classes.deals} aria-label="Deals">
      <div className={classes.dealsHead}>
        <Segments
          label="Which deals"
          value={queue}
          segments={[
            { value: 'all', title: 'All deals' },
            { value: 'toDecide', title: 'To decide', count: size(sizes?.toDecide) },
            { value: 'returned', title: 'Returned', count: size(sizes?.returned) },
            { value: 'decided', title: 'Decided', count: size(sizes?.decided) },
          ]}
          onChange={onQueue}
        />
      </div>
      <DataTable
        label="Deals of this partner, newest first"
        columns={columns}
        pages={pages}
        wraps
        rowId={(one) => one.id}
        onOpen={(one) => void navigate({ to: '/registrations/$id', params: { id: one.id } })}
        empty={
          <EmptyState compact title="No deal here">
            {queue === 'all'
              ? 'This partner has not registered anything yet.'
              : 'Choose “All deals” to see the others.'}
          </EmptyState>
        }
      />
      {/* Said of every partner: said of some it would tell who claims. */}
      <p className={classes.dealsNote}>A deal contested in a blind case is listed again once its scores are sealed.</p>
    </section>
  );
}

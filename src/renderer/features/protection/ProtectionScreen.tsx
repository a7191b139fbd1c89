import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { ProtectionItem } from '../../../contract/registrations.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { type Column, DataTable, type TableSort } from '../../ui/DataTable.tsx';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, SearchBox, Segments } from '../../ui/FilterBar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useNarrow } from '../../ui/useNarrow.ts';
import { ExtendDialog } from './ExtendDialog.tsx';
import { Span, SpanScale } from './Span.tsx';

const STATES = ['running', 'lapsed', 'ended'] as const;
const Filters = z.object({
  state: z.enum(STATES).optional(),
  soon: z.coerce.boolean().optional(),
  text: z.string().optional(),
  by: z.enum(['until', 'from', 'customer', 'partner']).optional(),
  down: z.coerce.boolean().optional(),
  at: z.string().optional(),
});

const SOON_DAYS = 14;

function columnsFor(format: Format, narrow: boolean): Column<ProtectionItem>[] {
  const columns: Column<ProtectionItem>[] = [
    {
      id: 'customer',
      header: 'Customer',
      width: 'minmax(170px, 2fr)',
      sortBy: 'customer',
      cell: (one) => <bdi>{one.customer}</bdi>,
    },
    { id: 'family', header: 'Family', width: 'minmax(148px, 0.9fr)', cell: (one) => one.family ?? '—' },
    {
      id: 'partner',
      header: 'Partner',
      width: 'minmax(130px, 1.3fr)',
      sortBy: 'partner',
      cell: (one) => <bdi>{one.partnerName}</bdi>,
    },
    { id: 'span', header: <SpanScale />, width: 'minmax(190px, 1.8fr)', cell: (one) => <Span protection={one} /> },
    {
      id: 'until',
      header: 'Last day',
      width: '104px',
      align: 'end',
      sortBy: 'until',
      cell: (one) => format.date(one.until),
    },
    { id: 'left', header: 'Left', width: '86px', align: 'end', cell: (one) => <Left protection={one} /> },
    {
      id: 'next',
      header: 'Next claimant',
      width: 'minmax(116px, 0.9fr)',
      cell: (one) => one.nextInQueue?.partnerName ?? '—',
    },
  ];
  // In a narrow window the days left stay in sight; the bar that draws them gives way.
  return narrow ? columns.filter(({ id }) => id !== 'span') : columns;
}

function Left({ protection }: { protection: ProtectionItem }) {
  const format = useFormat();
  if (protection.state !== 'running')
    return <Chip tone={protection.state === 'lapsed' ? 'fail' : 'neutral'}>{protection.state}</Chip>;
  const tone = protection.daysLeft <= 7 ? 'fail' : protection.daysLeft <= 30 ? 'due' : 'neutral';
  return (
    <Chip tone={tone}>
      {protection.daysLeft === 0 ? 'last day' : format.counted(protection.daysLeft, 'day', 'days')}
    </Chip>
  );
}

/** What ends soon? */
export function ProtectionScreen() {
  const format = useFormat();
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(Filters);
  const [extending, setExtending] = useState(false);
  const state = filters.state ?? 'running';
  const sort: TableSort = { by: filters.by ?? 'until', descending: filters.down ?? state !== 'running' };
  const filter = {
    state,
    ...(filters.soon === true ? { endingWithinDays: SOON_DAYS } : {}),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  };
  const pages = usePages(
    orpc.protection.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, sort: sort as never, ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
  const chosen = pages.items.find((one) => one.id === filters.at);
  const extend: Command = {
    id: 'protection.extend',
    title: 'Extend',
    keys: ['e'],
    primary: true,
    when: chosen?.state === 'running' && chosen.askBy >= format.today,
    whyNot: whyNotExtended(chosen, format),
    run: () => setExtending(true),
  };
  const open: Command = {
    id: 'protection.open',
    title: 'Open the registration',
    keys: ['o'],
    when: chosen !== undefined,
    whyNot: 'Choose a protection first.',
    run: () => chosen !== undefined && void navigate({ to: '/registrations/$id', params: { id: chosen.registration } }),
  };
  useCommands('Protection', [extend, open]);
  const narrow = useNarrow();
  const columns = useMemo(() => columnsFor(format, narrow), [format, narrow]);
  return (
    <Screen
      fill
      bar={
        <DecisionBar
          commands={[extend, open]}
          hint={chosen === undefined ? 'The last day is included, to midnight.' : hintFor(chosen, format)}
        />
      }
    >
      <PageHeader title="Protection" chips={<Chip>{format.counted(pages.total, 'protection', 'protections')}</Chip>}>
        An approved registration is protected: no other partner and no direct team may take the deal until the last day.
      </PageHeader>
      <ProtectionFilters state={state} filters={filters} setFilters={setFilters} />
      <DataTable
        label="Protections"
        columns={columns}
        pages={pages}
        rowId={(one) => one.id}
        sort={sort}
        onSort={({ by, descending }) => setFilters({ by: by as 'until', down: descending })}
        selected={filters.at}
        onSelect={(one) => setFilters({ at: one.id })}
        empty={<Nothing narrowed={filters.text !== undefined || filters.soon === true} running={state === 'running'} />}
      />
      {chosen !== undefined && (
        <ExtendDialog protection={chosen} opened={extending} onClose={() => setExtending(false)} />
      )}
    </Screen>
  );
}

function Nothing({ narrowed, running }: { narrowed: boolean; running: boolean }) {
  if (narrowed) {
    return <EmptyState title="No protection fits">Empty the search, or choose another state above.</EmptyState>;
  }
  return (
    <EmptyState title={running ? 'No protection runs' : 'Nothing here'}>
      Protection begins when a registration is approved. Registrations that wait for a decision are under Registrations.
    </EmptyState>
  );
}

type FiltersProps = {
  state: (typeof STATES)[number];
  filters: z.infer<typeof Filters>;
  setFilters: (
    change: Partial<{ [Key in keyof z.infer<typeof Filters>]: z.infer<typeof Filters>[Key] | undefined }>,
  ) => void;
};

function ProtectionFilters({ state, filters, setFilters }: FiltersProps) {
  return (
    <FilterBar>
      <Segments
        label="State"
        value={filters.soon === true ? 'soon' : state}
        segments={[
          { value: 'running', title: 'Running' },
          { value: 'soon', title: `Ends within ${SOON_DAYS} days` },
          { value: 'lapsed', title: 'Lapsed' },
          { value: 'ended', title: 'Ended' },
        ]}
        onChange={(value) =>
          setFilters(
            value === 'soon'
              ? { state: undefined, soon: true, at: undefined }
              : { state: value === 'running' ? undefined : value, soon: undefined, at: undefined },
          )
        }
      />
      <SearchBox
        label="Search protections"
        placeholder="Customer, partner or number"
        value={filters.text ?? ''}
        onChange={(words) => setFilters({ text: words || undefined })}
      />
    </FilterBar>
  );
}

function whyNotExtended(one: ProtectionItem | undefined, format: Format): string {
  if (one === undefined) return 'Choose a protection first.';
  if (one.state !== 'running') return 'This protection runs no more.';
  return `An extension had to be asked for by ${format.date(one.askBy)}.`;
}

function hintFor(one: ProtectionItem, format: Format): string {
  const asked =
    one.state === 'running'
      ? `An extension ${one.askBy < format.today ? 'had to' : 'must'} be asked for by ${format.date(one.askBy)}; the cap is ${format.date(one.capOn)}.`
      : (one.because ?? '');
  const meeting =
    one.firstMeeting.heldOn === null
      ? `First meeting due ${format.date(one.firstMeeting.dueOn)}.`
      : `First meeting held ${format.date(one.firstMeeting.heldOn)}.`;
  return `${meeting} ${asked}`;
}

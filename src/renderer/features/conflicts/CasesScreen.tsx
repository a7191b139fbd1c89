import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { z } from 'zod';
import type { CaseItem } from '../../../contract/conflicts.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { useWorkspace } from '../../client/useWorkspace.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, type TableSort } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, SearchBox, Segments } from '../../ui/FilterBar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useNarrow } from '../../ui/useNarrow.ts';
import { dueWords, stateWords } from './caseWords.ts';

const Filters = z.object({
  show: z.enum(['open', 'decided', 'all']).optional(),
  text: z.string().optional(),
  by: z.enum(['ruleBy', 'openedAt', 'number']).optional(),
  down: z.coerce.boolean().optional(),
});

type Show = 'open' | 'decided' | 'all';

const WITHOUT: Readonly<Record<Show, string>> = {
  open: 'No case that is to be decided',
  decided: 'No decided case',
  all: 'No case',
};

function columnsFor(format: Format, show: Show, narrow: boolean): Column<CaseItem>[] {
  const columns: Column<CaseItem>[] = [
    { id: 'number', header: 'Case', width: '104px', sortBy: 'number', cell: (one) => one.number },
    { id: 'customer', header: 'Customer', width: 'minmax(140px, 2fr)', cell: (one) => <bdi>{one.customer}</bdi> },
    { id: 'family', header: 'Family', width: 'minmax(90px, 1fr)', cell: (one) => one.family ?? '—' },
    { id: 'claims', header: 'Claims', width: '64px', align: 'end', cell: (one) => format.count(one.claims) },
    { id: 'state', header: 'State', width: '176px', cell: (one) => <State one={one} format={format} /> },
    { id: 'outcome', header: 'Outcome', width: '104px', cell: (one) => one.outcome ?? '—' },
    {
      id: 'opened',
      header: 'Opened',
      width: '92px',
      align: 'end',
      sortBy: 'openedAt',
      cell: (one) => format.instantDay(one.openedAt),
    },
    {
      id: 'due',
      header: 'Due',
      width: '172px',
      align: 'end',
      sortBy: 'ruleBy',
      cell: (one) => <Due one={one} format={format} />,
    },
  ];
  // An open case has no outcome yet, and nothing is due on a decided one.
  const left = show === 'open' ? 'outcome' : show === 'decided' ? 'due' : undefined;
  // In a narrow window what is due stays in sight; when a case was opened stands on its page.
  return columns.filter(({ id }) => id !== left && !(narrow && left !== 'due' && (id === 'opened' || id === 'claims')));
}

function State({ one, format }: { one: CaseItem; format: Format }) {
  const { words, tone } = stateWords(one, format);
  return <Chip tone={tone}>{words}</Chip>;
}

function Due({ one, format }: { one: CaseItem; format: Format }) {
  const due = dueWords(one, format);
  if (due === undefined) return '—';
  return due.tone === 'neutral' ? due.words : <Chip tone={due.tone}>{due.words}</Chip>;
}

/** The conflicts, the soonest ruling first. */
export function CasesScreen() {
  const format = useFormat();
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(Filters);
  const show = filters.show ?? 'open';
  const open = useWorkspace()?.counts.openCases;
  const filter = {
    ...(show === 'all' ? {} : { open: show === 'open' }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  };
  // Decided cases are looked for from the newest on; those to be decided from the soonest due.
  const sort: TableSort =
    show === 'open' && filters.by === undefined
      ? { by: 'ruleBy', descending: false }
      : { by: filters.by ?? 'openedAt', descending: filters.down ?? true };
  const pages = usePages(
    orpc.conflicts.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, sort: sort as never, ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
  const narrow = useNarrow();
  const columns = useMemo(() => columnsFor(format, show, narrow), [format, show, narrow]);
  return (
    <Screen fill>
      <PageHeader title="Cases" chips={<Chip>{format.counted(pages.total, 'case', 'cases')}</Chip>}>
        Where two claim one deal. Claims are scored blind, then the policy recommends, then somebody rules.
      </PageHeader>
      <FilterBar>
        <Segments
          label="Cases"
          value={show}
          segments={[
            { value: 'open', title: 'To decide', count: open === undefined ? undefined : format.count(open) },
            { value: 'decided', title: 'Decided' },
            { value: 'all', title: 'All' },
          ]}
          onChange={(value) =>
            setFilters({ show: value === 'open' ? undefined : value, by: undefined, down: undefined })
          }
        />
        <SearchBox
          label="Search cases"
          placeholder="Customer, family or number"
          value={filters.text ?? ''}
          onChange={(words) => setFilters({ text: words || undefined })}
        />
      </FilterBar>
      <DataTable
        label="Cases"
        columns={columns}
        pages={pages}
        rowId={(one) => one.id}
        sort={sort}
        onSort={({ by, descending }) => setFilters({ by: by as 'ruleBy', down: descending })}
        onOpen={(one) => void navigate({ to: '/cases/$id', params: { id: one.id } })}
        empty={
          filters.text === undefined ? (
            <EmptyState title={show === 'open' ? 'No case waits for anybody' : 'No case here'}>
              A case is opened from a registration that somebody else claims too: under Registrations, “Contested”.
            </EmptyState>
          ) : (
            <EmptyState
              title="No case fits"
              commands={[{ id: 'cases.clear', title: 'Clear', run: () => setFilters({ text: undefined }) }]}
            >
              {WITHOUT[show]} has “<bdi>{filters.text}</bdi>” in its customer, family or number.
            </EmptyState>
          )
        }
      />
    </Screen>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useWorkspace } from '../../client/useWorkspace.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { runCommand } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect, SearchBox, Segments } from '../../ui/FilterBar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Board } from './Board.tsx';
import classes from './Partners.module.css';
import { PartnersTable } from './PartnersTable.tsx';
import { STAGE_TITLES, STAGES } from './stages.ts';
import { type PartnerSort, usePartnerChoices, usePartnerFilters, usePartnerPages } from './usePartners.ts';

/** How are our partners doing? By stage, or in one table. */
export function PartnersScreen() {
  const format = useFormat();
  const workspace = useWorkspace();
  const state = usePartnerFilters();
  const { filters, setFilters, filter } = state;
  const view = filters.view ?? 'board';
  const bar = useRef<HTMLDivElement>(null);
  const turn: Command = {
    id: 'partners.view',
    title: view === 'board' ? 'Show as a table' : 'Show as a board',
    keys: ['b'],
    run: () => setFilters({ view: view === 'board' ? 'table' : undefined }),
  };
  const find: Command = {
    id: 'partners.find',
    title: 'Search the partners',
    keys: ['/'],
    run: () => bar.current?.querySelector<HTMLElement>('input')?.focus(),
  };
  useCommands('Partners', [turn, find]);
  const total = workspace?.counts.partners;
  return (
    <Screen fill>
      <PageHeader
        title="Partners"
        chips={total === undefined ? undefined : <Chip>{format.counted(total, 'partner', 'partners')}</Chip>}
      >
        Where each stands in its life cycle, and what it brought so far.
      </PageHeader>
      {total === 0 ? (
        <FirstRun />
      ) : (
        <>
          <div ref={bar} className={classes.filters}>
            <Narrowing state={state} isBoard={view === 'board'} />
            <Segments
              label="View"
              value={view}
              segments={[
                { value: 'board', title: 'Board' },
                { value: 'table', title: 'Table' },
              ]}
              onChange={(next) => setFilters({ view: next === 'board' ? undefined : next })}
            />
          </div>
          {view === 'board' ? <Board filter={filter} /> : <Table state={state} />}
        </>
      )}
    </Screen>
  );
}

type State = ReturnType<typeof usePartnerFilters>;

function Narrowing({ state: { filters, setFilters }, isBoard }: { state: State; isBoard: boolean }) {
  const { tiers, countries } = usePartnerChoices();
  const format = useFormat();
  return (
    <FilterBar>
      <SearchBox
        label="Search partners"
        placeholder="Name, key, domain or city"
        value={filters.text ?? ''}
        onChange={(text) => setFilters({ text: text || undefined })}
      />
      <FilterSelect
        label="Tier"
        all="All tiers"
        value={filters.tier}
        choices={tiers.map((tier) => ({ value: tier, title: tier }))}
        onChange={(tier) => setFilters({ tier })}
      />
      <FilterSelect
        label="Country"
        all="All countries"
        value={filters.country}
        choices={countries.map((code) => ({ value: code, title: format.country(code) }))}
        onChange={(country) => setFilters({ country })}
      />
      {!isBoard && (
        <FilterSelect
          label="Stage"
          all="All stages"
          value={filters.stage}
          choices={STAGES.map((stage) => ({ value: stage, title: STAGE_TITLES[stage].title }))}
          onChange={(stage) => setFilters({ stage: stage as (typeof STAGES)[number] | undefined })}
        />
      )}
    </FilterBar>
  );
}

function Table({ state: { filters, setFilters, filter } }: { state: State }) {
  const navigate = useNavigate();
  const by: PartnerSort = filters.by ?? 'wonValue';
  const descending = filters.up === undefined ? by !== 'name' && by !== 'tier' : !filters.up;
  const pages = usePartnerPages(
    { ...filter, ...(filters.stage === undefined ? {} : { stage: filters.stage }) },
    { by, descending },
  );
  return (
    <PartnersTable
      pages={pages}
      sort={{ by, descending }}
      onSort={(sort) => setFilters({ by: sort.by as PartnerSort, up: !sort.descending })}
      selected={filters.at}
      onSelect={(partner) => setFilters({ at: partner.id })}
      onOpen={(partner) => void navigate({ to: '/partners/$id', params: { id: partner.id } })}
    />
  );
}

function FirstRun() {
  const choose: Command = {
    id: 'partners.import',
    title: 'Import the partner list…',
    run: () => runCommand('files.import'),
  };
  return (
    <EmptyState title="No partner yet" commands={[choose]}>
      Import your partner list: a name a row is enough; tier, country, stage and certified people make the checks
      sharper.
    </EmptyState>
  );
}

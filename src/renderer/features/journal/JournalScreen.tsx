import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import type { JournalEntry } from '../../../contract/journal.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect, SearchBox } from '../../ui/FilterBar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useNarrow } from '../../ui/useNarrow.ts';
import { EntryPanel } from './EntryPanel.tsx';
import { useExportJournal } from './useExportJournal.ts';

const Filters = z.object({
  text: z.string().optional(),
  verb: z.string().optional(),
  entry: z.coerce.number().optional(),
});

/** The verbs people look for, in their words. */
const VERBS: readonly { value: string; title: string }[] = [
  { value: 'registrations.approve', title: 'Approvals' },
  { value: 'registrations.reject', title: 'Rejections' },
  { value: 'registrations.return', title: 'Returns' },
  { value: 'registrations.submit', title: 'Registrations filed' },
  { value: 'conflicts.rule', title: 'Rulings' },
  { value: 'conflicts.decideAppeal', title: 'Appeals decided' },
  { value: 'protection.extend', title: 'Extensions' },
  { value: 'exchange.commit', title: 'Imports' },
  { value: 'exchange.undo', title: 'Imports taken back' },
  { value: 'programme.update', title: 'Changes of the rules' },
  { value: 'workspace.settle', title: 'What followed by itself' },
];

/** In a window narrower than this, px, the sentence has the room of the hash, which the entry shows whole. */
const HASH_FROM = 1400;

function columnsFor(format: Format, narrow: boolean): Column<JournalEntry>[] {
  const hash: Column<JournalEntry> = {
    id: 'hash',
    header: 'Hash',
    width: '120px',
    cell: (entry) => <code>{entry.hash.slice(0, 10)}…</code>,
  };
  return [
    { id: 'seq', header: 'No.', width: '64px', align: 'end', cell: (entry) => format.count(entry.seq) },
    { id: 'at', header: 'When', width: '140px', cell: (entry) => format.instant(entry.at) },
    { id: 'actor', header: 'Who', width: '110px', cell: (entry) => entry.actor },
    {
      id: 'words',
      header: 'What',
      width: 'minmax(260px, 3fr)',
      cell: (entry) => <bdi>{format.words(entry.words)}</bdi>,
    },
    ...(narrow ? [] : [hash]),
  ];
}

/** What happened, and can it be proved? */
export function JournalScreen() {
  const format = useFormat();
  const [filters, setFilters] = useUrlState(Filters);
  const { text, verb } = filters;
  const filter = { ...(text === undefined ? {} : { text }), ...(verb === undefined ? {} : { verb }) };
  const pages = usePages(
    orpc.journal.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
  const verify = useQuery(orpc.journal.verify.queryOptions({ staleTime: 30_000 }));
  const { save, saving } = useExportJournal();
  const again: Command = {
    id: 'journal.verify',
    title: 'Verify',
    keys: ['v'],
    when: !verify.isFetching,
    run: () => void verify.refetch(),
  };
  const out: Command = { id: 'journal.export', title: 'Export…', keys: ['e'], when: !saving, run: save };
  useCommands('Journal', [again, out]);
  const narrow = useNarrow(HASH_FROM);
  const columns = useMemo(() => columnsFor(format, narrow), [format, narrow]);
  const opened = pages.items.find((entry) => entry.seq === filters.entry);
  return (
    <Screen fill>
      <PageHeader
        title="Journal"
        chips={
          <Proof
            ok={verify.data?.ok}
            entries={verify.data?.entries}
            checking={verify.isPending || verify.isFetching}
            failed={verify.isError}
            problem={verify.data?.firstBad?.problem.message}
          />
        }
        actions={
          <>
            <CommandButton command={again} busy={verify.isFetching} />
            <CommandButton command={out} busy={saving} />
          </>
        }
      >
        Every change and decision, in the order it was made. Each entry holds the hash of the one before: nothing can be
        changed or left out unseen.
      </PageHeader>
      <FilterBar>
        <SearchBox
          label="Search the journal"
          placeholder="Customer, partner, number, person"
          value={text ?? ''}
          onChange={(words) => setFilters({ text: words || undefined })}
        />
        <FilterSelect
          label="Kind"
          all="Everything"
          value={verb}
          choices={VERBS}
          onChange={(value) => setFilters({ verb: value })}
        />
      </FilterBar>
      <DataTable
        label="Journal entries, newest first"
        columns={columns}
        pages={pages}
        rowId={(entry) => String(entry.seq)}
        wraps
        selected={filters.entry === undefined ? undefined : String(filters.entry)}
        onSelect={(entry) => setFilters({ entry: entry.seq })}
        empty={
          <EmptyState title="No entry fits">
            Nothing in the journal has these words. Empty the search to see all of it.
          </EmptyState>
        }
      />
      {opened !== undefined && <EntryPanel entry={opened} onClose={() => setFilters({ entry: undefined })} />}
    </Screen>
  );
}

type ProofProps = {
  ok: boolean | undefined;
  entries: number | undefined;
  checking: boolean;
  /** It could not be verified at all: no verdict. */
  failed: boolean;
  problem: string | undefined;
};

function Proof({ ok, entries, checking, failed, problem }: ProofProps) {
  const format = useFormat();
  if (failed && !checking) return <Chip tone="due">not verified: try again</Chip>;
  if (checking || ok === undefined) return <Chip>Verifying…</Chip>;
  return ok ? (
    <Chip tone="pass">{format.counted(entries ?? 0, 'entry', 'entries')} verified</Chip>
  ) : (
    <Chip tone="fail">{problem ?? 'The chain is broken'}</Chip>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { type BatchItem, ImportKind } from '../../../contract/exchange.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { orpc, shell } from '../../client/client.ts';
import { takeGrants, useWaitingGrants } from '../../client/grants.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { WorkBar } from '../../ui/JobProgress.tsx';
import { notifyError } from '../../ui/notify.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { BatchesTable } from './BatchesTable.tsx';
import { DropZone } from './DropZone.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import classes from './Files.module.css';
import { filesInWords, KIND_TITLES } from './kinds.ts';
import { type Preview, usePreview } from './usePreview.ts';
import { useUndo, whyNotUndone } from './useUndo.ts';
import { WaitingPreviews } from './WaitingPreviews.tsx';

const Filters = z.object({
  kind: ImportKind.optional(),
  state: z.enum(['committed', 'undone']).optional(),
  up: z.coerce.boolean().optional(),
  at: z.string().optional(),
});

/** What came in and went out? */
export function FilesScreen() {
  const preview = usePreview();
  // Left open, the newest date in the files counts: an old extract must not pass for one of today.
  const [asOf, setAsOf] = useState<IsoDate>();
  useTakenFiles(preview, asOf);
  const choose: Command = {
    // The same as the application's own, which the native menu calls; here it goes on without leaving the screen.
    id: 'files.import',
    title: 'Choose files…',
    keys: ['mod+i'],
    primary: true,
    keywords: 'import crm extract registrations csv xlsx json open',
    when: preview.job.state === undefined,
    run: () => {
      shell
        .chooseFiles()
        .then((grants) =>
          preview.read(
            grants.map((grant) => ({ grant })),
            { asOf },
          ),
        )
        .catch(notifyError);
    },
  };
  useCommands('Files', [choose]);
  return (
    <Screen fill>
      <PageHeader title="Files">Whatever comes in is looked at first, and can be taken back afterwards.</PageHeader>
      <div className={classes.top}>
        <DropZone choose={choose} preview={preview} asOf={asOf} onAsOf={setAsOf} />
        <ExportPanel />
      </div>
      {preview.job.error !== undefined && (
        <ErrorPanel error={preview.job.error} doing="The files could not be read. Nothing was changed." />
      )}
      <WaitingPreviews />
      <Imports />
    </Screen>
  );
}

/** Takes on files that were dropped on the window or chosen elsewhere. */
function useTakenFiles({ job, read }: Preview, asOf: IsoDate | undefined): void {
  const waiting = useWaitingGrants();
  const begin = useRef(read);
  begin.current = read;
  const idle = job.state === undefined;
  useEffect(() => {
    if (waiting.length === 0 || !idle) return;
    void begin.current(
      takeGrants().map((grant) => ({ grant })),
      { asOf },
    );
  }, [waiting, idle, asOf]);
}

function Imports() {
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(Filters);
  const { undo, undoing, job } = useUndo();
  const { kind, state } = filters;
  const filter = { ...(kind === undefined ? {} : { kind }), ...(state === undefined ? {} : { state }) };
  const descending = filters.up !== true;
  const pages = usePages(
    orpc.exchange.batches.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter,
        sort: { by: 'committedAt' as const, descending },
        // Fewer than elsewhere: for each, the engine looks whether something was built on it.
        ...pageAt(cursor),
        limit: 50,
      }),
      ...byCursor,
    }),
  );
  const chosen = pages.items.find((batch) => batch.id === filters.at);
  const open = (batch: BatchItem) => void navigate({ to: '/files/$batch', params: { batch: batch.id } });
  const takeBack: Command = {
    id: 'files.undo',
    title: 'Undo the chosen import',
    keys: ['z'],
    keywords: 'take back revert batch',
    when: chosen?.undoable === true && undoing === undefined,
    whyNot: chosen === undefined ? 'Choose an import in the list first.' : whyNotUndone(chosen),
    run: () => chosen !== undefined && undo(chosen),
  };
  useCommands('Imports', [takeBack]);
  const first = pages.status === 'success' && pages.total === 0 && kind === undefined && state === undefined;
  if (first) return <FirstRun />;
  return (
    <>
      {job.state !== undefined && <WorkBar state={job.state} onStop={job.stop} />}
      <FilterBar label="Which imports">
        <FilterSelect
          label="Kind"
          all="Everything"
          value={kind}
          choices={ImportKind.options.map((one) => ({ value: one, title: KIND_TITLES[one] }))}
          onChange={(value) => setFilters({ kind: value as ImportKind | undefined })}
        />
        <FilterSelect
          label="State"
          all="In force and undone"
          value={state}
          choices={[
            { value: 'committed', title: 'In force' },
            { value: 'undone', title: 'Undone' },
          ]}
          onChange={(value) => setFilters({ state: value as 'committed' | undefined })}
        />
      </FilterBar>
      {chosen !== undefined && chosen.state === 'committed' && whyNotUndone(chosen) !== undefined && (
        <p className={classes.small} role="status">
          {filesInWords(chosen.files.map(({ file }) => file))} stays as it is. {whyNotUndone(chosen)}
        </p>
      )}
      <BatchesTable
        pages={pages}
        sort={{ by: 'committedAt', descending }}
        onSort={(sort) => setFilters({ up: sort.descending ? undefined : true })}
        selected={filters.at}
        onSelect={(batch) => setFilters({ at: batch.id })}
        onOpen={open}
        onUndo={undo}
        undoing={undoing}
      />
    </>
  );
}

function FirstRun() {
  return (
    <EmptyState title="Nothing has come in yet">
      Begin with your CRM’s accounts and opportunities: only then can a registration be checked for being new. Then the
      partner list, then the first registrations. Several files at once are fine; they explain each other.
    </EmptyState>
  );
}

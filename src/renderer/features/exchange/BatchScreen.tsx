import { useNavigate, useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { Fate } from '../../../contract/exchange.ts';
import { explain } from '../../client/explain.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { SearchBox, Segments } from '../../ui/FilterBar.tsx';
import { WorkBar } from '../../ui/JobProgress.tsx';
import { Screen, Tiles } from '../../ui/Screen.tsx';
import { PageSkeleton } from '../../ui/Skeletons.tsx';
import { Tile } from '../../ui/Tile.tsx';
import classes from './Batch.module.css';
import { BatchHeader } from './BatchHeader.tsx';
import { BatchRows } from './BatchRows.tsx';
import { batchCommands } from './batchCommands.ts';
import { type BatchView, chosenTable, type TableView } from './batchView.ts';
import { FATES } from './fates.ts';
import { followedInWords } from './followedWords.ts';
import { leftOutInWords } from './leftOut.ts';
import { MappingPanel } from './MappingPanel.tsx';
import { useBatch } from './useBatch.ts';
import { type BatchWork, useBatchWork } from './useBatchWork.ts';

const Place = z.object({
  file: z.string().optional(),
  fate: Fate.optional(),
  text: z.string().optional(),
  row: z.string().optional(),
  mapping: z.coerce.boolean().optional(),
});

/** What would these files change, or what did they? */
export function BatchScreen() {
  const { batch: address } = useParams({ strict: false }) as { batch: string };
  const { batch, missing, error, retry } = useBatch(address);
  if (missing) return <Missing />;
  if (batch === undefined) {
    if (error === null) return <PageSkeleton />;
    return (
      <Screen>
        <ErrorPanel error={error} retry={retry} doing="The import could not be read" />
      </Screen>
    );
  }
  return <Batch key={batch.id} batch={batch} />;
}

function Missing() {
  const navigate = useNavigate();
  const back: Command = { id: 'files.back', title: 'To the files', run: () => void navigate({ to: '/files' }) };
  return (
    <Screen>
      <EmptyState title="There is no such import here" commands={[back]}>
        A preview is kept for two days; this one was discarded or has been forgotten. Choose its files again.
      </EmptyState>
    </Screen>
  );
}

function Batch({ batch }: { batch: BatchView }) {
  const format = useFormat();
  const [place, setPlace] = useUrlState(Place);
  const work = useBatchWork(batch);
  const table = chosenTable(batch.tables, place.file);
  const preview = batch.state === 'previewed';
  const mapping = preview && place.mapping === true && table !== undefined;
  const openMapping = () => setPlace({ mapping: true, row: undefined });
  const commands = batchCommands(batch, table, work, format, openMapping);
  useCommands('Import', mapping ? [] : commands);
  const search = (
    <SearchBox
      label="Search the rows"
      placeholder="Words in any cell"
      value={place.text ?? ''}
      onChange={(text) => setPlace({ text: text || undefined, row: undefined })}
    />
  );
  const top = (
    <>
      <BatchHeader
        batch={batch}
        table={table}
        mapping={mapping}
        onAsOf={batch.kept === undefined ? undefined : work.asOf}
        search={mapping || table?.use !== 'import' ? undefined : search}
      />
      <Trouble work={work} canRetry={batch.kept !== undefined} />
      <Tables
        batch={batch}
        table={table}
        onTable={(file) => setPlace({ file, row: undefined, fate: undefined, text: undefined })}
      />
    </>
  );
  if (mapping) {
    const close = () => setPlace({ mapping: undefined });
    return <MappingPanel key={table.id} batch={batch} table={table} work={work} top={top} onClose={close} />;
  }
  return (
    <Screen fill bar={<Bar batch={batch} work={work} commands={commands} />}>
      {top}
      {table !== undefined && (
        <>
          {table.use === 'import' && (
            <Fates table={table} fate={place.fate} onFate={(fate) => setPlace({ fate, row: undefined })} />
          )}
          <BatchRows
            key={table.id}
            batch={batch}
            table={table}
            fate={place.fate}
            text={place.text}
            row={place.row}
            onRow={(row) => setPlace({ row })}
            onWrongRow={(row) => setPlace({ fate: 'wrong', text: undefined, row })}
            onRepair={preview && batch.kept !== undefined ? (change) => work.repair(table, change) : undefined}
            onOpenMapping={preview ? openMapping : undefined}
            cells={preview ? work.cellRepairs(table) : undefined}
          />
        </>
      )}
    </Screen>
  );
}

type BarProps = { batch: BatchView; work: BatchWork; commands: readonly Command[] };

/** The decisions, or how far the one that was taken has come. */
function Bar({ batch, work, commands }: BarProps) {
  const format = useFormat();
  const { committing, preview, undo } = work;
  const running = [committing, undo.job].find(({ state }) => state !== undefined) ?? preview.job;
  if (running.state !== undefined) return <WorkBar state={running.state} onStop={running.stop} />;
  return (
    <DecisionBar
      label="Import"
      commands={commands}
      busy={undo.undoing === undefined ? undefined : 'files.undo'}
      hint={hintOf(batch, format)}
    />
  );
}

function hintOf(batch: BatchView, format: Format): string {
  const { state, item } = batch;
  const out = state === 'previewed' ? leftOutInWords(batch, format) : undefined;
  if (out !== undefined) return out;
  if (state === 'previewed')
    return 'All or nothing. It can be undone until something is decided on it or a later import builds on it.';
  if (state === 'undone') return 'Undone: what it made is gone, what it changed is as before.';
  const by = item?.committedBy == null ? '' : `Imported by ${item.committedBy}. `;
  if (item?.notUndoableBecause != null) return `${by}${item.notUndoableBecause}`;
  const goes = item?.followed === undefined ? undefined : followedInWords(item.followed, format);
  return `${by}${goes === undefined ? 'Nothing was built on it: it can be undone.' : `An undo also takes back ${goes}.`}`;
}

/** Why the last step failed, and the way on. */
function Trouble({ work, canRetry }: { work: BatchWork; canRetry: boolean }) {
  const error = work.committing.error ?? work.preview.job.error;
  const again: Command = {
    id: 'files.again',
    title: 'Look at the files again',
    keys: ['r'],
    when: canRetry && work.preview.job.state === undefined,
    run: () => {
      work.committing.forget();
      work.again();
    },
  };
  const stale = error !== undefined && explain(error).code === 'PLAN_STALE';
  useCommands('After a refusal', stale ? [again] : []);
  if (error === undefined) return null;
  return (
    <>
      <ErrorPanel
        error={error}
        doing={stale ? 'The workspace has changed since this preview' : 'Nothing was imported'}
      />
      {stale && canRetry && (
        <div>
          <CommandButton command={again} />
        </div>
      )}
    </>
  );
}

type TablesProps = { batch: BatchView; table: TableView | undefined; onTable: (id: string) => void };

/** Which file's rows are shown, where there are several. */
function Tables({ batch, table, onTable }: TablesProps) {
  const format = useFormat();
  if (batch.tables.length < 2) return null;
  const oneFile = new Set(batch.tables.map(({ file }) => file)).size === 1;
  return (
    <div className={classes.narrow}>
      <Segments
        label="File"
        value={table?.id ?? ''}
        segments={batch.tables.map((one) => ({
          value: one.id,
          title: tabOf(one, oneFile),
          count: besideTab(one, format),
        }))}
        onChange={onTable}
      />
    </div>
  );
}

/** Sheets of one workbook go by their own names, files by theirs. */
function tabOf({ id, file, sheet }: TableView, oneFile: boolean): string {
  if (sheet === null || id === file) return file;
  return oneFile ? sheet : `${file}, ${sheet}`;
}

function besideTab({ use, counts }: TableView, format: Format): string | undefined {
  if (use === 'none') return 'left out';
  return use === 'import' && counts.wrong > 0 ? `${format.count(counts.wrong)} wrong` : undefined;
}

type FatesProps = { table: TableView; fate: Fate | undefined; onFate: (fate: Fate | undefined) => void };

/** How many rows have which fate; each figure shows its rows. */
function Fates({ table, fate, onFate }: FatesProps) {
  const format = useFormat();
  return (
    <Tiles>
      {FATES.map((one) => {
        const count = table.counts[one.fate];
        return (
          <Tile
            key={one.fate}
            title={one.title}
            value={format.count(count)}
            tone={one.fate === 'wrong' && count > 0 ? 'fail' : 'neutral'}
            pressed={fate === one.fate}
            onOpen={() => onFate(fate === one.fate ? undefined : one.fate)}
          />
        );
      })}
    </Tiles>
  );
}

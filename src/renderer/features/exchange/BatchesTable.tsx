import { useMemo } from 'react';
import type { BatchItem } from '../../../contract/exchange.ts';
import type { Pages } from '../../client/usePages.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, type TableSort } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useNarrow } from '../../ui/useNarrow.ts';
import classes from './Files.module.css';
import { filesInWords, kindsInWords } from './kinds.ts';
import { whyNotUndone } from './useUndo.ts';

export type BatchesTableProps = {
  pages: Pages<BatchItem>;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
  selected: string | undefined;
  onSelect: (batch: BatchItem) => void;
  onOpen: (batch: BatchItem) => void;
  onUndo: (batch: BatchItem) => void;
  undoing: string | undefined;
};

const WIDTHS = { new: '52px', changed: '70px', unchanged: '84px', wrong: '58px' } as const;

const amount = (id: 'new' | 'changed' | 'unchanged' | 'wrong', header: string, format: Format): Column<BatchItem> => ({
  id,
  header,
  width: WIDTHS[id],
  align: 'end',
  cell: ({ counts }) =>
    counts[id] === 0 ? <span className={classes.why}>–</span> : <Amount value={format.count(counts[id])} of={id} />,
});

function Amount({ value, of }: { value: string; of: string }) {
  return of === 'wrong' ? <Chip tone="fail">{value}</Chip> : value;
}

/** Columns that a narrow window does without. */
const LEFT_OUT = new Set(['kinds', 'unchanged', 'by']);
const ROOMY = 1400;

/** What came in, newest first, each with its way back. */
export function BatchesTable(props: BatchesTableProps) {
  const { pages, sort, onSort, selected, onSelect, onOpen, onUndo, undoing } = props;
  const format = useFormat();
  const narrow = useNarrow();
  const roomy = !useNarrow(ROOMY);
  const columns = useMemo<Column<BatchItem>[]>(() => {
    const all: Column<BatchItem>[] = [
      {
        id: 'at',
        header: 'Imported',
        width: '128px',
        sortBy: 'committedAt',
        cell: (batch) => (batch.committedAt === null ? '—' : format.instant(batch.committedAt)),
      },
      {
        id: 'files',
        header: 'Files',
        width: 'minmax(200px, 2.4fr)',
        cell: (batch) => <Names batch={batch} />,
      },
      { id: 'kinds', header: 'What', width: 'minmax(104px, 1.5fr)', cell: (batch) => kindsInWords(batch.files) },
      amount('new', 'New', format),
      amount('changed', 'Changed', format),
      amount('unchanged', 'Unchanged', format),
      amount('wrong', 'Wrong', format),
      { id: 'asOf', header: 'As of', width: '96px', align: 'end', cell: (batch) => format.shortDate(batch.asOf) },
      { id: 'by', header: 'By', width: 'minmax(92px, 0.7fr)', cell: (batch) => <bdi>{batch.committedBy ?? '—'}</bdi> },
      {
        id: 'undo',
        header: 'Way back',
        width: 'minmax(96px, 0.6fr)',
        cell: (batch) => <WayBack batch={batch} onUndo={onUndo} busy={undoing === batch.id} />,
      },
    ];
    if (roomy) return all;
    return all.filter(({ id }) => (narrow ? !LEFT_OUT.has(id) : id !== 'unchanged'));
  }, [format, onUndo, undoing, narrow, roomy]);
  return (
    <DataTable
      label="Imports, newest first"
      columns={columns}
      pages={pages}
      rowId={(batch) => batch.id}
      sort={sort}
      onSort={onSort}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      rowTone={(batch) => (batch.state === 'undone' ? 'quiet' : undefined)}
      empty={
        <EmptyState compact title="No import fits">
          Nothing of this kind has come in, or it was undone. Choose “Everything” above.
        </EmptyState>
      }
    />
  );
}

function Names({ batch }: { batch: BatchItem }) {
  const names = batch.files.map(({ file }) => file);
  return <bdi title={names.join('\n')}>{filesInWords(names)}</bdi>;
}

type WayBackProps = { batch: BatchItem; onUndo: (batch: BatchItem) => void; busy: boolean };

function WayBack({ batch, onUndo, busy }: WayBackProps) {
  const format = useFormat();
  if (batch.state === 'undone') {
    return <Chip>undone{batch.undoneAt === null ? '' : ` ${format.instant(batch.undoneAt)}`}</Chip>;
  }
  const why = whyNotUndone(batch);
  if (why !== undefined) {
    return (
      <span className={classes.why} title={why}>
        in use
        <span className="visually-hidden">: {why}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      // The table has one place in the order of the keys; there the same is done by the command.
      tabIndex={-1}
      className={classes.undo}
      disabled={busy}
      onClick={(event) => {
        event.stopPropagation();
        onUndo(batch);
      }}
    >
      {busy ? 'Undoing…' : 'Undo'}
      <span className="visually-hidden"> the import of {filesInWords(batch.files.map(({ file }) => file))}</span>
    </button>
  );
}

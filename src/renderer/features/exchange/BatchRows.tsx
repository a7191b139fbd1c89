import { useMemo } from 'react';
import type { Fate, ImportIssue, Mapping } from '../../../contract/exchange.ts';
import { explain } from '../../client/explain.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useNarrow } from '../../ui/useNarrow.ts';
import type { BatchView, TableView } from './batchView.ts';
import type { CellRepairs } from './cellRepairs.ts';
import { IssuesPanel } from './IssuesPanel.tsx';
import { rowKey } from './issueGroups.ts';
import { RowPanel } from './RowPanel.tsx';
import { isReadable } from './readWords.ts';
import { columnsOfRows, idOfRow, type PlannedRow } from './rowColumns.tsx';
import { useBatchRows } from './useBatchRows.ts';

export type BatchRowsProps = {
  batch: BatchView;
  table: TableView;
  fate: Fate | undefined;
  text: string | undefined;
  row: string | undefined;
  onRow: (row: string | undefined) => void;
  /** Shows a wrong row by its key. */
  onWrongRow: (row: string) => void;
  onRepair: ((change: Partial<Mapping>) => void) | undefined;
  onOpenMapping: (() => void) | undefined;
  cells: CellRepairs | undefined;
};

/** Every row of one table with its fate, the issues below, and one row in full. */
export function BatchRows(props: BatchRowsProps) {
  const { batch, table, fate, text, row, onRow, onWrongRow, onRepair, onOpenMapping, cells } = props;
  const { pages, issues, issuesTotal, wrongRows, mapped, fieldOf, titles } = useBatchRows(batch, table, fate, text);
  const { kind } = table;
  const tight = useNarrow(1400);
  const narrow = useNarrow();
  const anyChanged = table.counts.changed > 0;
  const columns = useMemo(
    () => (kind === null ? [] : columnsOfRows({ kind, mapped, fieldOf, titles, anyChanged, tight, narrow })),
    [kind, mapped, fieldOf, titles, anyChanged, tight, narrow],
  );
  const opened = pages.items.find((one) => idOfRow(one) === row);
  const show = (issue: ImportIssue) => issue.row !== null && onWrongRow(rowKey(issue.file, issue.sheet, issue.row));
  const list = (
    <IssuesPanel
      issues={issues}
      total={issuesTotal}
      wrongRows={wrongRows}
      onShow={show}
      onRepair={onRepair}
      onOpenMapping={onOpenMapping}
      cells={cells}
    />
  );
  if (pages.status === 'error' && batch.state !== 'previewed' && explain(pages.error).code === 'NOT_FOUND') {
    return <RowsForgotten />;
  }
  if (table.use !== 'import') {
    return (
      <Panel flush>
        <NoRows table={table} fate={fate} text={text} open={batch.state === 'previewed'} />
        {list}
      </Panel>
    );
  }
  return (
    <>
      <DataTable<PlannedRow>
        label={`Rows of ${table.file}`}
        columns={columns}
        pages={pages}
        rowId={idOfRow}
        selected={row}
        onSelect={(one) => onRow(idOfRow(one))}
        rowTone={(one) => (one.fate === 'wrong' ? 'fail' : one.fate === 'skipped' ? 'quiet' : undefined)}
        empty={<NoRows table={table} fate={fate} text={text} open={batch.state === 'previewed'} />}
        footer={opened === undefined && issues.length > 0 ? list : undefined}
      />
      {opened !== undefined && (
        <RowPanel row={opened} titles={titles} fieldOf={fieldOf} cells={cells} onClose={() => onRow(undefined)} />
      )}
    </>
  );
}

type NoRowsProps = {
  table: TableView;
  fate: Fate | undefined;
  text: string | undefined;
  /** The batch is only looked at: what it holds can still be said. */
  open: boolean;
};

function NoRows({ table, fate, text, open }: NoRowsProps) {
  if (table.use === 'lookup') {
    return (
      <EmptyState compact title="This file explains the others">
        Its rows are looked up from the other files; none of them is imported by itself.
      </EmptyState>
    );
  }
  if (table.use === 'none' && !open) {
    return (
      <EmptyState compact title="Nothing in here was imported">
        Mended, the file can be imported by itself at any time.
      </EmptyState>
    );
  }
  if (table.use === 'none' && !isReadable(table)) {
    return (
      <EmptyState compact title="Nothing in here can be imported as it is">
        Mend the file as it says below and choose it again, with the others or by itself.
      </EmptyState>
    );
  }
  if (table.use === 'none') {
    return (
      <EmptyState compact title="Nothing in here can be imported as it is">
        If it does hold records, open the mapping, say what they are and which column is which.
      </EmptyState>
    );
  }
  if (text !== undefined) {
    return (
      <EmptyState compact title="No row has these words">
        The search looks at the cells as they came in the file.
      </EmptyState>
    );
  }
  return (
    <EmptyState compact title={fate === undefined ? 'The file has no rows' : `No row is ${fate}`}>
      {fate === undefined ? 'It has a header and nothing under it.' : 'Press the figure again to see all rows.'}
    </EmptyState>
  );
}

function RowsForgotten() {
  return (
    <EmptyState title="The single rows can’t be shown">
      The files of this import are not in the workspace. Every record still knows the file and the row it came from.
    </EmptyState>
  );
}

import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { InsightFilter, InsightRow, MetricId, SeriesId } from '../../../contract/insights.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import { RowsSkeleton } from '../../ui/Skeletons.tsx';

/** Which figure the rows stand behind. */
export type Behind = {
  title: string;
  of: { metric: MetricId } | { series: SeriesId; month: string } | { stage: string };
};

export type RowsDialogProps = { behind: Behind | undefined; filter: InsightFilter; onClose: () => void };

const SHOWN = 500;

/** The records a figure was counted from. */
export function RowsDialog({ behind, filter, onClose }: RowsDialogProps) {
  return (
    <Modal
      opened={behind !== undefined}
      onClose={onClose}
      size={940}
      title={behind === undefined ? '' : `The rows behind “${behind.title}”`}
    >
      {behind !== undefined && <Rows behind={behind} filter={filter} />}
    </Modal>
  );
}

function Rows({ behind, filter }: { behind: Behind; filter: InsightFilter }) {
  const format = useFormat();
  const rows = useQuery(orpc.insights.rows.queryOptions({ input: { of: behind.of, filter, limit: SHOWN } }));
  if (rows.isError)
    return <ErrorPanel error={rows.error} retry={() => void rows.refetch()} doing="The rows could not be read" />;
  if (rows.data === undefined) return <RowsSkeleton rows={8} />;
  const { items, total } = rows.data;
  return (
    <>
      <p>
        {total > items.length
          ? `The first ${format.count(items.length)} of ${format.count(total)} rows.`
          : format.counted(total, 'row', 'rows')}
      </p>
      <RowsTable<InsightRow>
        label={behind.title}
        rows={items}
        rowId={(row) => `${row.kind} ${row.id}`}
        maxHeight={460}
        keys="dialog"
        columns={[
          { id: 'label', header: 'Record', cell: (row) => <Record row={row} /> },
          { id: 'customer', header: 'Customer', cell: (row) => <bdi>{row.customer}</bdi> },
          { id: 'partner', header: 'Partner', cell: (row) => row.partnerName ?? '—' },
          { id: 'on', header: 'Date', align: 'end', cell: (row) => format.date(row.on) },
          {
            id: 'value',
            header: 'Value',
            align: 'end',
            cell: (row) => (row.value === null ? '—' : format.money(row.value)),
          },
          { id: 'state', header: 'State', cell: (row) => row.state },
        ]}
      />
    </>
  );
}

function Record({ row }: { row: InsightRow }) {
  switch (row.kind) {
    case 'registration':
      return (
        <Link to="/registrations/$id" params={{ id: row.id }}>
          {row.label}
        </Link>
      );
    case 'case':
      return (
        <Link to="/cases/$id" params={{ id: row.id }}>
          {row.label}
        </Link>
      );
    case 'opportunity':
      return (
        <Link to="/opportunities/$id" params={{ id: row.id }}>
          {row.label}
        </Link>
      );
    default:
      return row.label;
  }
}

import { Modal } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Asked } from '../../../contract/handler.ts';
import type { InsightFilter, InsightRow, MetricId, SeriesId } from '../../../contract/insights.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Segments } from '../../ui/FilterBar.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import { RowsSkeleton } from '../../ui/Skeletons.tsx';

/** Which figure the rows stand behind. */
export type Behind = {
  title: string;
  /** Of a share: of how many it is. */
  outOf?: number | undefined;
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
      size={1080}
      title={behind === undefined ? '' : `The rows behind “${behind.title}”`}
    >
      {behind !== undefined && <Parts key={behind.title} behind={behind} filter={filter} />}
    </Modal>
  );
}

type Part = 'numerator' | 'denominator';

/** Of a share both what it counts and what it is of, so that it can be counted again. */
function Parts({ behind, filter }: { behind: Behind; filter: InsightFilter }) {
  const format = useFormat();
  const [part, setPart] = useState<Part>('numerator');
  const { of, outOf } = behind;
  return (
    <>
      {outOf !== undefined && (
        <Segments
          label="Which rows"
          value={part}
          segments={[
            { value: 'numerator', title: 'Counted' },
            { value: 'denominator', title: 'Out of', count: format.count(outOf) },
          ]}
          onChange={setPart}
        />
      )}
      <Rows title={behind.title} of={'metric' in of ? { ...of, part } : of} filter={filter} />
    </>
  );
}

type RowsProps = { title: string; of: Asked<'insights', 'rows'>['of']; filter: InsightFilter };

function Rows({ title, of, filter }: RowsProps) {
  const format = useFormat();
  const rows = useQuery(
    orpc.insights.rows.queryOptions({ input: { of, filter, limit: SHOWN }, placeholderData: keepPreviousData }),
  );
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
        label={title}
        rows={items}
        rowId={(row) => `${row.kind} ${row.id}`}
        maxHeight={460}
        keys="dialog"
        columns={[
          { id: 'label', header: 'Record', width: '26%', wraps: true, cell: (row) => <Record row={row} /> },
          { id: 'customer', header: 'Customer', width: '24%', wraps: true, cell: (row) => <bdi>{row.customer}</bdi> },
          {
            id: 'partner',
            header: 'Partner',
            width: '16%',
            wraps: true,
            cell: (row) => <bdi>{row.partnerName ?? '—'}</bdi>,
          },
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

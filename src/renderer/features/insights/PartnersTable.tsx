import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../../contract/index.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';

type Summary = Awaited<ReturnType<ContractRouterClient<typeof contract>['insights']['summary']>>;
type Row = Summary['partners'][number];

export type PartnersTableProps = { partners: readonly Row[]; onOpen: (partner: string) => void };

const FEW = 5;

/** The partners of the period, those that brought most first. */
export function PartnersTable({ partners, onOpen }: PartnersTableProps) {
  const format = useFormat();
  return (
    <Panel title="Partners" flush>
      <RowsTable
        label="Partners of the period"
        keys="screen"
        rows={partners}
        rowId={(row) => row.partner}
        onOpen={(row) => onOpen(row.partner)}
        columns={[
          { id: 'name', header: 'Partner', cell: (row) => <bdi>{row.name}</bdi> },
          { id: 'registered', header: 'Registered', align: 'end', cell: (row) => format.count(row.registered) },
          { id: 'approved', header: 'Approved', align: 'end', cell: (row) => format.count(row.approved) },
          { id: 'won', header: 'Won', align: 'end', cell: (row) => format.count(row.won) },
          { id: 'sourced', header: 'Sourced', align: 'end', cell: (row) => format.money(row.sourced) },
          {
            id: 'rate',
            header: 'Win rate',
            align: 'end',
            cell: (row) =>
              row.winRateBp === null || row.closed < FEW ? `n = ${row.closed}` : format.percent(row.winRateBp),
          },
          {
            id: 'trend',
            header: 'Trend, 8 quarters',
            cell: (row) => <Sparkline values={row.trend} label={`Won by quarter: ${row.trend.join(', ')}`} />,
          },
          {
            id: 'decided',
            header: 'Decided in',
            align: 'end',
            cell: (row) => (row.decidedIn === null ? '—' : format.businessLength(row.decidedIn)),
          },
        ]}
      />
    </Panel>
  );
}

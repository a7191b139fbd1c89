import { Button } from '@mantine/core';
import type { RegistrationItem } from '../../../src/contract/registrations.ts';
import { orpc } from '../../../src/renderer/client/client.ts';
import { byCursor, pageAt, usePages } from '../../../src/renderer/client/usePages.ts';
import { useFormat } from '../../../src/renderer/format/useFormat.tsx';
import { ColumnsChart } from '../../../src/renderer/ui/ColumnsChart.tsx';
import { type Column, DataTable } from '../../../src/renderer/ui/DataTable.tsx';
import { FilterSelect } from '../../../src/renderer/ui/FilterBar.tsx';
import { Funnel } from '../../../src/renderer/ui/Funnel.tsx';
import { PageHeader } from '../../../src/renderer/ui/PageHeader.tsx';
import { Panel } from '../../../src/renderer/ui/Panel.tsx';
import { Screen, Tiles } from '../../../src/renderer/ui/Screen.tsx';
import { Sparkline } from '../../../src/renderer/ui/Sparkline.tsx';
import { Tile } from '../../../src/renderer/ui/Tile.tsx';

const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];

export function Figures() {
  const format = useFormat();
  const pages = usePages(
    orpc.registrations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
  const basis = {
    numerator: 'Won amount of sourced opportunities',
    denominator: 'one sum, no ratio',
    dateBasis: 'close',
    currencyBasis: 'EUR at the rate of the close date',
    asOf: '30 Sep 2026',
    notes: ['2 amounts in SGD have no rate and are left out.'],
  };
  const columns: Column<RegistrationItem>[] = [
    {
      id: 'customer',
      header: 'Customer',
      width: 'minmax(180px, 2fr)',
      sortBy: 'customer',
      cell: (row) => <bdi>{row.customer}</bdi>,
    },
    {
      id: 'partner',
      header: 'Partner',
      width: 'minmax(120px, 1fr)',
      sortBy: 'partner',
      cell: (row) => row.partnerName,
    },
    { id: 'number', header: 'Number', width: '110px', cell: (row) => row.number },
    {
      id: 'value',
      header: 'Value',
      width: '120px',
      align: 'end',
      sortBy: 'value',
      cell: (row) => (row.value === null ? '—' : format.money(row.value)),
    },
    {
      id: 'trend',
      header: 'Trend, 8 quarters',
      width: '140px',
      cell: () => <Sparkline values={[2, 3, 3, 5, 4, 6, 7, 8]} label="Won by quarter" />,
    },
    {
      id: 'received',
      header: 'Received',
      width: '120px',
      align: 'end',
      sortBy: 'receivedAt',
      cell: (row) => format.instant(row.receivedAt),
    },
  ];
  return (
    <Screen fill>
      <PageHeader
        title="Partner-sourced, Q3 2026"
        chips={
          <>
            <FilterSelect
              label="Period"
              value="q3"
              choices={[{ value: 'q3', title: 'Jul – Sep' }]}
              onChange={() => {}}
            />
            <FilterSelect
              label="Partner"
              value={undefined}
              all="All partners"
              choices={Array.from({ length: 40 }, (_, i) => ({ value: String(i), title: `Partner ${i}` }))}
              onChange={() => {}}
            />
          </>
        }
        actions={<Button>Start a review</Button>}
      />
      <Tiles>
        <Tile title="Sourced revenue won" value="€4.18m" words="+12 % on Q2" basis={basis} onOpen={() => {}} />
        <Tile title="Share of all won" value="34.2 %" words="n = 212 of 620" basis={basis} />
        <Tile title="Win rate, sourced" value="41 %" words="direct 29 %" />
        <Tile title="Time to decide, median" value="11 h" words="p90 19 h · promise 16 h" />
        <Tile title="Conflict rate" value="3.1 %" words="1 of 9 reversed" />
      </Tiles>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0,1.7fr) minmax(0,1fr)', gap: 12 }}>
        <ColumnsChart
          title="Won deals by month"
          summary="Sourced wins rose from 31 in January to 72 in September."
          series={[
            { name: 'direct', title: 'direct', color: 'quiet' },
            { name: 'sourced', title: 'sourced', color: 'accent' },
          ]}
          columns={months.map((month, i) => ({
            label: format.axisMonth(month),
            values: { direct: 64 + ((i * 7) % 19), sourced: 31 + ((i * 11) % 42) },
          }))}
          read={format.count}
        />
        <Panel title="From registration to won">
          <Funnel
            label="From registration to won"
            steps={[
              { id: '1', title: 'Registered', count: 318, value: '318' },
              { id: '2', title: 'Approved', count: 246, value: '246', share: '77 %' },
              { id: '3', title: 'First meeting', count: 201, value: '201', share: '82 %' },
              { id: '4', title: 'Opportunity', count: 158, value: '158', share: '79 %' },
              { id: '5', title: 'Won', count: 87, value: '87', share: '55 %' },
            ]}
            note="Cohort of Q1 2026; Q3 is not mature yet."
          />
        </Panel>
      </div>
      <DataTable
        label="Registrations"
        columns={columns}
        pages={pages}
        rowId={(row) => row.id}
        sort={{ by: 'value', descending: true }}
        onSort={() => {}}
        onOpen={() => {}}
      />
    </Screen>
  );
}

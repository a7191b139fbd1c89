import { BarChart } from '@mantine/charts';
import { useState } from 'react';
import classes from './ColumnsChart.module.css';
import { Panel } from './Panel.tsx';
import { RowsTable } from './RowsTable.tsx';

export type ChartSeries = {
  name: string;
  title: string;
  color: 'accent' | 'quiet' | 'pass' | 'fail' | 'due' | 'claim-b' | 'claim-c';
};

/** A column of the chart: its place on the axis, and a value a series (`null`: nothing to show). */
export type ChartColumn = {
  label: string;
  /** The label where there is room and neighbours don't explain it; and what keeps equal labels apart. */
  full?: string;
  values: Record<string, number | null>;
};

export type ColumnsChartProps = {
  title: string;
  /** What the picture says, for those who can't see it: “Sourced wins rose from 31 in January to 72 in September”. */
  summary: string;
  series: readonly ChartSeries[];
  columns: readonly ChartColumn[];
  /** How a value is read, on the axis short. */
  read: (value: number) => string;
  readShort?: (value: number) => string;
  stacked?: boolean;
  height?: number;
  /** The heading of the first column of the rows. */
  labelTitle?: string;
  onOpen?: (column: ChartColumn, series: string) => void;
};

const colorOf: Record<ChartSeries['color'], string> = {
  accent: 'var(--accent)',
  quiet: 'var(--quiet-bar)',
  pass: 'var(--pass)',
  fail: 'var(--fail)',
  due: 'var(--due)',
  'claim-b': 'var(--claim-b)',
  'claim-c': 'var(--claim-c)',
};

/** Columns over time in a panel of their own, with the rows behind them one press away. Nothing moves by itself. */
export function ColumnsChart(props: ColumnsChartProps) {
  const { title, series, columns, read, labelTitle = 'Month', height = 220 } = props;
  const [asRows, setAsRows] = useState(false);
  return (
    <Panel
      title={title}
      detail={
        <span className={classes.legend}>
          {!asRows &&
            series.map((one) => (
              <span key={one.name} className={classes.key}>
                <span aria-hidden="true" className={classes.dot} style={{ background: colorOf[one.color] }} />
                {one.title}
              </span>
            ))}
          <button type="button" className={classes.toggle} aria-pressed={asRows} onClick={() => setAsRows(!asRows)}>
            {asRows ? 'chart' : 'rows'}
            <span className="visually-hidden"> of {title}</span>
          </button>
        </span>
      }
    >
      {asRows ? (
        <RowsTable
          label={title}
          columns={[
            { id: 'label', header: labelTitle, cell: (column) => column.full ?? column.label },
            ...series.map((one) => ({
              id: one.name,
              header: one.title,
              align: 'end' as const,
              cell: (column: ChartColumn) => {
                const value = column.values[one.name];
                return value === undefined || value === null ? '—' : read(value);
              },
            })),
          ]}
          rows={columns}
          rowId={(column) => column.full ?? column.label}
          maxHeight={height}
        />
      ) : (
        <Picture {...props} />
      )}
    </Panel>
  );
}

/** Of a label at the axis, px; “€1.25M” is wider than the axis’ own default. */
const DIGIT_WIDTH = 7;
const LABEL_MARGIN = 24;

/** The top of an axis that holds `most`, with a round middle: 100 for 82, 4 for 3, and 2 for 1, since nothing is counted by halves. */
function roundTop(most: number): number {
  if (most <= 0 || most === 1) return 2;
  const step = 10 ** Math.floor(Math.log10(most));
  return step * ([1, 2, 4, 6, 8].find((times) => times * step >= most) ?? 10);
}

function mostOf(columns: readonly ChartColumn[], stacked: boolean): number {
  const heights = columns.map((column) => {
    const values = Object.values(column.values).map((value) => value ?? 0);
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return Math.max(0, ...heights);
}

function Picture({
  summary,
  series,
  columns,
  read,
  readShort = read,
  stacked = false,
  height = 220,
  onOpen,
}: ColumnsChartProps) {
  const most = mostOf(columns, stacked);
  const top = roundTop(most);
  // Nothing has no scale.
  const ticks = most === 0 ? [0] : [0, top / 2, top];
  const longest = Math.max(...ticks.map((tick) => readShort(tick).length));
  return (
    <div role="img" aria-label={summary}>
      <BarChart
        aria-hidden="true"
        h={height}
        data={columns.map((column) => ({ label: column.full ?? column.label, ...column.values }))}
        dataKey="label"
        type={stacked ? 'stacked' : 'default'}
        series={series.map((one) => ({ name: one.name, label: one.title, color: colorOf[one.color] }))}
        tickLine="none"
        gridAxis="x"
        strokeDasharray="2 3"
        valueFormatter={read}
        tooltipAnimationDuration={0}
        maxBarWidth={24}
        yAxisProps={{
          width: Math.max(44, LABEL_MARGIN + longest * DIGIT_WIDTH),
          domain: [0, top],
          ticks,
          tickFormatter: readShort,
          tickMargin: 6,
        }}
        xAxisProps={{
          interval: 'equidistantPreserveStart',
          tickMargin: 6,
          // By its words: the place a tick is told with is its place among those shown, not among the columns.
          tickFormatter: (full: string) => columns.find((column) => column.full === full)?.label ?? full,
        }}
        barChartProps={{
          accessibilityLayer: false,
          barGap: 3,
          barCategoryGap: '22%',
          margin: { top: 8, right: 4, bottom: 0, left: 0 },
        }}
        barProps={(one) => ({
          isAnimationActive: false,
          radius: 2,
          ...(onOpen === undefined
            ? {}
            : {
                cursor: 'pointer',
                onClick: (_bar: unknown, index: number) => {
                  const column = columns[index];
                  if (column !== undefined) onOpen(column, String(one.name));
                },
              }),
        })}
      />
    </div>
  );
}

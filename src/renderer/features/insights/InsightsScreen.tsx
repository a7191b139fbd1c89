import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { exponentOf } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { ColumnsChart } from '../../ui/ColumnsChart.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { Funnel } from '../../ui/Funnel.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen, Tiles } from '../../ui/Screen.tsx';
import { PanelSkeleton, TilesSkeleton } from '../../ui/Skeletons.tsx';
import classes from './Insights.module.css';
import { MetricTile } from './MetricTile.tsx';
import { PartnersTable } from './PartnersTable.tsx';
import { type Behind, RowsDialog } from './RowsDialog.tsx';
import { quarterDates, useInsights } from './useInsights.ts';

/** What did partners bring? */
export function InsightsScreen() {
  const format = useFormat();
  const navigate = useNavigate();
  const { summary, series, filter, filters, setFilters } = useInsights();
  const [behind, setBehind] = useState<Behind>();
  const review: Command = {
    id: 'insights.review',
    title: 'Start a review',
    keys: ['n'],
    run: () =>
      void navigate({
        to: '/reviews',
        search: {
          start: true,
          partner: filters.partner,
          from: summary.data?.period.from,
          until: summary.data?.period.until,
        } as never,
      }),
  };
  useCommands('Insights', [review]);
  if (summary.isError) {
    return (
      <Screen>
        <ErrorPanel
          error={summary.error}
          retry={() => void summary.refetch()}
          doing="The figures could not be worked out"
        />
      </Screen>
    );
  }
  if (summary.data === undefined) return <Loading />;
  const { period, funnel, partners, asOf } = summary.data;
  const choices = summary.data.filters;
  const narrowed = filters.partner !== undefined || filters.family !== undefined || filters.region !== undefined;
  const nothing = funnel.every((step) => step.count === 0) && partners.length === 0;
  return (
    <Screen>
      <PageHeader
        title={`Partner-sourced, ${period.title}`}
        chips={<Chip>as of {format.date(asOf)}</Chip>}
        actions={<CommandButton command={review} />}
      />
      <Filters choices={choices} title={period.title} filters={filters} setFilters={setFilters} />
      {nothing ? (
        <EmptyState title={narrowed ? 'Nothing fits' : 'Nothing was registered or won in this period'}>
          {narrowed
            ? 'Nothing of this partner, family and region was registered or won in the period. Choose all of one of them.'
            : 'Choose another period, or import the extract and the registrations that belong to it.'}
        </EmptyState>
      ) : (
        <Figures data={summary.data} series={series} onOpen={setBehind} />
      )}
      <RowsDialog behind={behind} filter={filter} onClose={() => setBehind(undefined)} />
    </Screen>
  );
}

function Loading() {
  return (
    <Screen>
      <PageHeader title="Insights" />
      <TilesSkeleton tiles={12} basis />
      <div className={classes.charts}>
        <PanelSkeleton lines={9} />
        <PanelSkeleton lines={9} />
      </div>
    </Screen>
  );
}

type FiguresProps = {
  data: NonNullable<ReturnType<typeof useInsights>['summary']['data']>;
  series: ReturnType<typeof useInsights>['series'];
  onOpen: (behind: Behind) => void;
};

/** Tiles, charts, the funnel and the partners; each opens its rows. */
function Figures({ data, series, onOpen }: FiguresProps) {
  const format = useFormat();
  const navigate = useNavigate();
  const { tiles, funnel, funnelMature, partners } = data;
  return (
    <>
      <Tiles>
        {tiles.map((tile) => (
          <MetricTile
            key={tile.metric}
            tile={tile}
            onOpen={() =>
              onOpen({
                of: { metric: tile.metric },
                title: tile.title,
                outOf: tile.value.unit === 'rate' ? tile.n : undefined,
              })
            }
          />
        ))}
      </Tiles>
      <div className={classes.charts}>
        <WonByMonth
          series={series}
          onOpen={(month, name) => onOpen({ of: { series: name, month }, title: `${name}, ${format.month(month)}` })}
        />
        <Panel title="From registration to won">
          <Funnel
            label="From registration to won"
            steps={funnel.map((step) => ({
              id: step.stage,
              title: step.stage,
              count: step.count,
              value: format.count(step.count),
              share: step.ofPreviousBp === null ? undefined : format.percent(step.ofPreviousBp),
              onOpen: () => onOpen({ of: { stage: step.stage }, title: step.stage }),
            }))}
            note={
              <>
                {funnelMature
                  ? 'Those received in the period; old enough to be read as final.'
                  : 'Those received in the period; not mature yet, more will be won.'}
                {funnel
                  .filter((step) => step.implied > 0)
                  .map(
                    (step) =>
                      ` ${step.stage}: ${format.count(step.implied)} of ${format.count(step.count)} not on record, counted because ${step.implied === 1 ? 'it' : 'they'} went on to an opportunity.`,
                  )}
              </>
            }
          />
        </Panel>
        <RegisteredByMonth
          series={series}
          onOpen={(month, name) => onOpen({ of: { series: name, month }, title: `${name}, ${format.month(month)}` })}
        />
        <RevenueByMonth
          series={series}
          onOpen={(month, name) => onOpen({ of: { series: name, month }, title: `${name}, ${format.month(month)}` })}
        />
      </div>
      <PartnersTable partners={partners} onOpen={(id) => void navigate({ to: '/partners/$id', params: { id } })} />
    </>
  );
}

type FiltersProps = Pick<ReturnType<typeof useInsights>, 'filters' | 'setFilters'> & {
  title: string;
  choices: NonNullable<ReturnType<typeof useInsights>['summary']['data']>['filters'];
};

/** Which part of the ecosystem, and when. */
function Filters({ title, choices, filters, setFilters }: FiltersProps) {
  return (
    <FilterBar>
      <FilterSelect
        label="Period"
        all={title}
        value={filters.quarter}
        choices={choices.quarters.map((quarter) => ({ value: quarter, title: quarter.replace('-', ' ') }))}
        onChange={(quarter) =>
          setFilters({
            quarter,
            ...(quarter === undefined ? { from: undefined, until: undefined } : quarterDates(quarter)),
          })
        }
      />
      <FilterSelect
        label="Partner"
        all="All partners"
        value={filters.partner}
        choices={choices.partners.map((one) => ({ value: one.id, title: one.name }))}
        onChange={(partner) => setFilters({ partner })}
      />
      <FilterSelect
        label="Product family"
        all="All families"
        value={filters.family}
        choices={choices.families.map((one) => ({ value: one, title: one }))}
        onChange={(family) => setFilters({ family })}
      />
      <FilterSelect
        label="Region"
        all="All regions"
        value={filters.region}
        choices={choices.regions.map((one) => ({ value: one, title: one }))}
        onChange={(region) => setFilters({ region })}
      />
    </FilterBar>
  );
}

type SeriesName = 'registered' | 'approved' | 'won sourced' | 'won direct' | 'sourced revenue' | 'direct revenue';
type Months = ReturnType<typeof useInsights>['series'];
type ChartProps = { series: Months; onOpen: (month: string, series: SeriesName) => void };

function useColumns(series: Months, of: readonly SeriesName[]) {
  const format = useFormat();
  const months = series.data?.months ?? [];
  return {
    months: months.map((one) => one.month),
    columns: months.map((one) => ({
      label: format.axisMonth(one.month),
      values: Object.fromEntries(of.map((name) => [name, one.values[name] ?? null])),
    })),
    total: (name: SeriesName) => months.reduce((sum, one) => sum + (one.values[name] ?? 0), 0),
  };
}

function MonthChart({
  title,
  of,
  series,
  onOpen,
  read,
  readShort,
}: ChartProps & {
  title: string;
  of: readonly [SeriesName, SeriesName];
  read: (value: number) => string;
  readShort?: (value: number) => string;
}) {
  const { months, columns, total } = useColumns(series, of);
  const [quiet, accent] = of;
  return (
    <ColumnsChart
      title={title}
      summary={`${title}: ${of.map((name) => `${name} ${read(total(name))}`).join(', ')} in all.`}
      series={[
        { name: quiet, title: quiet, color: 'quiet' },
        { name: accent, title: accent, color: 'accent' },
      ]}
      columns={columns}
      read={read}
      {...(readShort === undefined ? {} : { readShort })}
      onOpen={(column, name) => {
        const month = months[columns.indexOf(column)];
        if (month !== undefined) onOpen(month, name as SeriesName);
      }}
    />
  );
}

function WonByMonth(props: ChartProps) {
  const format = useFormat();
  return <MonthChart {...props} title="Won deals by month" of={['won direct', 'won sourced']} read={format.count} />;
}

function RegisteredByMonth(props: ChartProps) {
  const format = useFormat();
  return (
    <MonthChart
      {...props}
      title="Registered and approved by month"
      of={['registered', 'approved']}
      read={format.count}
    />
  );
}

function RevenueByMonth(props: ChartProps) {
  const format = useFormat();
  const currency = props.series.data?.currency ?? 'EUR';
  // The series comes in major units.
  const money = (value: number) =>
    ({ minor: Math.round(value * 10 ** exponentOf(currency)), currency }) as Parameters<typeof format.money>[0];
  return (
    <MonthChart
      {...props}
      title="Revenue won by month"
      of={['direct revenue', 'sourced revenue']}
      read={(value) => format.money(money(value))}
      readShort={(value) => format.compactMoney(money(value))}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterSelect } from '../../ui/FilterBar.tsx';
import { ListPane } from '../../ui/ListPane.tsx';
import classes from './Earnings.module.css';
import { quarterInWords } from './quarterInWords.ts';
import { type EarningsSort, idOfStatement, type useEarnings } from './useEarnings.ts';

const SORTS: readonly { value: EarningsSort; title: string }[] = [
  { value: 'quarter', title: 'Newest' },
  { value: 'net', title: 'Largest' },
  { value: 'partner', title: 'Partner' },
];

/** The statements: one entry a partner and quarter. */
export function StatementsList({ earnings }: { earnings: ReturnType<typeof useEarnings> }) {
  const format = useFormat();
  const { filters, setFilters, pages, chosen, select } = earnings;
  const partners = useQuery(orpc.partners.list.queryOptions({ input: { limit: 1_000 } }));
  const quarters = pages.first?.quarters ?? [];
  const narrowed = filters.quarter !== undefined || filters.of !== undefined;
  return (
    <ListPane
      title="Earnings"
      count={pages.status === 'success' ? format.count(pages.total) : undefined}
      action={
        <FilterSelect
          label="Sort by"
          value={filters.by}
          choices={SORTS}
          onChange={(by) => setFilters({ by: by === 'quarter' ? undefined : (by as EarningsSort) })}
        />
      }
      filters={
        <div className={classes.filters}>
          <FilterSelect
            label="Quarter"
            all="All quarters"
            value={filters.quarter}
            choices={quarters.map((value) => ({ value, title: quarterInWords(value) }))}
            onChange={(quarter) => setFilters({ quarter, partner: undefined, on: undefined })}
          />
          <FilterSelect
            label="Partner"
            all="All partners"
            value={filters.of}
            choices={(partners.data?.items ?? []).map((one) => ({ value: one.id, title: one.name }))}
            onChange={(of) => setFilters({ of, partner: undefined, on: undefined })}
          />
        </div>
      }
      pages={pages}
      itemId={idOfStatement}
      entry={(item) => ({
        title: item.partnerName,
        right: format.exactMoney(item.net),
        rightTone: item.net.minor < 0 ? 'fail' : undefined,
        below: `${quarterInWords(item.quarter)} · ${format.counted(item.lines, 'line', 'lines')}`,
        belowRight: item.net.minor > 0 ? `pay by ${format.shortDate(item.payBy)}` : undefined,
      })}
      selected={chosen === undefined ? undefined : idOfStatement(chosen)}
      onSelect={select}
      empty={
        narrowed ? (
          <EmptyState compact title="No statement fits">
            Nothing was earned there. Choose all quarters and partners to see the others.
          </EmptyState>
        ) : (
          <EmptyState compact title="Nothing was earned yet">
            A line appears when a registered deal is won in an extract.
          </EmptyState>
        )
      }
    />
  );
}

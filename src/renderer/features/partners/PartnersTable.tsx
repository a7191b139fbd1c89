import { useMemo } from 'react';
import type { PartnerItem } from '../../../contract/partners.ts';
import type { Pages } from '../../client/usePages.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { type Column, DataTable, type TableSort } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useNarrow } from '../../ui/useNarrow.ts';
import classes from './Partners.module.css';
import { STAGE_TITLES } from './stages.ts';

export type PartnersTableProps = {
  pages: Pages<PartnerItem>;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
  selected: string | undefined;
  onSelect: (partner: PartnerItem) => void;
  onOpen: (partner: PartnerItem) => void;
};

const count = (
  id: 'registered' | 'approved' | 'won',
  header: string,
  width: string,
  format: Format,
): Column<PartnerItem> => ({
  id,
  header,
  width,
  align: 'end',
  sortBy: id,
  cell: ({ standing }) => format.count(standing[id]),
});

function columnsFor(format: Format): Column<PartnerItem>[] {
  return [
    {
      id: 'name',
      header: 'Partner',
      width: 'minmax(170px, 2fr)',
      sortBy: 'name',
      cell: (one) => (
        <bdi className={classes.strong} title={one.name}>
          {one.name}
        </bdi>
      ),
    },
    { id: 'tier', header: 'Tier', width: '92px', sortBy: 'tier', cell: (one) => one.tier ?? '—' },
    { id: 'stage', header: 'Stage', width: '98px', cell: (one) => STAGE_TITLES[one.stage].title },
    { id: 'country', header: 'Country', width: '72px', cell: (one) => one.country ?? '—' },
    count('registered', 'Registered', '92px', format),
    count('approved', 'Approved', '84px', format),
    {
      id: 'rate',
      header: 'Approval rate',
      width: '102px',
      align: 'end',
      cell: ({ standing }) =>
        standing.approvalRateBp === null ? (
          <span className={classes.dim}>n = {standing.approved + standing.rejected}</span>
        ) : (
          format.percent(standing.approvalRateBp)
        ),
    },
    count('won', 'Won', '64px', format),
    {
      id: 'wonValue',
      header: 'Won value',
      width: 'minmax(104px, 1fr)',
      align: 'end',
      sortBy: 'wonValue',
      cell: ({ standing }) => format.money(standing.wonValue),
    },
    {
      id: 'last',
      header: 'Last registered',
      width: '112px',
      align: 'end',
      sortBy: 'lastRegisteredOn',
      cell: ({ standing }) => (standing.lastRegisteredOn === null ? '—' : format.shortDate(standing.lastRegisteredOn)),
    },
  ];
}

/** Columns that a narrow window does without. */
const LEFT_OUT = new Set(['country', 'rate', 'last']);

/** All partners in one table, sorted by the engine. */
export function PartnersTable({ pages, ...rest }: PartnersTableProps) {
  const format = useFormat();
  const narrow = useNarrow();
  const columns = useMemo(() => {
    const all = columnsFor(format);
    return narrow ? all.filter(({ id }) => !LEFT_OUT.has(id)) : all;
  }, [format, narrow]);
  return (
    <DataTable
      label="Partners"
      columns={columns}
      pages={pages}
      rowId={(partner) => partner.id}
      {...rest}
      empty={
        <EmptyState compact title="No partner fits">
          Choose all tiers and countries, or empty the search, to see the others.
        </EmptyState>
      }
    />
  );
}

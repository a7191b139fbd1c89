import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Lineage, Opportunity } from '../../../contract/accounts.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Definition, DefinitionList } from '../../ui/DefinitionList.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import { PanelSkeleton } from '../../ui/Skeletons.tsx';
import classes from './Credit.module.css';

const SHOWN = 100;

type Props = { opportunity: Opportunity };

/** What it earned whom, and what was taken back, the newest first. */
export function EarnedPanel({ opportunity }: Props) {
  const format = useFormat();
  const accruals = useQuery(
    orpc.incentives.accruals.queryOptions({ input: { filter: { opportunity: opportunity.id }, limit: SHOWN } }),
  );
  if (accruals.isError)
    return (
      <ErrorPanel error={accruals.error} retry={() => void accruals.refetch()} doing="What it earned is not known" />
    );
  if (accruals.data === undefined) return <PanelSkeleton lines={3} />;
  const { items } = accruals.data;
  return (
    <Panel title="What it earned">
      {items.length === 0 && (
        <p className={classes.because}>
          {opportunity.status === 'won'
            ? 'Nothing: no rule of the plan gives a partner anything for it.'
            : 'Nothing yet: it is earned when an extract shows it won.'}
        </p>
      )}
      {items.length > 0 && (
        <RowsTable
          label="What it earned"
          rows={items}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'partner',
              header: 'Partner',
              cell: (one) => (
                <Link to="/earnings" search={{ partner: one.partner, on: one.quarter } as never}>
                  <bdi>{one.partnerName}</bdi>
                </Link>
              ),
            },
            {
              id: 'rule',
              header: 'Rule',
              cell: (one) => (
                <span title={format.words(one.because)}>
                  {one.ruleName} {one.reverses !== null && <Chip tone="fail">taken back</Chip>}
                </span>
              ),
            },
            { id: 'on', header: 'Accrued', align: 'end', cell: (one) => format.shortDate(one.accruedOn) },
            { id: 'amount', header: 'Amount', align: 'end', cell: (one) => format.exactMoney(one.amount) },
          ]}
        />
      )}
    </Panel>
  );
}

/** What people set, and when; what followed for many at once stands in the journal. */
export function HappenedPanel({ opportunity }: Props) {
  const format = useFormat();
  const entries = useQuery(
    orpc.journal.list.queryOptions({ input: { filter: { subject: opportunity.id }, limit: SHOWN } }),
  );
  if (entries.data === undefined || entries.data.items.length === 0) return null;
  return (
    <Panel title="Set by hand" detail={format.count(entries.data.total)}>
      <ol>
        {entries.data.items.map((entry) => (
          <li key={entry.seq} className={classes.entry}>
            <span className={classes.when}>{format.instant(entry.at)}</span>
            <span className={classes.what}>{format.words(entry.words)}</span>
            <bdi className={classes.when}>{entry.actor}</bdi>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** What the CRM says of it. */
export function FactsPanel({ opportunity }: Props) {
  const format = useFormat();
  const day = (date: typeof opportunity.openedOn) => (date === null ? '—' : format.date(date));
  const items: Definition[] = [
    { term: 'Customer', value: opportunity.accountName ?? '—' },
    { term: 'Product', value: opportunity.product ?? '—' },
    { term: 'Value', value: opportunity.value === null ? '—' : format.exactMoney(opportunity.value) },
    { term: 'Opened', value: day(opportunity.openedOn) },
    { term: opportunity.status === 'open' ? 'Expected close' : 'Closed', value: day(opportunity.closeOn) },
    { term: 'Owner', value: opportunity.owner ?? '—' },
    { term: 'Region', value: opportunity.region ?? '—' },
    { term: 'Partner in the CRM', value: opportunity.partnerName ?? '—' },
    ...(opportunity.renewal ? [{ term: 'Kind', value: 'renewal' }] : []),
  ];
  return (
    <Panel title="In the CRM">
      <DefinitionList items={items} />
    </Panel>
  );
}

/** The rows it came from, the newest first. */
export function SourcePanel({ lineage }: { lineage: readonly Lineage[] }) {
  const format = useFormat();
  if (lineage.length === 0) return null;
  return (
    <Panel title="Where it came from">
      <ul>
        {lineage.map((one) => (
          <li key={`${one.batch} ${one.row}`} className={classes.source}>
            <Link to="/files/$batch" params={{ batch: one.batch }}>
              <bdi>{one.file}</bdi>
            </Link>
            <span className={classes.when}>
              {[
                one.sheet === null ? undefined : `sheet ${one.sheet}`,
                one.row === null ? undefined : `row ${format.count(one.row)}`,
                one.asOf === null ? undefined : `as of ${format.shortDate(one.asOf)}`,
              ]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

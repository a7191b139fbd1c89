import { Link } from '@tanstack/react-router';
import type { Money } from '../../../contract/units.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { ColumnsChart } from '../../ui/ColumnsChart.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import { Tiles } from '../../ui/Screen.tsx';
import { Tile } from '../../ui/Tile.tsx';
import classes from './Partner.module.css';
import type { PartnerDetail } from './partnerDetail.ts';

type Props = { partner: PartnerDetail };

const FEW = 5;

/** What the partner brought so far, all time. */
export function Standing({ partner: { standing } }: Props) {
  const format = useFormat();
  const { registered, open, approved, rejected, won, lost, wonValue, approvalRateBp, lastRegisteredOn } = standing;
  const decided = approved + rejected;
  const closed = won + lost;
  return (
    <Tiles>
      <Tile
        title="Registered"
        value={format.count(registered)}
        words={lastRegisteredOn === null ? 'none yet' : `last ${format.shortDate(lastRegisteredOn)}`}
      />
      <Tile title="Open" value={format.count(open)} words="to decide or running" />
      <Tile
        title="Approved"
        value={approvalRateBp === null ? `n = ${decided}` : format.percent(approvalRateBp)}
        words={
          approvalRateBp === null ? 'too few to say a rate' : `${format.count(approved)} of ${format.count(decided)}`
        }
      />
      <Tile
        title="Win rate"
        value={closed < FEW ? `n = ${closed}` : format.percent(Math.round((won / closed) * 10_000))}
        words={closed < FEW ? 'too few to say a rate' : `${format.count(won)} of ${format.count(closed)} closed`}
      />
      <Tile title="Won value" value={format.compactMoney(wonValue)} words="sourced, so far" />
    </Tiles>
  );
}

const quarterTitle = (quarter: string) => {
  const [year = '', number = ''] = quarter.split('-');
  return `${number} ${year.slice(2)}`;
};

/** At the axis the year stands where it begins: “Q4”, “Q1 26”, “Q2”. */
const axisTitle = (quarter: string, at: number) =>
  at === 0 || quarter.endsWith('Q1') ? quarterTitle(quarter) : (quarter.split('-')[1] ?? quarter);

/** What was won and registered by quarter, over two years. */
export function Trend({ partner: { trend, standing } }: Props) {
  const format = useFormat();
  const { currency } = standing.wonValue;
  const money = (minor: number) => ({ minor, currency }) as Money;
  const columns = (value: (one: (typeof trend)[number]) => Record<string, number>) =>
    trend.map((one, at) => ({
      label: axisTitle(one.quarter, at),
      full: quarterTitle(one.quarter),
      values: value(one),
    }));
  return (
    <div className={classes.two}>
      <ColumnsChart
        title="Won by quarter"
        summary={`Won by quarter: ${trend.map((one) => `${quarterTitle(one.quarter)} ${format.money(one.won)}`).join(', ')}.`}
        series={[{ name: 'won', title: `sourced, ${currency}`, color: 'accent' }]}
        columns={columns(({ won }) => ({ won: won.minor }))}
        labelTitle="Quarter"
        height={150}
        read={(value) => format.money(money(value))}
        readShort={(value) => format.compactMoney(money(value))}
      />
      <ColumnsChart
        title="Registered by quarter"
        summary={`Registered by quarter: ${trend.map((one) => `${quarterTitle(one.quarter)} ${one.registered}`).join(', ')}.`}
        series={[{ name: 'registered', title: 'deals', color: 'quiet' }]}
        columns={columns(({ registered }) => ({ registered }))}
        labelTitle="Quarter"
        height={150}
        read={format.count}
      />
    </div>
  );
}

/** What the partner earned by quarter; each leads to its statement. */
export function Earnings({ partner }: Props) {
  const format = useFormat();
  const amount = (money: Money) => (
    <span className={money.minor < 0 ? classes.negative : undefined}>
      {money.minor === 0 ? '—' : format.exactMoney(money)}
    </span>
  );
  if (partner.earnings.length === 0) {
    return (
      <Panel title="Earnings by quarter">
        <p className={classes.none}>Nothing yet. Earnings follow when an extract shows a registered deal as won.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Earnings by quarter" flush>
      <RowsTable
        label="Earnings by quarter"
        rows={partner.earnings}
        rowId={(row) => `${row.quarter} ${row.net.currency}`}
        columns={[
          {
            id: 'quarter',
            header: 'Quarter',
            cell: ({ quarter }) => (
              <Link to="/earnings" search={{ of: partner.id, partner: partner.id, on: quarter } as never}>
                {quarter.split('-').reverse().join(' ')}
              </Link>
            ),
          },
          { id: 'accrued', header: 'Accrued', align: 'end', cell: (row) => amount(row.accrued) },
          { id: 'reversed', header: 'Taken back', align: 'end', cell: (row) => amount(row.reversed) },
          { id: 'net', header: 'Net', align: 'end', cell: (row) => amount(row.net) },
        ]}
      />
    </Panel>
  );
}

import { Link } from '@tanstack/react-router';
import type { Statement } from '../../../contract/incentives.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tiles } from '../../ui/Screen.tsx';
import { Tile } from '../../ui/Tile.tsx';
import classes from './Earnings.module.css';
import { quarterInWords } from './quarterInWords.ts';
import { Amount, StatementLines } from './StatementLines.tsx';

export type StatementViewProps = { statement: Statement; allOpen: boolean };

/** What one partner is owed for a quarter, and why. */
export function StatementView({ statement, allOpen }: StatementViewProps) {
  const format = useFormat();
  const { lines, accrued, reversed, net, payBy, disputeUntil, head } = statement;
  const late = format.daysUntil(payBy) < 0;
  const closed = format.daysUntil(disputeUntil) < 0;
  return (
    <>
      <PageHeader
        title={statement.partnerName}
        chips={<Chip tone="accent">{quarterInWords(statement.quarter)}</Chip>}
        detail={
          <span title={`The journal’s newest entry when this was drawn up: ${head}`}>
            journal <span className={classes.head}>{head.slice(0, 10)}…</span>
          </span>
        }
      >
        Each line opens to the steps its amount was reached by.{' '}
        <Link to="/partners/$id" params={{ id: statement.partner }}>
          The partner’s page
        </Link>
      </PageHeader>
      <Tiles>
        <Tile
          title="Accrued"
          value={format.exactMoney(accrued)}
          words={`on ${format.counted(lines.length, 'line', 'lines')}`}
        />
        <Tile
          title="Taken back"
          value={reversed.minor === 0 ? '—' : <Amount money={reversed} />}
          words={reversed.minor === 0 ? 'nothing' : 'clawback or correction'}
        />
        <Tile title="Net" value={<Amount money={net} />} words={net.minor < 0 ? 'carried forward' : 'to be paid'} />
        <Tile
          title="Pay by"
          value={format.shortDate(payBy)}
          words={closed ? 'disputes are closed' : `disputes until ${format.shortDate(disputeUntil)}`}
          tone={late ? 'due' : 'neutral'}
        />
      </Tiles>
      <Panel flush>
        <StatementLines key={`${statement.partner} ${statement.quarter}`} statement={statement} allOpen={allOpen} />
      </Panel>
    </>
  );
}

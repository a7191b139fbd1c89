import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Accrual, CalculationStep, Statement } from '../../../contract/incentives.ts';
import type { Money } from '../../../contract/units.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import classes from './Earnings.module.css';

const STEPS: Readonly<Record<CalculationStep['step'], string>> = {
  discount: 'Discount',
  base: 'Base',
  share: 'Share',
  rate: 'Rate',
  cap: 'Cap',
  minimum: 'Minimum',
  round: 'Rounded',
  clawback: 'Taken back',
};

/** An amount to the cent; what is taken back is red and has its minus. */
export function Amount({ money }: { money: Money }) {
  const format = useFormat();
  return <span className={money.minor < 0 ? classes.negative : undefined}>{format.exactMoney(money)}</span>;
}

export type StatementLinesProps = { statement: Statement; allOpen: boolean };

/** The lines of a statement, each opening to the steps its amount was reached by. */
export function StatementLines({ statement, allOpen }: StatementLinesProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    // A statement of one line has nothing to look over first.
    new Set(statement.lines.length === 1 ? statement.lines.map(({ id }) => id) : []),
  );
  const turn = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  const foreign = statement.lines.filter(({ amount }) => amount.currency !== statement.currency).length;
  return (
    <>
      <div className={classes.heads} aria-hidden="true">
        <span />
        <span className={classes.deal}>Deal</span>
        <span className={classes.rule}>Rule</span>
        <span className={classes.date}>Accrued</span>
        <span className={classes.amount}>Amount</span>
      </div>
      <ul className={classes.lines} aria-label="Lines of the statement">
        {statement.lines.map((line) => (
          <Line
            key={line.id}
            line={line}
            of={statement.lines.find(({ id }) => id === line.reverses)}
            open={allOpen !== opened.has(line.id)}
            onTurn={() => turn(line.id)}
          />
        ))}
      </ul>
      <Totals statement={statement} foreign={foreign} />
    </>
  );
}

type LineProps = { line: Accrual; of: Accrual | undefined; open: boolean; onTurn: () => void };

function Line({ line, of, open, onTurn }: LineProps) {
  const format = useFormat();
  return (
    <li>
      <button type="button" className={classes.line} aria-expanded={open} onClick={onTurn}>
        <span aria-hidden="true" className={classes.twist} data-open={open || undefined}>
          ›
        </span>
        <span className={classes.deal} title={line.opportunityName}>
          <bdi>{line.customer}</bdi>
          {line.reverses !== null && <Chip tone="fail">taken back</Chip>}
          {line.underAppealUntil !== null && <Chip tone="due">under appeal</Chip>}
        </span>
        <span className={classes.rule} title={line.ruleName}>
          {line.ruleName}
        </span>
        <span className={classes.date}>{format.shortDate(line.accruedOn)}</span>
        <span className={classes.amount}>
          <Amount money={line.amount} />
        </span>
      </button>
      {open && <Working line={line} of={of} />}
    </li>
  );
}

/** How one amount was reached, and what it rests on. */
function Working({ line, of }: { line: Accrual; of: Accrual | undefined }) {
  const format = useFormat();
  return (
    <div className={classes.open}>
      <p className={classes.because}>{format.words(line.because)}</p>
      <ol className={classes.steps} aria-label={`How ${line.customer} was worked out`}>
        {line.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a line never change.
          <li key={index} className={classes.step}>
            <span className={classes.kind}>{STEPS[step.step]}</span>
            <span>{format.words(step.words)}</span>
            <span>{step.value === null ? '' : <Amount money={step.value} />}</span>
          </li>
        ))}
      </ol>
      <p className={classes.foot}>
        <Link to="/opportunities/$id" params={{ id: line.opportunity }}>
          <bdi>{line.opportunityName}</bdi>
        </Link>
        {line.registration !== null && (
          <Link to="/registrations/$id" params={{ id: line.registration }} search={{ queue: 'decided' } as never}>
            {line.number ?? 'Registration'}
          </Link>
        )}
        <span>
          Rule {line.rule}, edition {line.edition} of the programme
        </span>
        {of !== undefined && (
          <span>
            takes back the {format.exactMoney(of.amount)} of {format.date(of.accruedOn)}
          </span>
        )}
        <span>payable by {format.date(line.payBy)}, once the customer has paid</span>
        {line.underAppealUntil !== null && (
          <span>
            under appeal until {format.instantDay(line.underAppealUntil)}: the ruling may be changed, and this with it
          </span>
        )}
      </p>
    </div>
  );
}

function Totals({ statement, foreign }: { statement: Statement; foreign: number }) {
  const format = useFormat();
  return (
    <p className={classes.totals}>
      {foreign > 0 && (
        <span className={classes.because}>
          {format.counted(foreign, 'line has', 'lines have')} no rate to {statement.currency} and stay out of the total.
        </span>
      )}
      <span>
        Net of the quarter{' '}
        <span className={classes.total}>
          <Amount money={statement.net} />
        </span>
      </span>
    </p>
  );
}

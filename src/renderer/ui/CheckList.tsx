import type { ReactNode } from 'react';
import classes from './CheckList.module.css';
import { FindingMark, type FindingResult } from './FindingMark.tsx';

export type Check = {
  id: string;
  result: FindingResult;
  title: ReactNode;
  /** Dim words at the right: “12 checked”, “cannot tell: none in extract”. */
  detail?: ReactNode;
  /** Opens the evidence below the row, when given. */
  onOpen?: (() => void) | undefined;
  open?: boolean | undefined;
  /** The evidence, shown while open. */
  evidence?: ReactNode;
};

export type CheckListProps = {
  label: string;
  checks: readonly Check[] /** Hairlines between the rows. */;
  ruled?: boolean;
};

/** Findings or criteria, one a row, each with its mark and what it rests on. */
export function CheckList({ label, checks, ruled = true }: CheckListProps) {
  return (
    <ul aria-label={label} className={classes.list} data-ruled={ruled || undefined}>
      {checks.map((check) => (
        <li key={check.id}>
          {check.onOpen === undefined ? (
            <div className={classes.row}>
              <Row check={check} />
            </div>
          ) : (
            <button type="button" className={classes.row} aria-expanded={check.open === true} onClick={check.onOpen}>
              <Row check={check} />
            </button>
          )}
          {check.open === true && check.evidence !== undefined && (
            <div className={classes.evidence}>{check.evidence}</div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ check }: { check: Check }) {
  return (
    <>
      <FindingMark result={check.result} />
      <span className={classes.title}>{check.title}</span>
      {check.detail !== undefined && <span className={classes.detail}>{check.detail}</span>}
    </>
  );
}

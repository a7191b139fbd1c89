import type { ReactNode } from 'react';
import classes from './Timeline.module.css';

export type TimelineEntry = {
  id: string;
  /** When, as it is to be read. */
  when: string;
  what: ReactNode;
  /** Who: a claimant's letter, an actor. */
  who?: ReactNode;
  claimant?: 'a' | 'b' | 'c' | undefined;
  /** Where it is known from, dim at the right. */
  source?: ReactNode;
};

export type TimelineProps = { label: string; entries: readonly TimelineEntry[] };

/** What happened, in order, each with where it is known from. */
export function Timeline({ label, entries }: TimelineProps) {
  return (
    <ol aria-label={label} className={classes.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.row}>
          <span className={classes.when}>{entry.when}</span>
          <span className={classes.who} data-claimant={entry.claimant}>
            <span aria-hidden="true" className={classes.dot} />
            {entry.who}
          </span>
          <span className={classes.what}>{entry.what}</span>
          {entry.source !== undefined && <span className={classes.source}>{entry.source}</span>}
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from 'react';
import classes from './Funnel.module.css';

export type FunnelStep = {
  id: string;
  title: string;
  /** Length of the bar. */
  count: number;
  /** The count as read. */
  value: string;
  /** Share of the step before, as read: “77 %”. */
  share?: string | undefined;
  onOpen?: (() => void) | undefined;
};

export type FunnelProps = { label: string; steps: readonly FunnelStep[]; note?: ReactNode };

/** Bars one under the other, each as long as its share of the longest. */
export function Funnel({ label, steps, note }: FunnelProps) {
  const most = Math.max(1, ...steps.map((step) => step.count));
  return (
    <div>
      <ul aria-label={label} className={classes.steps}>
        {steps.map((step) => (
          <li key={step.id}>
            <div className={classes.line}>
              {step.onOpen === undefined ? (
                <span>{step.title}</span>
              ) : (
                <button type="button" className={classes.open} onClick={step.onOpen}>
                  {step.title}
                </button>
              )}
              <span className={classes.share}>{step.share}</span>
              <span className={classes.value}>{step.value}</span>
            </div>
            <div className={classes.track} aria-hidden="true">
              <div className={classes.bar} style={{ width: `${(100 * step.count) / most}%` }} />
            </div>
          </li>
        ))}
      </ul>
      {note !== undefined && <p className={classes.note}>{note}</p>}
    </div>
  );
}

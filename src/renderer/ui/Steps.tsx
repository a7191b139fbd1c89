import classes from './Steps.module.css';

export type Step = { id: string; title: string; detail?: string | undefined; state: 'done' | 'current' | 'to come' };

export type StepsProps = { label: string; steps: readonly Step[] };

/** How far a piece of work has come: Read, Map, Check, Commit. */
export function Steps({ label, steps }: StepsProps) {
  return (
    <ol aria-label={label} className={classes.steps}>
      {steps.map((step) => (
        <li
          key={step.id}
          className={classes.step}
          data-state={step.state}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className={classes.title}>{step.title}</span>
          {step.detail !== undefined && <span className={classes.detail}>{step.detail}</span>}
          {step.state === 'done' && <span className="visually-hidden">done</span>}
        </li>
      ))}
    </ol>
  );
}

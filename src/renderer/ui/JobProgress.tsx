import type { JobState } from '../client/useJob.ts';
import { useFormat } from '../format/useFormat.tsx';
import { CommandButton } from './CommandButton.tsx';
import { useCommands } from './commands/useCommands.ts';
import classes from './JobProgress.module.css';

export type JobProgressProps = { state: JobState; onStop: () => void };

/** How far a piece of work is, in words and as a bar, and the way to stop it. */
export function JobProgress({ state, onStop }: JobProgressProps) {
  const format = useFormat();
  const stop = { id: 'work.stop', title: 'Stop', keys: ['escape'], run: onStop };
  useCommands('Work under way', [stop]);
  // At nothing of something it is as little known how long it takes.
  const known = state.total > 0 && state.done > 0;
  const share = known ? Math.min(1, state.done / state.total) : 0;
  return (
    <div className={classes.progress}>
      <span className={classes.words}>{state.label}</span>
      <div
        role="progressbar"
        aria-label={state.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known ? Math.round(share * 100) : undefined}
        className={classes.bar}
        data-unknown={!known || undefined}
      >
        <div className={classes.done} style={known ? { transform: `scaleX(${share})` } : undefined} />
      </div>
      {known && <span className={classes.percent}>{format.percent(Math.round(share * 100) * 100)}</span>}
      <span className={classes.stop}>
        <CommandButton command={stop} />
      </span>
    </div>
  );
}

/** The same in place of a screen's decisions, while the one that was taken is carried out. */
export function WorkBar(props: JobProgressProps) {
  return (
    <div className={classes.work}>
      <JobProgress {...props} />
    </div>
  );
}

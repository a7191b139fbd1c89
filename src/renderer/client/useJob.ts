import { useCallback, useEffect, useRef, useState } from 'react';
import { client, shell } from './client.ts';

/** How far a piece of work is. `total` 0: not known. */
export type JobState = { label: string; done: number; total: number };

/** How a run ended. One that was stopped may have been through already: `anyway`. */
export type Outcome<Result> =
  | { end: 'done'; result: Result }
  | { end: 'stopped'; anyway: boolean }
  /** The reason is the job's `error`. */
  | { end: 'failed' };

type Work<Result> = (job: string, signal: AbortSignal) => Promise<Result>;

export type Job = {
  /** `undefined` while nothing runs. */
  state: JobState | undefined;
  /** Why the last run failed; a stopped one did not. */
  error: unknown;
  /** Runs work that tells its progress under the name it is given. */
  run: <Result>(label: string, work: Work<Result>) => Promise<Outcome<Result>>;
  stop: () => void;
  forget: () => void;
};

type Ended = 'done' | 'cancelled' | 'failed' | 'unknown';

/** The engine says by itself that it has stopped; so long it is waited for. */
const STOPS_WITHIN_MS = 15_000;

async function follow(job: string, tell: (state: JobState) => void, signal: AbortSignal): Promise<Ended> {
  try {
    for await (const one of await client.workspace.progress(undefined, { signal })) {
      if (one.job !== job) continue;
      if (one.ended !== 'no') return one.ended;
      tell(one);
    }
  } catch (error) {
    // Ending it is how it is left; anything else only costs the bar, never the work.
    if (!signal.aborted) console.error('The progress of a job could not be followed:', error);
  }
  return 'unknown';
}

const after = (ms: number): Promise<Ended> => new Promise((resolve) => setTimeout(() => resolve('unknown'), ms));

const fractionOf = ({ done, total }: JobState) => (total > 0 ? Math.min(1, done / total) : 0);

/** One long piece of work at a time: its progress here and on the task bar, and a way to stop it. */
export function useJob(): Job {
  const [state, setState] = useState<JobState>();
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);
  const tell = useCallback((next: JobState | undefined) => {
    setState(next);
    // The bar on the task bar is a courtesy: where the desktop has none, nothing is lost.
    shell.setProgress({ fraction: next === undefined ? null : fractionOf(next) }).catch(console.error);
  }, []);
  const run = useCallback(
    async <Result>(label: string, work: Work<Result>): Promise<Outcome<Result>> => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      const followed = new AbortController();
      const name = `${label} ${crypto.randomUUID()}`;
      setError(undefined);
      tell({ label, done: 0, total: 0 });
      const isOurs = () => running.current === control && !control.signal.aborted;
      const ended = follow(name, (next) => isOurs() && tell(next), followed.signal);
      try {
        return { end: 'done', result: await work(name, control.signal) };
      } catch (failure) {
        if (control.signal.aborted) {
          if (running.current === control) tell({ label: 'Stopping', done: 0, total: 0 });
          return { end: 'stopped', anyway: (await Promise.race([ended, after(STOPS_WITHIN_MS)])) === 'done' };
        }
        setError(failure);
        return { end: 'failed' };
      } finally {
        followed.abort();
        if (running.current === control) {
          running.current = undefined;
          tell(undefined);
        }
      }
    },
    [tell],
  );
  return {
    state,
    error,
    run,
    stop: useCallback(() => running.current?.abort(), []),
    forget: useCallback(() => setError(undefined), []),
  };
}

/** Stops what runs when the screen is left: a reading nobody waits for. */
export function useStopOnLeave({ stop }: Job): void {
  useEffect(() => stop, [stop]);
}

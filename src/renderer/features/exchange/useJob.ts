import { useCallback, useEffect, useRef, useState } from 'react';
import { client, shell } from '../../client/client.ts';

/** How far a piece of work is. `total` 0: not known. */
export type JobState = { label: string; done: number; total: number };

export type Job = {
  /** `undefined` while nothing runs. */
  state: JobState | undefined;
  /** Why the last run failed; a cancelled one did not. */
  error: unknown;
  /**
   * Runs work that tells its progress under the name it is given.
   *
   * @returns what the work returned; `undefined` when it was cancelled or failed
   */
  run: <Result>(
    label: string,
    work: (job: string, signal: AbortSignal) => Promise<Result>,
  ) => Promise<Result | undefined>;
  cancel: () => void;
  forget: () => void;
};

async function follow(job: string, tell: (state: JobState) => void, signal: AbortSignal): Promise<void> {
  try {
    for await (const one of await client.workspace.progress(undefined, { signal })) {
      if (one.job === job && one.ended === 'no') tell(one);
    }
  } catch (error) {
    // Ending it is how it is left; anything else only costs the bar, never the work.
    if (!signal.aborted) console.error('The progress of a job could not be followed:', error);
  }
}

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
  const run = useCallback<Job['run']>(
    async (label, work) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      const followed = new AbortController();
      const name = `${label} ${crypto.randomUUID()}`;
      setError(undefined);
      tell({ label, done: 0, total: 0 });
      void follow(name, (next) => running.current === control && tell(next), followed.signal);
      try {
        return await work(name, control.signal);
      } catch (failure) {
        if (!control.signal.aborted) setError(failure);
        return undefined;
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
    cancel: useCallback(() => running.current?.abort(), []),
    forget: useCallback(() => setError(undefined), []),
  };
}

/** Stops what runs when the screen is left: a reading nobody waits for. */
export function useCancelOnLeave({ cancel }: Job): void {
  useEffect(() => cancel, [cancel]);
}

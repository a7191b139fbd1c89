import { readWhole, type WholeFile } from './read-table.ts';
import type { ReadOptions } from './table.ts';

/** A file to read whole, or (with `limitRows`) the first rows of each of its tables: plain data, fit to be sent to a worker. */
export interface ReadFileInput extends Omit<ReadOptions, 'signal' | 'onProgress'> {
  /** A path, or the bytes themselves. */
  readonly from: string | Uint8Array;
}

/** What a job may use of the pool; `jobs/job.ts` has the whole of it. */
interface Context {
  readonly signal: AbortSignal;
  throwIfAborted(): void;
  progress(progress: { readonly label: string; readonly done: number; readonly total: number }): void;
}

/** Name of the job below: `pool.runJob(readFileJob, input, { timeoutMs })`. */
export const readFileJob: string & { readonly input?: ReadFileInput; readonly output?: WholeFile } = 'formats.readFile';

/**
 * The job `readFileJob`: reads a file in a worker, where it can be stopped; progress in bytes.
 *
 * A time limit that passes rejects with the pool's `timeout`; `issue('too_slow', …)` has the sentence for it.
 */
export const readFile = ({ from, ...options }: ReadFileInput, context: Context): Promise<WholeFile> =>
  readWhole(from, {
    ...options,
    signal: context.signal,
    onProgress({ bytesDone, bytesTotal }) {
      context.throwIfAborted();
      context.progress({ label: `Reading ${options.name}`, done: bytesDone, total: bytesTotal });
    },
  });

import { issue } from './issues.ts';
import { readWhole, type WholeFile } from './read-table.ts';
import type { ReadOptions, TableIssue } from './table.ts';

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

/** The job `readFileJob`: reads a file in a worker, where it can be stopped; progress in bytes. */
export const readFile = ({ from, ...options }: ReadFileInput, context: Context): Promise<WholeFile> =>
  readWhole(from, {
    ...options,
    signal: context.signal,
    onProgress({ bytesDone, bytesTotal }) {
      context.throwIfAborted();
      context.progress({ label: `Reading ${options.name}`, done: bytesDone, total: bytesTotal });
    },
  });

/** The sentence for a file whose reading the pool had to end (`code` of its `JobError`). */
export function whyNotRead(
  code: 'timeout' | 'out_of_memory' | 'crashed' | 'failed',
  name: string,
  timeoutMs: number,
): TableIssue {
  switch (code) {
    case 'timeout':
      return issue('too_slow', { file: name }, { seconds: Math.ceil(timeoutMs / 1_000) });
    case 'out_of_memory':
      return issue('reader_failed', { file: name }, { because: 'it needs more memory than there is' });
    default:
      return issue('reader_failed', { file: name }, { because: 'the reader broke down' });
  }
}

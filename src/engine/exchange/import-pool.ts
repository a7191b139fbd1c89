import { createPool, type JobContext, jobName, type Pool } from '../jobs/index.ts';
import { checkpointFile } from '../store/bulk.ts';

// One worker a thread: a second import waits for the first. It is started with the first one and sleeps in between.
let pool: Pool | undefined;

/** The worker that reads files and waits for the disk. */
export function importPool(): Pool {
  pool ??= createPool({ maxWorkers: 1 });
  return pool;
}

/** The job that brings what a bulk import committed to the disk. */
export const checkpointJob = jobName<{ file: string }, void>('exchange.checkpoint');

export const checkpointInWorker = ({ file }: { file: string }, _context: JobContext): void => checkpointFile(file);

/** Checkpoints a workspace in the worker, so that this thread goes on answering. */
export const checkpoint = (file: string): Promise<void> => importPool().runJob(checkpointJob, { file });

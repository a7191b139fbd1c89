import { parentPort } from 'node:worker_threads';
import type { FromWorker, Job, JobContext, JobName, JobProgress, ToWorker } from './job.ts';

/** Progress is sent at most this often. */
const PROGRESS_EVERY_MS = 50;

/** A job with its name, as a worker registers it. */
export interface JobEntry {
  readonly name: string;
  readonly job: Job<never, unknown>;
}

/** Binds a job to its name; the compiler checks that their types agree. */
export const jobEntry = <Input, Output>(name: JobName<Input, Output>, job: Job<Input, Output>): JobEntry => ({
  name,
  job: job as Job<never, unknown>,
});

/**
 * Serves jobs in a worker thread until the pool ends it. Called once, by the worker's entry file.
 *
 * One job runs at a time: the pool gives a worker the next one when it has answered.
 */
export function serveJobs(entries: readonly JobEntry[]): void {
  const port = parentPort;
  if (port === null) throw new Error('expected to run in a worker thread, found the main thread');
  const jobs = new Map(entries.map(({ name, job }) => [name, job]));
  const send = (message: FromWorker) => port.postMessage(message);
  let running: { id: number; controller: AbortController } | undefined;

  port.on('message', (message: ToWorker) => {
    if (message.type === 'stop') {
      if (running?.id === message.id) running.controller.abort();
      return;
    }
    const job = jobs.get(message.job);
    if (job === undefined) {
      send({ type: 'failed', id: message.id, code: 'unknown_job', error: undefined, errorCode: undefined });
      return;
    }
    const controller = new AbortController();
    running = { id: message.id, controller };
    run(job, message, controller, send).finally(() => {
      running = undefined;
    });
  });
}

async function run(
  job: Job<never, unknown>,
  { id, input, stop }: Extract<ToWorker, { type: 'run' }>,
  controller: AbortController,
  send: (message: FromWorker) => void,
): Promise<void> {
  const context: JobContext = {
    signal: controller.signal,
    throwIfAborted() {
      if (Atomics.load(stop, 0) === 1) controller.abort();
      controller.signal.throwIfAborted();
    },
    progress: throttled((progress) => send({ type: 'progress', id, progress })),
  };
  try {
    const output = await job(input as never, context);
    send({ type: 'done', id, output });
  } catch (error) {
    const code = controller.signal.aborted ? 'aborted' : 'failed';
    const errorCode = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    send({ type: 'failed', id, code, error: cloneable(error), errorCode });
  }
}

/** Sends the first at once and then at most one every 50 ms; the end (`done` equal to `total`) is always sent. */
function throttled(send: (progress: JobProgress) => void): (progress: JobProgress) => void {
  let sentAt = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - sentAt < PROGRESS_EVERY_MS && progress.done < progress.total) return;
    sentAt = now;
    send(progress);
  };
}

/** Structured cloning keeps name, message, stack and cause of an error, and throws at a function inside it. */
function cloneable(error: unknown): unknown {
  if (error instanceof Error) {
    const plain = new Error(error.message);
    plain.name = error.name;
    if (error.stack !== undefined) plain.stack = error.stack;
    return plain;
  }
  return String(error);
}

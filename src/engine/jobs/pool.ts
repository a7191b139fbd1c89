import { Worker } from 'node:worker_threads';
import { type FromWorker, JobError, type JobFailure, type JobName, type JobProgress, type ToWorker } from './job.ts';

/** How long a job that was told to stop may take to answer before its thread is ended. */
const GRACE_MS = 250;
/** An idle worker beyond the first is ended after this long. */
const IDLE_MS = 30_000;

export interface PoolOptions {
  /** The worker's entry file; by default the engine's own. */
  readonly entry?: URL;
  /** Workers at once; one is kept, another is started only while all are busy. */
  readonly maxWorkers?: number;
  /** Heap of a worker; beyond it the job fails with `out_of_memory`, and the process lives on. */
  readonly maxHeapMb?: number;
}

export interface RunOptions {
  /** Stops the job when aborted: at once where it looks, else its thread is ended within a quarter of a second. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
  /** Counted from the moment the job starts, not while it waits for a worker. */
  readonly timeoutMs?: number | undefined;
}

export interface Pool {
  /**
   * Runs a job in a worker thread, in the order asked.
   *
   * @throws JobError  `aborted`, `timeout`, `out_of_memory`, `crashed`, `failed`, `unknown_job`, `closed`
   */
  runJob<Input, Output>(name: JobName<Input, Output>, input: Input, options?: RunOptions): Promise<Output>;
  /** Ends all workers; jobs that run or wait fail with `closed`. */
  close(): Promise<void>;
}

/** The engine's own worker entry: beside this file in the source, `pool.js` beside the bundle. */
export const engineEntry = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './pool-worker.ts' : './pool.js', import.meta.url);

interface Task {
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
  readonly options: RunOptions;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: JobError) => void;
}

interface Slot {
  readonly worker: Worker;
  /** Shared with the job, which looks at it inside long loops. */
  readonly stop: Int32Array;
  task?: Task | undefined;
  /** Why the running task was told to stop. */
  stopped?: 'aborted' | 'timeout' | undefined;
  readonly timers: Set<NodeJS.Timeout>;
  forget?: (() => void) | undefined;
}

/**
 * A pool of worker threads for work that is long or may have to be stopped: parsing, bulk matching, rendering.
 *
 * The first worker is started with the first job and kept; none keeps the process alive while it is idle.
 */
export function createPool(options: PoolOptions = {}): Pool {
  const entry = options.entry ?? engineEntry();
  const maxWorkers = options.maxWorkers ?? 2;
  const slots = new Set<Slot>();
  const waiting: Task[] = [];
  let lastId = 0;
  let closed = false;

  const startWorker = (): Slot => {
    const resourceLimits = { maxOldGenerationSizeMb: options.maxHeapMb ?? 2_048 };
    const worker = new Worker(entry, { name: 'pool', execArgv: [], resourceLimits });
    const slot: Slot = { worker, stop: new Int32Array(new SharedArrayBuffer(4)), timers: new Set() };
    worker.on('message', (message: FromWorker) => answer(slot, message));
    worker.on('messageerror', (error) => fail(slot, 'failed', 'its answer cannot be read', error));
    worker.on('error', (error) => {
      const code = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out_of_memory' : 'crashed';
      slots.delete(slot);
      fail(slot, slot.stopped ?? code, error.message, error);
    });
    worker.on('exit', (exitCode) => {
      slots.delete(slot);
      fail(slot, slot.stopped ?? 'crashed', `its thread ended with code ${exitCode}`);
      dispatch();
    });
    slots.add(slot);
    return slot;
  };

  const answer = (slot: Slot, message: FromWorker): void => {
    const { task } = slot;
    if (task === undefined || task.id !== message.id) return;
    if (message.type === 'progress') {
      if (slot.stopped === undefined) task.options.onProgress?.(message.progress);
      return;
    }
    if (message.type === 'failed') {
      const because = message.error instanceof Error ? message.error.message : String(message.error ?? 'no such job');
      fail(slot, slot.stopped ?? message.code, because, message.error);
    } else if (slot.stopped === undefined) {
      release(slot);
      task.resolve(message.output);
    } else {
      fail(slot, slot.stopped, 'it was told to stop');
    }
    dispatch();
  };

  const fail = (slot: Slot, code: JobFailure, because: string, cause?: unknown): void => {
    const { task } = slot;
    release(slot);
    task?.reject(
      new JobError(code, task.job, `The job ${task.job} ended without a result (${code}): ${because}`, { cause }),
    );
  };

  /** The slot is free again, and soon ended when another one is kept. */
  const release = (slot: Slot): void => {
    for (const timer of slot.timers) clearTimeout(timer);
    slot.timers.clear();
    slot.forget?.();
    slot.forget = undefined;
    slot.task = undefined;
    slot.stopped = undefined;
    slot.worker.unref();
    if (slots.size > 1) after(slot, IDLE_MS, () => void slot.worker.terminate()).unref();
  };

  const after = (slot: Slot, delayMs: number, act: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      slot.timers.delete(timer);
      act();
    }, delayMs);
    slot.timers.add(timer);
    return timer;
  };

  const stop = (slot: Slot, why: 'aborted' | 'timeout'): void => {
    if (slot.task === undefined || slot.stopped !== undefined) return;
    slot.stopped = why;
    Atomics.store(slot.stop, 0, 1);
    slot.worker.postMessage({ type: 'stop', id: slot.task.id } satisfies ToWorker);
    after(slot, GRACE_MS, () => void slot.worker.terminate());
  };

  const start = (slot: Slot, task: Task): void => {
    for (const timer of slot.timers) clearTimeout(timer);
    slot.timers.clear();
    slot.task = task;
    Atomics.store(slot.stop, 0, 0);
    slot.worker.ref();
    const { signal, timeoutMs } = task.options;
    if (signal) {
      const abort = () => stop(slot, 'aborted');
      signal.addEventListener('abort', abort, { once: true });
      slot.forget = () => signal.removeEventListener('abort', abort);
    }
    if (timeoutMs !== undefined) after(slot, timeoutMs, () => stop(slot, 'timeout'));
    try {
      slot.worker.postMessage({
        type: 'run',
        id: task.id,
        job: task.job,
        input: task.input,
        stop: slot.stop,
      } satisfies ToWorker);
    } catch (error) {
      fail(slot, 'failed', 'its input cannot be sent to a worker', error);
    }
  };

  const dispatch = (): void => {
    while (waiting.length > 0 && !closed) {
      const idle =
        [...slots].find((slot) => slot.task === undefined) ?? (slots.size < maxWorkers ? startWorker() : undefined);
      if (idle === undefined) return;
      const task = waiting.shift();
      if (task?.options.signal?.aborted)
        task.reject(new JobError('aborted', task.job, `The job ${task.job} was given up before it began.`));
      else if (task) start(idle, task);
    }
  };

  return {
    runJob<Input, Output>(name: JobName<Input, Output>, input: Input, given: RunOptions = {}): Promise<Output> {
      if (closed)
        return Promise.reject(new JobError('closed', name, `The pool is closed; the job ${name} was not begun.`));
      return new Promise<Output>((resolve, reject) => {
        lastId += 1;
        const task: Task = {
          id: lastId,
          job: name,
          input,
          options: given,
          resolve: (output) => resolve(output as Output),
          reject,
        };
        waiting.push(task);
        given.signal?.addEventListener('abort', () => giveUpWaiting(waiting, task), { once: true });
        if (given.signal?.aborted) giveUpWaiting(waiting, task);
        dispatch();
      });
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0))
        task.reject(new JobError('closed', task.job, `The pool was closed before the job ${task.job} began.`));
      const ending = [...slots];
      for (const slot of ending) fail(slot, 'closed', 'the pool was closed');
      await Promise.all(ending.map((slot) => slot.worker.terminate()));
    },
  };
}

function giveUpWaiting(waiting: Task[], task: Task): void {
  const at = waiting.indexOf(task);
  if (at === -1) return;
  waiting.splice(at, 1);
  task.reject(new JobError('aborted', task.job, `The job ${task.job} was given up before it began.`));
}

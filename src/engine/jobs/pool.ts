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
export const createPool = (options: PoolOptions = {}): Pool => new WorkerPool(options);

class WorkerPool implements Pool {
  private readonly entry: URL;
  private readonly maxWorkers: number;
  private readonly maxHeapMb: number;
  private readonly slots = new Set<Slot>();
  private readonly waiting: Task[] = [];
  private lastId = 0;
  private closed = false;

  constructor(options: PoolOptions) {
    this.entry = options.entry ?? engineEntry();
    this.maxWorkers = options.maxWorkers ?? 2;
    this.maxHeapMb = options.maxHeapMb ?? 2_048;
  }

  readonly runJob: Pool['runJob'] = (name, input, options = {}) => {
    if (this.closed)
      return Promise.reject(new JobError('closed', name, `The pool is closed; the job ${name} was not begun.`));
    return new Promise((resolve, reject) => {
      this.lastId += 1;
      const task: Task = {
        id: this.lastId,
        job: name,
        input,
        options,
        resolve: resolve as (output: unknown) => void,
        reject,
      };
      this.waiting.push(task);
      options.signal?.addEventListener('abort', () => this.giveUpWaiting(task), { once: true });
      if (options.signal?.aborted) this.giveUpWaiting(task);
      this.dispatch();
    });
  };

  readonly close = async (): Promise<void> => {
    this.closed = true;
    for (const task of this.waiting.splice(0)) {
      task.reject(new JobError('closed', task.job, `The pool was closed before the job ${task.job} began.`));
    }
    const ending = [...this.slots];
    for (const slot of ending) this.fail(slot, 'closed', 'the pool was closed');
    await Promise.all(ending.map((slot) => slot.worker.terminate()));
  };

  private giveUpWaiting(task: Task): void {
    const at = this.waiting.indexOf(task);
    if (at === -1) return;
    this.waiting.splice(at, 1);
    task.reject(new JobError('aborted', task.job, `The job ${task.job} was given up before it began.`));
  }

  /** Gives waiting jobs to idle workers, and starts a worker while all are busy and more are allowed. */
  private dispatch(): void {
    while (this.waiting.length > 0 && !this.closed) {
      const idle = [...this.slots].find(({ task }) => task === undefined) ?? this.startWorker();
      if (idle === undefined) return;
      const task = this.waiting.shift();
      if (task) this.start(idle, task);
    }
  }

  private startWorker(): Slot | undefined {
    if (this.slots.size >= this.maxWorkers) return undefined;
    const resourceLimits = { maxOldGenerationSizeMb: this.maxHeapMb };
    const worker = new Worker(this.entry, { name: 'pool', execArgv: [], resourceLimits });
    const slot: Slot = { worker, stop: new Int32Array(new SharedArrayBuffer(4)), timers: new Set() };
    worker.on('message', (message: FromWorker) => this.answer(slot, message));
    worker.on('messageerror', (error) => this.fail(slot, 'failed', 'its answer cannot be read', error));
    worker.on('error', (error) => {
      const code = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out_of_memory' : 'crashed';
      this.slots.delete(slot);
      this.fail(slot, slot.stopped ?? code, error.message, error);
    });
    worker.on('exit', (exitCode) => {
      this.slots.delete(slot);
      this.fail(slot, slot.stopped ?? 'crashed', `its thread ended with code ${exitCode}`);
      this.dispatch();
    });
    this.slots.add(slot);
    return slot;
  }

  private start(slot: Slot, task: Task): void {
    clearTimers(slot);
    slot.task = task;
    Atomics.store(slot.stop, 0, 0);
    slot.worker.ref();
    const { signal, timeoutMs } = task.options;
    if (signal) {
      const abort = () => this.stop(slot, 'aborted');
      signal.addEventListener('abort', abort, { once: true });
      slot.forget = () => signal.removeEventListener('abort', abort);
    }
    if (timeoutMs !== undefined) after(slot, timeoutMs, () => this.stop(slot, 'timeout'));
    try {
      slot.worker.postMessage({
        type: 'run',
        id: task.id,
        job: task.job,
        input: task.input,
        stop: slot.stop,
      } satisfies ToWorker);
    } catch (error) {
      this.fail(slot, 'failed', 'its input cannot be sent to a worker', error);
    }
  }

  private answer(slot: Slot, message: FromWorker): void {
    const { task } = slot;
    if (task === undefined || task.id !== message.id) return;
    if (message.type === 'progress') {
      if (slot.stopped === undefined) task.options.onProgress?.(message.progress);
      return;
    }
    if (message.type === 'failed') {
      const because = message.error instanceof Error ? message.error.message : String(message.error ?? 'no such job');
      const { error, errorCode } = message;
      const cause =
        error instanceof Error && errorCode !== undefined ? Object.assign(error, { code: errorCode }) : error;
      this.fail(slot, slot.stopped ?? message.code, because, cause);
    } else if (slot.stopped === undefined) {
      this.release(slot);
      task.resolve(message.output);
    } else {
      this.fail(slot, slot.stopped, 'it was told to stop');
    }
    this.dispatch();
  }

  private stop(slot: Slot, why: 'aborted' | 'timeout'): void {
    if (slot.task === undefined || slot.stopped !== undefined) return;
    slot.stopped = why;
    Atomics.store(slot.stop, 0, 1);
    slot.worker.postMessage({ type: 'stop', id: slot.task.id } satisfies ToWorker);
    after(slot, GRACE_MS, () => void slot.worker.terminate());
  }

  private fail(slot: Slot, code: JobFailure, because: string, cause?: unknown): void {
    const { task } = slot;
    this.release(slot);
    task?.reject(
      new JobError(code, task.job, `The job ${task.job} ended without a result (${code}): ${because}`, { cause }),
    );
  }

  /** The slot is free again, and soon ended when another one is kept. */
  private release(slot: Slot): void {
    clearTimers(slot);
    slot.forget?.();
    slot.forget = undefined;
    slot.task = undefined;
    slot.stopped = undefined;
    slot.worker.unref();
    if (this.slots.size > 1) after(slot, IDLE_MS, () => void slot.worker.terminate()).unref();
  }
}

function after(slot: Slot, delayMs: number, act: () => void): NodeJS.Timeout {
  const timer = setTimeout(() => {
    slot.timers.delete(timer);
    act();
  }, delayMs);
  slot.timers.add(timer);
  return timer;
}

function clearTimers(slot: Slot): void {
  for (const timer of slot.timers) clearTimeout(timer);
  slot.timers.clear();
}

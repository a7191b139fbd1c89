/**
 * Long work that runs in a worker thread: what a job is, how it is named, how it fails.
 */

/** A job's name, which carries the types of its input and output; both must survive structured cloning. */
export type JobName<Input, Output> = string & { readonly input?: Input; readonly output?: Output };

/** Names a job: `export const stageImport = jobName<StageInput, Staged>('exchange.stage')`. */
export const jobName = <Input, Output>(name: string): JobName<Input, Output> => name;

/** Steps done of steps in all, and what is being done, for a progress bar. */
export interface JobProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** What a running job may use of the pool. */
export interface JobContext {
  /** Aborts when the caller gives up; seen between awaits. */
  readonly signal: AbortSignal;
  /** Throws when the caller gave up; cheap, and works inside a long synchronous loop too. */
  throwIfAborted(): void;
  /** Tells how far the work is; call it as often as you like, at most twenty a second are sent. */
  progress(progress: JobProgress): void;
}

/** Work by input: plain data in, plain data out. A refusal a user can answer is part of the output, not an error. */
export type Job<Input, Output> = (input: Input, context: JobContext) => Output | Promise<Output>;

export type JobFailure =
  /** The caller's signal was aborted. */
  | 'aborted'
  /** `timeoutMs` passed. */
  | 'timeout'
  /** The thread took more memory than it may. */
  | 'out_of_memory'
  /** The thread ended by itself. */
  | 'crashed'
  /** The job threw. */
  | 'failed'
  /** No job of that name is registered with the worker. */
  | 'unknown_job'
  /** The pool was closed. */
  | 'closed';

/** Why a job has no result. `cause` is what the job threw, with its name, message, stack and code. */
export class JobError extends Error {
  override name = 'JobError';
  readonly code: JobFailure;
  readonly job: string;

  constructor(code: JobFailure, job: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.job = job;
  }
}

/** What the pool and its workers say to each other. */
export type ToWorker =
  | {
      readonly type: 'run';
      readonly id: number;
      readonly job: string;
      readonly input: unknown;
      readonly stop: Int32Array;
    }
  | { readonly type: 'stop'; readonly id: number };

export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: JobProgress }
  | { readonly type: 'done'; readonly id: number; readonly output: unknown }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly code: 'failed' | 'unknown_job' | 'aborted';
      readonly error: unknown;
      /** Its `code` (`ENOSPC`, `SQLITE_FULL`), which structured cloning loses. */
      readonly errorCode: string | undefined;
    };

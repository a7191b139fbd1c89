export type { Job, JobContext, JobFailure, JobName, JobProgress } from './job.ts';
export { JobError, jobName } from './job.ts';
export { createPool, type Pool, type PoolOptions, type RunOptions } from './pool.ts';

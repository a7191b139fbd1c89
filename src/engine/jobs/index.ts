export type { JobContext, JobName } from './job.ts';
export { JobError, jobName } from './job.ts';
export { createPool, type Pool } from './pool.ts';

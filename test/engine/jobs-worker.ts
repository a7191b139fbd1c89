import { jobEntry, serveJobs } from '../../src/engine/jobs/entries.ts';
import { jobName } from '../../src/engine/jobs/job.ts';

/** Jobs that behave as jobs may: well, badly, for ever. */
export const double = jobName<number, number>('double');
export const patient = jobName<null, string>('patient');
export const stubborn = jobName<null, never>('stubborn');
export const attentive = jobName<null, never>('attentive');
export const chatty = jobName<number, number>('chatty');
export const throwing = jobName<null, never>('throwing');
export const crashing = jobName<null, never>('crashing');
export const greedy = jobName<null, number>('greedy');
export const thread = jobName<number, number>('thread');

const wait = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs));

serveJobs([
  jobEntry(double, (number) => number * 2),
  jobEntry(patient, async (_, { signal }) => {
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    return 'never';
  }),
  jobEntry(stubborn, () => {
    for (;;);
  }),
  jobEntry(attentive, (_, context) => {
    for (;;) context.throwIfAborted();
  }),
  jobEntry(chatty, async (times, { progress }) => {
    for (let done = 1; done <= times; done += 1) {
      progress({ label: 'counting', done, total: times });
      if (done % 100 === 0) await wait(1);
    }
    return times;
  }),
  jobEntry(throwing, () => {
    throw new RangeError('expected a smaller number');
  }),
  jobEntry(crashing, () => process.exit(3)),
  jobEntry(greedy, () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, (_, at) => at));
  }),
  jobEntry(thread, async (delayMs) => {
    const { threadId } = await import('node:worker_threads');
    await wait(delayMs);
    return threadId;
  }),
]);

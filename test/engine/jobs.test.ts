import { afterEach, describe, expect, test } from 'vitest';
import { readFileJob } from '../../src/engine/formats/read-file.ts';
import { type JobProgress, jobName } from '../../src/engine/jobs/job.ts';
import { createPool, type Pool } from '../../src/engine/jobs/pool.ts';

const entry = new URL('./jobs-worker.ts', import.meta.url);
const double = jobName<number, number>('double');
const thread = jobName<number, number>('thread');

let pool: Pool | undefined;
const open = (options: { maxWorkers?: number; maxHeapMb?: number } = {}): Pool => {
  pool = createPool({ entry, ...options });
  return pool;
};
afterEach(() => pool?.close());

/** Milliseconds until a promise is settled, and how it failed. */
async function failureOf(promise: Promise<unknown>): Promise<{ code: unknown; afterMs: number; cause: unknown }> {
  const begun = performance.now();
  try {
    const value = await promise;
    throw new Error(`expected a failure, found ${String(value)}`);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { code: error.code, afterMs: performance.now() - begun, cause: error.cause };
  }
}

describe('a job in the pool', () => {
  test('gives its output', async () => {
    expect(await open().runJob(double, 21)).toBe(42);
  });

  test('reuses one worker while jobs come one after the other', async () => {
    const { runJob } = open();
    const threads = [await runJob(thread, 0), await runJob(thread, 0), await runJob(thread, 0)];
    expect(new Set(threads).size).toBe(1);
  });

  test('gets a second worker only while the first is busy', async () => {
    const { runJob } = open();
    const threads = await Promise.all([runJob(thread, 100), runJob(thread, 100), runJob(thread, 0)]);
    expect(new Set(threads).size).toBe(2);
  });

  test('waits its turn when all workers are busy', async () => {
    const { runJob } = open({ maxWorkers: 1 });
    const ended: number[] = [];
    await Promise.all([80, 0, 0].map((delayMs, nth) => runJob(thread, delayMs).then(() => ended.push(nth))));
    expect(ended).toEqual([0, 1, 2]);
  });

  test('tells its progress at most twenty times a second, and always its end', async () => {
    const told: JobProgress[] = [];
    const begun = performance.now();
    await open().runJob(jobName<number, number>('chatty'), 20_000, { onProgress: (progress) => told.push(progress) });
    const allowed = (performance.now() - begun) / 50 + 2;
    expect(told.length).toBeLessThanOrEqual(allowed);
    expect(told.at(-1)).toEqual({ label: 'counting', done: 20_000, total: 20_000 });
  });
});

describe('a job that fails', () => {
  test.each([
    { job: 'throwing', code: 'failed' },
    { job: 'crashing', code: 'crashed' },
    { job: 'nobody', code: 'unknown_job' },
  ])('$job: $code, and the pool works on', async ({ job, code }) => {
    const { runJob } = open({ maxWorkers: 1 });
    expect((await failureOf(runJob(jobName<null, null>(job), null))).code).toBe(code);
    expect(await runJob(double, 2)).toBe(4);
  });

  test('keeps what it threw as the cause', async () => {
    const { cause } = await failureOf(open().runJob(jobName<null, null>('throwing'), null));
    expect(cause).toMatchObject({ name: 'RangeError', message: 'expected a smaller number' });
  });

  test('takes more memory than it may: only its thread ends', async () => {
    const { runJob } = open({ maxWorkers: 1, maxHeapMb: 64 });
    expect((await failureOf(runJob(jobName<null, number>('greedy'), null))).code).toBe('out_of_memory');
    expect(await runJob(double, 2)).toBe(4);
  });

  test('has an input that cannot be sent', async () => {
    const input = (() => 1) as unknown as number;
    expect((await failureOf(open().runJob(double, input))).code).toBe('failed');
  });
});

describe('a job that is given up', () => {
  test.each(['patient', 'attentive', 'stubborn'])('%s: stops, and the pool works on', async (job) => {
    const { runJob } = open({ maxWorkers: 1 });
    await runJob(double, 1);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const failure = await failureOf(runJob(jobName<null, null>(job), null, { signal: controller.signal }));
    expect(failure.code).toBe('aborted');
    expect(failure.afterMs).toBeLessThan(10_000);
    expect(await runJob(double, 3)).toBe(6);
  });

  test('while it waits: never begins', async () => {
    const { runJob } = open({ maxWorkers: 1 });
    const controller = new AbortController();
    const first = runJob(thread, 100);
    const second = runJob(thread, 0, { signal: controller.signal });
    controller.abort();
    expect((await failureOf(second)).code).toBe('aborted');
    expect(await first).toBeGreaterThan(0);
  });

  test('before it was asked for: never begins', async () => {
    expect((await failureOf(open().runJob(double, 1, { signal: AbortSignal.abort() }))).code).toBe('aborted');
  });

  test('takes longer than its time limit', async () => {
    const { runJob } = open({ maxWorkers: 1 });
    const failure = await failureOf(runJob(jobName<null, null>('stubborn'), null, { timeoutMs: 100 }));
    expect(failure.code).toBe('timeout');
    expect(await runJob(double, 3)).toBe(6);
  });

  test('when the pool is closed', async () => {
    const { runJob, close } = open({ maxWorkers: 1 });
    const running = failureOf(runJob(jobName<null, null>('stubborn'), null));
    const waiting = failureOf(runJob(double, 1));
    await close();
    expect([(await running).code, (await waiting).code]).toEqual(['closed', 'closed']);
    expect((await failureOf(runJob(double, 1))).code).toBe('closed');
  });
});

describe('the engine’s own worker', () => {
  test('reads a file, and gives typed rows back', async () => {
    pool = createPool();
    const from = Buffer.from('Name;Amount\r\nAcme;1,5\r\n');
    const { tables, refused } = await pool.runJob(readFileJob, { from, name: 'deals.csv' });
    expect(refused).toEqual([]);
    expect(tables[0]?.rows).toEqual([{ row: 2, cells: ['Acme', '1,5'] }]);
  });
});

import fs from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

// The process tells of every thread it starts: so the test gets hold of the one that reads.
const workers: Worker[] = [];
process.on('worker', (worker: Worker) => void workers.push(worker));

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

test('a worker that dies while it reads changes nothing, says so, and the next import gets a new one', async () => {
  const lines = Array.from({ length: 40_000 }, (_, row) => `O${row},Deal ${row},Harrow,Open,${row},2026-05-01`);
  const file = desk.file(
    'large.csv',
    csv('Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date', ...lines),
  );
  const running = desk.preview({ files: [file] });
  const failed = expect(running).rejects.toMatchObject({
    code: 'REFUSED',
    data: { problems: [{ code: 'reading_stopped' }] },
  });
  while (!desk.progress.some(({ label }) => label.startsWith('Checking')))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await workers.at(-1)?.terminate();
  await failed;
  expect(fs.readdirSync(`${desk.workspace.file}-staging`)).toEqual([]);
  expect((await desk.preview({ files: [file] })).counts.new).toBe(40_000);
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, expect, test } from 'vitest';
import { startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';

const ROWS = 300_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-large-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function extract(): string {
  const file = path.join(folder, 'opportunities.csv');
  const out = fs.openSync(file, 'w');
  fs.writeSync(
    out,
    'Opportunity ID,Opportunity Name,Account Name,Stage,Product,Amount,Amount Currency,Close Date,Created Date\n',
  );
  for (let from = 0; from < ROWS; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, at) => {
      const row = from + at;
      const day = String(1 + (row % 28)).padStart(2, '0');
      return `O-${row},Deal ${row},Customer ${row % 20_000} GmbH,Proposal,Planner,${1_000 + row},EUR,2026-11-${day},2026-01-${day}\n`;
    });
    fs.writeSync(out, lines.join(''));
  }
  fs.closeSync(out);
  return file;
}

test(`${ROWS} opportunities come in, are unchanged the second time, and go again without a trace`, async () => {
  const engine = await startEngine(
    {
      role: 'writer',
      file: path.join(folder, 'large.tributary'),
      resources: path.join(import.meta.dirname, '../../resources'),
      actor: 'Mara',
      start: {
        do: 'create',
        input: {
          name: 'Large',
          currency: 'EUR',
          timeZone: 'Europe/Berlin',
          country: 'DE',
          workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
          kind: 'trial',
        },
      },
    },
    () => undefined,
    { settle: false, backUpOnClose: false },
  );
  const context = engine.contextFor('command line');
  const client = createRouterClient(router, { context });
  const imported = () =>
    contentHashOf(
      contentOf(context.db).filter(({ name }) => ['accounts', 'opportunities', 'match_keys'].includes(name)),
    );
  const empty = imported();
  const took: string[] = [];
  const timed = async <T>(what: string, work: Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work;
    took.push(`${what} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    return result;
  };
  const files = [extract()];
  const { batch, counts } = await timed('preview', client.exchange.preview({ files }));
  expect(counts).toEqual({ new: ROWS, changed: 0, unchanged: 0, wrong: 0, skipped: 0 });
  await timed('commit', client.exchange.commit({ batch }));
  const again = await timed('preview of the same file', client.exchange.preview({ files }));
  expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: ROWS });
  expect((await client.accounts.opportunities({})).total).toBe(ROWS);
  await timed('undo', client.exchange.undo({ batch }));
  expect(imported()).toBe(empty);
  expect(await client.journal.verify()).toMatchObject({ ok: true, firstBad: null });
  console.log(`${ROWS} opportunities: ${took.join(', ')}`);
  await engine.close();
});

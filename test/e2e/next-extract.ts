import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { writeCsv } from '../../src/engine/formats/index.ts';
import { callEngine } from './call-engine.ts';
import type { Application } from './launch.ts';

type Opportunity = {
  key: string;
  name: string;
  accountName: string;
  product: string;
  status: string;
  stage: string;
  owner: string;
  region: string;
  openedOn: string;
  closeOn: string;
  lastActivityOn: string;
  partnerName: string | null;
  value: { minor: number; currency: string };
};
type Rows = { items: { file: string; record: Opportunity }[] };

const rowOf = (one: Opportunity, change: Partial<Record<string, string>> = {}) => ({
  'Opportunity ID': one.key,
  'Opportunity Name': one.name,
  'Account Name': one.accountName,
  Stage: one.stage,
  Product: one.product,
  Amount: String(one.value.minor / 100),
  'Amount Currency': one.value.currency,
  'Close Date': one.closeOn,
  'Created Date': one.openedOn,
  'Last Activity': one.lastActivityOn,
  'Opportunity Owner': one.owner,
  Region: one.region,
  'Partner Account': one.partnerName ?? '',
  ...change,
});

/** What became of an opportunity by the next extract, by its place: most are as they were. */
function later(one: Opportunity, at: number): Record<string, string> {
  if (at === 7) return rowOf(one, { Amount: '185OO' });
  if (at === 11) return rowOf(one, { 'Close Date': '31.02.2027' });
  if (at % 6 === 1)
    return rowOf(one, { Stage: 'Closed Won', 'Close Date': '2026-10-09', 'Last Activity': '2026-10-09' });
  if (at % 5 === 2) return rowOf(one, { Amount: String(Math.round((one.value.minor * 1.12) / 100_000) * 1_000) });
  if (at % 4 === 3) {
    return rowOf(one, {
      'Opportunity ID': `OPP-3${String(at).padStart(4, '0')}`,
      'Opportunity Name': `${one.accountName}: extension`,
      Stage: 'Qualification',
      'Close Date': '2027-03-31',
      'Created Date': '2026-10-08',
      'Last Activity': '2026-10-08',
    });
  }
  return rowOf(one);
}

/** The CRM's extract of a day later than the demo's last, made from it: new, changed, unchanged and two wrong rows. */
async function nextExtract(page: Page): Promise<string> {
  const ask = <Output>(procedure: string, input: unknown) => callEngine<Output>(page, 'questions', procedure, input);
  const { items: batches } = await ask<{ items: { id: string }[] }>('exchange.batches', {
    filter: { kind: 'opportunities' },
    limit: 1,
  });
  const { items } = await ask<Rows>('exchange.rows', { batch: batches[0]?.id, limit: 1_000 });
  const open = items
    .filter(({ file, record }) => file === 'opportunities.csv' && record.status === 'open')
    .slice(0, 60)
    .map(({ record }, at) => later(record, at));
  const folder = mkdtempSync(join(tmpdir(), 'tributary-extract-'));
  // The mapping reads it again: it is needed until the end.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'opportunities-2026-10-12.csv');
  writeFileSync(file, writeCsv({ columns: Object.keys(open[0] ?? {}), rows: open.map((row) => Object.values(row)) }));
  return file;
}

/** Drops the next extract on the window and waits for its dry run. Returns where that stands. */
export async function dryRun({ page, dropFiles }: Pick<Application, 'page' | 'dropFiles'>): Promise<string> {
  await dropFiles('#content', [await nextExtract(page)]);
  await page.getByRole('button', { name: /^Commit \d+ rows/ }).waitFor({ timeout: 30_000 });
  return new URL(page.url()).hash.slice(1);
}

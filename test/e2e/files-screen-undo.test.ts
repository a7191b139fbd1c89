import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Opportunity } from '../../src/contract/accounts.ts';
import type { BatchItem } from '../../src/contract/exchange.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// What followed from an import is said, and goes with its undo; an undo that takes long can be stopped.
const folder = mkdtempSync(join(tmpdir(), 'tributary-undo-'));
let application: Application;
let page: Page;

beforeAll(async () => {
  application = await launch({ demo: true, locale: 'en-GB' });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

const said = (words: RegExp) => page.getByRole('status').getByText(words).first().waitFor({ timeout: 60_000 });
const newest = async (state: string) => {
  const { items } = await callEngine<{ items: BatchItem[] }>(page, 'questions', 'exchange.batches', {
    filter: { state },
    limit: 1,
  });
  return items[0];
};

test('an import says the wins and earnings it brought about, and its undo that they went', async () => {
  const { items } = await callEngine<{ items: Opportunity[] }>(page, 'questions', 'accounts.opportunities', {
    filter: { status: 'open', linked: true },
    limit: 6,
  });
  const won = join(folder, 'won.csv');
  const lines = items.map(({ key, name, accountName, value }) =>
    [key, name, accountName, 'Closed Won', (value?.minor ?? 0) / 100, value?.currency, '2026-10-09']
      .map((cell) => `"${cell}"`)
      .join(','),
  );
  const head = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Amount Currency,Close Date';
  writeFileSync(won, [head, ...lines].join('\n'));
  await application.dropFiles('#content', [won]);
  await page.getByRole('button', { name: 'Commit 6 rows' }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+Enter');
  await said(/^won\.csv imported: 0 new, 6 changed\. It brought about 6 wins, \d+ accruals? of €[\d,.]+/);
  const hint = page.getByRole('toolbar', { name: 'Import' }).getByText(/^Imported by/);
  await expect.poll(() => hint.innerText()).toMatch(/An undo also takes back 6 wins, \d+ accruals? of €/);
  await page.keyboard.press('z');
  await said(
    /^The import of won\.csv was undone: 6 changed ones are as before\. With it went 6 wins, \d+ accruals? of €/,
  );
  await page.getByText(/^Undone: what it made is gone/).waitFor();
});

test('an undo is stopped by Escape, and the import stands with every row', async () => {
  const many = join(folder, 'many.csv');
  const lines = Array.from({ length: 20_000 }, (_, at) => `A-${at},Company ${at} GmbH,www.c${at}.example,Germany`);
  writeFileSync(many, ['Account ID,Account Name,Website,Billing Country', ...lines].join('\n'));
  await application.dropFiles('#content', [many]);
  await page.getByRole('button', { name: 'Commit 20,000 rows' }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+Enter');
  await said(/^many\.csv imported: 20,000 new/);
  const before = await newest('committed');
  await page.keyboard.press('z');
  await page.getByRole('progressbar').waitFor();
  await page.keyboard.press('Escape');
  await said(/^Stopped\. The import of many\.csv stands\.$/);
  expect(await newest('committed')).toEqual(before);
  const { total } = await callEngine<{ total: number }>(page, 'questions', 'accounts.list', {
    filter: { text: 'c19999.example' },
    limit: 1,
  });
  expect(total).toBe(1);
  await page.getByRole('button', { name: /^Undo this import/ }).waitFor();
});

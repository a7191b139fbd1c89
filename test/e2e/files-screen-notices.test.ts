import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BatchItem } from '../../src/contract/exchange.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// What stays out is said before and after a commit; an Undo that is out of date does nothing wrong, and says so.
const folder = mkdtempSync(join(tmpdir(), 'tributary-notices-'));
const HEAD = 'Account ID,Account Name,Website,Billing Country';
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

const file = (name: string, ...lines: string[]) => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};
const said = (words: RegExp) => page.getByRole('status').getByText(words).first().waitFor({ timeout: 60_000 });
const toast = (words: string | RegExp) => page.locator('.mantine-Notification-root').filter({ hasText: words });
const commit = async (path: string) => {
  await application.dropFiles('#content', [path]);
  await page.getByRole('heading', { level: 1, name: basename(path) }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Commit 1 row' }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+Enter');
};
const newest = async () => {
  const { items } = await callEngine<{ items: BatchItem[] }>(page, 'questions', 'exchange.batches', { limit: 1 });
  return items[0];
};

test('a file that cannot be imported is named with its reason before the commit and after', async () => {
  const accounts = file('accounts.csv', HEAD, 'N-1,Harrow Cranes GmbH,harrow-cranes.example,Germany');
  await application.dropFiles('#content', [
    accounts,
    file('empty.csv', ''),
    file('notes.csv', 'colour,shape', 'red,round'),
  ]);
  const bar = page.getByRole('toolbar', { name: 'Import' });
  await bar.getByText('2 of 3 files are left out: empty.csv, notes.csv.').waitFor({ timeout: 60_000 });
  const check = page.getByRole('list', { name: 'How far the import has come' }).getByRole('listitem').nth(2);
  expect(await check.innerText()).toBe('Check\n2 files left out');
  await page.getByRole('button', { name: 'empty.csv left out' }).click();
  await page.getByText('can’t be read', { exact: true }).waitFor();
  await page.getByText('Mend the file as it says below and choose it again, with the others or by itself.').waitFor();
  expect(await page.getByRole('button', { name: /^Mapping/ }).isDisabled()).toBe(true);
  expect(await page.getByText(/unreadable/i).count()).toBe(0);
  await page.keyboard.press('x');
  await said(/^The preview of accounts\.csv and 2 more was discarded/);
  await application.dropFiles('#content', [accounts, file('notes.csv', 'colour,shape', 'red,round')]);
  await bar.getByText(/^1 of 2 files is left out: notes\.csv\. There is nothing importable in this file/).waitFor();
  await page.keyboard.press('Control+Enter');
  await said(
    /^accounts\.csv imported: 1 new, 0 changed\. 1 of 2 files is left out: notes\.csv\. There is nothing importable/,
  );
});

test('the Undo of a notice goes with the import that was undone in another way', async () => {
  await commit(file('first.csv', HEAD, 'N-2,Norvik Cranes AS,norvik-cranes.example,Norway'));
  await said(/^first\.csv imported/);
  await toast(/^first\.csv imported/)
    .getByRole('button', { name: /^Undo/ })
    .waitFor();
  await page.keyboard.press('z');
  await said(/^The import of first\.csv was undone/);
  await expect.poll(() => toast(/^first\.csv imported/).count()).toBe(0);
});

test('an Undo in a notice, after a later import of the same records, says what stands in its way and changes nothing', async () => {
  await commit(file('before.csv', HEAD, 'N-3,Tellus Cranes AB,tellus-cranes.example,Sweden'));
  await said(/^before\.csv imported/);
  await commit(file('after.csv', HEAD, 'N-3,Tellus Cranes AB,tellus-cranes.example,Finland'));
  await said(/^after\.csv imported/);
  await toast(/^before\.csv imported/)
    .getByRole('button', { name: /^Undo/ })
    .click();
  await said(
    /^The import of before\.csv was left as it is\. A later import \(after\.csv\) changed the same records\. Undo the later import first\.$/,
  );
  expect(await newest()).toMatchObject({ state: 'committed', files: [{ file: 'after.csv' }] });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Opportunity } from '../../src/contract/accounts.ts';
import type { BatchItem } from '../../src/contract/exchange.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// Files of the demo's own CRM as they come in: looked at, mapped, mended, committed, taken back.
const folder = mkdtempSync(join(tmpdir(), 'tributary-files-'));
const deals = join(folder, 'deals.csv');
const others = join(folder, 'andere.csv');
const partners = join(folder, 'more-partners.csv');
let application: Application;
let page: Page;

const HEAD = [
  'Opportunity ID',
  'Opportunity Name',
  'Account Name',
  'Stage',
  'Product',
  'Amount',
  'Amount Currency',
  'Close Date',
];
const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
const amountOf = ({ value }: Opportunity) => (value === null ? '' : (value.minor / 100).toFixed(2));

/** Forty deals as they are, of which five have another amount, three are wrong, and two are new. */
function writeDeals(known: readonly Opportunity[]): void {
  const rows = known.map((deal, index) => [
    deal.key,
    deal.name,
    deal.accountName ?? '',
    index === 20 ? 'Closed' : deal.stage,
    deal.product ?? '',
    index < 5 ? String(Number(amountOf(deal)) + 1_000) : index === 10 ? '4.8O5' : amountOf(deal),
    deal.value?.currency ?? 'EUR',
    index === 30 ? '2026-02-31' : (deal.closeOn ?? ''),
  ]);
  const [account = ''] = known.map(({ accountName }) => accountName ?? '');
  const fresh = ['東京ロボティクス株式会社の非常に長い名前の案件', 'Second arm'].map((name, index) => [
    `NEW-${index}`,
    name,
    account,
    'Qualification',
    'Arm R6',
    '9000',
    'EUR',
    '2026-12-01',
  ]);
  writeFileSync(deals, [HEAD, ...rows, ...fresh].map(line).join('\n'));
}

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  const known = await callEngine<{ items: Opportunity[] }>(page, 'questions', 'accounts.opportunities', { limit: 40 });
  writeDeals(known.items);
  writeFileSync(others, ['Nr;Bezeichner;Lage', 'X1;Erstes;Ulm', 'X2;Zweites;Köln'].join('\n'));
  writeFileSync(partners, ['Partner ID,Partner Name,Tier,Country', 'P-900,Nordlicht Systeme,Gold,Germany'].join('\n'));
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

const toFiles = async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
};
const looked = () => page.getByRole('list', { name: 'How far the import has come' }).waitFor({ timeout: 60_000 });
const choose = async (...paths: string[]) => {
  await toFiles();
  await application.answerOpen(paths);
  await page.keyboard.press('Control+i');
  await looked();
};
const rows = () => page.getByRole('grid').getByRole('row');
const figure = (of: string) => page.getByRole('button', { name: new RegExp(`show the rows of ${of}$`) });
const count = async (of: string) => Number((await figure(of).innerText()).split('\n')[0]);
const said = (words: RegExp) => page.getByRole('status').getByText(words).first().waitFor({ timeout: 20_000 });
const batches = (state: string) =>
  callEngine<{ items: BatchItem[]; total: number }>(page, 'questions', 'exchange.batches', { filter: { state } });
/** What scrolls sideways in a window of this width, and what becomes of a record where it is cut. */
const cutAt = async (width: number) => {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 768 });
  await page.getByRole('row', { name: /^changed 2 / }).waitFor();
  const cut = await page.evaluate(() => {
    const tooWide = (element: Element) => element.scrollWidth > element.clientWidth;
    const scrolling = [...document.querySelectorAll('html, main, main *')].filter(
      (element) => element.tagName === 'HTML' || /auto|scroll/.test(getComputedStyle(element).overflowX),
    );
    const becomes = [...document.querySelectorAll('[role="row"] bdi + span ~ bdi')];
    if (becomes.length === 0) return ['no changed cell is shown'];
    const rightOf = (element: Element | null) => element?.getBoundingClientRect().right ?? 0;
    const cut = becomes.filter((one) => tooWide(one) || rightOf(one) > rightOf(one.closest('[role="gridcell"]')));
    return [...scrolling.filter(tooWide), ...cut].map((element) => element.outerHTML.slice(0, 200));
  });
  if (before !== null) await page.setViewportSize(before);
  return cut;
};
const grave = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => [one.id, one.nodes[0]?.html]);
};

describe('a file is looked at before anything is changed', () => {
  test('each row has its fate, what changes stands beside what it was, and what is wrong says how to mend it', async () => {
    const before = await batches('committed');
    await choose(deals);
    await page.getByRole('heading', { level: 1, name: 'deals.csv' }).waitFor();
    await page.getByText(/^Salesforce opportunities/).waitFor();
    await page.getByText('UTF-8 · comma · 42 rows').waitFor();
    await expect.poll(() => count('Wrong')).toBe(3);
    expect(await count('New')).toBe(2);
    expect(await count('Changed')).toBe(5);
    expect(await count('Unchanged')).toBe(32);
    await page.getByText('“4.8O5” has a letter among its digits.').waitFor();
    await page.getByRole('button', { name: 'Row 32, Close Date' }).waitFor();
    await page.getByText('“2026-02-31” is not a date', { exact: false }).first().waitFor();
    await page.getByRole('row', { name: /^changed 2 .* becomes / }).waitFor();
    expect((await batches('committed')).total).toBe(before.total);
  });

  test('a figure is a filter, and a row opens in full by key', async () => {
    await figure('Wrong').click();
    await expect
      .poll(async () => (await rows().allInnerTexts()).filter((words) => words.startsWith('wrong')).length)
      .toBe(3);
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { level: 2, name: /^Row 22/ }).waitFor();
    await page
      .getByRole('list', { name: 'Issues of this row' })
      .getByText(/does not say whether it was won/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 2, name: /^Row 22/ }).waitFor({ state: 'detached' });
    await figure('Wrong').click();
  });

  test('axe finds nothing serious on rows and mapping', async () => {
    expect(await grave()).toEqual([]);
    await page.keyboard.press('m');
    await page.getByRole('table', { name: 'Columns of the file' }).getByRole('row').nth(3).waitFor();
    expect(await grave()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('said in the mapping what a word means, the row is right, and the mapping is called ours', async () => {
    await page.keyboard.press('m');
    await page.getByRole('button', { name: '“Closed” means: not said' }).click();
    await page.getByRole('option', { name: 'lost' }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/mapped by you$/).waitFor({ timeout: 30_000 });
    await expect.poll(() => count('Wrong')).toBe(2);
    // The one it took the place of does not wait any more.
    expect((await batches('previewed')).total).toBe(1);
  });

  test('the files are of another day when one says so', async () => {
    const date = page.getByLabel('As of');
    await date.fill('2026-10-01');
    await date.press('Enter');
    await expect.poll(async () => (await batches('previewed')).items[0]?.asOf).toBe('2026-10-01');
    await expect.poll(() => date.inputValue()).toBe('2026-10-01');
  });

  test('the wrong rows go back as the same file with the reason of each', async () => {
    const path = join(folder, 'to mend.csv');
    await application.answerSave(path);
    await page.keyboard.press('w');
    await said(/to mend\.csv written: 2 rows, each with the reason/);
    const [head = '', first = ''] = readFileSync(path, 'utf8').split(/\r?\n/);
    expect(head).toContain('Close Date');
    expect(head).toContain('Why it was not imported');
    expect(first).toContain('4.8O5');
  });
});

describe('a commit', () => {
  test('takes all right rows by Ctrl+Enter, and U takes them back', async () => {
    await page.keyboard.press('Control+Enter');
    await said(/deals\.csv imported: 2 new, 6 changed, 2 stayed out/);
    const { items } = await batches('committed');
    expect(items[0]).toMatchObject({ asOf: '2026-10-01', counts: { new: 2, wrong: 2 } });
    await page.getByRole('button', { name: /^Undo this import/ }).waitFor();
    expect(await cutAt(1024)).toEqual([]);
    expect(await cutAt(1280)).toEqual([]);
    await page.keyboard.press('u');
    await said(/The import of deals\.csv was undone: 2 new records are gone/);
    expect((await batches('undone')).items[0]?.id).toBe(items[0]?.id);
    await page.getByText(/^Undone: what it made is gone/).waitFor();
  });

  test('after the workspace has moved on, it is refused with the way on', async () => {
    await choose(deals);
    const first = page.url();
    await choose(partners);
    await expect.poll(() => count('New')).toBe(1);
    await page.keyboard.press('Control+Enter');
    await said(/more-partners\.csv imported: 1 new/);
    await page.goto(first);
    await looked();
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('alert')
      .getByText(/Since the preview/)
      .waitFor();
    await page.keyboard.press('r');
    await page.waitForURL((url) => url.href !== first, { timeout: 30_000 });
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await batches('previewed')).items.map(({ id }) => first.includes(id)))
      .not.toContain(true);
    // What was said of the word is remembered with the mapping, though the import was undone.
    await expect.poll(() => count('Changed')).toBe(6);
  });
});

describe('what nobody decides on', () => {
  test('after a reload it is still there, and the mapping asks for the file again', async () => {
    await page.reload();
    await looked();
    await expect.poll(() => count('Changed')).toBe(6);
    await page.keyboard.press('m');
    await page.getByText(/^The window was loaded anew/).waitFor();
    await application.answerOpen([deals]);
    await page.keyboard.press('o');
    await page.getByText(/^Salesforce opportunities/).waitFor({ timeout: 30_000 });
  });

  test('waits on the Files screen, and goes without a trace when discarded', async () => {
    await toFiles();
    const waiting = page.getByRole('list', { name: 'Previews that wait' });
    await waiting.getByRole('link', { name: 'deals.csv' }).first().click();
    await looked();
    const before = (await batches('previewed')).total;
    await page.keyboard.press('x');
    await said(/The preview of deals\.csv was discarded/);
    await expect.poll(async () => (await batches('previewed')).total).toBe(before - 1);
  });
});

describe('what comes otherwise', () => {
  test('an extract is of the newest day in it, where nobody says another', async () => {
    const old = join(folder, 'old.csv');
    const head = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Last Activity';
    writeFileSync(
      old,
      [head, 'OLD-1,Old arm,Old Works,Qualification,1000,2027-01-15,2026-08-01,2026-09-14'].join('\n'),
    );
    await choose(old);
    await page.getByRole('heading', { level: 1, name: 'old.csv' }).waitFor();
    expect(await page.getByLabel('As of').inputValue()).toBe('2026-09-14');
    await page.keyboard.press('x');
    await said(/The preview of old\.csv was discarded/);
  });

  test('files dropped on the window are looked at together, and one that says nothing is told what to do', async () => {
    await toFiles();
    await application.dropFiles('main', [partners, others]);
    await looked();
    await page.getByRole('heading', { level: 1, name: 'more-partners.csv and andere.csv' }).waitFor();
    await page.getByRole('button', { name: /^andere\.csv/ }).click();
    await page.getByText('Nothing in here can be imported as it is').waitFor();
    await page.getByRole('button', { name: 'Say it in the mapping' }).click();
    await page.getByText('Say first what each row is', { exact: false }).waitFor();
  });

  test('a kind chosen, its columns are found or asked for', async () => {
    await page.getByRole('button', { name: /^Each row is one of/ }).click();
    await page.getByRole('option', { name: 'Accounts' }).click();
    await page.getByText(/^Nothing gives “Name” yet/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Column Bezeichner: not taken' }).click();
    await page.getByRole('option', { name: /^Name \(needed\)/ }).click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => count('New'), { timeout: 30_000 }).toBe(2);
    await page.keyboard.press('x');
    await said(/was discarded/);
  });
});

test('a long reading is stopped by Escape, and leaves nothing behind', async () => {
  const many = join(folder, 'many.csv');
  const lines = Array.from({ length: 150_000 }, (_, at) => `A-${at},Company ${at} GmbH,www.c${at}.example,Germany`);
  writeFileSync(many, ['Account ID,Account Name,Website,Billing Country', ...lines].join('\n'));
  await toFiles();
  const before = (await batches('previewed')).total;
  await application.answerOpen([many]);
  await page.keyboard.press('Control+i');
  await page.getByRole('progressbar').waitFor();
  await page.keyboard.press('Escape');
  await said(/^Stopped\. Nothing was changed\.$/);
  await page.getByRole('button', { name: /^Choose files/ }).waitFor();
  expect((await batches('previewed')).total).toBe(before);
});

describe('what goes out', () => {
  test('decisions for one partner, and the file names no other', async () => {
    await toFiles();
    const list = await callEngine<{ items: { name: string }[] }>(page, 'questions', 'partners.list', { limit: 1_000 });
    await page.getByRole('button', { name: 'Partner: All partners' }).click();
    await page.getByRole('option', { name: 'Kestrel Parts' }).click();
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const path = join(folder, 'kestrel.csv');
    await application.answerSave(path);
    await page.keyboard.press('e');
    await said(/kestrel\.csv written: \d+ registrations/);
    const words = readFileSync(path, 'utf8');
    expect(list.items.filter(({ name }) => name !== 'Kestrel Parts' && words.includes(name))).toEqual([]);
  });

  test('the oldest import of accounts shows its rows again, and says why it can’t be undone', async () => {
    const { items } = await callEngine<{ items: BatchItem[] }>(page, 'questions', 'exchange.batches', {
      filter: { kind: 'accounts' },
      sort: { by: 'committedAt' },
      limit: 1,
    });
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/files/${items[0]?.id}`);
    await looked();
    await rows().nth(3).waitFor({ timeout: 60_000 });
    expect(await rows().nth(1).innerText()).toMatch(/^new/);
    await page
      .getByRole('toolbar', { name: 'Import' })
      .getByText(/later import|Registrations|Cases/)
      .waitFor();
    expect(await page.getByRole('button', { name: /^Undo this import/ }).getAttribute('aria-disabled')).toBe('true');
    expect(await grave()).toEqual([]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Application, launch } from './launch.ts';

// What came in wrong is mended: single cells in the window, letters in the mapping, rows by the sender.
const folder = mkdtempSync(join(tmpdir(), 'tributary-mend-'));
const HEAD = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Amount Currency,Close Date';
let application: Application;
let page: Page;

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

const choose = async (path: string) => {
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
  await application.answerOpen([path]);
  await page.keyboard.press('Control+i');
  await page.getByRole('list', { name: 'How far the import has come' }).waitFor({ timeout: 60_000 });
};
const count = async (of: string) =>
  Number((await page.getByRole('button', { name: new RegExp(`show the rows of ${of}$`) }).innerText()).split('\n')[0]);
const said = (words: RegExp) => page.getByRole('status').getByText(words).first().waitFor({ timeout: 20_000 });
const button = (name: string | RegExp) => page.getByRole('button', { name });

test('a wrong cell is read as proposed by one press, several by one more, and as written again', async () => {
  const lines = ['10.50', '18,5O0', '4,8O5', '1O.50', '2O.50', '3O.50', '4O.50'].map(
    (amount, at) => `MEND-${at},Arm ${at},Nobody Known,Qualification,"${amount}",EUR,2026-12-0${at + 1}`,
  );
  const path = join(folder, 'slips.csv');
  writeFileSync(path, [HEAD, ...lines, 'MEND-9,Arm 9,Nobody Known,Qualification,much,EUR,2026-12-09'].join('\n'));
  const before = readFileSync(path, 'utf8');
  await choose(path);
  await expect.poll(() => count('Wrong')).toBe(7);
  await page
    .getByRole('grid')
    .getByRole('row', { name: /^wrong 3/ })
    .click();
  await page.getByRole('list', { name: 'Issues of this row' }).getByRole('button', { name: 'Use 18,500' }).click();
  await expect.poll(() => count('Wrong'), { timeout: 30_000 }).toBe(6);
  await page.getByText('“18,5O0” was read as “18,500”, as you said.').waitFor();
  await button('Use the 5 proposed').click();
  await expect.poll(() => count('Wrong'), { timeout: 30_000 }).toBe(1);
  expect(await count('New')).toBe(7);
  await button('Read them as written').click();
  await expect.poll(() => count('Wrong'), { timeout: 30_000 }).toBe(7);
  await button('Use the 6 proposed').click();
  await expect.poll(() => count('Wrong'), { timeout: 30_000 }).toBe(1);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('the row that stays wrong goes out as a file, and comes in when it is mended there', async () => {
  const out = join(folder, 'slips to mend.csv');
  await application.answerSave(out);
  await page.keyboard.press('w');
  await said(/slips to mend\.csv written: 1 row, each with the reason/);
  await page.keyboard.press('Control+Enter');
  await said(/slips\.csv imported: 7 new, 0 changed, 1 stayed out/);
  writeFileSync(out, readFileSync(out, 'utf8').replace(/,much,/, ',70.50,'));
  await choose(out);
  await expect.poll(() => count('New')).toBe(1);
  expect(await count('Wrong')).toBe(0);
  await page.keyboard.press('x');
  await said(/was discarded/);
});

test.each([
  { letters: 'UTF-16LE', name: 'Zażółć 東京', bytes: (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le') },
  { letters: 'WINDOWS-1252', name: 'Société Größe', bytes: (text: string) => Buffer.from(text, 'latin1') },
])('a file in $letters is read as it was written, and says so', async ({ letters, name, bytes }) => {
  const path = join(folder, `${letters}.csv`);
  const lines = Array.from({ length: 4 }, (_, at) => `W-${at};${name} ${at};France`);
  writeFileSync(path, bytes(['Account ID;Account Name;Billing Country', ...lines].join('\r\n')));
  await choose(path);
  await page.getByText(`${letters} · semicolon · 4 rows`).waitFor();
  await expect.poll(() => count('New')).toBe(4);
  await page.getByRole('grid').getByText(`${name} 0`).waitFor();
  await page.keyboard.press('x');
  await said(/was discarded/);
});

test('letters that came out wrong are right when one says how the file is written', async () => {
  const path = join(folder, 'polnisch.csv');
  const lines = Array.from({ length: 4 }, (_, at) => `A-${at},Za\xbf\xf3\xb3\xe6 ${at},Poland`);
  writeFileSync(path, Buffer.from(['Account ID,Account Name,Billing Country', ...lines].join('\n'), 'latin1'));
  await choose(path);
  await expect.poll(() => count('New')).toBe(4);
  const name = () => page.getByRole('grid').getByRole('row').nth(1).innerText();
  expect(await name()).not.toContain('Zażółć');
  await page.keyboard.press('m');
  await button(/^Letters/).click();
  await page.getByRole('option', { name: /1250/ }).click();
  await page.getByText('Zażółć 0').first().waitFor({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect.poll(name).toContain('Zażółć 0');
  await page.keyboard.press('x');
  await said(/was discarded/);
});

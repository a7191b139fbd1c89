import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Application, launch } from './launch.ts';
import { everyScreen, visit } from './screens.ts';

// What every screen must do in any state: small, searched in vain, with something opened over it.
let app: Application;

beforeAll(async () => {
  app = await launch({ demo: true });
  await app.page.getByRole('navigation').first().waitFor({ timeout: 120_000 });
}, 300_000);
afterAll(() => app.close());

test('at 400 % zoom nothing but a table reaches beyond the window', async () => {
  const { page } = app;
  const screens = (await everyScreen(page)).filter(({ keys }) => keys === undefined);
  await page.setViewportSize({ width: 320, height: 200 });
  const beyond: string[] = [];
  for (const screen of screens) {
    await visit(page, screen);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) beyond.push(`${screen.name}: ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(beyond).toEqual([]);
}, 120_000);

test.each([
  { place: '/protection?text=zzzq', says: 'No protection fits' },
  { place: '/partners?text=zzzq', says: 'No partner fits' },
  { place: '/journal?text=zzzq', says: 'No entry fits' },
  { place: '/insights?family=zzzq', says: 'Nothing fits' },
  { place: '/earnings?quarter=2001-Q1', says: 'No statement fits' },
])('$place was searched in vain and says “$says”', async ({ place, says }) => {
  await visit(app.page, { name: says, place });
  await app.page.getByText(says, { exact: true }).waitFor();
  expect(await app.page.getByRole('heading', { level: 1 }).count()).toBe(1);
});

test('the entry one chooses in the journal stays in sight above what it opens', async () => {
  const { page } = app;
  await visit(page, { name: 'journal', place: '/journal' });
  const grid = page.getByRole('grid', { name: /^Journal entries/ });
  const last = grid.getByRole('row').nth(16);
  await last.click();
  await page.getByRole('heading', { level: 2, name: /^Entry / }).waitFor();
  const chosen = grid.locator('[aria-selected="true"]');
  await expect
    .poll(async () => {
      const [row, list] = [await chosen.boundingBox(), await grid.boundingBox()];
      return row !== null && list !== null && row.y + row.height <= list.y + list.height + 1;
    })
    .toBe(true);
});

test('Escape in the palette gives the focus back to where one was', async () => {
  const { page } = app;
  await visit(page, { name: 'journal', place: '/journal' });
  const search = page.getByPlaceholder('Customer, partner, number, person');
  const isFocused = () => search.evaluate((field) => field === document.activeElement);
  const found = page.getByRole('combobox', { name: 'Find a customer, partner, deal or command' });
  await search.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kest');
  expect(await found.inputValue()).toBe('kest');
  expect(await isFocused()).toBe(false);
  await page.keyboard.press('Escape');
  await found.waitFor({ state: 'detached' });
  await expect.poll(isFocused).toBe(true);
  expect(await search.inputValue()).toBe('');
});

test('two records of one long name are told apart in the palette by what each is', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  await visit(page, { name: 'today', place: '/today', keys: ['Control+k', ...'kest'] });
  const option = page.getByRole('option').first();
  await option.waitFor();
  const widths = await option.evaluate((row) => {
    const [title, words] = [...row.children];
    if (!(title instanceof HTMLElement) || !(words instanceof HTMLElement)) throw new Error('expected name and kind');
    title.textContent = 'Donaudampfschifffahrtsgesellschaft '.repeat(8);
    return { words: words.clientWidth, row: row.clientWidth };
  });
  expect(widths.words / widths.row).toBeGreaterThan(0.3);
  await page.keyboard.press('Escape');
});

test('the bar, the window and the page are named after the workspace, the file stands in the hint', async () => {
  const chip = app.page.getByRole('button', { name: /^Workspace Brightwater Systems/ });
  expect(await chip.getAttribute('title')).toMatch(/\.tributary$/);
  expect(await app.title()).toMatch(/^Brightwater Systems .*— Tributary$/);
  expect(await app.page.title()).toMatch(/ — Brightwater Systems .*— Tributary$/);
});

test('each toast takes back its own decision, and none outlives its workspace', async () => {
  const { page } = app;
  await visit(page, { name: 'registrations', place: '/registrations' });
  const title = page.getByRole('heading', { level: 1 });
  const reject = async () => {
    const customer = await title.innerText();
    await page.keyboard.press('x');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('6');
    await page.keyboard.press('Control+Enter');
    await page.getByText(`${customer} rejected: too early.`).last().waitFor();
    await expect.poll(() => title.innerText()).not.toBe(customer);
    return customer;
  };
  const older = await reject();
  const newer = await reject();
  const toast = (customer: string) => page.getByRole('group').filter({ hasText: `${customer} rejected` });
  await toast(older).getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => title.innerText()).toBe(older);
  expect(await toast(newer).count()).toBe(1);
  await app.chooseMenu('workspace.close');
  await page.getByRole('button', { name: 'Open the demo workspace' }).waitFor({ timeout: 60_000 });
  await expect.poll(() => toast(newer).count()).toBe(0);
});

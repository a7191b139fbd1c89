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

test('what happened can be read to its end in the journal, in a narrow window too', async () => {
  const { page } = app;
  for (const width of [1280, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    await visit(page, { name: 'journal', place: '/journal?text=provisionally' });
    const sentences = page.getByRole('grid', { name: /^Journal entries/ }).locator('bdi');
    await sentences.first().waitFor();
    const cut = await sentences.evaluateAll(
      (all) =>
        all.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).length,
    );
    expect(cut).toBe(0);
    // The rows are as high as their words, and none lies over the next.
    const tops = await page
      .getByRole('gridcell')
      .locator('..')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top));
    for (const [at, row] of tops.entries()) {
      const next = tops[at + 1];
      if (next !== undefined) expect(row.bottom).toBeLessThanOrEqual(next.top + 1);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('j and k go through the partners of Insights, and through the rows behind a figure', async () => {
  const { page } = app;
  await visit(page, { name: 'insights', place: '/insights' });
  const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.rowIndex);
  for (const [key, row] of [
    ['j', 1],
    ['j', 2],
    ['k', 1],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(row);
  }
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.getByRole('region', { name: 'Partners of the period' }).getByText('Next in the list').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /: show the rows of Registered$/ }).click();
  await page.getByRole('dialog').getByRole('table').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await focused()).toBe(2);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('where the axis of a chart has no room for every month, those it names stand under their own columns', async () => {
  const { page } = app;
  await visit(page, { name: 'insights', place: '/insights' });
  const chart = page.getByRole('img', { name: /^Revenue won by month/ });
  const ticks = (await chart.locator('.recharts-cartesian-axis-tick-value').allTextContents()).filter(
    (words) => !words.includes('€'),
  );
  await page.getByRole('button', { name: 'rows of Revenue won by month' }).click();
  const months = await page.getByRole('table', { name: 'Revenue won by month' }).getByRole('rowheader').allInnerTexts();
  expect(ticks.length).toBeLessThan(months.length);
  const step = Math.ceil(months.length / ticks.length);
  expect(ticks).toEqual(months.filter((_, at) => at % step === 0));
});

test('a field that gets the focus in a long dialog is not under its buttons', async () => {
  const { page } = app;
  await visit(page, { name: 'new-registration', place: '/registrations', keys: ['n'] });
  const dialog = page.getByRole('dialog', { name: 'New registration' });
  const buttons = await dialog.getByRole('button', { name: 'Cancel' }).boundingBox();
  const last = dialog.getByLabel('The partner’s own number');
  await last.focus();
  const field = await last.boundingBox();
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThan(buttons?.y ?? 0);
  await page.keyboard.press('Escape');
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
  const [above, below] = [await toast(older).boundingBox(), await toast(newer).boundingBox()];
  expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeGreaterThanOrEqual(8);
  await toast(older).getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => title.innerText()).toBe(older);
  expect(await toast(newer).count()).toBe(1);
  await app.chooseMenu('workspace.close');
  await page.getByRole('button', { name: 'Open the demo workspace' }).waitFor({ timeout: 60_000 });
  await expect.poll(() => toast(newer).count()).toBe(0);
});

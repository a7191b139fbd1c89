import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accrual, Statement } from '../../src/contract/incentives.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// The statements of the demo, and how each amount was reached.
const folder = mkdtempSync(join(tmpdir(), 'tributary-earnings-'));
let application: Application;
let page: Page;
type Item = { partner: string; partnerName: string; quarter: string; lines: number };
let items: Item[];

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  items = (await callEngine<{ items: Item[] }>(page, 'questions', 'incentives.statements', {})).items;
  await page.keyboard.press('g');
  await page.keyboard.press('e');
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (index: number): Item => {
  const item = items[index];
  if (item === undefined) throw new Error(`expected statement ${index} in the demo, found ${items.length}`);
  return item;
};
const shown = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const lines = () => page.getByRole('list', { name: 'Lines of the statement' });
const statementOf = ({ partner, quarter }: Item) =>
  callEngine<Statement>(page, 'questions', 'incentives.statement', { partner, quarter });

test('the newest and largest is shown first, and J goes on to the next', async () => {
  await shown(at(0).partnerName);
  await page.keyboard.press('j');
  await shown(at(1).partnerName);
  await page.keyboard.press('k');
  await shown(at(0).partnerName);
});

test('every line opens to the steps of its amount', async () => {
  const { lines: all } = await statementOf(at(0));
  await expect.poll(() => lines().getByRole('button').count()).toBe(all.length);
  await lines().getByRole('button').first().click();
  const [first] = all as [Accrual];
  const steps = page.getByRole('list', { name: `How ${first.customer} was worked out` });
  expect(await steps.getByRole('listitem').count()).toBe(first.steps.length);
  await page.keyboard.press('o');
  await page.keyboard.press('o');
});

test('what was taken back says of what', async () => {
  const { items: reversals } = await callEngine<{ items: Accrual[] }>(page, 'questions', 'incentives.accruals', {
    filter: { reversals: true },
  });
  const [reversal] = reversals;
  if (reversal === undefined) return console.log('skipped: the demo has no reversal');
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/earnings?partner=${reversal.partner}&on=${reversal.quarter}`);
  await shown(reversal.partnerName);
  await lines().getByText('taken back').first().waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
  expect(grave.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
});

test('a quarter narrows the list, and what is shown goes with it', async () => {
  const quarter = items.at(-1)?.quarter ?? '';
  const [year, number] = quarter.split('-');
  await page.getByRole('button', { name: 'Quarter: All quarters' }).click();
  await page.getByRole('option', { name: `${number} ${year}` }).click();
  const { items: some, total } = await callEngine<{ items: Item[]; total: number }>(
    page,
    'questions',
    'incentives.statements',
    { filter: { quarter } },
  );
  await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(total));
  await shown(some[0]?.partnerName ?? '');
});

test('the statement is written as a workbook', async () => {
  const path = join(folder, 'statement.xlsx');
  await application.answerSave(path);
  await page.keyboard.press('e');
  await page
    .getByRole('status')
    .getByText(/statement\.xlsx written: \d+ lines?, with formulas/)
    .waitFor();
  expect(statSync(path).size).toBeGreaterThan(3_000);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TodayItem } from '../../src/contract/insights.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

let application: Application;
afterEach(() => application.close());

const groups = { overdue: 'Overdue', due: 'Due soon', calm: 'When there is time' };
const kinds: Partial<Record<TodayItem['kind'], string>> = {
  decide: 'To decide',
  'first meeting': 'First meetings',
  protection: 'Protection ending',
  answer: 'Answers',
};

test('what is due stands first, kinds narrow it, and Enter opens the record', async () => {
  application = await launch({ demo: true });
  const { page } = application;
  await page.getByRole('button', { name: /^All \d+$/, pressed: true }).waitFor({ timeout: 60_000 });
  const { items, total, counts } = await callEngine<{
    items: TodayItem[];
    total: number;
    counts: Record<string, number>;
  }>(page, 'questions', 'insights.today', undefined);
  await page.getByRole('button', { name: `All ${total}`, pressed: true }).waitFor();

  // The demo always has one of these; its kind alone is left, the most urgent of it first.
  const first = items.find((item) => kinds[item.kind] !== undefined);
  if (first === undefined || !('registration' in first.record)) throw new Error('expected the demo to have one due');
  await page.getByRole('button', { name: `${kinds[first.kind]} ${counts[first.kind]}` }).click();
  const list = page.getByRole('list', { name: groups[first.level] });
  await expect.poll(() => list.getByRole('link').first().innerText()).toContain(first.title);
  expect(await page.getByRole('link', { name: /^(Score|Rule on) C-/ }).count()).toBe(0);

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar', { name: /^Decide on / }).waitFor();
  expect(page.url()).toContain(first.record.registration);
});

test('what is due later is one press away, and a name that runs the other way turns nothing round', async () => {
  application = await launch({ demo: true });
  const { page } = application;
  await page.getByRole('button', { name: /^All \d+$/, pressed: true }).waitFor({ timeout: 60_000 });
  const { items: partners } = await callEngine<{ items: { id: string }[] }>(page, 'questions', 'partners.list', {
    limit: 1,
  });
  const name = '\u202eOckerwick\u202d Foundries';
  await callEngine(page, 'changes', 'registrations.submit', {
    partner: partners[0]?.id,
    customer: { name, country: 'GB' },
    family: 'Robotics',
    receivedAt: Date.parse('2026-10-01T08:00:00Z'),
  });
  const entry = page.getByRole('link').filter({ hasText: 'Foundries' }).first();
  const more = page.getByRole('button', { name: /^\d+ more$/ }).first();
  await expect.poll(async () => (await entry.count()) + (await more.count())).toBeGreaterThan(0);
  if ((await entry.count()) === 0) await more.click();
  await entry.waitFor();
  expect(await entry.locator('bdi').first().innerText()).toBe(name);

  const { later } = await callEngine<{ later: { decide: number } }>(page, 'questions', 'insights.today', undefined);
  await page.getByRole('link', { name: `${later.decide} more to decide` }).click();
  await page.getByRole('toolbar', { name: /^Decide on / }).waitFor();
  expect(page.url()).toContain('/registrations');

  await page.evaluate(() => {
    location.hash = '#/reviews/nobody';
  });
  await page.getByRole('alert').getByText('The review could not be shown').waitFor();
});

test('in an empty workspace nothing is due, and the next step or the demo is one press away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-today-'));
  try {
    application = await launch();
    const { page } = application;
    await page.getByLabel('Name', { exact: true }).fill('North partners');
    await application.answerSave(join(folder, 'north.tributary'));
    await page.getByRole('button', { name: /Create the workspace/ }).click();
    await page.getByText('Nothing is due.').waitFor({ timeout: 60_000 });
    await page.getByText('Import your CRM extract: accounts and opportunities.').waitFor();
    await page
      .getByRole('main')
      .getByRole('button', { name: /Import files/ })
      .waitFor();
    await page.getByRole('button', { name: 'Look at the demo' }).waitFor();
    await page.getByText('No commitment is open.').waitFor();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

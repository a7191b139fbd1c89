import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PartnerItem } from '../../src/contract/partners.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// The partners of the demo: by stage, in a table, and one of them in full.
const folder = mkdtempSync(join(tmpdir(), 'tributary-partners-'));
let application: Application;
let page: Page;
let best: PartnerItem;

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  const { items } = await callEngine<{ items: PartnerItem[] }>(page, 'questions', 'partners.list', {
    sort: { by: 'wonValue', descending: true },
    limit: 1,
  });
  const [first] = items;
  if (first === undefined) throw new Error('expected partners in the demo, found none');
  best = first;
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

const toPartners = async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('heading', { level: 1, name: 'Partners' }).waitFor();
};
const names = () => page.getByRole('grid', { name: 'Partners' }).getByRole('gridcell').locator('bdi').allInnerTexts();
const grave = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => [one.id, one.nodes[0]?.html]);
};

describe('the board', () => {
  test('has every partner in its stage, and arrows lead from card to card', async () => {
    await toPartners();
    const card = page.getByRole('link', { name: new RegExp(`^${best.name}`) });
    await card.waitFor();
    const list = await callEngine<{ total: number }>(page, 'questions', 'partners.list', {});
    await expect.poll(() => page.locator('main').getByRole('listitem').count()).toBe(list.total);
    await card.focus();
    const from = await card.innerText();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').innerText()).not.toBe(from);
    await page.keyboard.press('ArrowUp');
    expect(await page.locator(':focus').innerText()).toBe(from);
    expect(await grave()).toEqual([]);
  });

  test('j leads to the first card from anywhere and on to the next, k back, and “?” names them', async () => {
    const cards = page.getByRole('group', { name: 'Partners by stage' }).getByRole('link');
    const [first = '', second = ''] = await cards.allInnerTexts();
    await page.getByRole('button', { name: 'Board' }).focus();
    const presses = { j: first, J: second, k: first };
    for (const [key, card] of Object.entries(presses)) {
      await page.keyboard.press(key.toLowerCase());
      expect(await page.locator(':focus').innerText()).toBe(card);
    }
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' }).getByRole('region', { name: 'Partners by stage' });
    for (const title of ['Next in the list', 'Previous in the list', 'Next stage', 'Previous stage']) {
      await keys.getByText(title, { exact: true }).waitFor();
    }
    await page.keyboard.press('Escape');
  });

  test('shows only those of a tier', async () => {
    await page.getByRole('button', { name: 'Tier: All tiers' }).click();
    await page.getByRole('option', { name: 'Gold' }).click();
    const { total } = await callEngine<{ total: number }>(page, 'questions', 'partners.list', {
      filter: { tier: 'Gold' },
    });
    await expect.poll(() => page.locator('main').getByRole('listitem').count()).toBe(total);
    await page.getByRole('button', { name: 'Tier: Gold' }).click();
    await page.getByRole('option', { name: 'All tiers' }).click();
  });
});

describe('the table', () => {
  test('is sorted by the engine, and one is found by a part of its name', async () => {
    await page.keyboard.press('b');
    await expect.poll(async () => (await names())[0]).toBe(best.name);
    await page.getByRole('button', { name: 'Partner', exact: true }).click();
    const { items } = await callEngine<{ items: PartnerItem[] }>(page, 'questions', 'partners.list', {
      sort: { by: 'name' },
      limit: 2,
    });
    await expect.poll(async () => (await names()).slice(0, 2)).toEqual(items.map(({ name }) => name));
    await page.keyboard.press('/');
    await page.keyboard.type(best.name.slice(0, 6).toLowerCase());
    await expect.poll(async () => await names()).toEqual([best.name]);
    expect(await grave()).toEqual([]);
  });

  test('Enter opens the one that is chosen', async () => {
    await page.getByRole('grid', { name: 'Partners' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: best.name }).waitFor();
  });
});

describe('one partner', () => {
  test('shows its standing, what is owed to it, its people and its deals', async () => {
    const words = await page.getByRole('main').innerText();
    expect(words).toContain(String(best.standing.registered));
    for (const title of ['What we owe', 'Service we gave', 'People', 'About', 'Won by quarter', 'Earnings by quarter'])
      await page.getByRole('heading', { level: 2, name: title }).waitFor();
    const deals = page.getByRole('grid', { name: /^Deals of this partner/ });
    await expect.poll(() => deals.getAttribute('aria-rowcount')).toBe(String(best.standing.registered + 1));
    expect(await grave()).toEqual([]);
  });

  test('its decisions are written as a file', async () => {
    const path = join(folder, 'decisions.xlsx');
    await application.answerSave(path);
    await page.keyboard.press('e');
    await page
      .getByRole('status')
      .getByText(/decisions\.xlsx written: \d+ registrations/)
      .waitFor();
    expect(statSync(path).size).toBeGreaterThan(2_000);
  });

  test('its statements are one key away', async () => {
    await page.keyboard.press('s');
    await page.getByRole('heading', { level: 2, name: /^Earnings/ }).waitFor();
    await page.getByRole('button', { name: `Partner: ${best.name}` }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: best.name }).waitFor();
  });

  test('nobody by that address: says so', async () => {
    await page.evaluate(() => {
      location.hash = '#/partners/nobody';
    });
    await page.getByRole('alert').getByText('There is no such partner here.').waitFor();
  });
});

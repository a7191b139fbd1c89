import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attribution } from '../../src/contract/attribution.ts';
import type { Accrual } from '../../src/contract/incentives.ts';
import type { RegistrationItem } from '../../src/contract/registrations.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// Who is credited with a won deal of the demo, seen and changed on the screen, and what its partners earn by it.
let application: Application;
let page: Page;
let won: { registration: RegistrationItem; accrual: Accrual; before: Attribution };

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  won = await creditedByRule();
});
afterAll(() => application.close());

const attributionOf = (opportunity: string) =>
  callEngine<Attribution>(page, 'questions', 'attribution.get', { opportunity });
const accrualsOf = async (opportunity: string) =>
  (await callEngine<{ items: Accrual[] }>(page, 'questions', 'incentives.accruals', { filter: { opportunity } })).items;
const netOf = async () =>
  (await accrualsOf(won.accrual.opportunity)).reduce((sum, { amount }) => sum + amount.minor, 0);

/** A won registration whose partner has the whole by the rules, and has earned by it. */
async function creditedByRule() {
  const { items } = await callEngine<{ items: Accrual[] }>(page, 'questions', 'incentives.accruals', { limit: 100 });
  for (const accrual of items) {
    const before = await attributionOf(accrual.opportunity);
    if (before.byHand || before.roles.length !== 1 || accrual.registration === null) continue;
    if ((await accrualsOf(accrual.opportunity)).length !== 1) continue;
    const registration = await callEngine<RegistrationItem>(page, 'questions', 'registrations.get', {
      registration: accrual.registration,
    });
    if (registration.close === 'won') return { registration, accrual, before };
  }
  throw new Error('expected a won registration credited by rule in the demo, found none');
}

const go = (place: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, `#${place}`);
const dialog = () => page.getByRole('dialog');
const credited = () => page.getByRole('table', { name: 'Who is credited' });

test('a won registration says who is credited, and S leads to the whole of it', async () => {
  await go(`/registrations/${won.registration.id}?queue=all`);
  const panel = page.getByRole('region', { name: 'The opportunity it became' });
  await panel.getByText(`${won.before.roles[0]?.role} 100%`).waitFor();
  await page.keyboard.press('s');
  await page.getByRole('heading', { level: 1, name: won.before.opportunity.name }).waitFor();
  await credited().getByText('100%').waitFor();
  await page.getByRole('table', { name: 'What it earned' }).waitFor();
});

test('shares that are not the whole can’t be set', async () => {
  await page.keyboard.press('e');
  const share = dialog().getByRole('group', { name: 'Part 1' }).getByLabel('Share in %');
  await share.fill('60');
  await dialog().getByText('40% is still to be given.').waitFor();
  expect(await dialog().getByRole('button', { name: 'Set' }).getAttribute('aria-disabled')).toBe('true');
});

test('sixty and forty take the old earning back and book two new ones, which are the same together', async () => {
  const whole = await netOf();
  await dialog().getByRole('button', { name: 'Another partner' }).click();
  const second = dialog().getByRole('group', { name: 'Part 2' });
  expect(await second.getByLabel('Share in %').inputValue()).toBe('40');
  await second.getByRole('combobox', { name: 'Partner' }).click();
  await page.getByRole('option').filter({ hasNotText: won.accrual.partnerName }).first().click();
  await dialog().getByLabel('Why').fill('The second partner installs it, as both agreed.');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual(
    [],
  );
  await page.keyboard.press('Control+Enter');
  await credited().getByText('40%').waitFor();
  await page.getByText('The second partner installs it, as both agreed.').waitFor();
  const rows = page.getByRole('table', { name: 'What it earned' }).getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(1 + 3);
  const now = await accrualsOf(won.accrual.opportunity);
  expect(now.filter(({ reverses }) => reverses !== null).map(({ amount }) => amount.minor)).toEqual([-whole]);
  expect((await attributionOf(won.accrual.opportunity)).roles.map(({ shareBp }) => shareBp)).toEqual([6_000, 4_000]);
});

test('the rules decide again when asked, and what was earned is what it was', async () => {
  await page.keyboard.press('b');
  await credited().getByText('100%').waitFor();
  await page.getByText('By the programme’s rules').waitFor();
  expect((await attributionOf(won.accrual.opportunity)).roles).toEqual(won.before.roles);
  expect(await netOf()).toBe(won.accrual.amount.minor);
});

test('a deal made direct by hand earns nobody anything, and undo brings the partner back', async () => {
  await page.keyboard.press('e');
  await dialog().getByRole('radio', { name: 'Direct' }).check();
  await dialog().getByLabel('Why').fill('The partner has handed it back.');
  await page.keyboard.press('Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await credited().waitFor({ state: 'detached' });
  expect(await netOf()).toBe(0);
  await page.keyboard.press('u');
  await credited().getByText('100%').waitFor();
  expect(await netOf()).toBe(won.accrual.amount.minor);
});

test('an opportunity nobody brought is found by its name, and is direct', async () => {
  const { items } = await callEngine<{ items: Attribution['opportunity'][] }>(
    page,
    'questions',
    'accounts.opportunities',
    {
      filter: { linked: false, status: 'won' },
      limit: 200,
    },
  );
  const direct = items.find(({ partnerName }) => partnerName === null);
  if (direct === undefined) throw new Error('expected a direct opportunity in the demo, found none');
  await page.keyboard.press('Control+k');
  await page.keyboard.type(direct.key);
  await page
    .getByRole('option', { name: /Opportunity/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: direct.name }).waitFor();
  await page.getByText('No registration is linked to it').waitFor();
  await page.getByText('no rule of the plan gives a partner anything').waitFor();
});

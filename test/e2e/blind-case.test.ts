import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseDetail } from '../../src/contract/conflicts.ts';
import type { RegistrationDetail } from '../../src/contract/registrations.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// Two partners of the demo claim one new customer. While their case is blind no screen tells who they are; all are asked alike; the case is dismissed.
let application: Application;
let page: Page;
let claims: RegistrationDetail[];
let names: string[];
let opened: CaseDetail;
const CUSTOMER = 'Ockerwick Foundries Ltd';

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  const { items } = await callEngine<{ items: { id: string; name: string; families: string[] }[] }>(
    page,
    'questions',
    'partners.list',
    { sort: { by: 'registered', descending: true }, limit: 2 },
  );
  names = items.map(({ name }) => name);
  claims = [];
  for (const { id, name } of items) {
    claims.push(
      await callEngine<RegistrationDetail>(page, 'changes', 'registrations.submit', {
        partner: id,
        customer: { name: CUSTOMER, country: 'GB', domain: 'ockerwick.example' },
        family: 'Robotics',
        value: { minor: 9_876_543, currency: 'EUR' },
        need: `${name} measured the line.`,
        evidence: [{ kind: 'in evaluation', date: '2026-09-01', note: `${name} walked the plant.` }],
      }),
    );
  }
  opened = await callEngine<CaseDetail>(page, 'changes', 'conflicts.open', {
    registrations: claims.map(({ id }) => id),
  });
});
afterAll(() => application.close());

const go = (hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const get = (one: { id: string } | undefined) =>
  callEngine<RegistrationDetail>(page, 'questions', 'registrations.get', { registration: one?.id });
const theCase = () => callEngine<CaseDetail>(page, 'questions', 'conflicts.get', { case: opened.id });
const said = (words: RegExp) => page.getByRole('status').getByText(words).waitFor({ timeout: 10_000 });
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
/** The names of the claimants in what is shown of a place. */
const told = async (words: string) => names.filter((name) => words.includes(name));

describe('while the case is blind', () => {
  test('its registrations hide who made them, and say until when', async () => {
    await go(`#/registrations/${claims[0]?.id}?queue=inCase&text=ockerwick`);
    await heading(CUSTOMER);
    await page.getByText(`Names and values are hidden until ${opened.number} is sealed`).waitFor();
    await page.getByText('Registered by a claimant').waitFor();
    // Other rows may name the same partners: the list is narrowed to this customer.
    await expect.poll(() => page.getByRole('row').count()).toBeLessThanOrEqual(2);
    const words = await page.getByRole('main').innerText();
    expect(await told(words)).toEqual([]);
    expect(words).not.toMatch(/98[.,\s]?765|€98/);
    expect(words).toContain('[claimant] walked the plant.');
  });

  test('the palette finds them by the customer, and says nothing more', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ockerwick');
    const option = page.getByRole('option', { name: new RegExp(CUSTOMER) }).first();
    await option.waitFor();
    const words = (await page.getByRole('option').allInnerTexts()).join('\n');
    expect(words).toContain(`claimant in ${opened.number}`);
    expect(await told(words)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

describe('all claimants', () => {
  test('are asked for the same by one key, and the case waits', async () => {
    await go(`#/cases/${opened.id}`);
    await heading(new RegExp(`^${opened.number}: two claims`));
    await page.keyboard.press('a');
    await page.getByRole('dialog').getByLabel('What is missing, a line each').fill('Signed minutes\nWho decides');
    await page.keyboard.press('Control+Enter');
    await said(/all claimants are asked, until /);
    await page.getByRole('heading', { name: 'Asked of all claimants' }).waitFor();
    expect(await theCase()).toMatchObject({ waiting: { answered: 0, of: 2 } });
    for (const one of claims) {
      expect(await get(one)).toMatchObject({
        clock: { state: 'stopped' },
        decision: { missing: ['Signed minutes', 'Who decides'] },
      });
    }
    await page.getByText('2 of 2 claimants still have time to answer').waitFor();
  });

  test('answer at their registrations, without being named', async () => {
    await go(`#/registrations/${claims[0]?.id}?queue=inCase&text=ockerwick`);
    await heading(CUSTOMER);
    await page.getByRole('toolbar').getByRole('button', { name: 'Enter the answer' }).waitFor();
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: /^The answer to R-/ });
    expect(await told(await dialog.innerText())).toEqual([]);
    await dialog.getByRole('button', { name: 'Other fields' }).click();
    await dialog.getByLabel('Web domain').fill('ockerwick-foundries.example');
    await page.keyboard.press('Control+Enter');
    await said(/the answer is entered/);
    expect(await theCase()).toMatchObject({ waiting: { answered: 1, of: 2 } });
    expect((await get(claims[0])).input.customer.domain).toBe('ockerwick-foundries.example');
  });
});

test('a case is dismissed with a reason, and its claims are in the queue by their names', async () => {
  await go(`#/cases/${opened.id}`);
  await heading(new RegExp(`^${opened.number}: two claims`));
  await page.keyboard.press('x');
  await page
    .getByRole('dialog', { name: /^Dismiss/ })
    .getByLabel('Why')
    .fill('Two plants, two projects.');
  await page.keyboard.press('Control+Enter');
  await said(/is dismissed; its claims are back in the queue/);
  await page.getByText('Two plants, two projects.').waitFor();
  expect((await theCase()).state).toBe('dismissed');
  for (const [place, one] of claims.entries()) {
    expect(await get(one)).toMatchObject({ state: 'submitted', partnerName: names[place], blind: null });
  }
  await go(`#/registrations/${claims[1]?.id}?queue=inCase`);
  await heading(CUSTOMER);
  await page
    .getByRole('link', { name: names[1] ?? '' })
    .first()
    .waitFor();
});

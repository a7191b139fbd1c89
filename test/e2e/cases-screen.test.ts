import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseDetail, CaseItem } from '../../src/contract/conflicts.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// A case of the demo, from blind scores to its appeal.
let application: Application;
let page: Page;
let id: string;

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  const open = await callEngine<{ items: CaseItem[] }>(page, 'questions', 'conflicts.list', {
    filter: { state: 'open' },
  });
  const [first] = open.items;
  if (first === undefined) throw new Error('expected an open case in the demo, found none');
  id = first.id;
});
afterAll(() => application.close());

const detail = () => callEngine<CaseDetail>(page, 'questions', 'conflicts.get', { case: id });
const shown = () => page.getByRole('main').innerText();
const said = (words: RegExp) => page.getByRole('status').getByText(words).waitFor({ timeout: 10_000 });
const step = (name: string | RegExp) => page.getByRole('toolbar').getByRole('button', { name });

test('the list shows what is due first, and j and Enter open a case from anywhere on the screen', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  const { number } = await detail();
  const row = page.getByRole('row', { name: new RegExp(number) });
  await row.waitFor();
  const place = Number(await row.getAttribute('aria-rowindex'));
  for (let above = 1; above < place; above += 1) await page.keyboard.press('j');
  await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(`^${number}: two claims on `) }).waitFor();
});

describe('while it is blind', () => {
  test('no partner’s name is on the screen, and the bar says why it can’t be sealed', async () => {
    const partners = await callEngine<{ items: { name: string }[] }>(page, 'questions', 'partners.list', {
      limit: 1_000,
    });
    const words = await shown();
    expect(partners.items.filter(({ name }) => words.includes(name))).toEqual([]);
    expect(await step(/Seal/).getAttribute('aria-disabled')).toBe('true');
    expect(words).toMatch(/and \d more have no score yet|have no score yet/);
  });

  test('digits score and lead on, arrows move, and every score is saved as it is entered', async () => {
    const { list, criteria } = await detail();
    for (let cell = 0; cell < list.length * criteria.length - 1; cell += 1) await page.keyboard.press('3');
    await page.keyboard.press('4');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('1');
    await expect
      .poll(async () => (await detail()).list.map((claim) => claim.scores))
      .toEqual([
        { evidence: 3, qualification: 3, ability: 3, relationship: 3 },
        { evidence: 3, qualification: 3, ability: 1, relationship: 4 },
      ]);
    await page.reload();
    await page.getByRole('button', { name: /^Ability to deliver: 1 of 4/, pressed: true }).waitFor();
    expect((await detail()).blind).toBe(true);
  });
});

describe('once sealed', () => {
  test('names open, and the policy recommends with its clause', async () => {
    await page.keyboard.press('s');
    await said(/The scores are sealed/);
    const { list, recommendation } = await detail();
    const words = await shown();
    for (const claim of list) expect(words).toContain(claim.revealed?.partnerName);
    expect(words).toContain('The policy recommends');
    expect(words).toContain(`under ${recommendation?.clause}`);
  });

  test('the ruling begins with the recommendation, and tells until when it may be appealed', async () => {
    const { recommendation } = await detail();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /^Rule on/ });
    expect(await dialog.getByLabel('Outcome').inputValue()).toBe(recommendation?.outcome);
    expect(await dialog.getByLabel(/^Reason/).inputValue()).toBe(recommendation?.words);
    // From the field that would open its choices: Ctrl+Enter sends from everywhere.
    await page.keyboard.press('Control+Enter');
    await said(/An appeal may be filed until/);
    const { ruling } = await detail();
    expect(ruling).toMatchObject({ outcome: recommendation?.outcome, followedRecommendation: true });
  });

  test('an appeal is filed, and whoever ruled is told that somebody else decides it', async () => {
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: /^Appeal/ });
    await dialog.getByLabel('Grounds').fill('Our visit was earlier; the minutes are attached.');
    await page.keyboard.press('Control+Enter');
    await said(/The appeal in .* is filed/);
    expect((await detail()).state).toBe('appealed');
    expect(await step(/Decide the appeal/).getAttribute('aria-disabled')).toBe('true');
    await page.getByText(/made the ruling: somebody else decides the appeal/).waitFor();
  });
});

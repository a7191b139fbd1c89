import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect } from 'vitest';
import type { Accrual } from '../../src/contract/incentives.ts';
import type { ProtectionItem } from '../../src/contract/registrations.ts';
import { pagesOf } from '../support/pdf-text.ts';
import { callEngine } from './call-engine.ts';
import type { Application } from './launch.ts';
import { deskOf } from './main-job-desk.ts';

const SOON_MS = 20_000;

/** Longer steps of the main job, each through the screen of the application that is open now. */
export function stepsOf(open: () => Application) {
  const button = (name: string | RegExp) => open().page.getByRole('button', { name });
  const said = (words: RegExp | string) =>
    open().page.getByRole('status').getByText(words).waitFor({ timeout: SOON_MS });

  /** Files an appeal against the ruling of a case. */
  async function appeal(number: string): Promise<void> {
    const { page } = open();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${number}`) }).waitFor();
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: /^Appeal/ });
    await dialog.getByLabel('Grounds').fill('Our visit was earlier; the minutes are attached.');
    await page.keyboard.press('Control+Enter');
    await said(/The appeal in .* is filed/);
    await page.getByText(/made the ruling: somebody else decides the appeal/).waitFor();
  }

  /** Extends the protection of a customer, and says until when it was and is. */
  async function extend(customer: string): Promise<{ before: string; until: string; cap: string }> {
    const { page } = open();
    const protection = async () => {
      const { items } = await callEngine<{ items: ProtectionItem[] }>(page, 'questions', 'protection.list', {});
      const found = items.find((one) => one.customer === customer);
      if (found === undefined) throw new Error(`expected a protection of ${customer}, found none`);
      return found;
    };
    const before = await protection();
    await deskOf(open).go('Protection');
    await page
      .getByRole('row', { name: new RegExp(customer) })
      .first()
      .click();
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: new RegExp(`^Extend the protection of ${customer}`) });
    await dialog
      .getByLabel('What is new')
      .fill('Second visit on site; purchasing has the offer and decides in autumn.');
    await page.keyboard.press('Control+Enter');
    await said(new RegExp(`^${customer}: protected until `));
    const { until, capOn: cap } = await protection();
    return { before: before.until, until, cap };
  }

  /** Gives a second partner 40 % of the opportunity the shown registration became. */
  async function splitCredit(first: string, second: string): Promise<void> {
    const { page } = open();
    await page
      .getByRole('region', { name: 'The opportunity it became' })
      .getByText(/originator 100%/)
      .waitFor();
    await page.keyboard.press('s');
    const credited = page.getByRole('table', { name: 'Who is credited' });
    await credited.getByText(first).waitFor();
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: /^Who is credited/ });
    await dialog.getByLabel('Share in %').fill('60');
    await dialog.getByText('40% is still to be given.').waitFor();
    await button('Another partner').click();
    await dialog.getByRole('group', { name: 'Part 2' }).getByRole('combobox', { name: 'Partner' }).fill(second);
    await page
      .getByRole('option', { name: new RegExp(`^${second}`) })
      .first()
      .click();
    await dialog.getByLabel('Why').fill('The second partner installs it, as both agreed.');
    await page.keyboard.press('Control+Enter');
    await credited.getByText('40%').waitFor({ timeout: SOON_MS });
    await page.getByRole('table', { name: 'What it earned' }).getByText('taken back').waitFor({ timeout: SOON_MS });
  }

  /** What the deal of a customer earned whom, row by row. */
  async function earnedBy(customer: string): Promise<{ partner: string; minor: number; takenBack: boolean }[]> {
    const { items } = await callEngine<{ items: Accrual[] }>(open().page, 'questions', 'incentives.accruals', {});
    return items
      .filter((one) => one.customer === customer)
      .map((one) => ({ partner: one.partnerName, minor: one.amount.minor, takenBack: one.reverses !== null }));
  }

  /** Narrows the figures to one partner. */
  async function onlyPartner(name: string): Promise<void> {
    const { page } = open();
    await button(/^Partner: /).click();
    await page.getByRole('option', { name, exact: true }).click();
    await button(`Partner: ${name}`).waitFor();
  }

  /** Draws a review up for the first partner, presents it, and takes away a PDF that names none of the others. */
  async function holdReview(partners: readonly string[], file: string): Promise<void> {
    const { page, answerSave } = open();
    const [ours = ''] = partners;
    await deskOf(open).go('Reviews');
    await button(/^New review/)
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'New review' });
    await dialog
      .getByRole('combobox', { name: 'With' })
      .or(dialog.getByRole('textbox', { name: 'With' }))
      .first()
      .fill(ours);
    await page.getByRole('option', { name: ours, exact: true }).click();
    expect(await dialog.getByLabel('From').inputValue()).toBe('2017-10-01');
    expect(await dialog.getByLabel('Until').inputValue()).toBe('2017-12-31');
    await page.keyboard.press('Control+Enter');
    await said(/is drawn up and frozen as of/);
    await button(`For ${ours}`).click();
    await answerSave(file);
    await page.keyboard.press('e');
    await said(/review\.pdf written, \d+ slides/);
    const text = (await pagesOf(readFileSync(file))).join('\n');
    expect(text).toContain(ours);
    expect(
      partners.slice(1).filter((name) => new RegExp(`\\b${name.replaceAll(/[^\w\s]/g, '\\$&')}\\b`).test(text)),
    ).toEqual([]);
    await page.keyboard.press('p');
    await said(/^Slide 1 of \d+: /);
    for (let slide = 2; slide <= 7; slide += 1) {
      await page.keyboard.press('ArrowRight');
      await said(new RegExp(`^Slide ${slide} of `));
    }
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar', { name: 'Review' }).waitFor();
  }

  /** Saves the decisions as CSV, and reads them back. */
  async function decisionsAsCsv(file: string): Promise<Record<string, string>[]> {
    await button('CSV').click();
    await open().answerSave(file);
    await button(/Save decisions/).click();
    await said(/decisions\.csv written: 7 registrations/);
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  }

  return { appeal, extend, splitCredit, earnedBy, onlyPartner, holdReview, decisionsAsCsv };
}

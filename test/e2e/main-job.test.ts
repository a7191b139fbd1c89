import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWhenStale } from '../../scripts/build.js';
import { type Application, launch } from './launch.ts';
import { type JobFiles, jobFiles } from './main-job-files.ts';

// The main job on real files, through the screen: from a dropped extract to the partner's own review.
const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const SOON_MS = 20_000;

let folder: string;
let workspace: string;
let files: JobFiles;
let application: Application;
let page: Page;

/** What the command line answers; it moves the clock of a trial. */
function engine(procedure: string, input: unknown, now: string): unknown {
  const args = [cli, workspace, procedure, JSON.stringify(input), '--now', now];
  return JSON.parse(execFileSync('node', args, { encoding: 'utf8' }));
}

async function open(): Promise<void> {
  application = await launch({ file: workspace });
  page = application.page;
  page.setDefaultTimeout(10_000);
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-main-job-'));
  workspace = join(folder, 'main-job.tributary');
  files = jobFiles(folder);
  await buildWhenStale();
  const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
  const place = { currency: 'USD', timeZone: 'America/New_York', country: 'US', workingHours };
  engine('workspace.create', { name: 'Main job', ...place, kind: 'trial' }, '2017-07-03T13:00:00Z');
  await open();
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

const said = (words: RegExp | string) => page.getByRole('status').getByText(words).waitFor({ timeout: SOON_MS });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const number = (value: number) => value.toLocaleString('en-US');

async function go(screen: string): Promise<void> {
  await page
    .getByRole('navigation')
    .first()
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click();
}

/** Chooses files on the Files screen, as of a day, and waits for what they would change. */
async function choose(paths: readonly string[], asOf: string): Promise<void> {
  await go('Files');
  await page.getByLabel('They show the state of').fill(asOf);
  await application.answerOpen(paths);
  await button(/Choose files/).click();
  await page
    .getByRole('heading', { level: 1, name: new RegExp(`^${basename(paths[0] ?? '')}`) })
    .waitFor({ timeout: 60_000 });
}

/** Looks at one table of the preview, and how many of its rows have each fate. */
async function expectFates(file: string | undefined, fates: Record<string, number>): Promise<void> {
  if (file !== undefined) await page.getByRole('group', { name: 'File' }).getByRole('button', { name: file }).click();
  for (const [fate, count] of Object.entries(fates)) {
    await button(new RegExp(`^${number(count)} ?: show the rows of ${fate}`)).waitFor({ timeout: SOON_MS });
  }
}

const commit = async (words: RegExp | string) => {
  await page.keyboard.press('Control+Enter');
  await said(words);
};

describe('files in', () => {
  test('the CRM’s files are read together, each taken for what it is, and committed by a key', async () => {
    await choose(files.crm, '2017-06-30');
    await expectFates('accounts.csv', { New: files.accounts, Wrong: 0 });
    await page.getByText('Accounts · recognised').waitFor();
    await expectFates('products.csv', { New: files.products, Wrong: 0 });
    await expectFates('pipeline-2017-06-30.csv', { New: files.firstOpportunities, Wrong: 0 });
    const all = files.accounts + files.products + files.firstOpportunities;
    await commit(`imported: ${number(all)} new, 0 changed`);
  });

  test('the partners with their places come from three files that explain each other', async () => {
    await choose(files.partnerFiles, '2017-06-30');
    await expectFates('DimReseller.csv', { New: files.partners, Wrong: 0 });
    await page.getByRole('group', { name: 'File' }).getByRole('button', { name: 'DimGeography.csv' }).click();
    await page.getByText('explains the other files').first().waitFor();
    await commit(`imported: ${number(files.partners)} new, 0 changed`);
  });

  test('an import is undone by a key, and done again', async () => {
    await button(/^Undo this import/).waitFor();
    await expect.poll(() => button(/^Undo this import/).getAttribute('aria-disabled')).toBeNull();
    await page.keyboard.press('z');
    await said(new RegExp(`was undone: ${number(files.partners)} new records are gone`));
    await go('Partners');
    await page
      .getByText(/No partner/)
      .first()
      .waitFor();
    await choose(files.partnerFiles, '2017-06-30');
    await expectFates('DimReseller.csv', { New: files.partners });
    await commit(`imported: ${number(files.partners)} new, 0 changed`);
  });

  test('the same files again change nothing, and there is nothing to commit', async () => {
    await choose(files.crm, '2017-06-30');
    await expectFates('accounts.csv', { New: 0, Changed: 0, Unchanged: files.accounts });
    await expectFates('pipeline-2017-06-30.csv', { New: 0, Changed: 0, Unchanged: files.firstOpportunities });
    expect(await button(/^Commit 0 rows/).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('x');
    await said(/was discarded/);
  });

  test('registrations come in; the wrong row stays out and goes back with its reason', async () => {
    const file = join(folder, 'registrations.csv');
    writeFileSync(file, Papa.unparse(registrations()));
    await choose([file], '2017-07-03');
    await expectFates(undefined, { New: 7, Wrong: 1 });
    await page.getByText('“Nobody We Know Ltd” is not a partner of this programme.').first().waitFor();
    const back = join(folder, 'to mend.csv');
    await application.answerSave(back);
    await page.keyboard.press('w');
    await said(/to mend\.csv written: 1 row/);
    const [row] = Papa.parse<Record<string, string>>(readFileSync(back, 'utf8').replace(/^\uFEFF/, ''), {
      header: true,
    }).data;
    expect(row?.Customer).toBe('Larch Hill Dairy');
    expect(Object.values(row ?? {}).join(' ')).toContain('is not a partner of this programme');
    await commit('registrations.csv imported: 7 new, 0 changed, 1 stayed out.');
  });
});

const [NEW, RIVAL, INCOMPLETE] = ['Quernstone Lifts', 'Tarnbeck Foundry', 'Larkfield Mills'];

/** What three partners sent on one morning. */
function registrations(): Record<string, string>[] {
  const [ours = '', second = '', third = ''] = files.partnerNames;
  const { rare, known, misspelt } = files;
  const full = (at: number, partner: string, customer: string, site: string, family: string, value: number) => ({
    ...{ Partner: partner, Customer: customer, Website: site, Country: 'United States' },
    ...{ 'Contact Name': 'Ada Marsh', 'Contact Title': 'Head of Operations', 'Contact Email': `ada.marsh@${site}` },
    ...{ 'Product Family': family, 'Estimated Value': String(value), Currency: 'USD', 'Expected Close': '2017-11-30' },
    ...{ 'Evidence Kind': 'demo or proof of concept', 'Evidence Date': `2017-06-${20 + at}` },
    'Evidence Note': 'Showed the line to the plant manager, who wants two of it this year.',
    'Received At': `2017-07-03T08:0${at}:00-04:00`,
  });
  const empty = { Website: '', 'Contact Name': '', 'Contact Title': '', 'Contact Email': '', 'Expected Close': '' };
  const noEvidence = { 'Evidence Kind': '', 'Evidence Date': '', 'Evidence Note': '' };
  const { family } = known;
  return [
    { ...full(0, ours, rare.customer, 'rare-deal.example', rare.family, rare.estimate), Country: rare.country },
    full(1, second, NEW ?? '', 'quernstone-lifts.example', family, 18_000),
    { ...full(2, third, known.name, 'known-one.example', family, 9_000), Country: known.country },
    { ...full(3, third, misspelt.written, '', misspelt.family, 9_000), Country: misspelt.country },
    full(4, second, RIVAL ?? '', 'tarnbeck.example', family, 30_000),
    full(5, ours, `${RIVAL} Inc.`, 'tarnbeck.example', family, 28_000),
    { ...full(6, ours, INCOMPLETE ?? '', 'larkfield.example', family, 7_000), ...empty, ...noEvidence },
    full(7, 'Nobody We Know Ltd', 'Larch Hill Dairy', 'larch-hill.example', family, 7_000),
  ];
}

async function show(customer: string): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(`^${customer}`) })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: customer, exact: true }).waitFor({ timeout: SOON_MS });
  await page.getByRole('list', { name: 'Net-new tests' }).waitFor();
}

describe('decisions by key', () => {
  test('an unknown customer is approved, taken back, and approved again', async () => {
    await go('Registrations');
    await show(NEW ?? '');
    await page.keyboard.press('a');
    await said(/^Quernstone Lifts approved provisionally, protected until /);
    await page.keyboard.press('u');
    await said(/Quernstone Lifts: the approval was taken back/);
    await page.getByRole('heading', { level: 1, name: NEW ?? '', exact: true }).waitFor();
    await page.getByRole('list', { name: 'Net-new tests' }).waitFor();
    await button(/^Approve/).waitFor();
    await expect.poll(() => button(/^Approve/).getAttribute('aria-disabled')).toBeNull();
    await page.keyboard.press('a');
    await said(/^Quernstone Lifts approved provisionally, protected until /);
  });

  test('one that fails a check is approved with the reason written down', async () => {
    const { customer } = files.rare;
    await show(customer);
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: /all the same/ });
    const asks = await dialog.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (asks) {
      await page.keyboard.type('Another product line; agreed with the direct team.');
      await page.keyboard.press('Control+Enter');
    }
    await said(`${customer} approved`);
  });

  test('a customer with an open deal fails the net-new test, with the record that says so, and is rejected', async () => {
    const { name } = files.known;
    await button(/^In a case/).click();
    await show(name);
    await page
      .getByRole('list', { name: 'Net-new tests' })
      .getByRole('button', { name: /No open direct opportunity/ })
      .click();
    await page
      .getByText(/pipeline-2017-06-30\.csv, row [\d,]+, as of /)
      .first()
      .waitFor();
    await page.keyboard.press('x');
    const dialog = page.getByRole('dialog', { name: `Reject ${name}` });
    await dialog.waitFor();
    await page.keyboard.press('3');
    expect(await dialog.getByRole('radio', { name: /existing customer/ }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await said(`${name} rejected: existing customer.`);
  });

  test('a misspelt one is held against the account it may be, and the checks cannot tell', async () => {
    await button(/^Uncontested/).click();
    await show(files.misspelt.written);
    await page
      .getByRole('list', { name: 'Net-new tests' })
      .getByText(/possibly the same customer/)
      .first()
      .waitFor();
    await page.getByRole('table', { name: 'Closest accounts' }).getByRole('button').first().waitFor();
  });

  test('an incomplete one is returned with the list of what is missing', async () => {
    await show(INCOMPLETE ?? '');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /^Return/ });
    expect(await dialog.getByLabel('customer’s domain', { exact: true }).isChecked()).toBe(true);
    await page.keyboard.press('Control+Enter');
    await said(/^Larkfield Mills returned: \d things are missing/);
  });

  test('two claims on one customer go into a case', async () => {
    await button(/^In a case/).click();
    await show(RIVAL ?? '');
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: /^Open a case/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await said(/^Tarnbeck Foundry is in a case now/);
  });
});

describe('the case and what is protected', () => {
  test('the claims are scored blind, sealed by a key, opened, and ruled as the policy recommends', async () => {
    await go('Cases');
    await page.getByRole('gridcell', { name: /^C-2017-0001/ }).click();
    await page.getByRole('heading', { level: 1, name: /^C-2017-0001: two claims on / }).waitFor();
    const [ours = '', second = ''] = files.partnerNames;
    const blind = await page.getByRole('main').innerText();
    expect([ours, second].filter((name) => blind.includes(name))).toEqual([]);
    const seal = button(/^Seal my scores/);
    for (let cell = 0; cell < 30 && (await seal.getAttribute('aria-disabled')) === 'true'; cell += 1) {
      await page.keyboard.press('3');
      await page.waitForTimeout(100);
    }
    await page.keyboard.press('s');
    await said(/The scores are sealed/);
    const main = page.getByRole('main');
    await main.getByText('The policy recommends').first().waitFor();
    for (const name of [ours, second]) await main.getByText(name).first().waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog', { name: /^Rule on/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await said(/An appeal may be filed until/);
    await main
      .getByText(/An appeal may be filed until/)
      .first()
      .waitFor();
  });

  test('what was approved is protected until a day', async () => {
    await go('Protection');
    const rows = page.getByRole('grid', { name: 'Protections' });
    for (const customer of [NEW ?? '', files.rare.customer]) {
      await rows
        .getByRole('row', { name: new RegExp(customer) })
        .first()
        .waitFor();
    }
  });
});

describe('what became of it', () => {
  test('the extract of half a year later changes what was open and brings what is new', async () => {
    await application.close();
    const now = '2018-01-02T14:00:00Z';
    const listed = engine('registrations.list', { filter: { text: files.rare.customer } }, now);
    const { items } = listed as { items: { id: string; customer: string }[] };
    const registration = items.find(({ customer }) => customer === files.rare.customer)?.id;
    engine('registrations.recordMeeting', { registration, on: '2017-07-20' }, now);
    await open();
    await choose([files.second], '2017-12-31');
    const closed = files.secondOpportunities - files.firstOpportunities;
    await expectFates(undefined, { New: closed, Wrong: 0 });
    await commit(new RegExp(`imported: ${number(closed)} new`));
  });
});

describe('the quarter', () => {
  test('is drawn up for the partner, presented by arrow keys, and leaves as a PDF that names no other', async () => {
    const [ours = ''] = files.partnerNames;
    await go('Reviews');
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
    const file = join(folder, 'review.pdf');
    await application.answerSave(file);
    await page.keyboard.press('e');
    await said(/review\.pdf written, \d+ slides/);
    const text = await textOf(file);
    expect(text).toContain(ours);
    expect(
      files.partnerNames
        .slice(1)
        .filter((name) => new RegExp(`\\b${name.replaceAll(/[^\w\s]/g, '\\$&')}\\b`).test(text)),
    ).toEqual([]);
    await page.keyboard.press('p');
    await said(/^Slide 1 of \d+: /);
    for (let slide = 2; slide <= 7; slide += 1) {
      await page.keyboard.press('ArrowRight');
      await said(new RegExp(`^Slide ${slide} of `));
    }
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar', { name: 'Review' }).waitFor();
  });

  test('decisions go back as a workbook', async () => {
    await go('Files');
    const file = join(folder, 'decisions.xlsx');
    await application.answerSave(file);
    await button(/Save decisions/).click();
    await said(/decisions\.xlsx written: 7 registrations/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  });
});

/** The text of a PDF, as another reader finds it. */
async function textOf(file: string): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  let text = '';
  for (let at = 1; at <= document.numPages; at += 1) {
    const { items } = await (await document.getPage(at)).getTextContent();
    text += `${items.map((item) => ('str' in item ? item.str : '')).join(' ')}\n`;
  }
  return text;
}

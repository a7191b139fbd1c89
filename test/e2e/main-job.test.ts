import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWhenStale } from '../../scripts/build.js';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';
import { deskOf } from './main-job-desk.ts';
import { type JobFiles, jobFiles } from './main-job-files.ts';
import { INCOMPLETE, jobRegistrations, NEW, RIVAL } from './main-job-registrations.ts';
import { stepsOf } from './main-job-steps.ts';

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
const showDecided = async () => {
  await button(/^Other queues/).click();
  await page.getByRole('option', { name: /^Decided/ }).click();
};
const number = (value: number) => value.toLocaleString('en-US');
const money = (major: number) => new RegExp(`\\$${number(major).replace(',', ',?')}`);

const { go, choose, expectFates, show } = deskOf(() => application);
const steps = stepsOf(() => application);
const commit = async (words: RegExp | string) => {
  await page.keyboard.press('Control+Enter');
  await said(words);
};

describe('the programme', () => {
  test('protects the first tier for longer from a day on, as an edition of its own', async () => {
    await go('Programme');
    const tier = page.getByRole('region', { name: 'Tier Registered' });
    await tier.getByRole('textbox', { name: 'Protection' }).fill('90');
    await tier.getByText('was 30').waitFor();
    await page.getByLabel('In force from').fill('2017-07-03');
    await page.getByLabel('Why').fill('The first quarter of the programme');
    await page.keyboard.press('Control+s');
    await said(/Edition 2/);
    await page.getByText(/^Edition 2, in force since/).waitFor();
  });
});

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
    writeFileSync(file, Papa.unparse(jobRegistrations(files)));
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

describe('decisions by key', () => {
  test('an unknown customer is approved, taken back, and approved again', async () => {
    await go('Registrations');
    await show(NEW);
    await page.keyboard.press('a');
    await said(/^Quernstone Lifts approved provisionally, protected until /);
    await page.keyboard.press('u');
    await said(/Quernstone Lifts: the approval was taken back/);
    await page.getByRole('heading', { level: 1, name: NEW, exact: true }).waitFor();
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
    await button(/^Contested/).click();
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
    await button(/^To decide/).click();
    await show(files.misspelt.written);
    await page
      .getByRole('list', { name: 'Net-new tests' })
      .getByText(/possibly the same customer/)
      .first()
      .waitFor();
    await page.getByRole('table', { name: 'Closest accounts' }).getByRole('button').first().waitFor();
  });

  test('an incomplete one is returned with the list of what is missing', async () => {
    await show(INCOMPLETE);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /^Return/ });
    expect(await dialog.getByLabel('customer’s domain', { exact: true }).isChecked()).toBe(true);
    await page.keyboard.press('Control+Enter');
    await said(/^Larkfield Mills returned: \d things are missing/);
  });

  test('two claims on one customer go into a case', async () => {
    await button(/^Contested/).click();
    await show(RIVAL);
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: /^Open a case/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await said(/^Tarnbeck Foundry is in case C-2017-0001 now/);
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

  test('an appeal against the ruling is filed, and waits for somebody else to decide it', async () => {
    await steps.appeal('C-2017-0001');
  });

  test('what was approved is protected until a day', async () => {
    await go('Protection');
    const rows = page.getByRole('grid', { name: 'Protections' });
    for (const customer of [NEW, files.rare.customer]) {
      await rows
        .getByRole('row', { name: new RegExp(customer) })
        .first()
        .waitFor();
    }
  });

  test('protection is extended on new evidence, to the cap and no further', async () => {
    const extended = await steps.extend(NEW);
    expect(extended.until > extended.before).toBe(true);
    expect(extended.until <= extended.cap).toBe(true);
  });
});

describe('what became of it', () => {
  test('a first meeting is written down, and protections lapse with the year', async () => {
    await go('Registrations');
    await showDecided();
    await show(files.rare.customer);
    await expect.poll(() => button(/^Record the meeting/).getAttribute('aria-disabled')).toBeNull();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: `First meeting with ${files.rare.customer}` });
    await dialog.waitFor();
    await page.keyboard.press('Control+Enter');
    await said(/the first meeting was held on/);
    await application.close();
    const { lapsed } = engine('workspace.settle', {}, '2018-01-02T14:00:00Z') as { lapsed: number };
    expect(lapsed).toBeGreaterThanOrEqual(2);
    await open();
    await go('Registrations');
    await showDecided();
    await show(files.rare.customer);
    await page.getByRole('main').getByText('expired').first().waitFor();
  });

  test('the extract of half a year later changes what was open and brings what is new', async () => {
    await choose([files.second], '2017-12-31');
    const closed = files.secondOpportunities - files.firstOpportunities;
    await expectFates(undefined, { New: closed, Wrong: 0 });
    await commit(new RegExp(`imported: ${number(closed)} new`));
  });

  test('the deal it shows late was opened while protected: it is linked, and won', async () => {
    await go('Registrations');
    await showDecided();
    await show(files.rare.customer);
    const became = page.getByRole('region', { name: 'The opportunity it became' });
    await became.getByText('opened 62 days after the receipt').waitFor();
    await became.getByText(money(files.rare.wonValue)).waitFor();
  });

  test('the partner has earned its share, each step shown, and the statement leaves as a workbook', async () => {
    const [ours = ''] = files.partnerNames;
    await go('Earnings');
    await page.getByRole('heading', { level: 1, name: ours }).waitFor();
    const line = page.getByRole('list', { name: 'Lines of the statement' }).getByRole('button').first();
    // A statement of one line stands open.
    if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
    const steps = page.getByRole('list', { name: `How ${files.rare.customer} was worked out` });
    await steps.getByText(money(files.rare.wonValue)).first().waitFor();
    const { items } = await callEngine<{ items: { partnerName: string; net: { minor: number } }[] }>(
      page,
      'questions',
      'incentives.statements',
    );
    expect(items.find(({ partnerName }) => partnerName === ours)?.net.minor).toBe(files.rare.wonValue * 10);
    const file = join(folder, 'statement.xlsx');
    await application.answerSave(file);
    await page.keyboard.press('e');
    await said(/statement\.xlsx written: 1 line, with formulas/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  });

  test('a second partner gets a part: the old earning is taken back, and the new ones are the same together', async () => {
    const [ours = '', second = ''] = files.partnerNames;
    await go('Registrations');
    await showDecided();
    await show(files.rare.customer);
    await steps.splitCredit(ours, second);
    const amounts = await steps.earnedBy(files.rare.customer);
    expect(amounts.filter(({ takenBack }) => takenBack).map(({ minor }) => minor)).toEqual([-files.rare.wonValue * 10]);
    expect(amounts.reduce((sum, { minor }) => sum + minor, 0)).toBe(files.rare.wonValue * 10);
    expect(new Set(amounts.map(({ partner }) => partner))).toEqual(new Set([ours, second]));
  });

  test('insights count it, narrow to its partner, and show the rows behind the figure', async () => {
    await go('Insights');
    await steps.onlyPartner(files.partnerNames[0] ?? '');
    await button(/: show the rows of Won/)
      .first()
      .click();
    const rows = page.getByRole('dialog', { name: /^The rows behind/ });
    await rows.getByText(files.rare.customer).first().waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('the quarter', () => {
  test('is drawn up for the partner, presented by arrow keys, and leaves as a PDF that names no other', async () => {
    await steps.holdReview(files.partnerNames, join(folder, 'review.pdf'));
  });

  test('decisions go back as a workbook and as CSV', async () => {
    await go('Files');
    const file = join(folder, 'decisions.xlsx');
    await application.answerSave(file);
    await button(/Save decisions/).click();
    await said(/decisions\.xlsx written: 7 registrations/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    const rows = await steps.decisionsAsCsv(join(folder, 'decisions.csv'));
    expect(rows).toHaveLength(7);
    expect(rows.flatMap((row) => Object.values(row))).toContain(files.rare.customer);
  });
});

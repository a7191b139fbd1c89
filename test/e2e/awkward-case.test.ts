import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWhenStale } from '../../scripts/build.js';
import type { CaseDetail } from '../../src/contract/conflicts.ts';
import type { RegistrationDetail } from '../../src/contract/registrations.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// A partner and our own team claim one customer, all of them with names that break lines and turn directions; the customer writes a letter. And a
// registration that expired is linked by hand.
const OVERRIDE = '\u202e';
const LONG = `Donaudampfschifffahrts${'elektrizitätenhauptbetriebswerk'.repeat(4)} Gesellschaft mit beschränkter Haftung & Co. KG`;
const ARABIC = 'شركة الخليج للروبوتات والأتمتة الصناعية';
const CUSTOMERS = {
  arabic: ARABIC,
  cjk: '株式会社大阪精密機械製作所研究開発本部',
  long: LONG,
  override: `Halden ${OVERRIDE}HbmG noisicerP`,
};
const LAPSED = 'Quernstone Lifts Ltd';

const cli = join(fileURLToPath(new URL('../..', import.meta.url)), 'out/main/cli.js');
let folder: string;
let file: string;
let application: Application;
let page: Page;

async function engine<Output>(procedure: string, input: unknown, now: string): Promise<Output> {
  const { stdout } = await promisify(execFile)('node', [cli, file, procedure, JSON.stringify(input), '--now', now], {
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout) as Output;
}

async function take(name: string, lines: readonly string[], now: string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  const asOf = now.slice(0, 10);
  const { batch } = await engine<{ batch: string }>('exchange.preview', { files: [path], asOf }, now);
  await engine('exchange.commit', { batch }, now);
}

const registrationOf = (partner: string, name: string) => ({
  partner,
  customer: { name, domain: 'halden.example', country: 'DE' },
  contact: { name: 'Ada Lund', title: 'Head of production', email: 'ada@halden.example' },
  family: 'CRM',
  value: { minor: 4_200_000, currency: 'EUR' },
  expectedClose: '2026-12-30',
  evidence: [{ kind: 'in evaluation', date: '2026-01-02', note: `${OVERRIDE}The plant was walked with the manager.` }],
});

beforeAll(async () => {
  await buildWhenStale();
  folder = mkdtempSync(join(tmpdir(), 'tributary-awkward-'));
  file = join(folder, 'vendor.tributary');
  const [january, june, july] = ['2026-01-12T09:00:00Z', '2026-06-10T09:00:00Z', '2026-07-06T09:00:00Z'];
  const hours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
  const vendor = { name: 'Vendor', currency: 'EUR', timeZone: 'Europe/Berlin', country: 'DE', workingHours: hours };
  await engine('workspace.create', { ...vendor, kind: 'trial' }, january);
  await take(
    'partners.csv',
    ['Partner ID,Partner Name', `P-1,${LONG}`, `P-2,${ARABIC}`, `P-3,Plain ${OVERRIDE}Parts`],
    january,
  );
  const lapsed = {
    ...registrationOf('P-1', LAPSED),
    customer: { name: LAPSED, domain: 'quernstone.example', country: 'GB' },
  };
  const old = await engine<RegistrationDetail>('registrations.submit', lapsed, january);
  await engine('registrations.approve', { registration: old.id, override: 'Known.' }, january);
  const accounts = Object.values(CUSTOMERS).map(
    (name, place) => `A-${place + 1},${name},${place === 0 ? 'halden.example' : ''},Germany`,
  );
  await take(
    'accounts.csv',
    ['Account ID,Account Name,Website,Billing Country', ...accounts, `A-9,${LAPSED},quernstone.example,United Kingdom`],
    june,
  );
  await take(
    'opportunities.csv',
    [
      'Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Product,Created Date',
      `O-1,${OVERRIDE}${LONG},A-1,${ARABIC},Proposal,CRM,2026-06-01`,
      `O-9,Lifts for two sites,A-9,${LAPSED},Proposal,CRM,2026-06-02`,
    ],
    june,
  );
  await engine('registrations.submit', registrationOf('P-2', CUSTOMERS.arabic), july);
  const others = [CUSTOMERS.cjk, CUSTOMERS.long, CUSTOMERS.override];
  for (const [place, name] of others.entries()) {
    const filed = registrationOf(`P-${place + 1}`, name);
    await engine('registrations.submit', { ...filed, customer: { name, country: 'DE' } }, july);
  }
  await engine('workspace.settle', {}, july);
  application = await launch({ file });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
});
afterAll(async () => {
  await application?.close();
  rmSync(folder, { recursive: true, force: true });
});

const go = (hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const said = (words: RegExp) => page.getByRole('status').getByText(words).waitFor({ timeout: 10_000 });
const idOf = async (customer: string): Promise<string> => {
  const { items } = await callEngine<{ items: { id: string; customer: string }[] }>(
    page,
    'questions',
    'registrations.list',
    {
      filter: { queue: 'all' },
      limit: 50,
    },
  );
  const found = items.find((item) => item.customer === customer);
  if (found === undefined) throw new Error(`expected a registration of ${customer}, found none`);
  return found.id;
};
const caseId = () => /cases\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
const theCase = () => callEngine<CaseDetail>(page, 'questions', 'conflicts.get', { case: caseId() });

const SIZES = [1280, 1024].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

async function at({ width, colorScheme }: (typeof SIZES)[number], name: string): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  // Everything stays inside the window, and no word stands over its frame.
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
  const over = () =>
    page.getByRole('main').evaluate((main) =>
      [...main.querySelectorAll<HTMLElement>('h1, h2, h3, p, li, [role="gridcell"], section')].flatMap((part) => {
        const { right } = part.getBoundingClientRect();
        return right > innerWidth + 1 ? [part.textContent?.slice(0, 60) ?? ''] : [];
      }),
    );
  await expect.poll(over).toEqual([]);
  if (process.env.LOOK_AT !== undefined) {
    await page.screenshot({ path: join(process.env.LOOK_AT, `${name}-${width}-${colorScheme}.png`) });
  }
}

describe('names that are very long, from the right, without spaces or turned round', () => {
  test.each(Object.entries(CUSTOMERS))('%s: the review queue holds it, at every width', async (kind, customer) => {
    await go(`#/registrations/${await idOf(customer)}?queue=toDecide`);
    await page.getByRole('heading', { level: 1, name: customer, exact: true }).waitFor();
    await page.getByRole('list', { name: 'Net-new tests' }).waitFor();
    for (const size of SIZES) await at(size, `queue-${kind}`);
  });

  test('what turns a name round turns nothing beside it', async () => {
    const cell = page
      .getByRole('grid', { name: /^To decide/ })
      .getByRole('row')
      .filter({ hasText: 'noisicerP' });
    await expect.poll(() => cell.count()).toBe(1);
    // The clock stands right of the name, whatever the name does.
    const [name, clock] = await cell.getByRole('gridcell').evaluate((gridcell) => {
      const [first, second] = gridcell.firstElementChild?.children ?? [];
      return [first?.getBoundingClientRect().right ?? 0, second?.getBoundingClientRect().left ?? 0];
    });
    expect(clock).toBeGreaterThanOrEqual(name ?? 0);
  });

  test('a name that is quoted in a finding turns nothing after it round', async () => {
    await go(`#/registrations/${await idOf(CUSTOMERS.arabic)}?queue=toDecide`);
    await page.getByRole('heading', { level: 1, name: CUSTOMERS.arabic, exact: true }).waitFor();
    const words = page.getByRole('list', { name: 'Net-new tests' }).getByText(/has the direct opportunity/);
    expect(await words.innerText()).toMatch(/since (1 Jun|Jun 1)/);
    expect(await words.innerText()).not.toContain(OVERRIDE);
  });

  test('the queues stand on one line at 1280', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const tops = await page
      .getByRole('group', { name: 'Queue' })
      .evaluate((group) =>
        [...(group.parentElement?.querySelectorAll('button') ?? [])].map((chip) =>
          Math.round(chip.getBoundingClientRect().top),
        ),
      );
    expect(tops.length).toBe(4);
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(6);
  });
});

describe('our own team in a case', () => {
  test('claims against the partner, as one of the two', async () => {
    await go(`#/registrations/${await idOf(CUSTOMERS.arabic)}?queue=toDecide`);
    await page.getByRole('heading', { level: 1, name: CUSTOMERS.arabic, exact: true }).waitFor();
    await page.getByRole('list', { name: 'Net-new tests' }).waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: /Open a case/ });
    await dialog.getByRole('checkbox', { name: /^Our own team: / }).check();
    await page.keyboard.press('Control+Enter');
    await said(/ is in case C-\d{4}-\d{4} now/);
    await go(`#/registrations/${await idOf(CUSTOMERS.arabic)}?queue=inCase`);
    await page.getByRole('toolbar').getByRole('button', { name: 'Go to the case' }).waitFor();
    await page.keyboard.press('o');
    await page.getByRole('heading', { level: 1, name: /^C-\d{4}-\d{4}: two claims on / }).waitFor();
    expect((await theCase()).list.map(({ kind }) => kind).sort()).toEqual(['direct opportunity', 'registration']);
    for (const size of SIZES) await at(size, 'case-blind');
  });

  test('a letter of the customer is entered for it by key, taken back, and entered again', async () => {
    const ours = (await theCase()).list.find(({ kind }) => kind === 'direct opportunity');
    const enter = async () => {
      await page.keyboard.press('l');
      const dialog = page.getByRole('dialog', { name: /^A letter of the customer/ });
      await dialog.getByLabel('Whom the customer prefers').click();
      await page.getByRole('option', { name: `claimant ${ours?.label}, our own team` }).click();
      await dialog.getByLabel('Date of the letter').fill('2026-07-03');
      await dialog.getByLabel('Who of the customer wrote it').fill('Ada Lund, head of production');
      await dialog.getByLabel('The words that say so').fill(`We buy from you, not from ${ARABIC}.`);
      if (process.env.LOOK_AT !== undefined) await page.screenshot({ path: join(process.env.LOOK_AT, 'letter.png') });
      await page.keyboard.press('Control+Enter');
      await said(/the customer’s letter for claimant [AB] is entered/);
    };
    await enter();
    await page.getByRole('button', { name: /^Take back the letter for claimant/ }).click();
    await said(/the customer’s letter was taken back/);
    expect((await theCase()).list.flatMap(({ preferences }) => preferences)).toEqual([]);
    // What said that it was entered offers no longer to take it back: that would be refused.
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await enter();
    const line = page
      .getByRole('list', { name: 'What happened' })
      .getByRole('listitem')
      .filter({ hasText: 'prefers it in writing' });
    expect(await line.innerText()).toMatch(
      /We buy from you, not from \[claimant\][\s\S]*letter by Ada Lund, head of production/,
    );
    for (const size of SIZES) {
      await at(size, 'case-letter');
      // However long its source is, the words are not squeezed into a column of letters.
      expect((await line.boundingBox())?.height).toBeLessThan(160);
    }
  });

  test('is scored and sealed by keys, recommended under CP1 with the letter named, and ruled', async () => {
    const { list, criteria } = await theCase();
    for (let cell = 0; cell < list.length * criteria.length; cell += 1) await page.keyboard.press('2');
    await expect.poll(async () => (await theCase()).allowed).toContain('seal');
    await page.keyboard.press('s');
    await said(/The scores are sealed/);
    // The letter is what they were sealed over: to take it back is refused from now on, and offered no more.
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    const sealed = await theCase();
    expect(sealed.recommendation).toMatchObject({ clause: 'CP1', outcome: 'direct keeps' });
    await page
      .getByText(/in writing: a letter of (3 Jul|Jul 3).* by Ada Lund, head of production/)
      .first()
      .waitFor();
    for (const size of SIZES) await at(size, 'case-sealed');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /^Rule on/ });
    expect(await dialog.getByLabel('Outcome').inputValue()).toBe('direct keeps');
    await page.keyboard.press('Control+Enter');
    await said(/The direct team keeps the deal/);
    expect((await theCase()).ruling).toMatchObject({ outcome: 'direct keeps', followedRecommendation: true });
    for (const size of SIZES) await at(size, 'case-ruled');
  });

  test('a search that finds no case says so, and one press clears it', async () => {
    await go('#/cases?show=decided&text=nowhere');
    await page.getByText('No case fits').waitFor();
    for (const size of SIZES) await at(size, 'cases-none');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('row', { name: /C-\d{4}-\d{4}/ }).waitFor();
    for (const size of SIZES) await at(size, 'cases');
  });

  test('the list of all cases cuts no word but a customer’s name', async () => {
    await go('#/cases?show=all');
    const grid = page.getByRole('grid', { name: 'Cases' });
    await grid.getByRole('row', { name: /C-\d{4}-\d{4}/ }).waitFor();
    for (const size of SIZES) {
      await at(size, 'cases-all');
      expect(await cutIn(grid)).toEqual([]);
    }
  });
});

/** The words of a table that stand beside their cell or are cut by it, and the table where it scrolls sideways. */
const cutIn = (grid: Locator): Promise<string[]> =>
  grid.evaluate((table) => {
    const wide = table.scrollWidth > table.clientWidth + 1 ? ['the table scrolls sideways'] : [];
    const cells = [
      ...table.querySelectorAll<HTMLElement>('[role="gridcell"]:not(:nth-child(2)), [role="columnheader"]'),
    ];
    const cut = cells.filter((cell) =>
      [cell, ...cell.querySelectorAll<HTMLElement>('*')].some(
        (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0,
      ),
    );
    return [...wide, ...cut.map((cell) => `${cell.textContent} is cut`)];
  });

/** Lets the answers to a procedure wait. */
const slow = (path: string) =>
  page.evaluate((of) => {
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      const wait = typeof message === 'string' && message.includes(of) ? 1_500 : 0;
      setTimeout(() => postMessage.call(this, message), wait);
    } as typeof postMessage;
  }, path);

test.each([
  {
    what: 'a registration',
    path: '/registrations/get',
    panels: 5,
    hash: async () => `#/registrations/${await idOf(CUSTOMERS.cjk)}`,
  },
  {
    what: 'a case',
    path: '/conflicts/get',
    panels: 4,
    hash: async () => {
      const { items } = await callEngine<{ items: { id: string }[] }>(page, 'questions', 'conflicts.list', {});
      return `#/cases/${items[0]?.id}`;
    },
  },
])('while $what is read the shape of it is there', async ({ what, path, panels, hash }) => {
  const to = await hash();
  await go('#/journal');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
  await slow(path);
  await go(to);
  const waiting = page.getByRole('main').locator('[data-loading]');
  await expect.poll(() => waiting.count()).toBeGreaterThanOrEqual(panels);
  for (const size of SIZES) await at(size, `waiting-${what.slice(2)}`);
  await expect.poll(() => waiting.count(), { timeout: 10_000 }).toBe(0);
});

test('a registration that expired is linked by hand, and lives again', async () => {
  const id = await idOf(LAPSED);
  const before = await callEngine<RegistrationDetail>(page, 'questions', 'registrations.get', { registration: id });
  expect(before).toMatchObject({ state: 'closed', close: 'expired' });
  await go(`#/registrations/${id}?queue=decided`);
  await page.getByRole('heading', { level: 1, name: LAPSED }).waitFor();
  await page.keyboard.press('Shift+L');
  const dialog = page.getByRole('dialog', { name: /^Link R-/ });
  await dialog.getByRole('radio', { name: /Lifts for two sites/ }).check();
  await page.keyboard.press('Control+Enter');
  await said(/is linked to/);
  const after = await callEngine<RegistrationDetail>(page, 'questions', 'registrations.get', { registration: id });
  expect(after).toMatchObject({ state: 'approved', close: null, opportunity: { linked: true } });
});

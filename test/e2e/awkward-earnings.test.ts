import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWhenStale } from '../../scripts/build.js';
import type { CaseDetail } from '../../src/contract/conflicts.ts';
import { PartnerStage } from '../../src/contract/partners.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// Partners whose names break lines and turn directions earn, two of them also on a customer both claimed, and the one that lost appeals. And a review of an earlier version.
const OVERRIDE = '\u202e';
const LONG = `Donaudampfschifffahrts${'elektrizitätenhauptbetriebswerk'.repeat(4)} Gesellschaft mit beschränkter Haftung & Co. KG`;
const PARTNERS = {
  arabic: 'شركة الخليج للروبوتات والأتمتة الصناعية',
  cjk: '株式会社大阪精密機械製作所研究開発本部',
  long: LONG,
  override: `Halden ${OVERRIDE}straP noisicerP`,
};
const NAMES = Object.values(PARTNERS);
const CONTESTED = `${OVERRIDE}Ockerwick ${LONG}`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tributary-awkward-earnings-'));
const file = join(folder, 'vendor.tributary');
let application: Application;
let page: Page;

async function engine<Output>(procedure: string, input: unknown, now: string, actor = 'Ada'): Promise<Output> {
  const args = [join(root, 'out/main/cli.js'), file, procedure, JSON.stringify(input), '--now', now, '--actor', actor];
  const { stdout } = await promisify(execFile)('node', args, { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Output;
}

async function take(name: string, lines: readonly string[], now: string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  const preview = { files: [path], asOf: now.slice(0, 10) };
  const { batch } = await engine<{ batch: string }>('exchange.preview', preview, now);
  await engine('exchange.commit', { batch }, now);
}

const submit = (partner: number, name: string, domain: string, now: string) =>
  engine<{ id: string }>(
    'registrations.submit',
    {
      partner: `P-${partner + 1}`,
      customer: { name, domain, country: 'DE' },
      contact: { name: 'Ada Lund', title: 'Head of production', email: `ada@${domain}` },
      family: 'CRM',
      value: { minor: 4_200_000, currency: 'EUR' },
      expectedClose: '2026-09-30',
      evidence: [{ kind: 'in evaluation', date: '2026-06-20', note: 'The plant was walked with the manager.' }],
    },
    now,
  );

/** Both claims are scored, one of them is awarded the deal, and the other appeals. */
async function ruleAndAppeal(registrations: readonly string[], now: string): Promise<void> {
  const { id, list, criteria } = await engine<CaseDetail>('conflicts.open', { registrations, reason: '' }, now);
  const points = Object.fromEntries(criteria.map(({ id: criterion }) => [criterion, 2]));
  const scores = Object.fromEntries(list.map(({ label }) => [label, points]));
  const sealed = await engine<CaseDetail>('conflicts.score', { case: id, scores, seal: true }, now);
  if (sealed.recommendation === null) throw new Error('expected a recommendation, found none');
  const [winner, loser] = list.map(({ label }) => label);
  const clauses = [sealed.recommendation.clause];
  const ruling = { case: id, outcome: 'award', winner, clauses, reason: 'The first was there before.' };
  await engine('conflicts.rule', ruling, now, 'Mara Ruiz');
  await engine('conflicts.appeal', { case: id, by: loser, grounds: 'Our visit was earlier.' }, now);
}

beforeAll(async () => {
  await buildWhenStale();
  const [july, later, won] = ['2026-07-06T09:00:00Z', '2026-07-08T09:00:00Z', '2026-07-10T09:00:00Z'];
  const hours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
  const vendor = { name: 'Vendor', currency: 'EUR', timeZone: 'Europe/Berlin', country: 'DE', workingHours: hours };
  await engine('workspace.create', { ...vendor, kind: 'trial' }, july);
  await take(
    'partners.csv',
    ['Partner ID,Partner Name,Tier', ...NAMES.map((name, at) => `P-${at + 1},${name},Gold`)],
    july,
  );
  const own = NAMES.map((partner, at) => ({
    name: `${partner} as a customer`,
    domain: `customer${at}.example`,
    partner,
  }));
  const ids: string[] = [];
  for (const at of [0, 1]) ids.push((await submit(at, CONTESTED, 'ockerwick.example', july)).id);
  for (const [at, { name, domain }] of own.entries()) ids.push((await submit(at, name, domain, july)).id);
  await ruleAndAppeal(ids.slice(0, 2), later);
  for (const registration of ids.slice(2)) {
    await engine('registrations.approve', { registration, override: 'Known.' }, later);
  }
  const { list, ruling } = await engine<CaseDetail>(
    'conflicts.get',
    { case: (await engine<{ items: { id: string }[] }>('conflicts.list', {}, later)).items[0]?.id },
    later,
  );
  const winner = list.find(({ label }) => label === ruling?.winner)?.revealed?.partnerName;
  const deals = [{ name: CONTESTED, domain: 'ockerwick.example', partner: winner }, ...own];
  await take(
    'accounts.csv',
    [
      'Account ID,Account Name,Website,Billing Country',
      ...deals.map(({ name, domain }, at) => `A-${at},${name},${domain},Germany`),
    ],
    won,
  );
  await take(
    'opportunities.csv',
    [
      'Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Product,Created Date,Close Date,Amount,Currency,Partner Name',
      ...deals.map(
        ({ name, partner }, at) =>
          `O-${at},${OVERRIDE}${LONG},A-${at},${name},Closed Won,CRM,2026-07-09,2026-07-10,42000,EUR,${partner}`,
      ),
    ],
    won,
  );
  await engine('workspace.settle', {}, won);
  application = await launch({ file, locale: 'de-DE' });
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

const SIZES = [1280, 1024].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

/** Everything stays inside the window at every width; with `LOOK_AT` a picture of each is kept. */
async function fits(name: string): Promise<void> {
  for (const { width, colorScheme } of SIZES) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
    // The parts move when the window has changed, a frame or two later.
    const over = () =>
      page.getByRole('main').evaluate((main) =>
        [...main.querySelectorAll<HTMLElement>('h1, h2, p, p span, li, a, button, [role="gridcell"], section')].flatMap(
          (part) => {
            const { right } = part.getBoundingClientRect();
            return right > innerWidth + 1 ? [part.textContent?.slice(0, 60) ?? ''] : [];
          },
        ),
      );
    await expect.poll(over).toEqual([]);
    if (process.env.LOOK_AT !== undefined) {
      await page.screenshot({ path: join(process.env.LOOK_AT, `${name}-${width}-${colorScheme}.png`) });
    }
  }
}

type Item = { partner: string; partnerName: string; quarter: string };
const statements = async () =>
  (await callEngine<{ items: Item[] }>(page, 'questions', 'incentives.statements', {})).items;
type Line = { underAppealUntil: number | null; partner: string; quarter: string; customer: string };

describe('Earnings', () => {
  test('a line that rests on a ruling under appeal says so, and until when', async () => {
    const { items } = await callEngine<{ items: Line[] }>(page, 'questions', 'incentives.accruals', {});
    const pending = items.find((one) => one.underAppealUntil !== null);
    if (pending === undefined) throw new Error(`expected a line under appeal, found ${items.length} others`);
    await go(`#/earnings?partner=${pending.partner}&on=${pending.quarter}`);
    const lines = page.getByRole('list', { name: 'Lines of the statement' });
    const line = lines.getByRole('button').filter({ hasText: 'Ockerwick' });
    await line.getByText('under appeal', { exact: true }).waitFor();
    if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
    // The chip has its room however long the name is, and stands behind it whichever way it runs.
    const chip = await line.getByText('under appeal', { exact: true }).boundingBox();
    const frame = await line.boundingBox();
    expect((chip?.x ?? 0) + (chip?.width ?? 0)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
    await lines.getByText(/^under appeal until \d+\. \p{L}+/u).waitFor();
    await fits('earnings-appeal');
  });

  test('names of every kind stand whole in its head, and inside the list', async () => {
    const items = await statements();
    expect(items.map(({ partnerName }) => partnerName).sort()).toEqual([...NAMES].sort());
    for (const { partner, partnerName, quarter } of items) {
      await go(`#/earnings?partner=${partner}&on=${quarter}`);
      await page.getByRole('heading', { level: 1, name: partnerName, exact: true }).waitFor();
      await fits(`earnings-${Object.entries(PARTNERS).find(([, name]) => name === partnerName)?.[0]}`);
    }
  });
});

describe('Partners', () => {
  test('the board and the table hold every name', async () => {
    await go('#/partners');
    // A stage without any takes a strip once it is known to have none, and then all of them have room.
    await page
      .locator('section[data-none]')
      .nth(PartnerStage.options.length - 2)
      .waitFor();
    for (const name of NAMES) await page.getByRole('main').getByText(name, { exact: true }).first().waitFor();
    await fits('partners-board');
    await page.keyboard.press('b');
    await page.getByRole('grid', { name: 'Partners' }).waitFor();
    await fits('partners-table');
  });

  test.each(Object.entries(PARTNERS))('%s: its page holds it', async (kind, name) => {
    const { items } = await callEngine<{ items: { id: string; name: string }[] }>(
      page,
      'questions',
      'partners.list',
      {},
    );
    await go(`#/partners/${items.find((one) => one.name === name)?.id}`);
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'What we owe' }).waitFor();
    await fits(`partner-${kind}`);
  });
});

test('a PDF shows how far it is, and one that is stopped leaves no file', async () => {
  const input = { from: '2026-07-01', until: '2026-09-30' };
  const { id } = await callEngine<{ id: string }>(page, 'changes', 'reviews.create', input);
  await go(`#/reviews/${id}`);
  await page.getByRole('button', { name: /PDF/ }).waitFor();
  // The bar is seen for as long as the answer takes: from the order to draw on everything waits a little, in its order.
  await page.evaluate(() => {
    const { postMessage } = MessagePort.prototype;
    let waits = 0;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      if (typeof message === 'string' && message.includes('/reviews/export')) waits = 3_000;
      setTimeout(() => postMessage.call(this, message), waits);
    } as typeof postMessage;
  });
  const path = join(folder, 'stopped.pdf');
  await application.answerSave(path);
  await page.keyboard.press('e');
  await page.getByRole('progressbar', { name: 'Drawing the slides' }).waitFor();
  await fits('pdf-bar');
  await page.keyboard.press('Escape');
  await page.getByRole('status').getByText('Stopped; no PDF was written.').waitFor();
  expect(existsSync(path)).toBe(false);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
});

test.each([1, 5])('the review of a workspace of format %d is presented without an error', async (format) => {
  const old = join(folder, `format-${format}.tributary`);
  writeFileSync(old, gunzipSync(readFileSync(join(root, `test/fixtures/format-${format}.tributary.gz`))));
  const other = await launch({ file: old, locale: 'de-DE' });
  try {
    const wrong: string[] = [];
    other.page.on('pageerror', (error) => wrong.push(error.message));
    other.page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
    await other.page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
    const { items } = await callEngine<{ items: { id: string }[] }>(other.page, 'questions', 'reviews.list', {});
    const { deck } = await callEngine<{ deck: { title: string }[] }>(other.page, 'questions', 'reviews.get', {
      review: items[0]?.id,
      audience: 'internal',
      locale: 'de-DE',
    });
    await other.page.evaluate((to) => {
      location.hash = to;
    }, `#/reviews/${items[0]?.id}/present`);
    for (const [at, { title }] of deck.entries()) {
      await other.page.getByRole('heading', { name: title }).first().waitFor();
      if (process.env.LOOK_AT !== undefined) {
        await other.page.screenshot({ path: join(process.env.LOOK_AT, `format-${format}-slide-${at}.png`) });
      }
      await other.page.keyboard.press('ArrowRight');
    }
    expect(deck.length).toBeGreaterThanOrEqual(7);
    expect(await other.page.getByRole('alert').count()).toBe(0);
    expect(wrong).toEqual([]);
  } finally {
    await other.close();
  }
});

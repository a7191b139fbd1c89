import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RegistrationDetail, RegistrationItem } from '../../src/contract/registrations.ts';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// The review queue on the demo workspace, as somebody decides there: by key.
let application: Application;
let page: Page;

beforeAll(async () => {
  application = await launch({ demo: true });
  page = application.page;
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
});
afterAll(() => application.close());

type List = { items: RegistrationItem[]; queues: Record<string, number> };
const list = async (queue: string): Promise<RegistrationItem[]> =>
  (await callEngine<List>(page, 'questions', 'registrations.list', { filter: { queue }, limit: 200 })).items;
const get = (registration: string) =>
  callEngine<RegistrationDetail>(page, 'questions', 'registrations.get', { registration });

/** The first of a queue that is as wanted; the demo has some of each. */
async function findOne(queue: string, wanted: (one: RegistrationDetail) => boolean): Promise<RegistrationDetail> {
  for (const item of await list(queue)) {
    const detail = await get(item.id);
    if (wanted(detail)) return detail;
  }
  throw new Error(`expected one of ${queue} in the demo to be as wanted, found none`);
}

const passes = (one: RegistrationDetail) => one.findings.every((finding) => finding.result !== 'fail');
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const said = (words: RegExp) => page.getByRole('status').getByText(words).waitFor({ timeout: 10_000 });
const button = (name: string | RegExp) => page.getByRole('button', { name });

async function show(one: { id: string; customer: string }, queue: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/registrations/${one.id}?queue=${queue}`);
  await heading(one.customer).waitFor();
  await page.getByRole('list', { name: 'Net-new tests' }).waitFor();
}

const shownId = () => /registrations\/([0-9a-f-]{36})/.exec(page.url())?.[1];

test('a key whose action isn’t possible says why', async () => {
  await show(
    await findOne('toDecide', (one) => one.allowed.includes('openCase') && one.competing.length === 0),
    'toDecide',
  );
  await page.keyboard.press('c');
  await said(/^Nobody else claims this customer and family\.$/);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

describe('a return', () => {
  test('lists what is missing, stops the clock, and goes on with the answer', async () => {
    const partners = await callEngine<{ items: { id: string }[] }>(page, 'questions', 'partners.list', { limit: 1 });
    const one = await callEngine<RegistrationDetail>(page, 'changes', 'registrations.submit', {
      partner: partners.items[0]?.id,
      customer: { name: 'Ockerwick Foundries Ltd', country: 'GB' },
    });
    await show(one, 'toDecide');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /Return/ });
    expect(await dialog.getByLabel('customer’s domain').isChecked()).toBe(true);
    await page.keyboard.press('Control+Enter');
    await said(/returned: /);
    const returned = await get(one.id);
    expect(returned.state).toBe('returned');
    expect(returned.decision?.missing).toContain('customer’s domain');

    await show(one, 'returned');
    await page.getByRole('toolbar').getByRole('button', { name: 'Enter the answer' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('dialog').getByLabel('Web domain').fill('ockerwick.example');
    await page.keyboard.press('Control+Enter');
    await said(/the clock goes on/);
    const answered = await get(one.id);
    expect(answered.state).toBe('submitted');
    expect(answered.input.customer.domain).toBe('ockerwick.example');
    expect(shownId()).toBe(one.id);
  });
});

// Before the others decide what the demo has of them.
test('two claims on one customer are put into a case, and the registration leads there', async () => {
  const one = await findOne(
    'contested',
    (detail) => detail.state === 'submitted' && detail.competing.some((claim) => claim.verdict === 'same'),
  );
  await show(one, 'contested');
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: /Open a case/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await said(/ is in case C-\d{4}-\d{4} now/);
  await page.keyboard.press('u');
  await said(/the opening of its case was taken back/);
  await expect.poll(async () => (await get(one.id)).state).toBe('submitted');
  await page.getByRole('toolbar').getByRole('button', { name: 'Open a case' }).waitFor();
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: /Open a case/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await get(one.id)).state).toBe('in case');
  await show(one, 'contested');
  await page.getByRole('toolbar').getByRole('button', { name: 'Go to the case' }).waitFor();
  await page.keyboard.press('o');
  await page.getByRole('heading', { level: 1, name: /^C-\d{4}-\d{4}: / }).waitFor();
  await page.keyboard.press('u');
  await said(/The opening of C-\d{4}-\d{4} was taken back; its claims are in the queue as before/);
  await page.getByRole('heading', { level: 1, name: 'Cases' }).waitFor();
  expect((await get(one.id)).state).toBe('submitted');
});

describe('an uncontested registration', () => {
  test('is approved by one key: the next one is there at once, the status says until when', async () => {
    const one = await findOne('uncontested', passes);
    const items = await list('toDecide');
    const at = items.findIndex((item) => item.id === one.id);
    const next = items[at + 1] ?? items[at - 1];
    await show(one, 'toDecide');
    await page.keyboard.press('a');
    await heading(next?.customer ?? '').waitFor({ timeout: 1_000 });
    await said(/approved.*, protected until /);
    expect(shownId()).toBe(next?.id);
    expect((await get(one.id)).state).toBe('approved');
    expect(await page.getByRole('row', { name: one.customer, exact: false }).count()).toBe(
      (await list('toDecide')).filter((item) => item.customer.includes(one.customer)).length,
    );
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });

  test('is given back by another, and shown again', async () => {
    const before = await list('decided');
    await page.keyboard.press('u');
    await said(/approval was taken back/);
    const after = await list('decided');
    expect(after).toHaveLength(before.length);
    const shown = await get(shownId() ?? '');
    expect(shown.state).toBe('submitted');
    await heading(shown.customer).waitFor();
  });

  test('taken back where it is shown, what said so offers no undo any more: that would take back what was before', async () => {
    const one = await findOne('uncontested', passes);
    const undo = page.getByRole('group').filter({ hasText: one.customer }).getByRole('button', { name: 'Undo' });
    await show(one, 'toDecide');
    await page.keyboard.press('a');
    await undo.waitFor();
    await show(one, 'decided');
    await button(/^Take back/).waitFor();
    await page.keyboard.press('Shift+U');
    await expect.poll(async () => (await get(one.id)).state).toBe('submitted');
    await expect.poll(() => undo.count()).toBe(0);
  });

  test('is decided within seconds by keys alone', async () => {
    await page.evaluate(() => {
      location.hash = '#/registrations?queue=toDecide';
    });
    let slowest = 0;
    for (let decided = 0; decided < 3; decided += 1) {
      await button(/^Reject/).waitFor();
      await expect.poll(() => button(/^Reject/).getAttribute('aria-disabled')).toBeNull();
      const id = shownId();
      const from = Date.now();
      await page.keyboard.press('x');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('6');
      await page.keyboard.press('Enter');
      await expect.poll(shownId).not.toBe(id);
      slowest = Math.max(slowest, Date.now() - from);
    }
    await said(/rejected: too early/);
    console.log(`e2e: the slowest of three rejections took ${slowest} ms`);
    expect(slowest).toBeLessThan(10_000);
  });

  test('that fails a check asks why it is approved all the same', async () => {
    const one = await findOne('uncontested', (detail) => !passes(detail));
    await show(one, 'toDecide');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: /all the same/ });
    await dialog.waitFor();
    expect(await dialog.getByRole('button', { name: 'Approve' }).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.type('Agreed with the direct team.');
    await page.keyboard.press('Control+Enter');
    await said(/approved/);
    expect((await get(one.id)).decision?.reason).toBe('Agreed with the direct team.');
  });
});

describe('what a decision rests on', () => {
  test('a finding opens to its record, file and row; an account to what each comparison weighs', async () => {
    const one = await findOne('uncontested', (detail) =>
      detail.findings.some(
        (finding) => finding.rule === 'NN1' && finding.evidence.some((line) => line.lineage !== null),
      ),
    );
    await show(one, 'toDecide');
    const tests = page.getByRole('list', { name: 'Net-new tests' });
    await tests.getByRole('button', { name: /No open direct opportunity/ }).click();
    await tests.getByText(/Rule NN1/).waitFor();
    await tests
      .getByText(/\.csv, row [\d,]+, as of /)
      .first()
      .waitFor();
    const closest = page.getByRole('table', { name: 'Closest accounts' });
    await closest.getByRole('button').first().click();
    await closest.getByText('Start: 1 in 1,818,000').waitFor();
    await closest.getByText('even odds').waitFor();
  });
});

describe('what came by hand', () => {
  test('is entered in a form, filed, checked and shown where it stands', async () => {
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New registration' });
    await dialog.waitFor();
    await page.keyboard.type('Kestrel');
    await page
      .getByRole('option', { name: /Kestrel/ })
      .first()
      .click();
    await dialog.getByLabel('Customer’s legal name').fill('Quernstone Lifts Ltd');
    await dialog.getByLabel('Country').fill('United Kingdom');
    await dialog.getByLabel('Web domain').fill('quernstone-lifts.example');
    await dialog.getByLabel('Tax number').fill('GB 123 4567 73');
    await dialog.getByLabel('Telephone').fill('+44 113 496 0000');
    await dialog.getByLabel('Estimated value').fill('48000');
    await dialog.getByLabel('What happened').fill('Walked the line with the plant manager.');
    await dialog.getByRole('button', { name: 'Another interaction' }).click();
    await dialog.getByRole('group', { name: 'Interaction 2' }).getByLabel('What happened').fill('They sent the list.');
    await dialog.getByText(/No account comes near|Closest account/).waitFor();
    await page.keyboard.press('Control+Enter');
    await said(/Quernstone Lifts Ltd filed as R-\d{4}-\d{4} and checked/);
    await heading('Quernstone Lifts Ltd').waitFor();
    const filed = await get(shownId() ?? '');
    expect(filed.value).toMatchObject({ minor: 4_800_000 });
    expect(filed.country).toBe('GB');
    expect(filed.input).toMatchObject({
      customer: { taxId: 'GB 123 4567 73', phone: '+44 113 496 0000' },
      evidence: [{ note: 'Walked the line with the plant manager.' }, { note: 'They sent the list.' }],
    });
  });

  test('words typed are not lost by one Escape, and half a date is said before anything is filed', async () => {
    const dialog = page.getByRole('dialog', { name: 'New registration' });
    const warning = dialog.getByText(/^What you typed would be lost/);
    await page.keyboard.press('n');
    await dialog.getByLabel('Customer’s legal name').fill('Halfway Ltd');
    await page.keyboard.press('Escape');
    await warning.waitFor();
    expect(await dialog.getByLabel('Customer’s legal name').inputValue()).toBe('Halfway Ltd');
    await dialog.getByLabel('Expected close').focus();
    await page.keyboard.type('12');
    await warning.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Expected close: this is half a date. Finish it, or empty it.').waitFor();
    await page.keyboard.press('Escape');
    await warning.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('is found by typing, with Enter leading to it', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('quernst');
    await page.getByRole('row', { name: /Quernstone/ }).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
    await button('Show all').click();
  });
});

test('a return that was not answered in time is rejected as incomplete by one key, and taken back by another', async () => {
  const one = await findOne('returned', ({ clock }) => clock.state === 'stopped' && clock.leftHours < 0);
  await show(one, 'returned');
  await page.getByRole('toolbar').getByRole('button', { name: 'Reject as incomplete' }).waitFor();
  await page.keyboard.press('i');
  await said(/rejected as incomplete: no answer by/);
  const rejected = await get(one.id);
  expect(rejected).toMatchObject({ state: 'rejected', decision: { code: 'incomplete' } });
  expect(rejected.decision?.reason).toContain(one.decision?.missing[0]);
  await page.keyboard.press('u');
  await said(/the rejection was taken back/);
  const { answerDueAt } = one.clock as { answerDueAt: number };
  expect(await get(one.id)).toMatchObject({ state: 'returned', clock: { state: 'stopped', answerDueAt } });
});

test('an opportunity that was declined, or never offered, is linked by hand', async () => {
  type Free = { items: { id: string; name: string }[] };
  const free = (account: string | undefined) =>
    callEngine<Free>(page, 'questions', 'accounts.opportunities', { filter: { account, linked: false } });
  let wanted: RegistrationDetail | undefined;
  for (const item of await list('decided')) {
    const detail = await get(item.id);
    const isFree = item.state === 'approved' && detail.opportunity === null && detail.account !== null;
    if (isFree && (await free(detail.account?.id)).items.length > 0) {
      wanted = detail;
      break;
    }
  }
  if (wanted === undefined) throw new Error('expected an approved registration without a link in the demo, found none');
  const [opportunity] = (await free(wanted.account?.id)).items;
  const link = { registration: wanted.id, opportunity: opportunity?.id };
  await callEngine(page, 'changes', 'attribution.link', link);
  await callEngine(page, 'changes', 'attribution.decline', link);
  await show(wanted, 'decided');
  await page.getByText('was said not to be it, and is not offered again').waitFor();
  await page.keyboard.press('Shift+L');
  const dialog = page.getByRole('dialog', { name: /^Link R-/ });
  await dialog
    .getByRole('radio', { name: opportunity?.name ?? '' })
    .first()
    .check();
  await page.keyboard.press('Control+Enter');
  await said(/is linked to/);
  expect((await get(wanted.id)).opportunity).toMatchObject({ linked: true });
});

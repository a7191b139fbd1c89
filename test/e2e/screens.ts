import type { Page } from 'playwright-core';
import type { ProtectionItem } from '../../src/contract/registrations.ts';
import { callEngine } from './call-engine.ts';

/** A screen of the application as pictures and checks visit it. */
export type Visit = {
  readonly name: string;
  /** Where it is, without the mark. */
  readonly place: string;
  /** Keys pressed once it stands there. */
  readonly keys?: readonly string[];
};

type Listed = { items: { id: string }[] };

/** Every screen, with the first record of its kind where it shows one. The workspace must be open. */
export async function everyScreen(page: Page): Promise<Visit[]> {
  const first = async (procedure: string, input: unknown = {}) =>
    (await callEngine<Listed>(page, 'questions', procedure, input)).items[0]?.id;
  const partner = await first('partners.list', { sort: { by: 'wonValue', descending: true }, limit: 1 });
  const blind = await first('conflicts.list', { filter: { state: 'open' }, limit: 1 });
  const ruled = await first('conflicts.list', { filter: { state: 'closed' }, limit: 1 });
  const review = await first('reviews.list', { ...(partner === undefined ? {} : { filter: { partner } }), limit: 1 });
  const [earned] = (
    await callEngine<{ items: { opportunity: string }[] }>(page, 'questions', 'incentives.accruals', {
      filter: { reversals: true },
      limit: 1,
    })
  ).items;
  const batch = await first('exchange.batches', { filter: { kind: 'opportunities' }, limit: 1 });
  const visits: (Visit | undefined)[] = [
    { name: 'today', place: '/today' },
    { name: 'registrations', place: '/registrations' },
    { name: 'cases', place: '/cases' },
    blind === undefined ? undefined : { name: 'case', place: `/cases/${blind}` },
    ruled === undefined ? undefined : { name: 'case-ruled', place: `/cases/${ruled}` },
    { name: 'protection', place: '/protection' },
    { name: 'partners', place: '/partners' },
    partner === undefined ? undefined : { name: 'partner', place: `/partners/${partner}` },
    earned === undefined ? undefined : { name: 'opportunity', place: `/opportunities/${earned.opportunity}` },
    { name: 'earnings', place: '/earnings' },
    partner === undefined ? undefined : { name: 'earnings-line', place: `/earnings?of=${partner}&by=net`, keys: ['o'] },
    { name: 'insights', place: '/insights' },
    { name: 'reviews', place: '/reviews' },
    review === undefined ? undefined : { name: 'review', place: `/reviews/${review}` },
    review === undefined ? undefined : { name: 'slide', place: `/reviews/${review}/present?slide=1` },
    { name: 'files', place: '/files' },
    batch === undefined ? undefined : { name: 'import', place: `/files/${batch}` },
    { name: 'programme', place: '/programme' },
    { name: 'journal', place: '/journal' },
    { name: 'palette', place: '/today', keys: ['Control+k'] },
    { name: 'keys', place: '/registrations', keys: ['?'] },
  ];
  return visits.filter((visit) => visit !== undefined);
}

/** What opens over a screen, with the screens it opens over. The workspace must be open. */
export async function everyOverlay(page: Page): Promise<Visit[]> {
  const first = async (procedure: string, input: unknown = {}) =>
    (await callEngine<Listed>(page, 'questions', procedure, { limit: 1, ...(input as object) })).items[0]?.id ?? '';
  const running = await callEngine<{ items: ProtectionItem[] }>(page, 'questions', 'protection.list', {
    filter: { state: 'running' },
    limit: 100,
  });
  const { today } = await callEngine<{ today: string }>(page, 'questions', 'workspace.info', {});
  // Whose day to ask has passed can’t be extended.
  const protection = running.items.find(({ askBy }) => askBy > today)?.id;
  const returned = await first('registrations.list', { filter: { queue: 'returned' } });
  const review = await first('reviews.list');
  const blind = await first('conflicts.list', { filter: { state: 'open' } });
  const linked = await first('accounts.opportunities', { filter: { linked: true } });
  return [
    { name: 'return', place: '/registrations', keys: ['r'] },
    { name: 'reject', place: '/registrations', keys: ['x'] },
    { name: 'withdraw', place: '/registrations', keys: ['w'] },
    { name: 'new-registration', place: '/registrations', keys: ['n'] },
    { name: 'answer', place: `/registrations/${returned}?queue=returned`, keys: ['e'] },
    { name: 'letter', place: `/cases/${blind}`, keys: ['l'] },
    { name: 'extend', place: `/protection?at=${protection}`, keys: ['e'] },
    { name: 'credit', place: `/opportunities/${linked}`, keys: ['e'] },
    { name: 'new-review', place: '/reviews?start=true' },
    { name: 'commitment', place: `/reviews/${review}`, keys: ['c'] },
    { name: 'programme-text', place: '/programme', keys: ['t'] },
    { name: 'journal-entry', place: '/journal?entry=2900' },
    { name: 'palette-found', place: '/today', keys: ['Control+k', 'k', 'e', 's', 't', 'r', 'e', 'l'] },
    { name: 'keys-of-a-case', place: `/cases/${blind}`, keys: ['?'] },
  ];
}

/** Goes to a screen and waits until it has drawn what it has to show. */
export async function visit(page: Page, { place, keys = [] }: Visit): Promise<void> {
  // One for a list that is open in a dialog, one for the dialog.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.evaluate((to) => {
    location.hash = `#${to}`;
  }, place);
  // The screen before stands there for a moment, and it has all it needs.
  await page.waitForTimeout(200);
  await page.waitForFunction(
    () =>
      document.querySelector('h1, [data-slide]') !== null &&
      document.querySelector('[aria-busy="true"], [data-loading]') === null,
  );
  await page.waitForTimeout(250);
  for (const key of keys) await page.keyboard.press(key);
  if (keys.length > 0) await page.waitForTimeout(300);
}

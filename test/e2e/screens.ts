import type { Page } from 'playwright-core';
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
    { name: 'earnings', place: '/earnings' },
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

/** Goes to a screen and waits until it has drawn what it has to show. */
export async function visit(page: Page, { place, keys = [] }: Visit): Promise<void> {
  await page.keyboard.press('Escape');
  await page.evaluate((to) => {
    location.hash = `#${to}`;
  }, place);
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null,
  );
  await page.waitForTimeout(400);
  for (const key of keys) await page.keyboard.press(key);
  if (keys.length > 0) await page.waitForTimeout(300);
}

import { basename } from 'node:path';
import type { Application } from './launch.ts';

const SOON_MS = 20_000;

/** What a person at the desk does again and again, in the application that is open now. */
export function deskOf(open: () => Application) {
  const button = (name: RegExp) => open().page.getByRole('button', { name });

  const go = (screen: string): Promise<void> =>
    open()
      .page.getByRole('navigation')
      .first()
      .getByRole('link', { name: new RegExp(`^${screen}`) })
      .click();

  /** Chooses files on the Files screen, as of a day, and waits for what they would change. */
  async function choose(paths: readonly string[], asOf: string): Promise<void> {
    const { page, answerOpen } = open();
    await go('Files');
    await page.getByLabel('They show the state of').fill(asOf);
    await answerOpen(paths);
    await button(/Choose files/).click();
    await page
      .getByRole('heading', { level: 1, name: new RegExp(`^${basename(paths[0] ?? '')}`) })
      .waitFor({ timeout: 60_000 });
  }

  /** Looks at one table of the preview, and how many of its rows have each fate. */
  async function expectFates(file: string | undefined, fates: Record<string, number>): Promise<void> {
    if (file !== undefined)
      await open().page.getByRole('group', { name: 'File' }).getByRole('button', { name: file }).click();
    for (const [fate, count] of Object.entries(fates)) {
      const name = new RegExp(`^${count.toLocaleString('en-US')} ?: show the rows of ${fate}`);
      await button(name).waitFor({ timeout: SOON_MS });
    }
  }

  /** Shows the registration of a customer that stands in the list. */
  async function show(customer: string): Promise<void> {
    const { page } = open();
    await page
      .getByRole('row', { name: new RegExp(`^${customer}`) })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: customer, exact: true }).waitFor({ timeout: SOON_MS });
    await page.getByRole('list', { name: 'Net-new tests' }).waitFor();
  }

  return { go, choose, expectFates, show };
}

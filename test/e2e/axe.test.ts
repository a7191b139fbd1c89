import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Application, launch } from './launch.ts';
import { dryRun } from './next-extract.ts';
import { everyOverlay, everyScreen, type Visit, visit } from './screens.ts';

type Scheme = 'light' | 'dark';

/** The rules whose answer hangs on colours; the others find the same in both schemes, and are asked in the light one. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What axe finds serious or critical, each with where. A dialog is looked at alone: what is under it was before. */
async function violations(page: Page, name: string, scheme: Scheme): Promise<string[]> {
  // A page of its own for axe's frames is not to be had in Electron: legacy mode runs in the page itself.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (scheme === 'dark') axe.withRules(OF_COLOUR);
  if ((await page.locator('[role="dialog"][aria-modal="true"]').count()) > 0) axe.include('[role="dialog"]');
  const found = (await axe.analyze()).violations;
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${name}: ${id}, ${nodes[0]?.html.slice(0, 160)}`);
}

async function violationsOf(
  page: Page,
  visits: readonly Visit[],
  scheme: Scheme,
  eachOpens?: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const one of visits) {
    await visit(page, one);
    if (eachOpens !== undefined && (await page.locator(eachOpens).count()) === 0)
      found.push(`${one.name} did not open`);
    found.push(...(await violations(page, one.name, scheme)));
  }
  return found;
}

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  let app: Application;

  beforeAll(async () => {
    app = await launch({ demo: true, colorScheme });
    await app.page.getByRole('navigation').first().waitFor({ timeout: 120_000 });
  }, 300_000);
  afterAll(() => app.close());

  test('no screen has a serious or critical violation', async () => {
    const screens = await everyScreen(app.page);
    expect(screens.length).toBeGreaterThan(14);
    expect(await violationsOf(app.page, screens, colorScheme)).toEqual([]);
  }, 300_000);

  test('nor has any dialog that opens over one', async () => {
    const overlays = await everyOverlay(app.page);
    expect(await violationsOf(app.page, overlays, colorScheme, '[role="dialog"], pre')).toEqual([]);
  }, 300_000);

  test('nor the dry run of a file that was dropped, its mapping, and the workspace’s own menu', async () => {
    const place = await dryRun(app);
    expect(
      await violationsOf(
        app.page,
        [
          { name: 'dry run', place },
          { name: 'mapping', place, keys: ['m'] },
        ],
        colorScheme,
      ),
    ).toEqual([]);
    await app.page.getByRole('button', { name: /^Workspace / }).click();
    await app.page.getByRole('button', { name: 'Back up now' }).waitFor();
    expect(await violations(app.page, 'workspace menu', colorScheme)).toEqual([]);
  }, 120_000);

  test('nor the list of the queues that have no chip of their own', async () => {
    await visit(app.page, { name: 'registrations', place: '/registrations' });
    await app.page.getByRole('button', { name: 'Other queues' }).click();
    await app.page.getByRole('option', { name: /^In a case/ }).waitFor();
    expect(await violations(app.page, 'other queues', colorScheme)).toEqual([]);
    await app.page.keyboard.press('Escape');
  }, 60_000);

  test('nor what is shown while no workspace is open', async () => {
    await app.chooseMenu('workspace.close');
    await app.page.getByRole('button', { name: 'Open the demo workspace' }).waitFor({ timeout: 60_000 });
    expect(await violations(app.page, 'welcome', colorScheme)).toEqual([]);
  }, 120_000);
});

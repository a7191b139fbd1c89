import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Application, launch } from './launch.ts';
import { everyScreen, type Visit, visit } from './screens.ts';

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  let app: Application;
  let screens: Visit[];

  beforeAll(async () => {
    app = await launch({ demo: true, colorScheme });
    await app.page.getByRole('navigation').first().waitFor({ timeout: 120_000 });
    screens = await everyScreen(app.page);
  }, 300_000);
  afterAll(() => app.close());

  test('no screen has a serious or critical violation', async () => {
    const found: string[] = [];
    for (const screen of screens) {
      await visit(app.page, screen);
      // A page of its own for axe's frames is not to be had in Electron: legacy mode runs in the page itself.
      const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical')
          found.push(`${screen.name}: ${id}, ${nodes[0]?.html.slice(0, 160)}`);
      }
    }
    expect(screens.length).toBeGreaterThan(14);
    expect(found).toEqual([]);
  }, 300_000);
});

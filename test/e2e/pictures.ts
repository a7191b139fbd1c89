import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.ts';
import { everyScreen, visit } from './screens.ts';

// A picture of every screen of the demo workspace, in two sizes, light and dark: out/pictures/<size>-<scheme>/<screen>.png

const folder = fileURLToPath(new URL('../../out/pictures', import.meta.url));
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1680, height: 1050 },
];

for (const colorScheme of ['light', 'dark'] as const) {
  const app = await launch({ demo: true, colorScheme });
  await app.page.getByRole('navigation').first().waitFor({ timeout: 120_000 });
  const screens = await everyScreen(app.page);
  for (const { width, height } of SIZES) {
    await app.page.setViewportSize({ width, height });
    const place = join(folder, `${width}x${height}-${colorScheme}`);
    mkdirSync(place, { recursive: true });
    for (const screen of screens) {
      await visit(app.page, screen);
      await app.page.screenshot({ path: join(place, `${screen.name}.png`) });
    }
    console.log(`${screens.length} pictures in ${place}`);
  }
  await app.close();
}

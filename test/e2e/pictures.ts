import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Application, launch } from './launch.ts';
import { dryRun } from './next-extract.ts';
import { everyOverlay, everyScreen, type Visit, visit } from './screens.ts';

// A picture of every screen of the demo workspace, in two sizes, light and dark: out/pictures/<size>-<scheme>/<screen>.png
// With `--readme` those of the README are taken over into docs/pictures.

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'out', 'pictures');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1680, height: 1050 },
];
/** What the README shows, and where its picture comes from. */
const README = {
  registrations: '1280x800-light/registrations',
  import: '1280x800-light/dry-run',
  case: '1280x800-light/case',
  insights: '1280x800-light/insights',
  earnings: '1280x800-light/earnings-line',
  review: '1280x800-light/slide',
  'registrations-dark': '1280x800-dark/registrations',
};

async function take(app: Application, screens: readonly Visit[], place: string): Promise<void> {
  mkdirSync(place, { recursive: true });
  for (const screen of screens) {
    await visit(app.page, screen);
    await app.page.screenshot({ path: join(place, `${screen.name}.png`) });
  }
  console.log(`${screens.length} pictures in ${place}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  const app = await launch({ demo: true, colorScheme, locale: 'en-GB' });
  await app.page.getByRole('navigation').first().waitFor({ timeout: 120_000 });
  const screens = await everyScreen(app.page);
  const overlays = await everyOverlay(app.page);
  const dry = await dryRun(app);
  const imports = [
    { name: 'dry-run', place: dry },
    { name: 'mapping', place: dry, keys: ['m'] },
  ];
  for (const size of SIZES) {
    await app.page.setViewportSize(size);
    const place = join(folder, `${size.width}x${size.height}-${colorScheme}`);
    await take(app, [...screens, ...imports, ...overlays], place);
  }
  await app.close();
  const welcome = await launch({ colorScheme, locale: 'en-GB' });
  await welcome.page.getByRole('heading', { level: 1 }).waitFor();
  for (const size of SIZES) {
    await welcome.page.setViewportSize(size);
    await welcome.page.screenshot({ path: join(folder, `${size.width}x${size.height}-${colorScheme}`, 'welcome.png') });
  }
  await welcome.close();
}

if (process.argv.includes('--readme')) {
  for (const [name, from] of Object.entries(README)) {
    copyFileSync(join(folder, `${from}.png`), join(root, 'docs', 'pictures', `${name}.png`));
  }
}

import { mkdirSync } from 'node:fs';
import { openBrowser } from '../../e2e/browser.ts';

// node test/renderer/preview/look.ts <folder> [name=path …]: pictures of the preview server's pages, light and dark.
const [folder = '/tmp/look', ...wanted] = process.argv.slice(2);
const pages = Object.fromEntries(
  (wanted.length > 0
    ? wanted
    : [
        'queue=gallery.html#/registrations',
        'figures=gallery.html#/insights',
        'board=gallery.html#/cases',
        'none=?state=none',
        'opening=?state=opening',
        'failed=?state=failed',
      ]
  ).map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
);
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && console.log(colorScheme, message.text()),
  );
  page.on('pageerror', (error) => console.log(colorScheme, error.stack));
  for (const [name, path] of Object.entries(pages)) {
    await page.goto('about:blank');
    await page.goto(`http://127.0.0.1:5199/${path}`);
    await page.waitForTimeout(1_200);
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await context.close();
}
await browser.close();

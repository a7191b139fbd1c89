import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache');
const CHROMIUM_PACKAGE = 'node_modules/@sparticuz/chromium/package.json';

/** A headless Chromium out of the npm package, with a font that has Japanese. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await unpackedChromium();
  return chromium.launch({
    executablePath,
    headless: true,
    // The machines that run this give no user name space to put a sandbox in.
    args: ['--no-sandbox'],
    env: { ...process.env, FONTCONFIG_FILE: fontSettings() },
  });
}

/** Absolute path of Chromium, unpacked once for each version of its package. */
async function unpackedChromium(): Promise<string> {
  const { version } = (await import(join(root, CHROMIUM_PACKAGE), { with: { type: 'json' } })).default;
  const folder = join(cache, `chromium-${version}`);
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;
  mkdirSync(cache, { recursive: true });
  const unpacking = mkdtempSync(join(cache, 'chromium-unpacking-'));
  // The package unpacks into whatever folder is the temporary one when it is asked.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = unpacking;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(unpacking, folder);
  } catch (error) {
    // Another process was quicker; its copy is as good.
    if (!existsSync(executable)) throw error;
    rmSync(unpacking, { recursive: true, force: true });
  }
  return executable;
}

/** Fontconfig's settings: the machine's fonts, and a Japanese one from the npm package. */
function fontSettings(): string {
  const folder = join(cache, 'fonts');
  const settings = join(folder, 'fonts.conf');
  if (existsSync(settings)) return settings;
  const font = 'noto-sans-jp-japanese-400-normal.woff';
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'node_modules/@fontsource/noto-sans-jp/files', font), join(folder, font));
  writeFileSync(
    settings,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${dirname(settings)}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`,
  );
  return settings;
}

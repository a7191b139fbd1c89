import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { fontSettings } from './fonts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache');
const CHROMIUM_PACKAGE = 'node_modules/@sparticuz/chromium/package.json';

/** A headless Chromium out of the npm package, with a font that has Japanese; its own fields (dates) in that locale. */
export async function openBrowser(locale?: string): Promise<Browser> {
  const executablePath = await unpackedChromium();
  return chromium.launch({
    executablePath,
    headless: true,
    // The machines that run this give no user name space to put a sandbox in.
    args: ['--no-sandbox', ...(locale === undefined ? [] : [`--lang=${locale}`])],
    env: {
      ...process.env,
      FONTCONFIG_FILE: fontSettings(),
      ...(locale === undefined
        ? {}
        : { LANGUAGE: locale.replace('-', '_'), LC_ALL: `${locale.replace('-', '_')}.UTF-8` }),
    },
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

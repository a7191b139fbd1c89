import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, node24, root } from './run.js';

const folder = join(root, 'node_modules', 'electron');
const DOWNLOAD_WITHIN_MS = 20_000;

/**
 * Where Electron's binary lies. Looks only: asking the package itself would make it download.
 *
 * @returns {string | undefined} absolute path; `undefined` where there is none
 */
export function electronBinary() {
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const binary = join(dist, readFileSync(named, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

/**
 * Where Electron's binary lies; tries once to download it, and remembers when that failed.
 *
 * @param {(line: string) => void} say told in one line before it tries
 * @returns {Promise<string | undefined>}
 */
export async function electronBinaryOrDownload(say) {
  const binary = electronBinary();
  if (binary !== undefined || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return binary;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const tried = join(root, '.cache', `electron-${version}-not-downloaded`);
  if (existsSync(tried)) return undefined;
  say(`Downloading Electron ${version}.`);
  const { code, output } = await capture(node24, [join(folder, 'install.js')], { timeout: DOWNLOAD_WITHIN_MS });
  if (code === 0) return electronBinary();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(tried, `${output}\nDelete this file to try again.\n`);
  return undefined;
}

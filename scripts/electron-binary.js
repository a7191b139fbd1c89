import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/electron/', import.meta.url));

/**
 * Where Electron's binary lies. Looks only: asking the package itself would make it download.
 *
 * @returns {string | undefined} absolute path; `undefined` where there is none
 */
export function electronBinary() {
  const named = `${folder}path.txt`;
  if (!existsSync(named)) return undefined;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? `${folder}dist`;
  const binary = `${dist}/${readFileSync(named, 'utf8').trim()}`;
  return existsSync(binary) ? binary : undefined;
}

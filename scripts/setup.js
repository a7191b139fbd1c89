import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root, run, Stop } from './run.js';

/**
 * Installs what the lock file names when something of it is missing; does nothing otherwise.
 *
 * @param {(line: string) => void} [say] told in one line before anything is done
 */
export async function setUp(say = console.log) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Stop(`Node 20 or newer is needed to set up; this is ${process.version}.`);
  const shell = process.platform === 'win32';
  // What installers say goes to stderr: a script may be printing a document on stdout.
  const stdio = /** @type {const} */ (['ignore', 2, 2]);
  if (!isInstalled()) {
    say('Installing the packages of package-lock.json; this takes about a minute.');
    const code = await run('npm', ['ci', '--loglevel=error'], { shell, stdio: [...stdio] });
    if (code !== 0) throw new Stop('npm ci failed; what it says is above.');
  }
  if (!existsSync(node24)) {
    // Install scripts are off (.npmrc); this package's own fetches nothing but another package.
    const code = await run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], {
      shell,
      stdio: [...stdio],
    });
    if (code !== 0 || !existsSync(node24)) throw new Stop('The package `node` did not set up its binary; see above.');
  }
}

/** Whether every package of the lock file is there in its version; optional ones may be for another platform. */
function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const asked = packagesOf(join(root, 'package-lock.json'));
  const found = packagesOf(hidden);
  return Object.entries(asked).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return found[path] === undefined ? optional === true : found[path].version === version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

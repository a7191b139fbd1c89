import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node24, root, run, Stop, tool } from './run.js';
import { setUp } from './setup.js';

const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];
const RUNTIMES = ['main', 'preload', 'renderer'];
const stamp = join(root, 'out', '.built-from');
const lock = join(root, '.cache', 'building');
const LOOK_AGAIN_MS = 200;

/**
 * Builds `out/` when a source was changed, added or removed since it was built.
 *
 * @param {(line: string) => void} [say] told in one line before anything is done
 */
export async function buildWhenStale(say = console.log) {
  if (isFresh()) return;
  mkdirSync(join(root, '.cache'), { recursive: true });
  while (!takeLock()) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (isFresh()) return;
  }
  try {
    if (isFresh()) return;
    say('Building the application.');
    await build();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function build() {
  const sources = fingerprint();
  // Built aside and moved in whole, so that whoever runs from out/ meanwhile never finds half of it.
  const aside = mkdtempSync(join(root, '.cache', 'build-'));
  try {
    const args = [tool('electron-vite'), 'build', '--outDir', aside, '--logLevel', 'warn'];
    const code = await run(node24, args, { stdio: ['ignore', 2, 2] });
    if (code !== 0) throw new Stop('The build failed; what it says is above.');
    mkdirSync(join(root, 'out'), { recursive: true });
    for (const runtime of RUNTIMES) {
      const target = join(root, 'out', runtime);
      if (existsSync(target)) renameSync(target, join(aside, `old-${runtime}`));
      renameSync(join(aside, runtime), target);
    }
    writeFileSync(stamp, sources);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function isFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/**
 * A hash over names, times and sizes of sources, tests left out.
 *
 * @param {readonly string[]} [sources] files and folders, relative to the repository
 */
export function fingerprint(sources = SOURCES) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, join(root, source));
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  } else if (!/\.test\.tsx?$/.test(path)) {
    hash.update(`${path}:${found.mtimeMs}:${found.size}\n`);
  }
}

/** Whether we are the one who builds; a lock whose process is gone does not count. */
function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'ESRCH' && code !== 'ENOENT') throw error;
    rmSync(lock, { force: true });
  }
  return false;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUp();
  await buildWhenStale();
}

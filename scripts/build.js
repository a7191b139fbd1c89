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
  utimes,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isStarted, node24, root, run, Stop, tool } from './run.js';
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
const TOUCH_EVERY_MS = 2_000;
/** A lock that nobody has touched for so long is of a process that was killed, whoever has its number now. */
const FORGOTTEN_AFTER_MS = 30_000;

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
  const touching = setInterval(touch, TOUCH_EVERY_MS);
  try {
    if (isFresh()) return;
    say('Building the application.');
    await build();
  } finally {
    clearInterval(touching);
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
  if (!isHeld()) rmSync(lock, { force: true });
  return false;
}

function touch() {
  // Whoever took it for forgotten builds as well, and the last to move its build in wins: nothing is to be done.
  utimes(lock, new Date(), new Date(), () => {});
}

function isHeld() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > FORGOTTEN_AFTER_MS) return false;
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    // Of another user, and alive.
    if (code === 'EPERM') return true;
    if (code === 'ESRCH' || code === 'ENOENT') return false;
    throw error;
  }
}

if (isStarted(import.meta.url)) {
  await setUp();
  await buildWhenStale();
}

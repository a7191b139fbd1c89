import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, node24, tool } from './run.js';

/** @typedef {{ ok: boolean, output: string }} Outcome */

/**
 * What is checked without running anything of ours. Each is given the folder to look at, and fails when it finds
 * nothing there to look at.
 *
 * @type {Record<string, (root: string) => Promise<Outcome>>}
 */
export const checks = { types, lint, boundaries, unused };

/**
 * The compiler over every runtime's project; main and preload a second time against the stand-in for Electron.
 *
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
async function types(root) {
  renameElectronsModules(root);
  const projects = filesUnder(root, ['src', 'test', 'scripts'], /tsconfig[^/\\]*\.json$/);
  if (projects.length === 0) return { ok: false, output: 'There is no tsconfig.json to look at.' };
  mkdirSync(join(root, '.cache', 'tsc'), { recursive: true });
  const outcomes = await inPairs(projects, async (project) => {
    const info = join(root, '.cache', 'tsc', `${project.replaceAll(/[\\/]/g, '-')}.tsbuildinfo`);
    const args = [tool('typescript', 'tsc'), '-p', project, '--incremental', '--tsBuildInfoFile', info];
    return capture(node24, args, { cwd: root });
  });
  const failed = outcomes.filter(({ code }) => code !== 0);
  const lines = failed.flatMap(({ output }) => output.trim().split('\n'));
  return { ok: failed.length === 0, output: [...new Set(lines)].join('\n') || `${projects.length} projects` };
}

/**
 * Electron's types without the module they declare, so that main can be compiled against the stand-in in its place.
 *
 * @param {string} root
 */
function renameElectronsModules(root) {
  const source = join(root, 'node_modules', 'electron', 'electron.d.ts');
  const target = join(root, '.cache', 'electron-types', 'electron.d.ts');
  if (!existsSync(source)) return;
  const renamed = readFileSync(source, 'utf8').replaceAll(
    /^declare module '(electron[^']*)'/gm,
    "declare module 'real-$1'",
  );
  if (existsSync(target) && readFileSync(target, 'utf8') === renamed) return;
  mkdirSync(join(root, '.cache', 'electron-types'), { recursive: true });
  writeFileSync(target, renamed);
}

/**
 * Form, names, `any`, unused things: Biome.
 *
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
async function lint(root) {
  const args = [tool('@biomejs/biome'), 'check', '--max-diagnostics=50', '.'];
  const { code, output } = await capture(node24, args, { cwd: root });
  const looked = /Checked [1-9]\d* file/.test(output);
  return { ok: code === 0 && looked, output: lastLines(output, code === 0 ? 1 : 200) };
}

/**
 * Who imports whom: dependency-cruiser with rooms.json.
 *
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
async function boundaries(root) {
  const script = fileURLToPath(new URL('boundaries.js', import.meta.url));
  const { code, output } = await capture(node24, [script, root], { cwd: root });
  return { ok: code === 0, output: output.trim() };
}

/**
 * Files, exports and packages nobody uses: Knip.
 *
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
async function unused(root) {
  const found = filesUnder(root, ['src'], /\.tsx?$/).length;
  if (found === 0) return { ok: false, output: 'There is nothing in src to look at.' };
  const { code, output } = await capture(node24, [tool('knip'), '--no-progress'], { cwd: root });
  return { ok: code === 0, output: output.trim() || `${found} files` };
}

/**
 * Files below some folders, relative to the root; written for Node 20, which has no glob.
 *
 * @param {string} root
 * @param {readonly string[]} folders
 * @param {RegExp} pattern
 */
function filesUnder(root, folders, pattern) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))))
    .filter((name) => pattern.test(name))
    .sort();
}

/**
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {(item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>} in the order of the items, two worked on at a time
 */
async function inPairs(items, work) {
  /** @type {Result[]} */
  const results = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/**
 * @param {string} text
 * @param {number} count
 */
const lastLines = (text, count) => text.trim().split('\n').slice(-count).join('\n');

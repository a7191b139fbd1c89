// npm start: installs, builds when stale, opens the application.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWhenStale } from './build.js';
import { electronBinaryOrDownload } from './electron-binary.js';
import { environment, node24, root } from './run.js';
import { setUp } from './setup.js';

const PARENT_LOOK_EVERY_MS = 1_000;

const HELP = `Opens Tributary.

  npm start                              the window, with the workspaces opened lately
  npm start -- path/to/file.tributary    that workspace
  npm start -- --demo                    the demo workspace, built the first time

  --no-open             prints the address without opening a browser (where Electron cannot be had)
  --user-data-dir=DIR   keeps settings, recent files and the demo in another folder
  --help                this text

Installs and builds first where that is needed. Runs Electron where its binary can be had; where not, serves the same
built application on a loopback address that works once. Ctrl-C closes it; what is in no backup yet is backed up first.`;

const asked = readCommandLine();
if (asked.help) {
  console.log(HELP);
} else {
  await setUp();
  if (!asked.built) await buildWhenStale();
  process.exitCode = await start(asked.args, asked.open);
}

function readCommandLine() {
  /** @type {ReturnType<typeof parse>} */
  let parsed;
  try {
    parsed = parse();
  } catch (error) {
    return fail(`${/** @type {Error} */ (error).message}\nnpm start -- --help says what there is.`);
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) return fail('One workspace is opened at a time; more than one path was given.');
  const [path] = positionals;
  const args = [];
  if (values['user-data-dir'] !== undefined) args.push(`--user-data-dir=${fromWhereAsked(values['user-data-dir'])}`);
  if (values.demo) args.push('--demo');
  if (path !== undefined) {
    const file = fromWhereAsked(path);
    if (!file.endsWith('.tributary')) return fail(`${path} is not the name of a workspace; those end in .tributary.`);
    if (!existsSync(file)) return fail(`There is no file ${file}.`);
    args.push(file);
  }
  return { help: values.help, open: !values['no-open'], built: values.built, args };
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      demo: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      // Runs what lies in out/, whatever the sources say: npm run dev has built it.
      built: { type: 'boolean', default: false },
      'user-data-dir': { type: 'string' },
    },
  });
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}

/** @param {string} path as somebody wrote it, where npm was called */
function fromWhereAsked(path) {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/**
 * Runs the application until it ends.
 *
 * @param {readonly string[]} args
 * @param {boolean} open whether a browser is opened
 * @returns {Promise<number>} exit code
 */
async function start(args, open) {
  const electron = await electronBinaryOrDownload(console.log);
  const screenless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (electron !== undefined && !screenless) return untilEnd(electron, [root, ...args], 'inherit', () => {});
  const why = electron === undefined ? 'Electron’s binary cannot be had here' : 'There is no screen here';
  console.log(`${why}: the same application is served to a browser instead.`);
  const register = pathToFileURL(join(root, 'test', 'electron', 'register.mjs')).href;
  const main = join(root, 'out', 'main', 'index.js');
  return untilEnd(node24, ['--import', register, main, ...args], 'ipc', (address) => {
    console.log(`\n  Tributary is at  ${address}\n\nThe address works once. Ctrl-C closes the application.`);
    if (open) openBrowser(address);
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {'inherit' | 'ipc'} channel
 * @param {(address: string) => void} onAddress
 * @returns {Promise<number>}
 */
function untilEnd(command, args, channel, onAddress) {
  // In a process group of its own: a Ctrl-C then comes once, from us, and not a second time from the terminal.
  const detached = process.platform !== 'win32';
  const child = spawn(command, [...args], {
    cwd: root,
    env: environment(),
    detached,
    stdio: ['ignore', 'inherit', 'inherit', channel === 'ipc' ? 'ipc' : 'ignore'],
  });
  child.on('message', (message) => {
    const { type, address } = /** @type {{ type: string, address: string }} */ (message);
    if (type === 'address') onAddress(address);
  });
  let asked = false;
  const close = () => {
    if (asked) return;
    asked = true;
    console.log('\nClosing.');
    if (channel === 'ipc' && child.connected) child.send({ do: 'quit' });
    else child.kill('SIGTERM');
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
  process.on('SIGHUP', close);
  // npm hands a signal to the shell between us, which may end without telling us.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || close(), PARENT_LOOK_EVERY_MS).unref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** @param {string} address */
function openBrowser(address) {
  const { platform, env } = process;
  if (env.CI || env.BROWSER === 'none') return;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const [command, ...args] =
    platform === 'darwin' ? ['open'] : platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  if (platform === 'linux' && spawnSync('which', ['xdg-open'], { stdio: 'ignore' }).status !== 0) return;
  const opener = spawn(command ?? '', [...args, address], { stdio: 'ignore', detached: true });
  opener.on('error', () => console.log('No browser could be opened; use the address above.'));
  opener.unref();
}

// Started by dev.js on the repository's Node.
import { spawn } from 'node:child_process';
import { rmSync, watch } from 'node:fs';
import { createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'vite';
import config from '../electron.vite.config.ts';
import { environment, node24, root, run, tool } from './run.js';

const SETTLES_MS = 150;
const BUILT = ['main', 'preload', 'engine', 'contract'];

const { renderer } = config;
const port = await freePort();
const devServer = `http://127.0.0.1:${port}`;
const vite = await createServer({
  ...renderer,
  configFile: false,
  base: '/',
  root: join(root, renderer.root),
  build: { rolldownOptions: { input: join(root, renderer.root, 'index.html') } },
  // The page lies on another origin than the server, so its socket is told where to go.
  server: { host: '127.0.0.1', port, strictPort: true, hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port } },
});
await vite.listen();
console.log(`The page comes from ${devServer}.`);

/** @type {import('node:child_process').ChildProcess | undefined} */
let application;
let ending = false;

let restarted = restart();
await restarted;
for (const folder of BUILT) watch(join(root, 'src', folder), { recursive: true }, changed);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    ending = true;
    void stop().then(() => process.exit(0));
  });
}

/** @returns {Promise<number>} a port nobody listens on */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createNetServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** @type {NodeJS.Timeout | undefined} */
let timer;
/**
 * @param {string} _event
 * @param {string | null} name
 */
function changed(_event, name) {
  if (name?.endsWith('.test.ts')) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    // One after the other: two at once would build into one folder and start two applications over one file.
    restarted = restarted.then(restart);
  }, SETTLES_MS);
}

/** Builds main, preload and engine for development and starts them; what does not build leaves the old one running. */
async function restart() {
  // What lies in out/ is then no build to ship or test.
  rmSync(join(root, 'out', '.built-from'), { force: true });
  const code = await run(node24, [tool('electron-vite'), 'build', '--mode', 'development', '--logLevel', 'warn']);
  if (code !== 0) return;
  await stop();
  const started = spawn(node24, [join(root, 'scripts', 'start.js'), '--built', ...process.argv.slice(2)], {
    cwd: root,
    env: { ...environment(), TRIBUTARY_DEV_SERVER: devServer },
    stdio: 'inherit',
  });
  application = started;
  started.once('exit', () => {
    // Closed by the person, not by us.
    if (application === started && !ending) process.exit(0);
  });
}

async function stop() {
  const old = application;
  application = undefined;
  if (old === undefined || old.exitCode !== null) return;
  const ended = new Promise((resolve) => old.once('exit', resolve));
  old.kill('SIGTERM');
  await ended;
}

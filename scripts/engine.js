// npm run --silent engine -- <workspace file> <procedure> [json]: the command line. Nothing but its answer on stdout.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWhenStale } from './build.js';
import { environment, node24, root } from './run.js';
import { setUp } from './setup.js';

const PARENT_LOOK_EVERY_MS = 1_000;

await setUp(console.error);
await buildWhenStale(console.error);
// Paths are meant from where npm was called.
const cwd = process.env.INIT_CWD ?? process.cwd();
const child = spawn(node24, [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  cwd,
  env: environment(),
  stdio: 'inherit',
});
// A signal ends the call, and the call ends us: it closes the workspace first.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
// npm hands a signal to the shell between us, which may end without telling us.
const parent = process.ppid;
setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_LOOK_EVERY_MS).unref();
process.exitCode = await new Promise((resolve, reject) => {
  child.once('error', reject);
  child.once('exit', (code) => resolve(code ?? 1));
});

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const windows = process.platform === 'win32';

/** Something a person can mend; the message says it all, and no trace is printed. */
export class Stop extends Error {}

process.on('uncaughtException', (error) => {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
});

/**
 * Whether Node was started with this script, whatever links lead to it; false where another script imports it.
 *
 * @param {string} url its `import.meta.url`
 */
export function isStarted(url) {
  const [, started] = process.argv;
  return started !== undefined && existsSync(started) && realpathSync(started) === realpathSync(fileURLToPath(url));
}

/** The environment of everything after the set-up: `node` is the one of the repository, whatever started us. */
export function environment() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const bin = join(root, 'node_modules', '.bin');
  const path = (process.env[name] ?? '').split(delimiter).filter((part) => part !== bin);
  const plain = process.stderr.isTTY ? {} : { NO_COLOR: '1' };
  return { ...process.env, ...plain, [name]: [bin, ...path].join(delimiter) };
}

/** The repository's own `node`; a path, because a PATH is not searched the same everywhere. */
export const node24 = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd: root, stdio: 'inherit', env: environment(), ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a command and gives what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` has both streams
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: root,
      env: environment(),
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (part) => {
      stdout += part;
      output += part;
    });
    child.stderr?.setEncoding('utf8').on('data', (part) => {
      output += part;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}

/**
 * The file behind a package's command, to be run by `node24`: commands themselves are scripts for a shell on Windows.
 *
 * @param {string} packageName
 * @param {string} [command] when it is not called as the package is
 */
export function tool(packageName, command = packageName.split('/').at(-1)) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[command ?? ''];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, file);
}

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tributary scripts '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script with the Node of the house to its end, which must come within half a minute. */
async function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { said: out + err, exitCode: await ended };
}

test('a script that is started through a link does its work, and doesn’t pass having looked at nothing', async () => {
  const link = join(folder, 'a link');
  symlinkSync(root, link, 'junction');
  const { said, exitCode } = await run(join(link, 'scripts', 'check.js'), 'spelling');
  expect(said).toContain('There is no check spelling.');
  expect(exitCode).toBe(1);
});

test('a build that was killed is not waited for when something else has its number', async () => {
  const house = join(folder, 'a house');
  cpSync(join(root, 'scripts'), join(house, 'scripts'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, name), join(house, name));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
  mkdirSync(join(house, '.cache'));
  const lock = join(house, '.cache', 'building');
  writeFileSync(lock, String(process.pid));
  const aMinuteAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, aMinuteAgo, aMinuteAgo);
  const { said, exitCode } = await run(join(house, 'scripts', 'build.js'));
  // There is nothing to build here, which is said as soon as it is tried.
  expect(said).toContain('Building the application.');
  expect(exitCode).toBe(1);
});

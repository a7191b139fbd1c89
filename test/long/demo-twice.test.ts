import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const CLI = path.join(import.meta.dirname, '../../out/main/cli.js');
let folder = '';

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-demo-twice-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Builds a demo in a process of its own, in a time zone and language of its own. */
async function built(name: string, seed: number, environment: Record<string, string>) {
  const file = path.join(folder, `${name}.tributary`);
  const env = { ...process.env, ...environment };
  await run('node', [CLI, file, 'workspace.demo', JSON.stringify({ seed })], { env });
  const { stdout } = await run('node', [CLI, file, 'workspace.check'], { env, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as { ok: boolean; contentHash: string; tables: { name: string; hash: string }[] };
}

test('the demo of one seed is the same whoever builds it, wherever and when; another seed gives another', async () => {
  const began = performance.now();
  const [here, there] = await Promise.all([
    built('here', 7, { TZ: 'Europe/Berlin', LANG: 'de_DE.UTF-8' }),
    built('there', 7, { TZ: 'Pacific/Auckland', LANG: 'en_US.UTF-8' }),
  ]);
  console.log(`the demo was built twice, side by side, within ${Math.round((performance.now() - began) / 1_000)} s`);
  expect(here.ok && there.ok).toBe(true);
  expect(there.tables).toEqual(here.tables);
  expect(there.contentHash).toBe(here.contentHash);
  const other = await built('other', 8, {});
  expect(other.contentHash).not.toBe(here.contentHash);
});

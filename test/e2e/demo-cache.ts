import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildWhenStale, fingerprint } from '../../scripts/build.js';
import { demoFileOf } from '../../src/main/demo-file.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.cache', 'demo');

/**
 * The demo workspace as the engine of now builds it, built once for each state of its sources. Copy it: others read
 * the same file.
 *
 * @returns its absolute path
 */
export async function cachedDemo(): Promise<string> {
  const name = `${fingerprint(['src/engine', 'src/contract', 'resources/migrations']).slice(0, 16)}.tributary`;
  const file = join(folder, name);
  if (existsSync(file)) return file;
  // While others change the engine every minute, the demo of a while ago will do for a look at a screen.
  const older = process.env.OLDER_DEMO === undefined || !existsSync(folder) ? undefined : readdirSync(folder).at(0);
  if (older?.endsWith('.tributary')) return join(folder, older);
  await buildWhenStale();
  mkdirSync(folder, { recursive: true });
  const building = mkdtempSync(join(folder, 'building-'));
  try {
    console.log('e2e: building the demo workspace');
    const made = join(building, 'demo.tributary');
    await promisify(execFile)('node', [join(root, 'out/main/cli.js'), made, 'workspace.demo']);
    for (const old of readdirSync(folder)) if (old.endsWith('.tributary')) rmSync(join(folder, old));
    renameSync(made, file);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return file;
}

/** Puts the demo where an application with these settings looks for it, unless it has one. */
export async function bringDemo(userData: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = demoFileOf(userData, version, join(root, 'resources'));
  if (existsSync(file)) return;
  mkdirSync(userData, { recursive: true });
  copyFileSync(await cachedDemo(), file);
}

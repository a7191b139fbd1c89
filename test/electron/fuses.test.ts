import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// What `npm run package` burns into Electron’s binary: electron-builder reads its own configuration and flips the fuses,
// here of a file that holds a fuse wire and nothing else.
const root = path.join(import.meta.dirname, '../..');
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { PlatformPackager } = builder('app-builder-lib') as {
  PlatformPackager: { prototype: { generateFuseConfig(fuses: object): Promise<object> } };
};
const { getConfig } = builder('app-builder-lib/out/util/config/config.js') as {
  getConfig(folder: string, file: string | null, given: null): Promise<{ electronFuses?: Record<string, boolean> }>;
};
const { FuseV1Options, flipFuses, getCurrentFuseWire } = builder('@electron/fuses') as {
  FuseV1Options: Record<string, number>;
  flipFuses(binary: string, fuses: object): Promise<number>;
  getCurrentFuseWire(binary: string): Promise<Record<string, number>>;
};

/** A packaged application runs no other script, listens to no debugger and loads nothing but its own, whole archive. */
const REQUIRED = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;
type Fuse = keyof typeof REQUIRED;
const FUSES = Object.keys(REQUIRED) as Fuse[];
const placeOf = (fuse: Fuse) => FuseV1Options[fuse[0]?.toUpperCase() + fuse.slice(1)] ?? Number.NaN;
const [OFF, ON] = ['0', '1'].map((state) => state.charCodeAt(0));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-fuses-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Flips the fuses of a binary in which each stands the wrong way, and reads them back: those that are not as required. */
async function wrongAfter(fuses: Record<string, boolean>): Promise<Fuse[]> {
  const binary = path.join(fs.mkdtempSync(path.join(folder, 'packed-')), 'tributary');
  const wire = FUSES.toSorted((a, b) => placeOf(a) - placeOf(b)).map((fuse) => (REQUIRED[fuse] ? '0' : '1'));
  const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  fs.writeFileSync(binary, `code${SENTINEL}\u0001${String.fromCharCode(wire.length)}${wire.join('')}code`);
  await flipFuses(binary, await PlatformPackager.prototype.generateFuseConfig(fuses));
  const read = await getCurrentFuseWire(binary);
  return FUSES.filter((fuse) => read[placeOf(fuse)] !== (REQUIRED[fuse] ? ON : OFF));
}

describe('the fuses of a packaged application', () => {
  let configured: Record<string, boolean>;
  beforeAll(async () => {
    configured = (await getConfig(root, null, null)).electronFuses ?? {};
  });

  test('stand as they must', async () => {
    expect(await wrongAfter(configured)).toEqual([]);
  });

  test('are all that the packager knows', () => {
    expect(FUSES.map(placeOf).toSorted((a, b) => a - b)).toEqual(
      Object.values(FuseV1Options).filter((place) => typeof place === 'number'),
    );
  });

  test.each(FUSES)('without a line for %s it would stand the wrong way, and be seen', async (fuse) => {
    const { [fuse]: _, ...others } = configured;
    expect(await wrongAfter(others)).toEqual([fuse]);
  });
});

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { checks } from '../scripts/checks.js';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(join(root, '.cache'), { recursive: true });
// Beside the repository's own packages, and with its own settings: what passes here passes there.
const house = mkdtempSync(join(root, '.cache', 'house-'));
const SETTINGS = [
  'biome.json',
  'rooms.json',
  '.dependency-cruiser.cjs',
  'knip.json',
  'tsconfig.base.json',
  'package.json',
];
const RUNTIMES = ['contract', 'engine', 'main', 'preload', 'renderer'];

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
};

beforeEach(() => {
  rmSync(house, { recursive: true, force: true });
  mkdirSync(house, { recursive: true });
  for (const name of SETTINGS) cpSync(join(root, name), join(house, name));
  // Biome is told to pass over .cache, where this house stands.
  const biome = readFileSync(join(root, 'biome.json'), 'utf8');
  write('biome.json', biome.replace(/"includes": \[[^\]]*\]/, '"includes": ["src/**/*.ts"]'));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  for (const runtime of RUNTIMES)
    cpSync(join(root, 'src', runtime, 'tsconfig.json'), join(house, 'src', runtime, 'tsconfig.json'));
  write('src/contract/days.ts', "export const DAYS = ['Monday'] as const;\n");
  write('src/engine/index.ts', "import { DAYS } from '../contract/days.ts';\n\nprocess.stdout.write(DAYS.join());\n");
  write('src/main/index.ts', "import { app } from 'electron';\n\napp.quit();\n");
  write(
    'src/preload/index.ts',
    "import { contextBridge } from 'electron';\n\ncontextBridge.exposeInMainWorld('x', {});\n",
  );
  write('src/renderer/main.ts', "document.title = 'Tributary';\n");
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each(['types', 'lint', 'boundaries'])('%s passes on a house in order', async (name) => {
  expect(await checks[name]?.(house)).toMatchObject({ ok: true });
});

/** What is planted, and the words the check must find for it. */
const PLANTED: Record<string, readonly { says: string; path: string; text: string }[]> = {
  types: [
    { says: 'not assignable', path: 'src/engine/a.ts', text: "export const days: number = 'seven';\n" },
    { says: "Cannot find name 'window'", path: 'src/engine/b.ts', text: 'window.close();\n' },
    { says: 'src/renderer/a.ts', path: 'src/renderer/a.ts', text: 'process.exit();\n' },
    { says: 'src/contract/a.ts', path: 'src/contract/a.ts', text: 'export const a = process.argv;\n' },
  ],
  lint: [
    { says: 'noExplicitAny', path: 'src/engine/a.ts', text: 'export const days: any = 7;\n' },
    { says: 'src/engine/b.ts format', path: 'src/engine/b.ts', text: 'export const   days=7\n' },
    { says: 'useFilenamingConvention', path: 'src/engine/a_b.ts', text: 'export const days = 7;\n' },
    { says: 'noExcessiveLinesPerFile', path: 'src/engine/c.ts', text: "process.stdout.write('x');\n".repeat(401) },
    {
      says: 'noExcessiveLinesPerFunction',
      path: 'src/engine/d.ts',
      text: `export function long(): void {\n${"  process.stdout.write('x');\n".repeat(71)}}\n`,
    },
  ],
  boundaries: [
    { says: 'room: contract', path: 'src/contract/a.ts', text: "import '../engine/index.ts';\n" },
    { says: 'packages: contract', path: 'src/contract/b.ts', text: "import 'dayjs';\n" },
    { says: 'no Node: contract', path: 'src/contract/c.ts', text: "import 'node:fs';\n" },
    { says: 'room: store', path: 'src/engine/store/a.ts', text: "import '../index.ts';\n" },
    { says: 'room: accounts', path: 'src/engine/accounts/index.ts', text: "import '../registrations/index.ts';\n" },
    {
      says: 'a feature is used through its index',
      path: 'src/engine/conflicts/a.ts',
      text: "import '../partners/a.ts';\n",
    },
    { says: 'rules are pure', path: 'src/engine/partners/rules/a.ts', text: "import '../a.ts';\n" },
    { says: 'rules use no Node', path: 'src/engine/partners/rules/b.ts', text: "import 'node:fs';\n" },
    { says: 'the engine knows no screen', path: 'src/engine/a.ts', text: "import 'electron';\n" },
    { says: 'the renderer knows no engine', path: 'src/renderer/app/a.ts', text: "import '@orpc/server';\n" },
    { says: 'every file has a room', path: 'src/shared/common.ts', text: "import '../contract/days.ts';\n" },
    {
      says: 'screens do not know each other',
      path: 'src/renderer/features/today/a.ts',
      text: "import '../cases/a.ts';\n",
    },
    { says: 'src stands alone', path: 'src/main/a.ts', text: "import '../../test/a.ts';\n" },
    { says: 'nothing goes round', path: 'src/engine/jobs/a.ts', text: "import './b.ts';\n" },
    { says: 'everything imported is there', path: 'src/main/b.ts', text: "import './nowhere.ts';\n" },
  ],
};

describe('each check fails on what it is there for', () => {
  test.each(Object.entries(PLANTED))('%s', async (name, planted) => {
    for (const path of [
      'src/engine/registrations/index.ts',
      'src/engine/partners/a.ts',
      'src/renderer/features/cases/a.ts',
      'test/a.ts',
    ]) {
      write(path, 'export const there = 1;\n');
    }
    write('src/engine/jobs/b.ts', "import './a.ts';\n");
    for (const { path, text } of planted) write(path, text);
    const { ok, output } = (await checks[name]?.(house)) ?? { ok: true, output: '' };
    expect(ok).toBe(false);
    for (const { says } of planted) expect(output).toContain(says);
  });

  test('types: a call to Electron that the stand-in lacks', async () => {
    cpSync(join(root, 'test/electron'), join(house, 'test/electron'), {
      recursive: true,
      filter: (path) => !/fixture|\.test\.ts$|[\\/]tsconfig\.json$/.test(path),
    });
    write('src/main/index.ts', "import { app } from 'electron';\n\napp.getLocale();\n");
    const { ok, output } = (await checks.types?.(house)) ?? { ok: true, output: '' };
    expect(ok).toBe(false);
    expect(output).toContain("Property 'getLocale' does not exist on type 'StandInApp'");
  });

  test('unused: a file, an export and a package nobody uses', async () => {
    write('package.json', JSON.stringify({ name: 'house', type: 'module', dependencies: { zod: '4.6.7' } }));
    write('src/engine/store/open.ts', 'export const open = 1;\n');
    write('src/engine/store/close.ts', 'export const close = 1;\nexport const slam = 2;\n');
    write('src/engine/index.ts', "import { close } from './store/close.ts';\n\nprocess.stdout.write(String(close));\n");
    const { ok, output } = (await checks.unused?.(house)) ?? { ok: true, output: '' };
    expect(ok).toBe(false);
    for (const found of ['src/engine/store/open.ts', 'slam', 'zod']) expect(output).toContain(found);
  });
});

test.each(Object.keys(checks))('%s fails when there is nothing to look at', async (name) => {
  rmSync(join(house, 'src'), { recursive: true });
  for (const settings of SETTINGS) if (name === 'lint') rmSync(join(house, settings), { force: true });
  expect(await checks[name]?.(house)).toMatchObject({ ok: false });
});

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

describe('each check fails on what it is there for', () => {
  test.each([
    {
      name: 'types',
      says: 'not assignable',
      path: 'src/engine/index.ts',
      text: "export const days: number = 'seven';\n",
    },
    { name: 'types', says: "name 'window'", path: 'src/engine/index.ts', text: 'window.close();\n' },
    { name: 'types', says: "name 'process'", path: 'src/renderer/main.ts', text: 'process.exit();\n' },
    {
      name: 'types',
      says: "name 'process'",
      path: 'src/contract/days.ts',
      text: 'export const DAYS = process.argv;\n',
    },
    { name: 'lint', says: 'noExplicitAny', path: 'src/engine/index.ts', text: 'export const days: any = 7;\n' },
    { name: 'lint', says: 'format', path: 'src/engine/index.ts', text: 'export const   days=7\n' },
    {
      name: 'lint',
      says: 'noExcessiveLinesPerFile',
      path: 'src/engine/index.ts',
      text: "process.stdout.write('x');\n".repeat(401),
    },
    {
      name: 'lint',
      says: 'noExcessiveLinesPerFunction',
      path: 'src/engine/index.ts',
      text: `export function long(): void {\n${"  process.stdout.write('x');\n".repeat(71)}}\n`,
    },
    {
      name: 'boundaries',
      says: 'room: contract',
      path: 'src/contract/days.ts',
      text: "import '../engine/index.ts';\n\nexport const DAYS = ['Monday'] as const;\n",
    },
    {
      name: 'boundaries',
      says: 'room: store',
      path: 'src/engine/store/open.ts',
      text: "import '../index.ts';\n",
    },
    {
      name: 'boundaries',
      says: 'rules are pure',
      path: 'src/engine/partners/rules/standing.ts',
      text: "import '../../index.ts';\n",
    },
    {
      name: 'boundaries',
      says: 'rules use no Node',
      path: 'src/engine/partners/rules/standing.ts',
      text: "import 'node:fs';\n",
    },
    {
      name: 'boundaries',
      says: 'the engine knows no screen',
      path: 'src/engine/index.ts',
      text: "import 'electron';\n",
    },
    {
      name: 'boundaries',
      says: 'every file has a room',
      path: 'src/shared/common.ts',
      text: "import '../contract/days.ts';\n",
    },
  ])('$name: $says', async ({ name, says, path, text }) => {
    write(path, text);
    const { ok, output } = (await checks[name]?.(house)) ?? { ok: true, output: '' };
    expect(ok).toBe(false);
    expect(output).toContain(says);
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

  test('boundaries: screens do not know each other', async () => {
    write('src/renderer/features/cases/Cases.ts', 'export const cases = 1;\n');
    write('src/renderer/features/today/Today.ts', "import '../cases/Cases.ts';\n");
    const { ok, output } = (await checks.boundaries?.(house)) ?? { ok: true, output: '' };
    expect(ok).toBe(false);
    expect(output).toContain('screens do not know each other');
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

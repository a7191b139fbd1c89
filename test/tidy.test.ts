import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const files = ['src', 'test', 'scripts'].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.(tsx?|m?js)$/.test(name)),
);
const textOf = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const isTest = (file: string) => file.endsWith('.test.ts');

/** Rules declare themselves in their docstring: `NN3: the vendor was not active`. */
const DECLARED = /^\s*(?:\/\*\*|\*|\/\/)\s*([A-Z]{2}\d{1,2}):/gm;
const NAMED = /\b(?:LK|AT|AP|CP|IN|IS|AO|CR|DU|CC|NN|PR|SL|RV)\d{1,2}\b/g;
/** An id no rule has, on purpose: a clause that a programme does not know. */
const UNKNOWN_ON_PURPOSE = new Set(['CP9']);

const declared = new Set(
  files
    .filter((file) => file.startsWith('src/engine/') && !isTest(file))
    .flatMap((file) => [...textOf(file).matchAll(DECLARED)].map(([, id]) => id ?? '')),
);
const named = new Set(files.filter(isTest).flatMap((file) => textOf(file).match(NAMED) ?? []));

describe('the house is tidy', () => {
  test('no file is a bucket for what has no name', () => {
    expect(files.filter((file) => /(^|[\\/-])(managers?|helpers?|utils?|common|misc)([-.\\/]|$)/i.test(file))).toEqual(
      [],
    );
  });

  test('every rule that is declared is named by a test', () => {
    expect(declared.size).toBeGreaterThan(50);
    expect([...declared].filter((id) => !named.has(id))).toEqual([]);
  });

  test('every rule a test names is there', () => {
    const source = files
      .filter((file) => file.startsWith('src/') && !isTest(file))
      .map(textOf)
      .join('\n');
    const there = new Set(source.match(NAMED));
    expect([...named].filter((id) => !there.has(id) && !UNKNOWN_ON_PURPOSE.has(id))).toEqual([]);
  });
});

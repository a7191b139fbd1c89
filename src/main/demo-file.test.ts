import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoFileOf } from './demo-file.ts';

test('the demo of other tables or another version is another file', () => {
  const resources = mkdtempSync(join(tmpdir(), 'tributary-demo-file-'));
  const migration = join(resources, 'migrations', '0000_initial.sql');
  mkdirSync(join(resources, 'migrations'));
  writeFileSync(migration, 'CREATE TABLE a (id)');
  const first = demoFileOf('/settings', '1.0.0', resources);
  expect(first).toMatch(/demo-1\.0\.0-[0-9a-f]{8}\.tributary$/);
  expect(demoFileOf('/settings', '1.0.0', resources)).toBe(first);
  expect(demoFileOf('/settings', '1.0.1', resources)).not.toBe(first);
  writeFileSync(migration, 'CREATE TABLE a (id, name)');
  expect(demoFileOf('/settings', '1.0.0', resources)).not.toBe(first);
  rmSync(resources, { recursive: true });
});

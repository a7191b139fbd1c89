import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { listCases } from '../../src/engine/conflicts/index.ts';
import { listStatements } from '../../src/engine/incentives/index.ts';
import { verifyJournal } from '../../src/engine/journal/index.ts';
import { listProtections, listRegistrations } from '../../src/engine/registrations/index.ts';
import { listReviews } from '../../src/engine/reviews/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { backupsOf } from '../../src/engine/store/backup.ts';
import { migrationsIn, versionOf } from '../../src/engine/store/migrate.ts';
import { openWorkspaceFile } from '../../src/engine/store/workspace-file.ts';
import { moment } from '../support/workspace.ts';

const root = path.join(import.meta.dirname, '../..');
const resources = path.join(root, 'resources');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-released-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** SHA-256 of each migration that a landed version has applied to somebody's workspace. A new one is added when it lands. */
const RELEASED: Readonly<Record<string, string>> = {
  '0000_initial.sql': 'c806ecaaeaf7bc02ce376ae59d56208c88c6883369d17c28f2bad8a1cae889a2',
};

describe('migrations', () => {
  test.each(Object.entries(RELEASED))('%s is as it was released', (name, hash) => {
    const bytes = fs.readFileSync(path.join(resources, 'migrations', name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
  });

  test('lead to the tables as they are declared', () => {
    const out = path.join(folder, 'migrations');
    fs.cpSync(path.join(resources, 'migrations'), out, { recursive: true });
    const args = ['generate', '--dialect', 'sqlite', '--schema', '"./src/engine/*/tables.ts"', '--name', 'drift'];
    // Relative, for the tool puts `./` before it.
    const made = spawnSync('drizzle-kit', [...args, '--out', path.relative(root, out)], {
      cwd: root,
      encoding: 'utf8',
      shell: true,
    });
    expect(`${made.stdout}${made.stderr}`).toContain('No schema changes');
  });
});

describe('a workspace made by a landed version', () => {
  test.each([{ format: 1, head: '8d0e3f3d246df5c7491359dafdfbfc0203013ea7f65eeb1f2e418ef9b9791e35' }])(
    'of format $format opens, with a backup of how it was, and says what it said',
    async ({ format, head }) => {
      const file = path.join(folder, `format-${format}.tributary`);
      fs.writeFileSync(
        file,
        gunzipSync(fs.readFileSync(path.join(root, 'test/fixtures', `format-${format}.tributary.gz`))),
      );
      const now = moment('2026-07-16T10:00+02:00', 'Ada');
      const { db, close } = await openWorkspaceFile(file, resources, now.actor, now.at);
      try {
        expect(versionOf(db.connection.sqlite)).toBe(migrationsIn(resources).length);
        expect(db.all('PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
        expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
        expect(verifyJournal(db)).toMatchObject({ ok: true, entries: 12, head });
        const { items } = listRegistrations(db, { limit: 10 }, now);
        expect(items.map(({ number, customer, state }) => [number, customer, state]).sort()).toEqual([
          ['R-2026-0001', 'Halden Precision GmbH', 'closed'],
          ['R-2026-0002', 'Brackwater Foods GmbH', 'approved'],
          ['R-2026-0003', 'Brackwater Foods GmbH', 'rejected'],
          ['R-2026-0004', 'Larkfield Mills', 'returned'],
        ]);
        expect(listCases(db, { limit: 10 }, now).items).toMatchObject([{ number: 'C-2026-0001', state: 'closed' }]);
        expect(listProtections(db, { limit: 10 }, now).total).toBe(2);
        expect(listStatements(db, { limit: 10 }, now).items).toMatchObject([{ net: { minor: 360_000 } }]);
        expect(listReviews(db, { limit: 10 }, now).total).toBe(1);
        settle(db, now);
        expect(verifyJournal(db).ok).toBe(true);
      } finally {
        await close({ backup: false, now: now.at });
      }
      if (format < migrationsIn(resources).length) expect(backupsOf(file)).toMatchObject([{ why: 'migrate' }]);
    },
  );
});

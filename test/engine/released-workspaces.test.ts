import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { node24, tool } from '../../scripts/run.js';
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
  '0001_cases_dismissed_and_asked.sql': '9c91fd44403a5d64ee47d72042621dfbbbb91b31aa96087840036a2b1f2098f0',
  '0002_accruals_append_only.sql': '7d131981facedacc9762fda4799c00566e60918e17fef6bf07ed7d2490681779',
  '0003_case_opportunities.sql': '5c736094acd7b47b40d886c0d0406a96d1ce30d6c42a39e1c53ab35a34ee5608',
  '0004_append_only_on_insert.sql': 'afa27e90cc18393293bc88ec3b541a96cc4eee8906355a90d9dfd9e19d8374f3',
  '0005_batch_repairs.sql': '89549c3e741e4a17a61df025daa3550afd4c66e42a0a26ee3ef13797ab82a71d',
  '0006_case_preferences.sql': '840b47b2faf417bba65fcd51245482669ae6286c0c4f0ebcf8fddf9eead87b4b',
  '0007_opportunity_renewals.sql': '59454d274e8b40245cbf71076830298cf3839a21eb1a1953ee84024efd767a09',
};

/** What each kept workspace says of itself. One is kept of every format that landed; a format is a count of migrations. */
const KEPT = [
  {
    format: 1,
    on: '2026-07-16T10:00+02:00',
    entries: 12,
    head: '8d0e3f3d246df5c7491359dafdfbfc0203013ea7f65eeb1f2e418ef9b9791e35',
    registrations: {
      'R-2026-0001': 'closed',
      'R-2026-0002': 'approved',
      'R-2026-0003': 'rejected',
      'R-2026-0004': 'returned',
    },
    cases: { 'C-2026-0001': 'closed' },
    protections: 2,
    statements: { 'Kestrel Parts': 360_000 },
  },
  {
    format: 5,
    on: '2026-07-22T12:00+02:00',
    entries: 23,
    head: 'cd5217361f696ed12e9ddac54286bb79a1e05d5ddf73f464837a7d229ddac7c0',
    registrations: {
      'R-2026-0001': 'closed',
      'R-2026-0002': 'closed',
      'R-2026-0003': 'rejected',
      'R-2026-0004': 'returned',
      'R-2026-0005': 'in case',
      'R-2026-0006': 'in case',
      'R-2026-0007': 'approved',
      'R-2026-0008': 'submitted',
      'R-2026-0009': 'submitted',
    },
    cases: {
      'C-2026-0001': 'closed',
      'C-2026-0002': 'closed',
      'C-2026-0003': 'open',
      'C-2026-0004': 'dismissed',
    },
    protections: 3,
    statements: { 'Kestrel Parts': 0 },
  },
  {
    format: 8,
    on: '2026-07-22T12:00+02:00',
    entries: 24,
    head: '87982773502c38e39e78e8c7ba8f7fd21bea0e3ddf027223dfc77d0f4de66605',
    registrations: {
      'R-2026-0001': 'closed',
      'R-2026-0002': 'closed',
      'R-2026-0003': 'rejected',
      'R-2026-0004': 'rejected',
      'R-2026-0005': 'rejected',
      'R-2026-0006': 'closed',
      'R-2026-0007': 'in case',
      'R-2026-0008': 'in case',
      'R-2026-0009': 'in case',
    },
    cases: {
      'C-2026-0001': 'closed',
      'C-2026-0002': 'open',
      'C-2026-0003': 'closed',
      'C-2026-0004': 'open',
    },
    protections: 3,
    statements: { 'Kestrel Parts': 196_000, 'Tidewater Systems': 63_000 },
  },
];

describe('migrations', () => {
  test.each(Object.entries(RELEASED))('%s is as it was released', (name, hash) => {
    const bytes = fs.readFileSync(path.join(resources, 'migrations', name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
  });

  test('lead to the tables as they are declared', () => {
    const out = path.join(folder, 'migrations');
    fs.cpSync(path.join(resources, 'migrations'), out, { recursive: true });
    const args = ['generate', '--dialect', 'sqlite', '--schema', './src/engine/*/tables.ts', '--name', 'drift'];
    // Relative, for the tool puts `./` before it.
    const made = spawnSync(node24, [tool('drizzle-kit'), ...args, '--out', path.relative(root, out)], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(`${made.stdout}${made.stderr}`).toContain('No schema changes');
  });
});

describe('a workspace made by a landed version', () => {
  test.each(KEPT)('of format $format opens, with a backup of how it was, and says what it said', async (kept) => {
    const file = path.join(folder, `format-${kept.format}.tributary`);
    fs.writeFileSync(
      file,
      gunzipSync(fs.readFileSync(path.join(root, 'test/fixtures', `format-${kept.format}.tributary.gz`))),
    );
    const now = moment(kept.on, 'Ada');
    const { db, close } = await openWorkspaceFile(file, resources, now.actor, now.at);
    try {
      expect(versionOf(db.connection.sqlite)).toBe(migrationsIn(resources).length);
      expect(db.all('PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
      expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
      expect(verifyJournal(db)).toMatchObject({ ok: true, entries: kept.entries, head: kept.head });
      const registrations = listRegistrations(db, { limit: 20 }, now).items;
      expect(Object.fromEntries(registrations.map(({ number, state }) => [number, state]))).toEqual(kept.registrations);
      const cases = listCases(db, { limit: 20 }, now).items;
      expect(Object.fromEntries(cases.map(({ number, state }) => [number, state]))).toEqual(kept.cases);
      expect(listProtections(db, { limit: 20 }, now).total).toBe(kept.protections);
      const statements = listStatements(db, { limit: 20 }, now).items;
      expect(Object.fromEntries(statements.map(({ partnerName, net }) => [partnerName, net.minor]))).toEqual(
        kept.statements,
      );
      expect(listReviews(db, { limit: 20 }, now).total).toBe(1);
      settle(db, now);
      expect(verifyJournal(db).ok).toBe(true);
    } finally {
      await close({ backup: false, now: now.at });
    }
    const backups = kept.format < migrationsIn(resources).length ? [{ why: 'migrate' }] : [];
    expect(backupsOf(file)).toMatchObject(backups);
  });

  test('stands here for every format that landed', () => {
    const formats = fs
      .readdirSync(path.join(root, 'test/fixtures'))
      .map((name) => Number(name.match(/^format-(\d+)/)?.[1]));
    expect(formats).toContain(Object.keys(RELEASED).length);
  });
});

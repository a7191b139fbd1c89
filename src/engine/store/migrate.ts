import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { problem, unusable } from '../../contract/refusal.ts';

/** `TRIB` in ASCII: says that a SQLite file is a Tributary workspace. */
export const APPLICATION_ID = 0x54524942;

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** The migrations in the order of their file names; the first gives version 1. */
export function migrationsIn(resources: string): Migration[] {
  const folder = path.join(resources, 'migrations');
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name, index) => ({
      version: index + 1,
      name,
      statements: fs
        .readFileSync(path.join(folder, name), 'utf8')
        .split('--> statement-breakpoint')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
    }));
}

/** The version of a file, 0 for an empty one. */
export const versionOf = (sqlite: Database.Database): number =>
  sqlite.pragma('user_version', { simple: true }) as number;

/** Whether a file with content has migrations before it: then a backup is taken first. */
export const migrationsBefore = (sqlite: Database.Database, resources: string): boolean => {
  const version = versionOf(sqlite);
  return version > 0 && version < migrationsIn(resources).length;
};

/**
 * Brings a file to the newest version, each migration in a transaction of its own.
 *
 * Foreign keys are switched off outside the transaction: inside it the pragma is ignored, and a table rebuild would
 * delete children by cascade. They are checked before each commit.
 *
 * @throws WORKSPACE_UNUSABLE when the file is newer than the program
 */
export function migrate(sqlite: Database.Database, file: string, resources: string): void {
  const migrations = migrationsIn(resources);
  const version = versionOf(sqlite);
  if (version > migrations.length) {
    throw unusable(
      problem(
        'workspace_newer',
        `${path.basename(file)} was made by a newer version of Tributary (format ${version}; this one knows ${migrations.length}).`,
        'Update Tributary, then open it again.',
        { file },
      ),
    );
  }
  for (const migration of migrations.slice(version)) {
    sqlite.pragma('foreign_keys = OFF');
    sqlite.transaction(() => {
      for (const statement of migration.statements) sqlite.exec(statement);
      const broken = sqlite.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0)
        throw new Error(`expected ${migration.name} to keep all references, found ${broken.length} broken`);
      sqlite.pragma(`user_version = ${migration.version}`);
    })();
    sqlite.pragma('foreign_keys = ON');
  }
}

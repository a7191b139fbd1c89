import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { notFound, problem, unusable } from '../../contract/refusal.ts';
import { inWordsOfTheDisk } from './disk.ts';
import { APPLICATION_ID } from './migrate.ts';

/** A backup on disk. `takenAt` in epoch milliseconds. */
export interface BackupFile {
  readonly name: string;
  readonly takenAt: number;
  readonly sizeBytes: number;
  readonly why: string;
}

const KEEP_DAILY = 7;
const KEEP_WEEKLY = 4;
const DAY_MS = 86_400_000;

/** Where the backups of a workspace are: a folder beside it. */
export const backupFolder = (file: string): string => `${file}-backups`;

const NAME = /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)-([a-z]+)\.tributary$/;

/** The backups of a workspace, newest first. */
export function backupsOf(file: string): BackupFile[] {
  const folder = backupFolder(file);
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return fs
    .readdirSync(folder)
    .flatMap((name) => {
      const parts = NAME.exec(name);
      if (parts === null) return [];
      const [date, time] = (parts[1] ?? '').split('T');
      const [hours, minutes, seconds, ms] = (time ?? '').replace('Z', '').split('-');
      const takenAt = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${ms}Z`);
      return [{ name, takenAt, sizeBytes: fs.statSync(path.join(folder, name)).size, why: parts[2] ?? '' }];
    })
    .sort((a, b) => b.takenAt - a.takenAt || (a.name < b.name ? 1 : -1));
}

/** Which journal the newest backup holds; a backup itself cannot be asked without leaving files beside it. */
interface Newest {
  readonly name: string;
  /** Hash of the journal's last entry when the backup was begun. */
  readonly head: string;
}

const newestFile = (file: string): string => path.join(backupFolder(file), 'newest.json');

const wordsOf = ({ name, head }: Newest): string => JSON.stringify({ name, head });

/** Hash of the journal's last entry in a workspace; empty before the first. */
export const headIn = (sqlite: Database.Database): string =>
  (sqlite.prepare('SELECT hash FROM journal_entries ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined) ??
  '';

/** Whether the newest backup holds every entry of the journal, whoever wrote them. */
export function isBackedUp(sqlite: Database.Database, file: string): boolean {
  const [newest] = backupsOf(file);
  if (newest === undefined || !fs.existsSync(newestFile(file))) return false;
  return fs.readFileSync(newestFile(file), 'utf8') === wordsOf({ name: newest.name, head: headIn(sqlite) });
}

/**
 * Takes a backup through SQLite's own backup interface: consistent while others read. Written under a passing name
 * and renamed when whole, so that a killed process leaves no half backup behind.
 *
 * @param why one lower-case word: close, import, migrate, hand
 * @throws WORKSPACE_UNUSABLE when the disk is full, read-only or gone: no part of a backup is left then
 */
export async function backUp(sqlite: Database.Database, file: string, why: string, now: number): Promise<BackupFile> {
  const folder = backupFolder(file);
  const name = `${new Date(now).toISOString().replaceAll(':', '-').replace('.', '-')}-${why}.tributary`;
  const target = path.join(folder, name);
  try {
    fs.mkdirSync(folder, { recursive: true });
    // Read first: an entry written meanwhile makes another backup later, and is never thought to be in this one.
    const newest: Newest = { name, head: headIn(sqlite) };
    await sqlite.backup(`${target}.part`);
    fs.renameSync(`${target}.part`, target);
    fs.writeFileSync(`${newestFile(file)}.part`, wordsOf(newest));
    fs.renameSync(`${newestFile(file)}.part`, newestFile(file));
  } catch (error) {
    if (fs.existsSync(`${target}.part`)) fs.rmSync(`${target}.part`);
    throw inWordsOfTheDisk(error, target, 'no backup was taken');
  }
  roll(file);
  return { name, takenAt: now, sizeBytes: fs.statSync(target).size, why };
}

/** Keeps the newest of each of the last 7 days that have one, the newest of each of 4 weeks, and every backup of the last day. */
function roll(file: string): void {
  const backups = backupsOf(file);
  const newest = backups[0];
  if (newest === undefined) return;
  const keep = new Set(
    backups
      .filter((one) => newest.takenAt - one.takenAt < DAY_MS)
      .slice(0, KEEP_DAILY)
      .map((one) => one.name),
  );
  keepNewestPer(backups, DAY_MS, KEEP_DAILY, keep);
  keepNewestPer(backups, 7 * DAY_MS, KEEP_WEEKLY, keep);
  for (const one of backups) if (!keep.has(one.name)) fs.rmSync(path.join(backupFolder(file), one.name));
}

function keepNewestPer(backups: readonly BackupFile[], spanMs: number, count: number, keep: Set<string>): void {
  const spans = new Set<number>();
  for (const one of backups) {
    const span = Math.floor(one.takenAt / spanMs);
    if (spans.has(span)) continue;
    if (spans.size === count) return;
    spans.add(span);
    keep.add(one.name);
  }
}

/**
 * Puts a backup in place of a closed workspace; the present file is renamed and kept.
 *
 * @returns the name of the backup and the name the present file is kept under (`null` when there was none)
 * @throws NOT_FOUND without a backup of that name; WORKSPACE_UNUSABLE when there is none at all, or what there is is damaged too
 */
export function putBack(
  file: string,
  name: string | undefined,
  now: number,
): { restored: string; keptAs: string | null } {
  const backups = backupsOf(file);
  const chosen =
    name === undefined
      ? backups.find((one) => isSound(path.join(backupFolder(file), one.name)))
      : backups.find((one) => one.name === name);
  if (chosen === undefined) throw name === undefined ? noneToPutBack(file, backups.length) : notFound('backup', name);
  const source = path.join(backupFolder(file), chosen.name);
  if (!isSound(source)) {
    throw unusable(
      problem('backup_damaged', `The backup ${chosen.name} is damaged too.`, 'Choose an older one.', { file: source }),
    );
  }
  const keptAs = fs.existsSync(file)
    ? `${file}-before-restore-${new Date(now).toISOString().replaceAll(':', '-')}`
    : null;
  const fresh = `${file}-restoring`;
  try {
    fs.copyFileSync(source, fresh);
  } catch (error) {
    fs.rmSync(fresh, { force: true });
    throw inWordsOfTheDisk(error, file, 'nothing was put back and nothing was changed');
  }
  if (keptAs !== null) fs.renameSync(file, keptAs);
  for (const suffix of ['-wal', '-shm']) {
    if (fs.existsSync(`${file}${suffix}`)) fs.renameSync(`${file}${suffix}`, `${keptAs ?? fresh}${suffix}`);
  }
  fs.renameSync(fresh, file);
  return { restored: chosen.name, keptAs: keptAs === null ? null : path.basename(keptAs) };
}

const noneToPutBack = (file: string, damaged: number) =>
  unusable(
    damaged === 0
      ? problem('backup_missing', `There is no backup of ${path.basename(file)}.`, 'Look for a copy kept elsewhere.', {
          file,
        })
      : problem(
          'backup_damaged',
          damaged === 1
            ? `The one backup of ${path.basename(file)} is damaged too.`
            : `All ${damaged} backups of ${path.basename(file)} are damaged too.`,
          'Look for a copy kept elsewhere.',
          { file },
        ),
  );

/**
 * Whether a file opens as a workspace and passes SQLite's quick check.
 *
 * @throws WORKSPACE_UNUSABLE when the disk does not let it be looked at
 */
function isSound(file: string): boolean {
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    return (
      sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID &&
      sqlite.pragma('quick_check(1)', { simple: true }) === 'ok'
    );
  } catch (error) {
    if (error instanceof Database.SqliteError && /CORRUPT|NOTADB/.test(error.code)) return false;
    // A full disk has no room to look into a backup; that makes none of them damaged.
    throw inWordsOfTheDisk(error, file, 'nothing was put back and nothing was changed');
  } finally {
    sqlite?.close();
  }
}

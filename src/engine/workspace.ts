import path from 'node:path';
import type { Answer } from '../contract/handler.ts';
import { problem, refused } from '../contract/refusal.ts';
import type { IsoDate } from '../contract/units.ts';
import { latestExtract } from './accounts/index.ts';
import { type EngineContext, writable } from './context.ts';
import { lastEntry, verifyJournal } from './journal/index.ts';
import { programmeAt } from './programme/index.ts';
import { daysBetween } from './programme/rules/dates.ts';
import { backUp, backupsOf } from './store/backup.ts';
import { contentHashOf, contentOf } from './store/content-hash.ts';
import { queued, type ReadDb } from './store/db.ts';

/** The row that says what this workspace is. */
export function workspaceRow(db: ReadDb): {
  id: string;
  name: string;
  kind: 'live' | 'trial' | 'demo';
  createdAt: number;
} {
  const row = db.get<ReturnType<typeof workspaceRow>>('SELECT id, name, kind, created_at AS createdAt FROM workspace');
  if (row === undefined) throw new Error('expected a workspace to say what it is, found nothing');
  return row;
}

const PROTECTION_ENDS_SOON_DAYS = 14;

function countsOf(db: ReadDb, now: number, soonOn: string): Answer<'workspace', 'info'>['counts'] {
  const counts = db.get<Answer<'workspace', 'info'>['counts']>(
    `SELECT (SELECT count(*) FROM accounts) AS accounts,
       (SELECT count(*) FROM opportunities) AS opportunities,
       (SELECT count(*) FROM partners) AS partners,
       (SELECT count(*) FROM registrations) AS registrations,
       (SELECT count(*) FROM registrations WHERE state = 'submitted') AS toDecide,
       (SELECT count(*) FROM registrations WHERE state = 'submitted' AND decide_by_at < ?) AS overdue,
       (SELECT count(*) FROM cases WHERE state IN ('open', 'sealed', 'appealed')) AS openCases,
       (SELECT count(*) FROM protections WHERE state = 'running' AND until_on <= ?) AS protectionsEnding`,
    now,
    soonOn,
  );
  if (counts === undefined) throw new Error('expected counts, found none');
  return counts;
}

/** What this workspace is, and what waits in it. */
export function info(context: EngineContext): Answer<'workspace', 'info'> {
  const { db } = context;
  const moment = context.moment();
  const { body, today } = programmeAt(db, moment);
  const head = lastEntry(db);
  const extract = latestExtract(db);
  const backups = backupsOf(db.file);
  const soon = new Date(Date.parse(`${today}T00:00:00Z`) + PROTECTION_ENDS_SOON_DAYS * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const ageDays = extract === null ? 0 : Math.max(0, daysBetween(extract.asOf as IsoDate, today));
  return {
    ...workspaceRow(db),
    file: path.basename(db.file),
    currency: body.currency,
    timeZone: body.calendar.timeZone,
    now: moment.at,
    today,
    actor: moment.actor,
    journal: { entries: head.seq, head: head.hash },
    extract:
      extract === null
        ? null
        : {
            asOf: extract.asOf,
            ageDays,
            stale: ageDays > body.netNew.staleAfterDays,
            staleAfterDays: body.netNew.staleAfterDays,
          },
    counts: countsOf(db, moment.at, soon),
    backups: { newestAt: backups[0]?.takenAt ?? null, count: backups.length },
  };
}

/** Checks the file from the outside in: SQLite, references, the journal's chain, the content. */
export function check({ db }: EngineContext): Answer<'workspace', 'check'> {
  const problems = [];
  const integrity = db
    .all<{ integrity_check: string }>('PRAGMA integrity_check(20)')
    .filter((row) => row.integrity_check !== 'ok');
  for (const row of integrity) {
    problems.push(problem('file_damaged', `SQLite found: ${row.integrity_check}.`, 'Restore the newest backup.'));
  }
  const broken = db.all<{ table: string; parent: string }>(
    'SELECT "table", parent FROM pragma_foreign_key_check LIMIT 20',
  );
  for (const row of broken) {
    problems.push(
      problem(
        'reference_broken',
        `A row of ${row.table} names a row of ${row.parent} that is not there.`,
        'Restore the newest backup.',
      ),
    );
  }
  const verified = verifyJournal(db);
  if (verified.firstBad !== null) problems.push(verified.firstBad.problem);
  const tables = contentOf(db);
  return { ok: problems.length === 0, problems, contentHash: contentHashOf(tables), tables };
}

/** Takes a backup now. */
export function takeBackup(context: EngineContext): Promise<Answer<'workspace', 'backup'>> {
  const db = writable(context);
  return queued(db, () => backUp(db.connection.sqlite, db.file, 'hand', Date.now()));
}

/** Making and restoring happen before a workspace is open: from here they can only be refused. */
export function openAlready(what: 'made' | 'restored', context: EngineContext): never {
  throw refused(
    problem(
      what === 'made' ? 'workspace_exists' : 'workspace_open',
      `${path.basename(context.db.file)} is open; a workspace is ${what} before it is opened.`,
      what === 'made' ? 'Choose the name of a new file.' : 'Close it first; the window does so by itself.',
    ),
  );
}

import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import type { Answer, Asked } from '../contract/handler.ts';
import { problem, refused } from '../contract/refusal.ts';
import type { EpochMs, Moment, Problem } from '../contract/units.ts';
import { decline, link, setAttribution, unsetAttribution } from './attribution/index.ts';
import {
  appeal,
  ask,
  decideAppeal,
  dismiss,
  openCaseAgain,
  recordPreference,
  rule,
  score,
  takeBackOpening,
  takeBackPreference,
  undoRequest,
} from './conflicts/index.ts';
import type { EngineContext } from './context.ts';
import { replayCommit, undo } from './exchange/index.ts';
import { ENTRY_COLUMNS, type EntryBody } from './journal/chain.ts';
import { change, lastEntry, record } from './journal/index.ts';
import { type CreateInput, createWorkspaceAgain, updateProgramme } from './programme/index.ts';
import {
  answerReturn,
  approve,
  extendProtection,
  recordMeeting,
  reject,
  returnForInformation,
  submit,
  undoDecision,
  withdraw,
} from './registrations/index.ts';
import { changeNotes, commit, createReview } from './reviews/index.ts';
import { settle } from './settle.ts';
import { contentHashOf, contentOf } from './store/content-hash.ts';
import type { ReadDb, WriteDb } from './store/db.ts';
import type { Outside } from './store/outside.ts';
import { createWorkspaceFile } from './store/workspace-file.ts';

type Entry = EntryBody & { hash: string };
type Verb = (db: WriteDb, input: never, moment: Moment) => unknown;

/** Every verb that changes tables, by the name the journal knows it by. */
const VERBS: Record<string, Verb> = {
  'workspace.create': (db: WriteDb, input: CreateInput, moment) => createWorkspaceAgain(db, input, moment),
  'workspace.settle': (db, input, moment) => settle(db, moment, input),
  'programme.update': updateProgramme,
  'registrations.submit': submit,
  'registrations.approve': approve,
  'registrations.return': returnForInformation,
  'registrations.answer': answerReturn,
  'registrations.reject': reject,
  'registrations.withdraw': withdraw,
  'registrations.undo': undoDecision,
  'registrations.recordMeeting': recordMeeting,
  'protection.extend': extendProtection,
  'conflicts.open': openCaseAgain,
  'conflicts.takeBackOpening': takeBackOpening,
  'conflicts.score': score,
  'conflicts.ask': ask,
  'conflicts.undo': undoRequest,
  'conflicts.recordPreference': recordPreference,
  'conflicts.takeBackPreference': takeBackPreference,
  'conflicts.dismiss': dismiss,
  'conflicts.rule': rule,
  'conflicts.appeal': appeal,
  'conflicts.decideAppeal': decideAppeal,
  'attribution.set': setAttribution,
  'attribution.unset': unsetAttribution,
  'attribution.link': link,
  'attribution.decline': decline,
  'reviews.create': createReview,
  'reviews.note': changeNotes,
  'reviews.commit': commit,
  'exchange.undo': undo,
};

/** Verbs that changed nothing in the tables, only the world outside: their entries are written again as they were. */
const WITNESSED = new Set([
  'exchange.export',
  'incentives.exportStatement',
  'reviews.export',
  'journal.export',
  'workspace.restore',
]);

/**
 * Replays the journal and the raw files into a new workspace, and compares every table and the journal's head.
 *
 * State is a function of journal and files: this is the proof of it.
 *
 * @throws REFUSED from a window, or when the target exists or the journal was erased in part; the signal's reason when
 * given up, with nothing of the new workspace left
 */
export async function replayJournal(
  context: EngineContext,
  input: Asked<'journal', 'replay'>,
  signal?: AbortSignal,
): Promise<Answer<'journal', 'replay'>> {
  if (context.via === 'window') {
    throw refused(problem('command_line_only', 'A replay writes a file by its path.', 'Run it from the command line.'));
  }
  const into = path.resolve(input.into);
  const target = createWorkspaceFile(into, context.resources, 'replay', Date.now(), { durable: false });
  try {
    const problems = await replayInto(context, context.db, target.db, signal);
    return compared(context.db, target.db, problems);
  } finally {
    await target.close({ backup: false, now: Date.now() });
    if (signal?.aborted)
      for (const suffix of ['', '-wal', '-shm', '-lock']) fs.rmSync(`${into}${suffix}`, { force: true });
  }
}

async function replayInto(
  context: EngineContext,
  from: ReadDb,
  into: WriteDb,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  const { seq: last } = lastEntry(from);
  for (let seq = 1; seq <= last; seq += 1) {
    context.progress.tell({ job: 'journal.replay', label: 'Replaying', done: seq - 1, total: last, ended: 'no' });
    // Only between turns is it heard that somebody gives up.
    await nextTurn();
    signal?.throwIfAborted();
    const entry = from.get<Entry>(`SELECT ${ENTRY_COLUMNS} FROM journal_entries WHERE seq = ?`, seq);
    if (entry === undefined) return [entryProblem('entry_missing', seq, 'is missing')];
    const body = from.get<{ body: string | null }>(
      'SELECT body FROM journal_inputs WHERE hash = ?',
      entry.inputHash,
    )?.body;
    if (body == null) return [entryProblem('input_erased', seq, 'has no input any more')];
    const { subject, subjectName, words, what, edition } = entry;
    const { revision, input } = withoutRevision(JSON.parse(body));
    into.connection.replaying = { written: { subject, subjectName, words, what, edition }, revision };
    await perform(context, from, into, entry, input);
    into.connection.replaying = undefined;
    const made = lastEntry(into);
    if (made.seq !== seq || made.hash !== entry.hash)
      return [entryProblem('entry_differs', seq, `(${entry.verb}) did not happen again`)];
  }
  return [];
}

/**
 * An input apart from the revision it rested on: that it was the right one was seen when it was accepted, and an earlier
 * version may have counted otherwise.
 */
function withoutRevision(input: unknown): { revision: unknown; input: unknown } {
  if (typeof input !== 'object' || input === null || !('revision' in input)) return { revision: undefined, input };
  const { revision, ...rest } = input;
  return { revision, input: rest };
}

const entryProblem = (code: string, seq: number, words: string): Problem =>
  problem(
    code,
    `Entry ${seq} ${words}.`,
    'The replay stopped there; journal.verify says whether the journal itself is whole.',
    { row: seq },
  );

async function perform(
  context: EngineContext,
  from: ReadDb,
  into: WriteDb,
  entry: Entry,
  input: unknown,
): Promise<void> {
  const moment: Moment = { at: entry.at as EpochMs, actor: entry.actor };
  if (entry.verb === 'exchange.commit') {
    await replayCommit(into, context.resources, input as Parameters<typeof replayCommit>[2], moment, (hash) =>
      rawFile(from, hash),
    );
    return;
  }
  if (WITNESSED.has(entry.verb)) {
    const { subject, subjectName, words, edition } = entry;
    change(into, { verb: entry.verb, input }, moment, (tx) =>
      record(tx, { subject, subjectName, words, what: JSON.parse(entry.what), edition: edition ?? undefined }),
    );
    return;
  }
  const verb = VERBS[entry.verb];
  if (verb === undefined) throw new Error(`expected a verb that can be replayed, found ${entry.verb}`);
  await verb(into, input as never, moment);
}

function rawFile(db: ReadDb, hash: string): Buffer {
  const row = db.get<{ body: Buffer }>('SELECT body FROM raw_files WHERE hash = ?', hash);
  if (row === undefined) throw new Error(`expected the raw file ${hash} in the workspace, found none`);
  return zstdDecompressSync(row.body);
}

function compared(here: ReadDb, there: ReadDb, problems: Problem[]): Answer<'journal', 'replay'> {
  const ours = contentOf(here);
  const theirs = new Map(contentOf(there).map((table) => [table.name, table]));
  const differs = ours
    .filter((table) => theirs.get(table.name)?.hash !== table.hash)
    .map((table) => ({ table: table.name, here: table.rows, there: theirs.get(table.name)?.rows ?? 0 }));
  const contentHash = contentHashOf(ours);
  const replayedHash = contentHashOf([...theirs.values()]);
  return {
    same: problems.length === 0 && differs.length === 0 && lastEntry(here).hash === lastEntry(there).hash,
    entries: lastEntry(there).seq,
    contentHash,
    replayedHash,
    differs,
    problems,
  };
}

/** Writes the journal as JSON Lines, and records that it left the house. */
export function exportJournal(
  db: WriteDb,
  input: Asked<'journal', 'export'>,
  moment: Moment,
  outside: Outside,
): Answer<'journal', 'export'> {
  const entries = db.all<Entry & { input: string | null }>(
    `SELECT ${ENTRY_COLUMNS}, (SELECT body FROM journal_inputs i WHERE i.hash = e.input_hash) AS input FROM journal_entries e ORDER BY seq`,
  );
  const lines = entries.map((entry) =>
    JSON.stringify({
      ...entry,
      what: JSON.parse(entry.what),
      input: entry.input === null ? null : JSON.parse(entry.input),
    }),
  );
  const written = outside.write(input.to, Buffer.from(`${lines.join('\n')}\n`), entries.length);
  change(db, { verb: 'journal.export', input: { file: written.file, sha256: written.sha256 } }, moment, (tx) =>
    record(tx, {
      subject: null,
      subjectName: null,
      words: `The journal was exported to ${written.file}`,
      what: { file: written.file, sha256: written.sha256, entries: entries.length },
    }),
  );
  return written;
}

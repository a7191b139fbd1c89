import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { problem, unusable } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import type { Connection, ReadDb, WriteDb } from '../store/db.ts';
import { inWordsOfTheDisk } from '../store/disk.ts';
import { canonicalJson, idAt, idPrefix, sha256 } from '../store/ids.ts';
import { type EntryBody, hashOf, lastEntry } from './chain.ts';

/** The verb a change is known by (`registrations.approve`: the procedure's own name) and its checked input. */
export interface Act {
  readonly verb: string;
  readonly input: unknown;
}

/** What a change says of itself. Free of personal data: that stays in the input, which is kept outside the chain. */
export interface Recorded {
  readonly subject: string | null;
  /** The subject as people call it. */
  readonly subjectName: string | null;
  /** One sentence for people. */
  readonly words: string;
  /** What changed; anything JSON can hold. */
  readonly what: unknown;
  /** Edition of the rules it was done under. */
  readonly edition?: number | undefined;
}

/** An open transaction: the only thing that can write. Handed out by `change` alone. */
export interface WriteTx extends ReadDb {
  readonly orm: Connection['orm'];
  /** Runs a prepared raw statement; the number of rows changed. */
  run: Connection['run'];
  /** Runs raw SQL of several statements. */
  exec(sql: string): void;
  readonly moment: Moment;
  /** The next id of this entry. */
  newId(): string;
  /** For set-based inserts: reserves `count` ordinals and gives the first; ids are `idPrefix || printf('%08x', ordinal)`. */
  reserveIds(count: number): { prefix: string; first: number };
  entry: { recorded: Recorded | undefined };
}

/** Says what the open change did. Exactly once a change. */
export function record(tx: WriteTx, what: Recorded): void {
  if (tx.entry.recorded !== undefined) throw new Error(`expected one record a change, found a second: ${what.words}`);
  tx.entry.recorded = what;
}

/**
 * The only door to a write: opens the transaction, gives it the moment, and commits it with its journal entry.
 *
 * @throws whatever `work` throws, with nothing changed; WORKSPACE_UNUSABLE when the disk is full or gone
 */
export function change<T>(db: WriteDb, act: Act, moment: Moment, work: (tx: WriteTx) => T): T {
  const { tx, commit, abandon } = begin(db, act, moment);
  try {
    const result = work(tx);
    commit();
    return result;
  } catch (error) {
    abandon();
    throw inOurWords(error, db.file);
  }
}

/** Like `change`, but a change that records nothing is taken back and leaves no entry. */
export function changeIfAny<T>(db: WriteDb, act: Act, moment: Moment, work: (tx: WriteTx) => T): T {
  const { tx, commit, abandon } = begin(db, act, moment);
  try {
    const result = work(tx);
    if (tx.entry.recorded === undefined) abandon();
    else commit();
    return result;
  } catch (error) {
    abandon();
    throw inOurWords(error, db.file);
  }
}

/**
 * A dry run: `look` sees what `work` did, and all of it is taken back. No entry is written, not even for the while.
 *
 * The caller holds the writer's queue.
 */
export async function rehearse<T>(
  db: WriteDb,
  act: Act,
  moment: Moment,
  work: (tx: WriteTx) => void,
  look: () => T | Promise<T>,
): Promise<T> {
  const { tx, abandon } = begin(db, act, moment);
  try {
    work(tx);
    return await look();
  } catch (error) {
    throw inOurWords(error, db.file);
  } finally {
    abandon();
  }
}

/** How far a stepped change has come. */
export interface Step {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** How a long change is watched and stopped, and what it reads beside the workspace. */
export interface StepControl {
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: Step) => void) | undefined;
  /** A SQLite file that the statements of the change can read under the schema name `staged`. */
  readonly attach?: string | undefined;
}

/**
 * A long change: between its steps the thread answers others, and it can be cancelled; it is still all or nothing.
 * The caller holds the writer's queue, so that no other change gets into the transaction.
 *
 * @throws the signal's reason when cancelled, with nothing changed
 */
export async function changeInSteps<T>(
  db: WriteDb,
  act: Act,
  moment: Moment,
  control: StepControl,
  work: (tx: WriteTx) => Generator<Step, T>,
): Promise<T> {
  // Another file cannot be attached inside a transaction.
  if (control.attach === undefined) return stepwise(db, act, moment, control, work);
  const { sqlite } = db.connection;
  sqlite.prepare('ATTACH ? AS staged').run(control.attach);
  try {
    return await stepwise(db, act, moment, control, work);
  } finally {
    sqlite.exec('DETACH staged');
  }
}

async function stepwise<T>(
  db: WriteDb,
  act: Act,
  moment: Moment,
  control: StepControl,
  work: (tx: WriteTx) => Generator<Step, T>,
): Promise<T> {
  const { tx, commit, abandon } = begin(db, act, moment);
  try {
    const steps = work(tx);
    for (;;) {
      const next = steps.next();
      if (next.done === true) {
        control.signal?.throwIfAborted();
        commit();
        return next.value;
      }
      control.onStep?.(next.value);
      await nextTurn();
      control.signal?.throwIfAborted();
    }
  } catch (error) {
    abandon();
    throw inOurWords(error, db.file);
  }
}

function begin(db: WriteDb, act: Act, moment: Moment) {
  const { connection } = db;
  const { sqlite } = connection;
  if (sqlite.inTransaction) throw new Error(`expected no open change before ${act.verb}, found one`);
  if (!connection.isInPlace()) throw gone(db.file);
  sqlite.exec('BEGIN IMMEDIATE');
  const previous = lastEntry(db);
  const { replaying } = connection;
  const body = canonicalJson(
    replaying?.revision === undefined
      ? (act.input ?? null)
      : { ...(act.input as object), revision: replaying.revision },
  );
  const inputHash = sha256(body);
  const prefix = idPrefix(moment.at, `${previous.hash} ${previous.seq + 1} ${act.verb} ${inputHash} ${moment.actor}`);
  let ordinal = 0;
  const tx: WriteTx = {
    file: db.file,
    orm: connection.orm,
    all: db.all,
    get: db.get,
    run: connection.run,
    exec: (sql) => void sqlite.exec(sql),
    moment,
    newId: () => idAt(prefix, ++ordinal),
    reserveIds(count) {
      const first = ordinal + 1;
      ordinal += count;
      return { prefix, first };
    },
    entry: { recorded: undefined },
  };
  return {
    tx,
    commit() {
      const { recorded } = tx.entry;
      if (recorded === undefined) throw new Error(`expected ${act.verb} to record what it did, found nothing`);
      const entry: EntryBody = {
        seq: previous.seq + 1,
        id: idAt(prefix, 0),
        at: moment.at,
        actor: moment.actor,
        verb: act.verb,
        // Sentences may be worded better in a later version; what was written stays written, and the tables are the proof.
        ...(replaying?.written ?? spoken(recorded)),
        inputHash,
        previousHash: previous.hash,
      };
      connection.run(
        'INSERT INTO journal_inputs (hash, body) SELECT @hash, @body WHERE NOT EXISTS (SELECT 1 FROM journal_inputs WHERE hash = @hash)',
        { hash: inputHash, body },
      );
      connection.run(
        `INSERT INTO journal_entries (seq, id, at, actor, verb, subject, subject_name, words, what, edition, input_hash, previous_hash, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.seq,
        entry.id,
        entry.at,
        entry.actor,
        entry.verb,
        entry.subject,
        entry.subjectName,
        entry.words,
        entry.what,
        entry.edition,
        entry.inputHash,
        entry.previousHash,
        hashOf(entry),
      );
      sqlite.exec('COMMIT');
      // One change reaches many screens (an approval moves protections, insights, counts): all that is shown asks again.
      const topics = ['*'];
      for (const listener of connection.committed) listener(topics);
    },
    abandon() {
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    },
  };
}

const spoken = ({ subject, subjectName, words, what, edition }: Recorded) => ({
  subject,
  subjectName,
  words,
  what: canonicalJson(what ?? null),
  edition: edition ?? null,
});

const gone = (file: string) =>
  unusable(
    problem(
      'workspace_gone',
      `${path.basename(file)} was moved, deleted or replaced while it was open; nothing was changed.`,
      'Put it back where it was, or close it here and open it where it is now. Its backups lie beside where it was.',
      { file },
    ),
  );

/** A full or vanished disk is something a user can answer. */
const inOurWords = (error: unknown, file: string): unknown =>
  error instanceof Database.SqliteError ? inWordsOfTheDisk(error, file) : error;

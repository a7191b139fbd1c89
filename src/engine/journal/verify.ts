import { setImmediate as nextTurn } from 'node:timers/promises';
import { problem } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { sha256 } from '../store/ids.ts';
import { ENTRY_COLUMNS, type EntryBody, GENESIS, hashOf } from './chain.ts';

/** The result of a walk along the chain. */
export interface Verified {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string;
  readonly firstBad: { readonly seq: number; readonly problem: Problem } | null;
}

// Some 30 ms of work.
const PAGE = 2_000;

/** Walks the whole chain and stops at the first entry that is not what was written. */
export function verifyJournal(db: ReadDb): Verified {
  const walk = walked(db);
  for (;;) {
    const next = walk.next();
    if (next.done === true) return next.value;
  }
}

/**
 * The same, for a chain of any length: the thread answers others between two pages, and the walk can be given up.
 *
 * @throws the signal's reason when given up
 */
export async function verifyInTurns(db: ReadDb, signal?: AbortSignal): Promise<Verified> {
  const walk = walked(db);
  for (;;) {
    const next = walk.next();
    if (next.done === true) return next.value;
    await nextTurn();
    signal?.throwIfAborted();
  }
}

function* walked(db: ReadDb): Generator<void, Verified> {
  let previous = { seq: 0, hash: GENESIS };
  for (;;) {
    const page = db.all<EntryBody & { hash: string; input: string | null; hasInput: number }>(
      `SELECT ${ENTRY_COLUMNS},
         (SELECT body FROM journal_inputs i WHERE i.hash = e.input_hash) AS input,
         EXISTS (SELECT 1 FROM journal_inputs i WHERE i.hash = e.input_hash) AS hasInput
       FROM journal_entries e WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
      previous.seq,
    );
    for (const { hash, input, hasInput, ...entry } of page) {
      const fault = faultOf(entry, hash, hasInput === 0 ? undefined : input, previous);
      if (fault !== undefined) {
        const total = db.get<{ n: number }>('SELECT count(*) AS n FROM journal_entries')?.n ?? 0;
        return { ok: false, entries: total, head: previous.hash, firstBad: { seq: entry.seq, problem: fault } };
      }
      previous = { seq: entry.seq, hash };
    }
    yield;
    if (page.length < PAGE) return { ok: true, entries: previous.seq, head: previous.hash, firstBad: null };
  }
}

const RESTORE = 'Restore the newest backup that verifies; the statement or receipt with this number shows what it was.';

/** What is wrong with one entry; `undefined` when it is as it was written. `input` is null once erased, undefined when its row is gone. */
function faultOf(
  entry: EntryBody,
  hash: string,
  input: string | null | undefined,
  previous: { seq: number; hash: string },
): Problem | undefined {
  const bad = (code: string, message: string) => problem(code, message, RESTORE, { row: entry.seq });
  if (entry.seq !== previous.seq + 1) return bad('entry_missing', `Entry ${previous.seq + 1} is missing.`);
  if (entry.previousHash !== previous.hash)
    return bad('chain_broken', `Entry ${entry.seq} does not follow entry ${previous.seq}.`);
  if (hashOf(entry) !== hash) return bad('entry_changed', `Entry ${entry.seq} was changed after it was written.`);
  if (input === undefined) return bad('input_missing', `The input of entry ${entry.seq} is missing.`);
  if (input !== null && sha256(input) !== entry.inputHash) {
    return bad('input_changed', `The input of entry ${entry.seq} was changed after it was written.`);
  }
  return undefined;
}

import type { ReadDb } from '../store/db.ts';
import { canonicalJson, sha256 } from '../store/ids.ts';

/** An entry without its own hash, as it is hashed. */
export interface EntryBody {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  readonly subject: string | null;
  readonly subjectName: string | null;
  readonly words: string;
  /** Canonical JSON. */
  readonly what: string;
  readonly edition: number | null;
  readonly inputHash: string;
  readonly previousHash: string;
}

/** What the first entry names as the entry before it. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the canonical JSON of the entry's fields. */
export const hashOf = (entry: EntryBody): string => sha256(canonicalJson(entry));

/** Seq and hash of the newest entry; seq 0 and the genesis hash in an empty journal. */
export function lastEntry(db: ReadDb): { seq: number; hash: string } {
  return (
    db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM journal_entries ORDER BY seq DESC LIMIT 1') ?? {
      seq: 0,
      hash: GENESIS,
    }
  );
}

/** The columns of an entry under the names of `EntryBody`. */
export const ENTRY_COLUMNS = `seq, id, at, actor, verb, subject, subject_name AS subjectName, words, what, edition,
  input_hash AS inputHash, previous_hash AS previousHash, hash`;

import type { Customer } from '../../contract/matching.ts';
import type { Connection, ReadDb } from '../store/db.ts';
import type { StoredRecord } from './find.ts';
import { matchKeys } from './keys.ts';
import { NORMALISER_VERSION } from './normalise.ts';

/** What a customer is indexed as. */
export type SubjectKind = 'account' | 'registration';

/** An open change, as far as the index needs one. */
type IndexTx = ReadDb & Pick<Connection, 'run'>;

/** A key that so many records have tells little, unless it is a tax number, a domain or a whole name. */
const COMMON_KEY = 200;
/** At most so many records are compared, the most telling keys' first. */
const BUDGET = 600;

/**
 * Puts a customer into the index, in place of what was there for the same subject.
 *
 * @param subject the id of the account or registration
 */
export function indexCustomer(tx: IndexTx, kind: SubjectKind, subject: string, customer: Customer): void {
  unindexCustomer(tx, subject);
  tx.run(
    'INSERT INTO match_records (subject, kind, norm_version, record) VALUES (?, ?, ?, ?)',
    subject,
    kind,
    NORMALISER_VERSION,
    JSON.stringify(customerOnly(customer)),
  );
  for (const { key } of matchKeys(customer)) {
    tx.run('INSERT INTO match_keys (key, kind, subject) VALUES (?, ?, ?)', key, kind, subject);
  }
}

/** Takes a subject out of the index. */
export function unindexCustomer(tx: IndexTx, subject: string): void {
  if (tx.run('DELETE FROM match_records WHERE subject = ?', subject) === 0) return;
  tx.run('DELETE FROM match_keys WHERE subject = ?', subject);
}

/** The fields that matching compares, whatever else the record has. */
function customerOnly({ name, domain, country, city, address, postcode, phone, taxId }: Customer): Customer {
  return { name, domain, country, city, address, postcode, phone, taxId };
}

/**
 * The look-up that `findCandidates` asks: indexed records of a kind by their keys, newest first within a key.
 *
 * @param keep tells which subjects count; all when not given
 */
export function indexedRecords(
  db: ReadDb,
  kind: SubjectKind,
  keep?: (subjects: readonly string[]) => readonly string[],
): (keys: readonly string[]) => StoredRecord[] {
  return (keys) => {
    const subjects = new Set<string>();
    // Those that `keep` does not keep should not use the budget up; asking it once is what is quick.
    const budget = keep === undefined ? BUDGET : BUDGET * 4;
    for (const found of subjectsByKey(db, keys, kind)) {
      if (subjects.size >= budget) break;
      for (const subject of found) subjects.add(subject);
    }
    const counting = (keep === undefined ? [...subjects] : keep([...subjects])).slice(0, BUDGET);
    return db
      .all<{ subject: string; record: string }>(
        'SELECT subject, record FROM match_records WHERE subject IN (SELECT value FROM json_each(?))',
        JSON.stringify(counting),
      )
      .map(({ subject, record }) => stored(subject, record));
  };
}

const WITH_KEY = 'SELECT subject FROM match_keys WHERE key = k.value AND kind = ? ORDER BY subject DESC';

/**
 * Raw, by the primary key: the subjects of each key, in one statement for all keys and one row a key, for a look-up asks
 * for some ten keys and reads hundreds of ids. Of a common key one more than counts is read.
 */
const BY_KEY = `SELECT (SELECT group_concat(subject) FROM (${WITH_KEY} LIMIT iif(?, ${BUDGET}, ${COMMON_KEY + 1}))) AS subjects
  FROM json_each(?) k ORDER BY k.key`;

/** The subjects that have each key, newest first; none for a common key that tells little. */
function subjectsByKey(db: ReadDb, keys: readonly string[], kind: SubjectKind): string[][] {
  // The telling keys come first, so that this is the order of the keys.
  return [keys.filter(isTelling), keys.filter((key) => !isTelling(key))].flatMap((some, telling) => {
    if (some.length === 0) return [];
    const rows = db.all<{ subjects: string | null }>(BY_KEY, kind, telling === 0 ? 1 : 0, JSON.stringify(some));
    return rows
      .map(({ subjects }) => subjects?.split(',') ?? [])
      .map((found) => (telling === 1 && found.length > COMMON_KEY ? [] : found));
  });
}

const kept = new Map<string, { text: string; record: StoredRecord }>();
const KEPT = 50_000;

/**
 * A stored record as one object for as long as its text stays the same, so that what is worked out from it is worked out
 * once. The oldest are forgotten first.
 */
function stored(subject: string, text: string): StoredRecord {
  const known = kept.get(subject);
  if (known?.text === text) return known.record;
  const record = { ...(JSON.parse(text) as Customer), id: subject };
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '');
  kept.set(subject, { text, record });
  return record;
}

const isTelling = (key: string): boolean => /^(tax|domain|name):/.test(key);

/** How many accounts have a registrable domain, counted up to six: from five on it is a brand’s or a host’s. */
export const accountsWithDomain =
  (db: ReadDb) =>
  (domain: string): number =>
    db.all("SELECT 1 FROM match_keys WHERE key = ? AND kind = 'account' LIMIT 6", `domain:${domain}`).length;

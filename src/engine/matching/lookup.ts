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

/** The look-up that `findCandidates` asks: indexed records of a kind by their keys, newest first within a key. */
export const indexedRecords =
  (db: ReadDb, kind: SubjectKind) =>
  (keys: readonly string[]): StoredRecord[] =>
    recordsOfEach(db, kind, [keys])[0] ?? [];

/**
 * The records of many look-ups, each a list of keys, in the same few statements as those of one.
 *
 * @param keep tells of the subjects of each look-up which count; all when not given
 */
export function recordsOfEach(
  db: ReadDb,
  kind: SubjectKind,
  asked: readonly (readonly string[])[],
  keep?: (subjectsOfEach: readonly (readonly string[])[]) => readonly (readonly string[])[],
): StoredRecord[][] {
  const byKey = subjectsByKey(db, [...new Set(asked.flat())], kind);
  // Those that `keep` does not keep should not use the budget up; asking it once is what is quick.
  const budget = keep === undefined ? BUDGET : BUDGET * 4;
  const found = asked.map((keys) => {
    const subjects = new Set<string>();
    for (const key of keys) {
      if (subjects.size >= budget) break;
      for (const subject of byKey.get(key) ?? []) subjects.add(subject);
    }
    return [...subjects];
  });
  const counting = (keep === undefined ? found : keep(found)).map((subjects) => subjects.slice(0, BUDGET));
  const records = new Map(
    db
      .all<{ subject: string; record: string }>(
        'SELECT subject, record FROM match_records WHERE subject IN (SELECT value FROM json_each(?))',
        JSON.stringify([...new Set(counting.flat())]),
      )
      .map(({ subject, record }) => [subject, stored(subject, record)]),
  );
  return counting.map((subjects) => subjects.flatMap((subject) => records.get(subject) ?? []));
}

const WITH_KEY = 'SELECT subject FROM match_keys WHERE key = k.value AND kind = ? ORDER BY subject DESC';

/**
 * Raw, by the primary key: the subjects of each key, in one statement for all keys and one row a key, for a look-up asks
 * for some ten keys and reads hundreds of ids. Of a common key one more than counts is read.
 */
const BY_KEY = `SELECT (SELECT group_concat(subject) FROM (${WITH_KEY} LIMIT iif(?, ${BUDGET}, ${COMMON_KEY + 1}))) AS subjects
  FROM json_each(?) k ORDER BY k.key`;

/** The subjects that have each key, newest first; none for a common key that tells little. */
function subjectsByKey(db: ReadDb, keys: readonly string[], kind: SubjectKind): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const telling of [true, false]) {
    const some = keys.filter((key) => isTelling(key) === telling);
    if (some.length === 0) continue;
    const rows = db.all<{ subjects: string | null }>(BY_KEY, kind, telling ? 1 : 0, JSON.stringify(some));
    rows.forEach(({ subjects }, at) => {
      const having = subjects?.split(',') ?? [];
      found.set(some[at] ?? '', !telling && having.length > COMMON_KEY ? [] : having);
    });
  }
  return found;
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

const WITH_DOMAIN = `SELECT k.value AS "key", (SELECT count(*) FROM (
    SELECT 1 FROM match_keys WHERE key = k.value AND kind = 'account' LIMIT 6)) AS n FROM json_each(?) k`;

/** How many accounts have each of these registrable domains, counted up to six: from five on it is a brand’s or a host’s. */
export function accountsWithDomain(db: ReadDb, domains: readonly (string | null)[]): (domain: string) => number {
  const keys = [...new Set(domains)].flatMap((domain) => (domain === null ? [] : `domain:${domain}`));
  const counted = new Map(
    keys.length === 0
      ? []
      : db.all<{ key: string; n: number }>(WITH_DOMAIN, JSON.stringify(keys)).map(({ key, n }) => [key, n]),
  );
  return (domain) => counted.get(`domain:${domain}`) ?? 0;
}

import type { RegistrationDetail } from '../../contract/registrations.ts';
import type { ReadDb } from '../store/db.ts';
import { followedWords, type Named } from './rules/followed-words.ts';

type History = RegistrationDetail['history'];
type Entry = History[number] & { what: string | null };

/** Ids of one change differ in their ordinal alone, and its journal entry has ordinal 0. */
const entryOf = (id: string): string => `${id.slice(0, -8)}00000000`;

/**
 * The journal of one registration, oldest first: entries about it, a case it is in or the opportunity it became, and those about many at once that made
 * it, decided it or changed its protection (an import, a settlement); of what followed for many, what followed for this one.
 */
export function historyOfRegistration(db: ReadDb, registrationId: string): History {
  const made = db
    .all<{ id: string }>(
      `SELECT id FROM decisions WHERE registration_id = ?
       UNION ALL SELECT id FROM protections WHERE registration_id = ?`,
      registrationId,
      registrationId,
    )
    .map(({ id }) => entryOf(id));
  const became =
    db.get<{ id: string }>(
      "SELECT opportunity_id AS id FROM links WHERE registration_id = ? AND state = 'linked'",
      registrationId,
    )?.id ?? '';
  const entries = db.all<Entry>(
    `SELECT seq, at, actor, verb, words, iif(verb = 'workspace.settle', what, NULL) AS what FROM journal_entries
     WHERE subject = ?
        OR subject = ?
        OR subject IN (SELECT case_id FROM case_claims WHERE registration_id = ?)
        OR id IN (SELECT value FROM json_each(?))
        OR (verb = 'workspace.settle' AND seq > ? AND (instr(what, ?) > 0 OR (? <> '' AND instr(what, ?) > 0)))
     ORDER BY seq`,
    registrationId,
    became,
    registrationId,
    JSON.stringify([entryOf(registrationId), ...made]),
    // Nothing followed for it before it was there.
    db.get<{ seq: number }>('SELECT seq FROM journal_entries WHERE id = ?', entryOf(registrationId))?.seq ?? 0,
    registrationId,
    became,
    became,
  );
  const keyOf = (id: string) => db.get<{ key: string }>('SELECT key FROM opportunities WHERE id = ?', id)?.key;
  return entries.flatMap(({ what, ...entry }) => {
    if (what === null) return [entry];
    const followed: Readonly<Record<string, { named: readonly Named[] }>> = JSON.parse(what).followed;
    const about = Object.entries(followed).flatMap(([kind, { named }]) =>
      named.filter(({ record }) => record === registrationId || record === became).map((one) => ({ kind, ...one })),
    );
    // The journal names a hundred of a kind: what has decided this one stands all the same.
    const words = about.length === 0 ? entry.words : followedWords(about, keyOf);
    return words === null ? [] : [{ ...entry, words }];
  });
}

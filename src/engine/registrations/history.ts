import type { RegistrationDetail } from '../../contract/registrations.ts';
import type { ReadDb } from '../store/db.ts';

type History = RegistrationDetail['history'];

/** Ids of one change differ in their ordinal alone, and its journal entry has ordinal 0. */
const entryOf = (id: string): string => `${id.slice(0, -8)}00000000`;

/**
 * The journal of one registration, oldest first: entries about it or a case it is in, and those about many at once that
 * made it, decided it or changed its protection (an import, a settlement).
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
  return db.all<History[number]>(
    `SELECT seq, at, actor, verb, words FROM journal_entries
     WHERE subject = ?
        OR subject IN (SELECT case_id FROM case_claims WHERE registration_id = ?)
        OR id IN (SELECT value FROM json_each(?))
     ORDER BY seq`,
    registrationId,
    registrationId,
    JSON.stringify([entryOf(registrationId), ...made]),
  );
}

import type { Finding } from '../../contract/registrations.ts';
import type { EpochMs, IsoDate, RegistrationId } from '../../contract/units.ts';
import { latestExtract } from '../accounts/index.ts';
import type { WriteTx } from '../journal/index.ts';
import { type Edition, editionNumbered, familyKey, familyNamed } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { checkAgain, findingsOf } from './check.ts';
import { type RegistrationRow, registrationFor, updateRegistration } from './rows.ts';
import { recheckedApproval } from './rules/approval.ts';
import { isStale } from './rules/net-new.ts';

/** What came of checking a registration again. */
export interface Rechecked {
  readonly registration: RegistrationId;
  readonly number: string;
  /**
   * `changed`: an undecided one whose findings differ now. `confirmed`: a provisional approval every net-new test of which
   * passes now. `in question`: one of which a test fails now that did not before.
   */
  readonly became: 'unchanged' | 'changed' | 'confirmed' | 'in question';
  /** Ids of the net-new tests that fail now and did not before. */
  readonly failed: readonly string[];
}

/** Registrations that an extract concerns: undecided ones and provisional approvals that were not checked since. The oldest first. */
export function dueForRecheck(db: ReadDb, sinceSeq: number): RegistrationId[] {
  return db
    .all<{ id: RegistrationId }>(
      `SELECT id FROM registrations WHERE state IN ('submitted', 'returned', 'in case') AND checked_seq < ?
       UNION ALL SELECT id FROM registrations WHERE state = 'approved' AND provisional = 1 AND checked_seq < ?
       ORDER BY id`,
      sinceSeq,
      sinceSeq,
    )
    .map(({ id }) => id);
}

/**
 * Undecided registrations that were last checked while the newest extract was young enough for them, and for which it is too old today. What it did not
 * show proves nothing any more, and two of one morning are told the same. The oldest first.
 */
export function dueAsExtractAged(db: ReadDb, today: IsoDate): { asOf: IsoDate; ids: RegistrationId[] } | null {
  const extract = latestExtract(db, 'opportunities');
  if (extract === null) return null;
  const rows = db.all<{ id: RegistrationId; edition: number; receivedOn: IsoDate; checkedAt: EpochMs }>(
    `SELECT id, edition, received_on AS receivedOn, checked_at AS checkedAt FROM registrations
     WHERE state IN ('submitted', 'returned', 'in case') AND received_on > ? ORDER BY id`,
    extract.asOf,
  );
  const due = rows.filter(({ edition, receivedOn, checkedAt }) => {
    const { body, calendar } = editionNumbered(db, edition);
    const isStaleOn = (day: IsoDate) => isStale(extract.asOf, receivedOn, day, body.netNew.staleAfterDays);
    return isStaleOn(today) && !isStaleOn(dayOf(checkedAt, calendar));
  });
  return { asOf: extract.asOf, ids: due.map(({ id }) => id) };
}

/**
 * Makes the checks of an undecided or provisionally approved registration again, inside an open change; others are left
 * as they are. Doing it twice changes nothing.
 */
export function recheck(tx: WriteTx, registrationId: string): Rechecked {
  const row = withFamilyResolved(tx, registrationFor(tx, registrationId));
  const outcome = { registration: row.id as RegistrationId, number: row.number, failed: [] };
  const isUndecided = row.state === 'submitted' || row.state === 'returned' || row.state === 'in case';
  if (!isUndecided && !(row.state === 'approved' && row.provisional)) return { ...outcome, became: 'unchanged' };
  const before = findingsOf(tx, row.id);
  const failedBefore = failedTests(before);
  const edition = editionNumbered(tx, row.edition);
  const { changed, findings } = checkAgain(tx, row, edition, before);
  const failed = failedTests(findings).filter((rule) => !failedBefore.includes(rule));
  if (isUndecided) return { ...outcome, became: changed ? 'changed' : 'unchanged', failed };
  return { ...outcome, became: standingOf(tx, row, edition, findings, failed), failed };
}

function standingOf(
  tx: WriteTx,
  row: RegistrationRow,
  edition: Edition,
  findings: readonly Finding[],
  failed: readonly string[],
): Rechecked['became'] {
  const rechecked = recheckedApproval({
    findings,
    extractAsOf: latestExtract(tx, 'opportunities')?.asOf ?? null,
    receivedOn: row.receivedOn as IsoDate,
    approvedOn: dayOf(tx.moment.at, edition.calendar),
    staleAfterDays: edition.body.netNew.staleAfterDays,
  });
  if (rechecked.state === 'confirmed') {
    updateRegistration(tx, registrationFor(tx, row.id), { provisional: false });
    return 'confirmed';
  }
  return rechecked.state === 'in question' && failed.length > 0 ? 'in question' : 'unchanged';
}

const failedTests = (findings: readonly Finding[]): string[] =>
  findings.filter(({ group, result }) => group === 'net-new' && result === 'fail').map(({ rule }) => rule);

/** Product lists grow: a family that was unknown at filing may be known now. */
function withFamilyResolved(tx: WriteTx, row: RegistrationRow): RegistrationRow {
  const family = row.family === null ? null : familyNamed(tx, row.family);
  if (family === row.family) return row;
  updateRegistration(tx, row, { family, familyKey: familyKey(family ?? '') });
  return registrationFor(tx, row.id);
}

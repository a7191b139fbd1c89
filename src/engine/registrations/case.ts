import type { EpochMs } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { indexCustomer } from '../matching/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { businessHoursBetween, type Calendar } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { checkAgain } from './check.ts';
import { keepBefore, lastDecision, requireState } from './decisions.ts';
import { lookupsOf } from './lookups.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { claimOf, type RegistrationRow, registrationFor, updateRegistration } from './rows.ts';
import { answerDueAt, deadlinesAfterReturn } from './rules/service-levels.ts';

/**
 * Puts a registration into a case: the ruling decides it from now on, and is due when the case says. A protection it has goes on running.
 * From now on it is found neither by its partner nor by its value.
 *
 * @throws NOT_DECIDABLE when it is over, or in a case already
 */
export function setCase(
  tx: WriteTx,
  registrationId: string,
  into: { readonly id: string; readonly number: string },
): void {
  const row = registrationFor(tx, registrationId);
  requireState(row, ['submitted', 'returned', 'approved']);
  const { calendar } = editionNumbered(tx, row.edition);
  const ruleBy = tx.get<{ at: number }>('SELECT rule_by_at AS at FROM cases WHERE id = ?', into.id)?.at;
  if (ruleBy === undefined) throw new Error(`expected the case ${into.number} to be stored first, found none`);
  const withPartner =
    row.returnedAt === null ? 0 : businessHoursBetween(row.returnedAt as EpochMs, tx.moment.at, calendar);
  keepBefore(tx, row, 'conflicts.open');
  updateRegistration(tx, row, {
    ...lookupsOf(tx, row),
    state: 'in case',
    decideByAt: ruleBy,
    escalateAt: ruleBy,
    returnedAt: null,
    answerDueAt: null,
    returnedHours: row.returnedHours + withPartner,
  });
}

/** What the claimants of a case are asked for, and what that does to the clock. */
export interface CaseRequest {
  readonly missing: readonly string[];
  readonly note: string;
  readonly answerDueAt: EpochMs;
  /** When the ruling is due now. */
  readonly ruleBy: EpochMs;
}

/** Asks a registration in a case for what all claimants are asked for. It counts as no return: nothing was wrong with it. */
export function askInCase(tx: WriteTx, registrationId: string, asked: CaseRequest): void {
  const row = registrationFor(tx, registrationId);
  requireState(row, ['in case']);
  keepBefore(tx, row, 'conflicts.ask');
  updateRegistration(tx, row, {
    returnedAt: tx.moment.at,
    answerDueAt: asked.answerDueAt,
    missing: JSON.stringify(asked.missing),
    decisionReason: asked.note === '' ? null : asked.note,
    decideByAt: asked.ruleBy,
    escalateAt: asked.ruleBy,
  });
}

/** Takes back what a registration in a case was asked for and has not answered. */
export function takeBackRequest(tx: WriteTx, registrationId: string, ruleBy: EpochMs): void {
  const row = registrationFor(tx, registrationId);
  const asked = lastDecision(tx, row.id, 'conflicts.ask');
  if (asked === undefined) throw new Error(`expected ${row.number} to have been asked, found no trace`);
  const { missing, decisionReason } = asked.before.row;
  updateRegistration(tx, row, {
    returnedAt: null,
    answerDueAt: null,
    missing,
    decisionReason,
    decideByAt: ruleBy,
    escalateAt: ruleBy,
  });
  tx.run('UPDATE decisions SET undone_at = ? WHERE id = ?', tx.moment.at, asked.id);
}

/** Those of a case that were asked and have neither answered nor withdrawn. */
const STILL_ASKED = `SELECT count(*) AS n FROM case_claims k JOIN registrations r ON r.id = k.registration_id
  WHERE k.case_id = ? AND r.state = 'in case' AND r.returned_at IS NOT NULL`;

/**
 * Starts the clock of a case again when nobody in it is waited for any more: the ruling is due as if only the time until then, and at most
 * the term to answer, had not counted.
 */
export function goOnWhenAnswered(tx: WriteTx, registrationId: string, answeredAt: EpochMs): void {
  const asked = tx.get<{ id: string; askedAt: number; dueAt: number; beforeAt: number; edition: number }>(
    `SELECT c.id, q.asked_at AS askedAt, q.answer_due_at AS dueAt, q.rule_by_before_at AS beforeAt, c.edition
     FROM case_claims k JOIN cases c ON c.id = k.case_id AND c.state = 'open' JOIN case_requests q ON q.case_id = c.id
     WHERE k.registration_id = ? ORDER BY q.ord DESC LIMIT 1`,
    registrationId,
  );
  if (asked === undefined || (tx.get<{ n: number }>(STILL_ASKED, asked.id)?.n ?? 0) > 0) return;
  const ruleBy = ruleByAfter(
    asked.beforeAt as EpochMs,
    asked.askedAt as EpochMs,
    Math.min(answeredAt, asked.dueAt) as EpochMs,
    editionNumbered(tx, asked.edition).calendar,
  );
  tx.run('UPDATE cases SET rule_by_at = ?, revision = revision + 1 WHERE id = ?', ruleBy, asked.id);
  for (const { id } of tx.all<{ id: string }>(IN_CASE, asked.id)) {
    updateRegistration(tx, registrationFor(tx, id), { decideByAt: ruleBy, escalateAt: ruleBy });
  }
}

const IN_CASE = `SELECT r.id FROM case_claims k JOIN registrations r ON r.id = k.registration_id
  WHERE k.case_id = ? AND r.state = 'in case' ORDER BY k.label`;

/** When a ruling is due after claimants had time to answer. */
export const ruleByAfter = (ruleBy: EpochMs, askedAt: EpochMs, until: EpochMs, calendar: Calendar): EpochMs =>
  deadlinesAfterReturn({ decideBy: ruleBy, escalateAt: ruleBy }, askedAt, until, calendar).decideBy;

/** The scores of its case are sealed: it may be found by its partner and value again, and what it has not answered is not waited for. */
export function sealedInCase(tx: WriteTx, registrationId: string): void {
  const row = registrationFor(tx, registrationId);
  const { calendar } = editionNumbered(tx, row.edition);
  const until = Math.min(row.answerDueAt ?? tx.moment.at, tx.moment.at) as EpochMs;
  const waited = row.returnedAt === null ? 0 : businessHoursBetween(row.returnedAt as EpochMs, until, calendar);
  updateRegistration(tx, row, {
    ...lookupsOf(tx, row),
    returnedAt: null,
    answerDueAt: null,
    returnedHours: row.returnedHours + waited,
  });
}

/** Nothing was decided on a registration since it was put into its case. */
export function isJustPutIntoCase(db: ReadDb, registrationId: string): boolean {
  const { state } = registrationFor(db, registrationId);
  return state === 'in case' && lastDecision(db, registrationId)?.verb === 'conflicts.open';
}

/** Puts a registration back where it was before its case was opened, its clock too: the opening was taken back. */
export function asBeforeCase(tx: WriteTx, registrationId: string): void {
  const opened = lastDecision(tx, registrationId, 'conflicts.open');
  if (opened === undefined) throw new Error(`expected ${registrationId} to have been put into a case, found no trace`);
  const { state, decideByAt, escalateAt, returnedAt, answerDueAt, returnedHours } = opened.before.row;
  const row = registrationFor(tx, registrationId);
  updateRegistration(tx, row, {
    ...lookupsOf(tx, row),
    ...{ state, decideByAt, escalateAt, returnedAt, answerDueAt, returnedHours },
  });
  tx.run('UPDATE decisions SET undone_at = ? WHERE id = ?', tx.moment.at, opened.id);
  checkedAfresh(tx, registrationFor(tx, registrationId));
}

/**
 * Puts a registration back where it was before its case was opened, which was dismissed: what was left of its clock then is left now.
 * What it answered in the case is kept; one that answered stands to be decided, whatever it was.
 */
export function backFromCase(tx: WriteTx, registrationId: string): void {
  const opened = lastDecision(tx, registrationId, 'conflicts.open');
  if (opened === undefined) throw new Error(`expected ${registrationId} to have been put into a case, found no trace`);
  const row = registrationFor(tx, registrationId);
  const before = opened.before.row;
  const edition = editionNumbered(tx, row.edition);
  const answered = lastDecision(tx, registrationId, 'registrations.answer');
  const isAnswered = answered !== undefined && answered.at >= opened.at;
  const state = before.state === 'returned' && isAnswered ? 'submitted' : before.state;
  const { decideBy, escalateAt } = deadlinesAfterReturn(
    { decideBy: before.decideByAt as EpochMs, escalateAt: before.escalateAt as EpochMs },
    opened.at as EpochMs,
    tx.moment.at,
    edition.calendar,
  );
  const isReturned = state === 'returned';
  const isMoved = state !== 'approved';
  updateRegistration(tx, row, {
    ...lookupsOf(tx, row),
    state,
    decideByAt: isMoved ? decideBy : before.decideByAt,
    escalateAt: isMoved ? escalateAt : before.escalateAt,
    // A return that was open is open again, with a whole term: the partner could not know that it was to answer meanwhile.
    returnedAt: isReturned ? tx.moment.at : null,
    answerDueAt: isReturned ? answerDueAt(tx.moment.at, edition.body.serviceLevels, edition.calendar) : null,
    missing: isReturned ? before.missing : row.missing,
    decisionReason: before.decisionReason,
  });
  // An answer given in the case stays a decision: what came before it can’t be taken back over it.
  tx.run(
    `UPDATE decisions SET undone_at = ? WHERE registration_id = ? AND undone_at IS NULL
       AND verb IN ('conflicts.open', 'conflicts.ask') AND rowid >= (SELECT rowid FROM decisions WHERE id = ?)`,
    tx.moment.at,
    registrationId,
    opened.id,
  );
  checkedAfresh(tx, registrationFor(tx, registrationId));
}

function checkedAfresh(tx: WriteTx, row: RegistrationRow): void {
  indexCustomer(tx, 'registration', row.id, claimOf(tx, row).customer);
  if (row.state === 'submitted' || row.state === 'returned') checkAgain(tx, row, editionNumbered(tx, row.edition));
  refreshRivals(tx, rivalsOf(tx, registrationFor(tx, row.id)));
}

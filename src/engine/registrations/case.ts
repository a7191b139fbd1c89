import type { EpochMs } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { businessHoursBetween, dayOf } from '../programme/rules/calendar.ts';
import { checkAgain } from './check.ts';
import { keepBefore, lastDecision, requireState, restoreBefore, restoreKept } from './decisions.ts';
import { endProtection } from './protect.ts';
import { registrationFor, updateRegistration } from './rows.ts';
import { deadlinesAfterReturn } from './rules/service-levels.ts';

const OPENED = 'conflicts.open';

/**
 * Puts a registration into a case: the ruling decides it from now on, and is due when the case says. A protection it has goes on running.
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
  keepBefore(tx, row, OPENED);
  updateRegistration(tx, row, {
    state: 'in case',
    decideByAt: ruleBy,
    escalateAt: ruleBy,
    returnedAt: null,
    answerDueAt: null,
    returnedHours: row.returnedHours + withPartner,
  });
}

/** Takes a registration out of a case that is dismissed: it is what it was before, the time in the case does not count, and it is checked again. */
export function leaveCase(tx: WriteTx, registrationId: string): void {
  requireState(registrationFor(tx, registrationId), ['in case']);
  const opened = lastDecision(tx, registrationId, OPENED);
  if (opened === undefined) throw new Error(`expected ${registrationId} to have been put into a case, found no trace`);
  restoreBefore(tx, opened);
  const row = registrationFor(tx, registrationId);
  const edition = editionNumbered(tx, row.edition);
  const moved = deadlinesAfterReturn(
    {
      decideBy: row.decideByAt as EpochMs,
      escalateAt: row.escalateAt as EpochMs,
    },
    opened.at as EpochMs,
    tx.moment.at,
    edition.calendar,
  );
  if (row.state === 'approved') return;
  updateRegistration(tx, row, {
    decideByAt: moved.decideBy,
    escalateAt: moved.escalateAt,
    ...(row.state === 'returned' ? { returnedAt: tx.moment.at } : {}),
  });
  checkAgain(tx, registrationFor(tx, registrationId), edition);
}

/**
 * Takes back what a ruling made of a registration, for the ruling on an appeal: it is in the case again. A protection the
 * ruling gave ends and stays on record; one it ended runs again.
 *
 * @returns false where something else was decided since: it was withdrawn or closed
 */
export function backIntoCase(tx: WriteTx, registrationId: string): boolean {
  const ruled = lastDecision(tx, registrationId);
  if (ruled === undefined || ruled.before.row.state !== 'in case' || !ruled.verb.startsWith('conflicts.')) return false;
  const { calendar } = editionNumbered(tx, ruled.before.row.edition);
  endProtection(tx, registrationId, { on: dayOf(tx.moment.at, calendar), because: 'the ruling was appealed' });
  restoreKept(tx, ruled);
  return true;
}

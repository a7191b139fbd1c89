import type { EpochMs } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { businessHoursBetween } from '../programme/rules/calendar.ts';
import { keepBefore, requireState } from './decisions.ts';
import { registrationFor, updateRegistration } from './rows.ts';

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
  keepBefore(tx, row, 'conflicts.open');
  updateRegistration(tx, row, {
    state: 'in case',
    decideByAt: ruleBy,
    escalateAt: ruleBy,
    returnedAt: null,
    answerDueAt: null,
    returnedHours: row.returnedHours + withPartner,
  });
}

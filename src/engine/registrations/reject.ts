import type { Answer, Asked } from '../../contract/handler.ts';
import type { RejectionCode } from '../../contract/programme.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { businessHoursBetween, dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import { keepBefore, nameOf, requireState } from './decisions.ts';
import { itemOf } from './item.ts';
import { endProtection } from './protect.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { registrationFor, updateRegistration } from './rows.ts';
import { decisionColumns } from './times.ts';

/**
 * Rejects a registration with a coded reason.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is decided or in a case; REFUSED when `other` has no text
 */
export function reject(
  db: WriteDb,
  input: Asked<'registrations', 'reject'>,
  moment: Moment,
): Answer<'registrations', 'reject'> {
  if (input.code === 'other' && input.reason === '') {
    throw refused(
      problem('reason_missing', 'The reason “other” says nothing by itself.', 'Write why in a sentence.', {
        column: 'reason',
      }),
    );
  }
  return change(db, { verb: 'registrations.reject', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    requireState(row, ['submitted', 'returned']);
    rejectInto(tx, row.id, { verb: 'registrations.reject', code: input.code, reason: input.reason });
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${nameOf(tx, row)} was rejected: ${input.code}`,
      what: { code: input.code },
      edition: row.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

/**
 * Rejects inside an open change, which records it: what a decider or a ruling does. A protection that ran ends.
 *
 * @param rejected.verb the procedure that decides
 */
export function rejectInto(
  tx: WriteTx,
  registrationId: string,
  rejected: { readonly verb: string; readonly code: RejectionCode; readonly reason: string },
): void {
  const row = registrationFor(tx, registrationId);
  requireState(row, ['submitted', 'returned', 'in case']);
  const edition = editionNumbered(tx, row.edition);
  const { calendar } = edition;
  const { moment } = tx;
  const withPartner =
    row.returnedAt === null ? 0 : businessHoursBetween(row.returnedAt as EpochMs, moment.at, calendar);
  const returnedHours = row.returnedHours + withPartner;
  keepBefore(tx, row, rejected.verb);
  const rivals = rivalsOf(tx, row);
  updateRegistration(tx, row, {
    state: 'rejected',
    provisional: false,
    ...decisionColumns(tx, { ...row, decidedAt: null, returnedHours }, edition),
    returnedHours,
    returnedAt: null,
    answerDueAt: null,
    decisionCode: rejected.code,
    decisionReason: rejected.reason === '' ? null : rejected.reason,
  });
  endProtection(tx, row.id, { on: dayOf(moment.at, calendar), because: `rejected: ${rejected.code}` });
  refreshRivals(tx, rivals);
}

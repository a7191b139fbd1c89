import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import { goOnWhenAnswered } from './case.ts';
import { keepBefore, nameOf, requireState } from './decisions.ts';
import { itemOf } from './item.ts';
import { endProtection } from './protect.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { registrationFor, updateRegistration } from './rows.ts';

/**
 * The partner takes its registration back; protection ends, and those who wait behind it are checked again. In a case its
 * claim stays, as withdrawn.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is over
 */
export function withdraw(
  db: WriteDb,
  input: Asked<'registrations', 'withdraw'>,
  moment: Moment,
): Answer<'registrations', 'withdraw'> {
  return change(db, { verb: 'registrations.withdraw', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    requireState(row, ['submitted', 'returned', 'in case', 'approved']);
    const { calendar } = editionNumbered(tx, row.edition);
    const rivals = rivalsOf(tx, row);
    keepBefore(tx, row, 'registrations.withdraw');
    updateRegistration(tx, row, {
      state: 'withdrawn',
      provisional: false,
      returnedAt: null,
      answerDueAt: null,
      decisionReason: input.reason === '' ? row.decisionReason : input.reason,
    });
    const protection = endProtection(tx, row.id, { on: dayOf(moment.at, calendar), because: 'withdrawn' });
    if (row.returnedAt !== null && row.state === 'in case') goOnWhenAnswered(tx, row.id, moment.at);
    refreshRivals(tx, rivals);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${nameOf(tx, row)} was withdrawn`,
      what: { was: row.state, protectionEnded: protection },
      edition: row.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

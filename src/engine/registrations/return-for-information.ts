import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import type { WriteDb } from '../store/db.ts';
import { keepBefore, nameOf, requireState } from './decisions.ts';
import { itemOf } from './item.ts';
import { registrationFor, updateRegistration } from './rows.ts';
import { answerDueAt } from './rules/service-levels.ts';

/**
 * Returns a registration for information: the clock stops, the partner’s begins.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is not waiting for a decision
 */
export function returnForInformation(
  db: WriteDb,
  input: Asked<'registrations', 'return'>,
  moment: Moment,
): Answer<'registrations', 'return'> {
  return change(db, { verb: 'registrations.return', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    requireState(row, ['submitted']);
    const { body, calendar } = editionNumbered(tx, row.edition);
    keepBefore(tx, row, 'registrations.return');
    updateRegistration(tx, row, {
      state: 'returned',
      returnedAt: moment.at,
      answerDueAt: answerDueAt(moment.at, body.serviceLevels, calendar),
      returnedTimes: row.returnedTimes + 1,
      missing: JSON.stringify(input.missing),
      decisionReason: input.note === '' ? null : input.note,
    });
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${nameOf(tx, row)} was returned for information: ${input.missing.length} ${input.missing.length === 1 ? 'thing' : 'things'} missing`,
      what: { missing: input.missing.length, time: row.returnedTimes + 1 },
      edition: row.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

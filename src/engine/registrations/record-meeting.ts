import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import { keepBefore, nameOf, requireState } from './decisions.ts';
import { itemOf } from './item.ts';
import { registrationFor, updateRegistration } from './rows.ts';

/**
 * Records that the first meeting of an approved registration was held; its protection no longer lapses for want of one.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is not approved; REFUSED for a date before its receipt or after today
 */
export function recordMeeting(
  db: WriteDb,
  input: Asked<'registrations', 'recordMeeting'>,
  moment: Moment,
): Answer<'registrations', 'recordMeeting'> {
  return change(db, { verb: 'registrations.recordMeeting', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    requireState(row, ['approved']);
    const today = dayOf(moment.at, editionNumbered(tx, row.edition).calendar);
    if (input.on > today || input.on < row.receivedOn) {
      throw refused(
        problem(
          'meeting_date_impossible',
          input.on > today
            ? `A meeting on ${input.on} is still to come.`
            : `${input.on} is before ${row.number} was received on ${row.receivedOn}.`,
          'Give the day the meeting was held.',
          { column: 'on' },
        ),
      );
    }
    keepBefore(tx, row, 'registrations.recordMeeting');
    updateRegistration(tx, row, { meetingOn: input.on });
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The first meeting on ${nameOf(tx, row)} was held on ${input.on}`,
      what: { on: input.on, was: row.meetingOn },
      edition: row.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem, refused } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import { labelsOf } from './claims.ts';
import { caseDetail } from './detail.ts';
import { type CaseRow, caseRow, refuseStale } from './rows.ts';
import { touchCase } from './touch.ts';

/**
 * Enters what the customer wrote in favour of one claim, our own team's too: CP1 rests on it. It stays possible until the ruling, because the customer
 * writes when it wants to; one that came in when names were open says so for good.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when the case is ruled or dismissed, or has no such claim; REFUSED when the letter is dated ahead
 */
export function recordPreference(
  db: WriteDb,
  input: Asked<'conflicts', 'recordPreference'>,
  moment: Moment,
): Answer<'conflicts', 'recordPreference'> {
  return change(db, { verb: 'conflicts.recordPreference', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    refuseOver(row);
    const labels = labelsOf(tx, row.id);
    if (!labels.includes(input.claim)) {
      throw notDecidable(
        problem('no_such_claim', `${row.number} has no claim ${input.claim}.`, `Name one of ${labels.join(', ')}.`),
      );
    }
    const today = dayOf(moment.at, editionNumbered(tx, row.edition).calendar);
    if (input.date > today) {
      throw refused(
        problem(
          'dated_ahead',
          `The letter is dated ${input.date}, which is still to come.`,
          'Give the date it bears.',
          {
            column: 'date',
          },
        ),
      );
    }
    const afterSeal = row.state === 'sealed';
    const id = tx.newId();
    tx.run(
      `INSERT INTO case_preferences (id, case_id, label, written_on, written_by, note, after_seal, entered_at, entered_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, row.id, input.claim, input.date, input.writtenBy, input.note, afterSeal ? 1 : 0],
      ...[moment.at, moment.actor],
    );
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The customer’s written preference for claimant ${input.claim} was entered in ${row.number}`,
      what: { preference: id, claim: input.claim, date: input.date, afterSeal },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

function refuseOver(row: CaseRow): void {
  if (row.state === 'open' || row.state === 'sealed') return;
  throw notDecidable(
    row.state === 'dismissed'
      ? problem('over', `${row.number} is dismissed.`, 'Enter it in the new case.')
      : problem(
          'ruled_already',
          `${row.number} is ${row.state}.`,
          'What the customer writes after the ruling is a ground for an appeal: state it there.',
        ),
  );
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, notFound, problem } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import type { WriteDb } from '../store/db.ts';
import { caseDetail } from './detail.ts';
import { mayTakeBack, preferencesOf } from './preferences.ts';
import { caseRow, refuseStale } from './rows.ts';
import { touchCase } from './touch.ts';

/**
 * Takes back a letter of the customer that was entered by mistake.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when the case is ruled or dismissed, or the scores were sealed over the letter
 */
export function takeBackPreference(
  db: WriteDb,
  input: Asked<'conflicts', 'takeBackPreference'>,
  moment: Moment,
): Answer<'conflicts', 'takeBackPreference'> {
  return change(db, { verb: 'conflicts.takeBackPreference', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    const preference = preferencesOf(tx, row.id).find(({ id }) => id === input.preference);
    if (preference === undefined) throw notFound('preference', input.preference);
    if (!mayTakeBack(row.state, preference)) {
      throw notDecidable(
        problem(
          'built_on',
          `The letter was there when ${row.number} was ${row.state === 'sealed' ? 'sealed' : 'decided'}.`,
          row.state === 'sealed'
            ? 'Rule on the case, and say in the reason why the letter does not count.'
            : 'A ruling is changed by an appeal alone.',
        ),
      );
    }
    tx.run('DELETE FROM case_preferences WHERE id = ?', preference.id);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The customer’s written preference for claimant ${preference.label} was taken back in ${row.number}`,
      what: { preference: preference.id, claim: preference.label },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

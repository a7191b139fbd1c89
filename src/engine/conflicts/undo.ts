import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { takeBackRequest } from '../registrations/index.ts';
import type { WriteDb } from '../store/db.ts';
import { caseDetail } from './detail.ts';
import { askedIn, requestToTakeBack } from './requests.ts';
import { caseRow, refuseStale } from './rows.ts';
import { touchCase } from './touch.ts';

/**
 * Takes back what the claimants were asked for last. A dismissal, scores and a ruling are not taken back: names are open after the first two
 * kinds of step, and the last is changed by an appeal alone.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when nothing was asked, somebody has answered, or the case is not blind any more
 */
export function undoRequest(
  db: WriteDb,
  input: Asked<'conflicts', 'undo'>,
  moment: Moment,
): Answer<'conflicts', 'undo'> {
  return change(db, { verb: 'conflicts.undo', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    const last = requestToTakeBack(tx, row);
    if (last === undefined) {
      throw notDecidable(
        problem(
          'nothing_to_undo',
          `Nothing can be taken back in ${row.number}: nobody was asked, or somebody has answered.`,
          row.state === 'open' ? 'Score the claims, or dismiss the case.' : 'A ruling is changed by an appeal.',
        ),
      );
    }
    const ruleBy = last.ruleByBeforeAt as EpochMs;
    for (const { registration, isAsked } of askedIn(tx, row.id)) if (isAsked) takeBackRequest(tx, registration, ruleBy);
    tx.run('DELETE FROM case_requests WHERE case_id = ? AND ord = ?', row.id, last.ord);
    tx.run('UPDATE cases SET rule_by_at = ? WHERE id = ?', ruleBy, row.id);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `What the claimants in ${row.number} were asked for was taken back`,
      what: { request: last.ord, ruleBy },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

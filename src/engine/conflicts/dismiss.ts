import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { backFromCase } from '../registrations/index.ts';
import type { WriteDb } from '../store/db.ts';
import { caseDetail } from './detail.ts';
import { askedIn } from './requests.ts';
import { caseRow, refuseStale } from './rows.ts';
import { touchCase } from './touch.ts';

/**
 * Dismisses a case: there was nothing to decide between. Nothing is ruled, its claims are where they were before it was opened. It is not taken back:
 * names are open again in the queue, and scores entered after a look at them would be blind in name only.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it was ruled, or dismissed before
 */
export function dismiss(
  db: WriteDb,
  input: Asked<'conflicts', 'dismiss'>,
  moment: Moment,
): Answer<'conflicts', 'dismiss'> {
  return change(db, { verb: 'conflicts.dismiss', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    if (row.state !== 'open' && row.state !== 'sealed') {
      throw notDecidable(
        problem(
          'over',
          `${row.number} is ${row.state}.`,
          row.state === 'dismissed' ? 'Open a new case.' : 'A ruling is changed by an appeal alone.',
        ),
      );
    }
    const claims = askedIn(tx, row.id);
    tx.run(
      "UPDATE cases SET state = 'dismissed', dismissed_at = ?, dismissed_by = ?, dismissed_reason = ? WHERE id = ?",
      ...[moment.at, moment.actor, input.reason, row.id],
    );
    for (const { registration } of claims) backFromCase(tx, registration);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${row.number} was dismissed, and nothing was ruled`,
      what: { was: row.state, registrations: claims.length },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

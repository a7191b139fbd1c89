import type { ClaimLabel } from '../../contract/conflicts.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable } from '../../contract/refusal.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import { claimsOf } from './claims.ts';
import { caseDetail } from './detail.ts';
import { appealOf, caseRow, refuseStale, rulingsOf } from './rows.ts';
import { appealAnswerDue, appealProblems } from './rules/appeals.ts';
import { touchCase } from './touch.ts';

/**
 * Files the one appeal there may be against a ruling. What the ruling granted stands until the appeal is decided.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when there is no ruling, an appeal was filed, the term is over, or the claimant may not
 */
export function appeal(
  db: WriteDb,
  input: Asked<'conflicts', 'appeal'>,
  moment: Moment,
): Answer<'conflicts', 'appeal'> {
  return change(db, { verb: 'conflicts.appeal', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    const { body, calendar } = editionNumbered(tx, row.edition);
    const today = dayOf(moment.at, calendar);
    const ruling = rulingsOf(tx, row.id)[0];
    const claimants = claimsOf(tx, row.id).filter(
      (claim) => claim.kind === 'registration' && claim.state !== 'withdrawn',
    );
    const problems = appealProblems(
      {
        isRuled: ruling !== undefined,
        appealed: appealOf(tx, row.id) !== undefined,
        appealUntil: (ruling?.appealUntil ?? today) as IsoDate,
        claimants: claimants.map((claim) => claim.label as ClaimLabel),
        winner: (ruling?.winner ?? null) as ClaimLabel | null,
        outcome: ruling?.outcome ?? '',
      },
      input.by,
      today,
    );
    if (problems.length > 0) throw notDecidable(...problems);
    const answerDueAt = appealAnswerDue(moment.at, body.conflicts, calendar);
    tx.run(
      'INSERT INTO appeals (case_id, by_label, grounds, filed_at, answer_due_at) VALUES (?, ?, ?, ?, ?)',
      ...[row.id, input.by, input.grounds, moment.at, answerDueAt],
    );
    tx.run("UPDATE cases SET state = 'appealed' WHERE id = ?", row.id);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The ruling in ${row.number} was appealed`,
      what: { by: input.by, answerDueAt },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

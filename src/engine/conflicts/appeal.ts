import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { addBusinessDays, dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import { caseDetail } from './detail.ts';
import { appealOf, caseRow, refuseStale, rulingsOf } from './rows.ts';
import { touchCase } from './touch.ts';

/**
 * Files the one appeal there may be against a ruling, until the last day of the programme's term. What the ruling granted stands until the appeal is decided.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when there is no ruling, an appeal was filed, the term is over, or the claim is not in the case
 */
export function appeal(
  db: WriteDb,
  input: Asked<'conflicts', 'appeal'>,
  moment: Moment,
): Answer<'conflicts', 'appeal'> {
  return change(db, { verb: 'conflicts.appeal', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    const ruling = rulingsOf(tx, row.id)[0];
    if (appealOf(tx, row.id) !== undefined) {
      throw notDecidable(
        problem(
          'appealed_already',
          `${row.number} was appealed before.`,
          'One appeal is all there is; its decision is final.',
        ),
      );
    }
    if (row.state !== 'ruled' || ruling === undefined) {
      throw notDecidable(
        problem('not_ruled', `${row.number} is ${row.state}.`, 'An appeal is filed against a ruling, within its term.'),
      );
    }
    const { body, calendar } = editionNumbered(tx, row.edition);
    const today = dayOf(moment.at, calendar);
    if (today > ruling.appealUntil) {
      throw notDecidable(
        problem(
          'appeal_late',
          `The last day to appeal was ${ruling.appealUntil}.`,
          'The ruling stands. Register the next deal in time.',
        ),
      );
    }
    if (tx.get('SELECT 1 FROM case_claims WHERE case_id = ? AND label = ?', row.id, input.by) === undefined) {
      throw notDecidable(
        problem('no_such_claim', `${row.number} has no claim ${input.by}.`, 'Choose one of its claims.'),
      );
    }
    if (input.by === ruling.winner && ruling.outcome === 'award') {
      throw notDecidable(
        problem('winner_appeals', `Claim ${input.by} was given all it asked for.`, 'Choose the claim that lost.'),
      );
    }
    const answerDueAt = addBusinessDays(moment.at, body.conflicts.answerAppealBusinessDays, calendar);
    tx.run(
      'INSERT INTO appeals (case_id, by_label, grounds, filed_at, answer_due_at) VALUES (?, ?, ?, ?, ?)',
      row.id,
      input.by,
      input.grounds,
      moment.at,
      answerDueAt,
    );
    tx.run("UPDATE cases SET state = 'appealed' WHERE id = ?", row.id);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The ruling on ${row.number} was appealed`,
      what: { by: input.by, answerDueAt },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

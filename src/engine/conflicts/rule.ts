import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import type { WriteDb } from '../store/db.ts';
import { policyOf } from './case-facts.ts';
import { claimsOf, scoresOf } from './claims.ts';
import { caseDetail } from './detail.ts';
import { caseRow, refuseStale } from './rows.ts';
import { problemsWithRuling, ruleInto } from './ruling.ts';
import { touchCase } from './touch.ts';

/**
 * Rules on a sealed case.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when the case is not sealed, or outcome, winner and clauses do not fit
 */
export function rule(db: WriteDb, input: Asked<'conflicts', 'rule'>, moment: Moment): Answer<'conflicts', 'rule'> {
  return change(db, { verb: 'conflicts.rule', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    if (row.state !== 'sealed') {
      throw notDecidable(
        row.state === 'open'
          ? problem(
              'not_sealed',
              `The scores of ${row.number} are not sealed.`,
              'Score every claim and seal, then rule.',
            )
          : problem(
              'ruled_already',
              `${row.number} is ${row.state}.`,
              'A claimant may appeal in time; nothing else changes it.',
            ),
      );
    }
    const edition = editionNumbered(tx, row.edition);
    const claims = claimsOf(tx, row.id);
    const scores = scoresOf(tx, row.id);
    const problems = problemsWithRuling(input, claims, edition);
    if (problems.length > 0) throw notDecidable(...problems);
    const { recommendation } = policyOf(tx, row, claims, scores, edition);
    const granted = ruleInto(tx, 'conflicts.rule', row, claims, input, { recommendation, scores, edition });
    tx.run("UPDATE cases SET state = 'ruled' WHERE id = ?", row.id);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${row.number} was ruled under ${input.clauses.join(', ')}: ${input.outcome}`,
      what: {
        outcome: input.outcome,
        winner: input.winner,
        clauses: input.clauses,
        recommended: recommendation,
        ...granted,
      },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import { type Edition, editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import { backToCase } from '../registrations/index.ts';
import type { WriteDb } from '../store/db.ts';
import { policyOf } from './case-facts.ts';
import { claimsOf, scoresOf } from './claims.ts';
import { caseDetail } from './detail.ts';
import { type CaseRow, caseRow, refuseStale, rulingsOf } from './rows.ts';
import { appealDeciderProblems } from './rules/appeals.ts';
import { type Granted, problemsWithRuling, type RulingInput, ruleInto } from './ruling.ts';
import { touchCase } from './touch.ts';

/**
 * Decides an appeal, finally. A changed ruling takes back what the first one did and does what the new one says; protection moves here, credit
 * and pay follow when the facts are settled.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when there is no open appeal, the decider made the ruling, or the new ruling is missing or does not fit
 */
export function decideAppeal(
  db: WriteDb,
  input: Asked<'conflicts', 'decideAppeal'>,
  moment: Moment,
): Answer<'conflicts', 'decideAppeal'> {
  return change(db, { verb: 'conflicts.decideAppeal', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    const ruled = rulingsOf(tx, row.id)[0];
    if (row.state !== 'appealed' || ruled === undefined) {
      throw notDecidable(problem('no_appeal', `${row.number} has no open appeal.`, 'There is nothing to decide.'));
    }
    const conflicts = appealDeciderProblems(ruled.by, moment.actor);
    if (conflicts.length > 0) throw notDecidable(...conflicts);
    const edition = editionNumbered(tx, row.edition);
    const granted = input.outcome === 'changed' ? changeRuling(tx, row, input.ruling, edition) : undefined;
    tx.run(
      'UPDATE appeals SET outcome = ?, reason = ?, decided_by = ?, decided_at = ? WHERE case_id = ?',
      ...[input.outcome, input.reason, moment.actor, moment.at, row.id],
    );
    tx.run("UPDATE cases SET state = 'closed' WHERE id = ?", row.id);
    touchCase(tx, row.id);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The appeal in ${row.number} was decided: ${input.outcome}`,
      what: {
        outcome: input.outcome,
        from: { outcome: ruled.outcome, winner: ruled.winner },
        to: input.outcome === 'changed' ? { outcome: input.ruling?.outcome, winner: input.ruling?.winner } : null,
        ...(granted ?? {}),
      },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

function changeRuling(tx: WriteTx, row: CaseRow, ruling: RulingInput | undefined, edition: Edition): Granted {
  if (ruling === undefined) {
    throw notDecidable(
      problem('ruling_missing', 'A changed ruling needs the new one.', 'Give outcome, winner, clauses and reason.'),
    );
  }
  const problems = problemsWithRuling(ruling, claimsOf(tx, row.id), edition);
  if (problems.length > 0) throw notDecidable(...problems);
  const on: IsoDate = dayOf(tx.moment.at, edition.calendar);
  for (const claim of claimsOf(tx, row.id)) {
    if (claim.registrationId === null || claim.state === 'withdrawn') continue;
    backToCase(tx, claim.registrationId, 'conflicts.rule', {
      on,
      because: `the ruling in ${row.number} was changed on appeal`,
    });
  }
  const claims = claimsOf(tx, row.id);
  const scores = scoresOf(tx, row.id);
  const { recommendation } = policyOf(tx, row, claims, scores, edition);
  return ruleInto(tx, 'conflicts.decideAppeal', row, claims, ruling, { recommendation, scores, edition });
}

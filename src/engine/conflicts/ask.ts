import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { addBusinessDays } from '../programme/rules/calendar.ts';
import { askInCase, ruleByAfter } from '../registrations/index.ts';
import type { WriteDb } from '../store/db.ts';
import { claimsOf } from './claims.ts';
import { caseDetail } from './detail.ts';
import { askedIn, requestsOf } from './requests.ts';
import { caseRow, refuseStale } from './rows.ts';
import { touchCase } from './touch.ts';

/**
 * Asks all claimants of a blind case for the same, and gives them the same time: that of an answer to a return (SL4). The ruling is due later by
 * as much; when the last one answers sooner, only by what was used.
 *
 * Source: field.md, 4.2 (equal time to answer, a time limit, silence has a defined effect: the case goes on without).
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when the case is not blind any more, or an answer is still waited for
 */
export function ask(db: WriteDb, input: Asked<'conflicts', 'ask'>, moment: Moment): Answer<'conflicts', 'ask'> {
  return change(db, { verb: 'conflicts.ask', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    if (row.state !== 'open') {
      throw notDecidable(
        problem('not_open', `${row.number} is ${row.state}: what comes now is not scored any more.`, 'Rule on it.'),
      );
    }
    const claims = askedIn(tx, row.id);
    const before = requestsOf(tx, row.id);
    if (claims.some(({ isAsked }) => isAsked) && moment.at <= (before.at(-1)?.answerDueAt ?? 0)) {
      throw notDecidable(
        problem(
          'asked_already',
          `The claimants in ${row.number} still have time to answer.`,
          'Wait for their answers.',
        ),
      );
    }
    if (claims.length === 0) {
      throw notDecidable(problem('nobody_to_ask', `No partner claims in ${row.number} any more.`, 'Dismiss the case.'));
    }
    const { body, calendar } = editionNumbered(tx, row.edition);
    const answerDueAt = addBusinessDays(moment.at, body.serviceLevels.answerReturnBusinessDays, calendar);
    const ruleBy = ruleByAfter(row.ruleByAt as EpochMs, moment.at, answerDueAt, calendar);
    const complete = claimsOf(tx, row.id).flatMap((claim) => (claim.complete ? (claim.registrationId ?? []) : []));
    tx.run(
      `INSERT INTO case_requests (case_id, ord, missing, note, asked_at, asked_by, answer_due_at, rule_by_before_at, complete)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[row.id, before.length + 1, JSON.stringify(input.missing), input.note, moment.at, moment.actor, answerDueAt],
      ...[row.ruleByAt, JSON.stringify(complete)],
    );
    tx.run('UPDATE cases SET rule_by_at = ? WHERE id = ?', ruleBy, row.id);
    const asked = { missing: input.missing, note: input.note, answerDueAt, ruleBy };
    for (const { registration } of claims) askInCase(tx, registration, asked);
    touchCase(tx, row.id);
    const things = `${input.missing.length} ${input.missing.length === 1 ? 'thing' : 'things'}`;
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `All claimants in ${row.number} were asked for ${things}`,
      what: { missing: input.missing.length, claimants: claims.length, answerDueAt, ruleBy },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

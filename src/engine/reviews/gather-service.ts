import { instantsOf, type Picture } from '../insights/index.ts';
import type { ReadDb } from '../store/db.ts';
import type { Kept, Service } from './figures.ts';
import { appealsSql, meetingsSql, ruledSql } from './sql.ts';

/** What the vendor promised in the period, and how often it kept it. */
export function serviceOf(db: ReadDb, { scope, decided }: Picture, partner: string | null): Service {
  const { serviceLevels, conflicts } = scope.programme.body;
  const { from: fromAt, until: untilAt } = instantsOf(scope.period, scope);
  const { from, until } = scope.period;
  const kept = (sql: string): Kept =>
    db.get<Kept>(sql, { partner, from, until, fromAt, untilAt }) ?? { kept: 0, of: 0 };
  return {
    decided: {
      kept: decided.filter((row) => row.inTime === 1).length,
      of: decided.length,
      days: serviceLevels.decideBusinessDays,
    },
    firstMeetings: { ...kept(meetingsSql), days: serviceLevels.firstMeetingDays },
    ruled: { ...kept(ruledSql), days: conflicts.ruleBusinessDays },
    appeals: { ...kept(appealsSql), days: conflicts.answerAppealBusinessDays },
  };
}

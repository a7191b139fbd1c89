import { notFound, staleRevision } from '../../contract/refusal.ts';
import type { EpochMs } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** A case as it is stored. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly state: 'open' | 'sealed' | 'ruled' | 'appealed' | 'closed' | 'dismissed';
  readonly customer: string;
  readonly accountId: string | null;
  readonly family: string | null;
  readonly familyKey: string;
  readonly reason: string;
  readonly edition: number;
  readonly openedAt: number;
  readonly ruleByAt: number;
  readonly sealedAt: number | null;
  readonly sealedHash: string | null;
  readonly dismissedAt: number | null;
  readonly dismissedBy: string | null;
  readonly dismissedReason: string | null;
  readonly updatedBy: string;
  readonly updatedAt: number;
  readonly revision: number;
}

/** The columns of `cases c` under the names of `CaseRow`. */
export const CASE_COLUMNS = `c.id, c.number, c.state, c.customer, c.account_id AS accountId, c.family,
  c.family_key AS familyKey, c.reason, c.edition, c.opened_at AS openedAt, c.rule_by_at AS ruleByAt,
  c.sealed_at AS sealedAt, c.sealed_hash AS sealedHash, c.dismissed_at AS dismissedAt, c.dismissed_by AS dismissedBy,
  c.dismissed_reason AS dismissedReason, c.updated_by AS updatedBy, c.updated_at AS updatedAt, c.revision`;

/** One case. @throws NOT_FOUND */
export function caseRow(db: ReadDb, id: string): CaseRow {
  const row = db.get<CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases c WHERE c.id = ?`, id);
  if (row === undefined) throw notFound('case', id);
  return row;
}

/** @throws STALE_REVISION when the case has changed since the caller read it */
export function refuseStale(row: CaseRow, revision: number | undefined): void {
  if (revision !== undefined && revision !== row.revision) throw staleRevision(row.updatedBy, row.updatedAt as EpochMs);
}

/** A ruling as it is stored; the last one holds. */
export interface RulingRow {
  readonly id: string;
  readonly ord: number;
  readonly outcome: 'award' | 'co-sell' | 'teaming' | 'functional split' | 'direct keeps' | 'no protection';
  readonly winner: string | null;
  readonly runnerUp: string | null;
  readonly clauses: string;
  readonly reason: string;
  readonly followedRecommendation: number;
  readonly loserGets: string;
  readonly by: string;
  readonly at: number;
  readonly appealUntil: string;
}

/** The rulings on a case, the first one first. */
export const rulingsOf = (db: ReadDb, caseId: string): RulingRow[] =>
  db.all<RulingRow>(
    `SELECT id, ord, outcome, winner, runner_up AS runnerUp, clauses, reason,
       followed_recommendation AS followedRecommendation, loser_gets AS loserGets, by, at, appeal_until_on AS appealUntil
     FROM rulings WHERE case_id = ? ORDER BY ord`,
    caseId,
  );

/** An appeal as it is stored. */
export interface AppealRow {
  readonly byLabel: string;
  readonly grounds: string;
  readonly filedAt: number;
  readonly answerDueAt: number;
  readonly outcome: 'upheld' | 'changed' | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
}

/** The appeal against a ruling; `undefined` where none was filed. */
export const appealOf = (db: ReadDb, caseId: string): AppealRow | undefined =>
  db.get<AppealRow>(
    `SELECT by_label AS byLabel, grounds, filed_at AS filedAt, answer_due_at AS answerDueAt, outcome, reason,
       decided_by AS decidedBy, decided_at AS decidedAt
     FROM appeals WHERE case_id = ?`,
    caseId,
  );

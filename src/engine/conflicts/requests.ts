import type { CaseRequest } from '../../contract/conflicts.ts';
import type { EpochMs } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** What the claimants of a case were asked for, as it is stored. */
export interface RequestRow {
  readonly ord: number;
  readonly missing: string;
  readonly note: string;
  readonly by: string;
  readonly at: number;
  readonly answerDueAt: number;
  readonly ruleByBeforeAt: number;
}

/** The requests of a case, the oldest first. */
export const requestsOf = (db: ReadDb, caseId: string): RequestRow[] =>
  db.all<RequestRow>(
    `SELECT ord, missing, note, asked_by AS "by", asked_at AS at, answer_due_at AS answerDueAt,
       rule_by_before_at AS ruleByBeforeAt
     FROM case_requests WHERE case_id = ? ORDER BY ord`,
    caseId,
  );

/** Partners’ claims of a case that are still in it, and which of them have an answer to give. */
export const askedIn = (db: ReadDb, caseId: string): { registration: string; isAsked: boolean }[] =>
  db
    .all<{ registration: string; asked: number }>(
      `SELECT r.id AS registration, r.returned_at IS NOT NULL AS asked
       FROM case_claims k JOIN registrations r ON r.id = k.registration_id
       WHERE k.case_id = ? AND r.state = 'in case' ORDER BY k.label`,
      caseId,
    )
    .map(({ registration, asked }) => ({ registration, isAsked: asked === 1 }));

/** Requests as they are shown. Of an earlier one all have answered, or its time was over. */
export function requestsShown(db: ReadDb, caseId: string, rows: readonly RequestRow[]): CaseRequest[] {
  return rows.map(({ ord, missing, note, by, at, answerDueAt }) => {
    const { answered, of } = answersTo(db, caseId, ord);
    return {
      missing: JSON.parse(missing) as string[],
      note,
      by,
      at: at as EpochMs,
      answerDueAt: answerDueAt as EpochMs,
      answered,
      of,
    };
  });
}

/** How many of those asked by a request have answered it: an answer is to the last request before it. */
export function answersTo(db: ReadDb, caseId: string, ord: number): { answered: number; of: number } {
  const row = db.get<{ answered: number; asked: number }>(
    `SELECT count(*) AS asked, coalesce(sum(EXISTS (SELECT 1 FROM decisions a
         WHERE a.registration_id = k.registration_id AND a.verb = 'registrations.answer' AND a.rowid > d.rowid
           AND a.rowid < coalesce((SELECT min(x.rowid) FROM decisions x
             WHERE x.registration_id = k.registration_id AND x.verb = 'conflicts.ask' AND x.rowid > d.rowid), a.rowid + 1))), 0) AS answered
     FROM case_requests q JOIN case_claims k ON k.case_id = q.case_id
     JOIN decisions d ON d.registration_id = k.registration_id AND d.verb = 'conflicts.ask' AND d.at = q.asked_at
     WHERE q.case_id = ? AND q.ord = ?`,
    caseId,
    ord,
  );
  return { answered: row?.answered ?? 0, of: row?.asked ?? 0 };
}

/** A request whose time to answer runs and that not all have answered: until then the clock of the case stands still. */
export interface OpenRequest {
  readonly until: EpochMs;
  readonly answered: number;
  readonly of: number;
}

/** Raw: by the keys of each case's requests and claims; only the last request of a case can be open. */
const OPEN = `SELECT q.case_id AS id, q.answer_due_at AS until, count(*) AS "of", sum(r.returned_at IS NULL) AS answered
  FROM json_each(?) AS asked CROSS JOIN cases c ON c.id = asked.value AND c.state = 'open'
  CROSS JOIN case_requests q ON q.case_id = c.id AND q.ord = (SELECT max(x.ord) FROM case_requests x WHERE x.case_id = c.id)
  CROSS JOIN case_claims k ON k.case_id = c.id
  CROSS JOIN registrations r ON r.id = k.registration_id AND +r.state = 'in case'
  WHERE q.answer_due_at >= ? GROUP BY q.case_id HAVING answered < "of"`;

/** The open requests of some cases, by the case. */
export const openRequests = (db: ReadDb, cases: readonly string[], now: EpochMs): Map<string, OpenRequest> =>
  new Map(
    db.all<OpenRequest & { id: string }>(OPEN, JSON.stringify(cases), now).map(({ id, ...request }) => [id, request]),
  );

/** The open request of a case; `null` where there is none. */
export const openRequest = (db: ReadDb, caseId: string, now: EpochMs): OpenRequest | null =>
  openRequests(db, [caseId], now).get(caseId) ?? null;

/** The last request, while nobody has answered it. */
export function requestToTakeBack(
  db: ReadDb,
  row: { readonly id: string; readonly state: string },
): RequestRow | undefined {
  if (row.state !== 'open') return undefined;
  const last = requestsOf(db, row.id).at(-1);
  if (last === undefined || answersTo(db, row.id, last.ord).answered > 0) return undefined;
  return last;
}

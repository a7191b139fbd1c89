import type { Answer } from '../../contract/handler.ts';
import type { CaseCriterion } from '../../contract/programme.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import { type Edition, editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import { maskOfCases } from '../registrations/index.ts';
import type { ReadDb } from '../store/db.ts';
import { policyOf, preferredBy } from './case-facts.ts';
import { type ClaimFacts, claimsOf, scoresOf } from './claims.ts';
import { itemIn, itemRowOf } from './list.ts';
import { mayTakeBack } from './preferences.ts';
import { openRequest, requestsOf, requestsShown, requestToTakeBack } from './requests.ts';
import { type AppealRow, appealOf, type CaseRow, caseRow, type RulingRow, rulingsOf } from './rows.ts';
import { CRITERIA, unscored, weightedTotal } from './rules/scores.ts';
import { isUntouched } from './take-back-opening.ts';
import { timelineOf } from './timeline.ts';

type Detail = Answer<'conflicts', 'get'>;
type ClauseFinding = Detail['clauses'][number];
type Scores = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** One case as it may be shown now. @throws NOT_FOUND */
export function caseDetail(db: ReadDb, id: string, moment: Moment): Detail {
  const row = caseRow(db, id);
  const item = itemRowOf(db, id);
  if (item === undefined) throw new Error(`expected case ${id} in the list, found none`);
  const edition = editionNumbered(db, row.edition);
  const blind = row.state === 'open';
  // One that was dismissed unsealed is not blind any more, and yet what it would have come to was not scored.
  const isSealed = row.sealedAt !== null;
  const claims = claimsOf(db, id);
  const mask = blind ? maskOfCases(db, [id], 'everything') : (text: string) => text;
  const scores = scoresOf(db, id);
  const { clauses, recommendation } = policyOf(db, row, claims, scores, edition);
  const rulings = rulingsOf(db, id);
  const ruling = rulings.at(-1);
  const appeal = appealOf(db, id);
  const asked = openRequest(db, id, moment.at);
  return {
    ...itemIn(item, moment, edition, asked),
    blind,
    criteria: CRITERIA.map((criterion) => ({
      ...criterion,
      weightBp: edition.body.conflicts.weightsBp[criterion.id] ?? 0,
    })),
    list: claims.map((claim) => claimShown(claim, scores, edition, row.state, mask)),
    timeline: timelineOf(row, claims, rulings, appeal, edition.calendar).map((one) => ({
      ...one,
      words: mask(one.words),
      note: one.note === null ? null : mask(one.note),
      source: mask(one.source),
    })),
    clauses: isSealed
      ? [...clauses]
      : clauses.map(withoutWinner).map((clause) => ({ ...clause, finding: mask(clause.finding) })),
    recommendation: isSealed ? recommendation : null,
    sealedAt: row.sealedAt,
    sealedHash: row.sealedHash,
    ruling: ruling === undefined ? null : rulingShown(ruling),
    appeal: appeal === undefined ? null : appealShown(appeal, rulings),
    requests: requestsShown(db, id, requestsOf(db, id)),
    dismissed:
      row.dismissedAt === null
        ? null
        : { reason: row.dismissedReason ?? '', by: row.dismissedBy ?? '', at: row.dismissedAt },
    like: likeCases(
      db,
      id,
      clauses.filter((clause) => clause.applies).map((clause) => clause.id),
    ),
    allowed: allowedNow(
      db,
      row,
      { claims, scores, isAsked: asked !== null },
      {
        first: rulings[0],
        today: dayOf(moment.at, edition.calendar),
      },
    ),
  } as Detail;
}

function claimShown(
  claim: ClaimFacts,
  scores: Scores,
  edition: Edition,
  state: CaseRow['state'],
  mask: (text: string) => string,
) {
  const own = scores.get(claim.label) ?? {};
  return {
    label: claim.label,
    kind: claim.kind,
    revealed: state === 'open' ? null : revealedOf(claim),
    receivedAt: claim.receivedAt,
    complete: claim.complete,
    returnedTimes: claim.returnedTimes,
    evidence: claim.evidence.map((one) => ({ ...one, note: mask(one.note) })),
    opportunities: claim.opportunities.map(({ key, name, stage, openedOn }) => ({
      key: mask(key),
      name: mask(name),
      stage,
      openedOn,
    })),
    contactTitle: claim.contactTitle === null ? null : mask(claim.contactTitle),
    customerPreference: preferredBy(claim).length > 0,
    preferences: claim.preferences.map(({ label: _, ...one }) => ({
      ...one,
      writtenBy: mask(one.writtenBy),
      note: mask(one.note),
      mayTakeBack: mayTakeBack(state, one),
    })),
    scores: own,
    total: weightedTotal(own, edition.body.conflicts.weightsBp),
  };
}

const revealedOf = (claim: ClaimFacts) => ({
  registration: claim.registrationId,
  opportunity: claim.opportunityId,
  number: claim.number,
  partner: claim.partnerId,
  partnerName: claim.partnerName ?? (claim.owner === null ? 'Our own team' : `Our own team (${claim.owner})`),
  tier: claim.tier,
  value: claim.minor === null || claim.currency === null ? null : { minor: claim.minor, currency: claim.currency },
});

/** While a case is blind the clause that applies is shown, and what it would decide is not. */
const withoutWinner = (clause: ClauseFinding): ClauseFinding =>
  clause.applies
    ? { ...clause, finding: 'This clause applies. What it decides is shown when the scores are sealed.' }
    : clause;

const rulingShown = (ruling: RulingRow) => ({
  outcome: ruling.outcome,
  winner: ruling.winner,
  runnerUp: ruling.runnerUp,
  clauses: JSON.parse(ruling.clauses) as string[],
  reason: ruling.reason,
  followedRecommendation: ruling.followedRecommendation === 1,
  loserGets: ruling.loserGets,
  by: ruling.by,
  at: ruling.at,
  appealUntil: ruling.appealUntil,
});

function appealShown(appeal: AppealRow, rulings: readonly RulingRow[]) {
  const changed = rulings[1];
  return {
    by: appeal.byLabel,
    grounds: appeal.grounds,
    filedAt: appeal.filedAt,
    answerDueAt: appeal.answerDueAt,
    decision:
      appeal.outcome === null
        ? null
        : {
            outcome: appeal.outcome,
            reason: appeal.reason ?? '',
            by: appeal.decidedBy ?? '',
            at: appeal.decidedAt ?? appeal.filedAt,
            ruling: changed === undefined ? null : rulingShown(changed),
          },
  };
}

/** Closed cases that were ruled under one of these clauses, the newest first. Free of names: it is shown while the case is blind. */
function likeCases(db: ReadDb, id: string, clauses: readonly string[]) {
  const [clause] = clauses;
  if (clause === undefined) return [];
  const rows = db.all<{ id: string; number: string; outcome: string; claims: number; appealed: string | null }>(
    `SELECT c.id, c.number, r.outcome, (SELECT count(*) FROM case_claims k WHERE k.case_id = c.id) AS claims,
       (SELECT p.outcome FROM appeals p WHERE p.case_id = c.id) AS appealed
     FROM cases c JOIN rulings r ON r.case_id = c.id
     WHERE c.state = 'closed' AND c.id <> ?
       AND r.ord = (SELECT max(x.ord) FROM rulings x WHERE x.case_id = c.id)
       AND EXISTS (SELECT 1 FROM json_each(r.clauses) WHERE value = ?)
     ORDER BY r.at DESC, c.number DESC LIMIT 5`,
    id,
    clause,
  );
  return rows.map(({ claims, appealed, ...row }) => ({
    ...row,
    clause,
    words: `${claims} claims, ${row.outcome}${appealed === null ? '' : `, ${appealed} on appeal`}`,
  }));
}

function allowedNow(
  db: ReadDb,
  row: CaseRow,
  { claims, scores, isAsked }: { claims: readonly ClaimFacts[]; scores: Scores; isAsked: boolean },
  { first, today }: { first: RulingRow | undefined; today: IsoDate },
): Detail['allowed'] {
  switch (row.state) {
    case 'open': {
      const missing = claims.some(
        (claim) => unscored((scores.get(claim.label) ?? {}) as Partial<Record<CaseCriterion, number>>).length > 0,
      );
      const undo = requestToTakeBack(db, row) === undefined ? [] : (['undo'] as const);
      return [
        'score',
        ...(missing || isAsked ? [] : (['seal'] as const)),
        ...(isAsked ? [] : (['ask'] as const)),
        ...undo,
        'recordPreference',
        'dismiss',
        ...(isUntouched(db, row) ? (['takeBackOpening'] as const) : []),
      ];
    }
    case 'sealed':
      return ['rule', 'recordPreference', 'dismiss'];
    case 'ruled':
      return first !== undefined && today <= first.appealUntil ? ['appeal'] : [];
    case 'appealed':
      return ['decideAppeal'];
    default:
      return [];
  }
}

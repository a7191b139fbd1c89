import type { z } from 'zod';
import type { ClaimLabel, Outcome, Recommendation as RecommendationSchema } from '../../contract/conflicts.ts';
import type { RejectionCode } from '../../contract/programme.ts';
import { problem } from '../../contract/refusal.ts';
import { type IsoDate, type Problem, unreachable } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import type { Edition } from '../programme/index.ts';
import { approveInto, rejectInto } from '../registrations/index.ts';
import type { ClaimFacts } from './claims.ts';
import { type CaseRow, rulingsOf } from './rows.ts';
import { appealUntil } from './rules/appeals.ts';
import { weightedTotal } from './rules/scores.ts';

type Recommendation = z.infer<typeof RecommendationSchema>;
type Scores = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** A ruling as a decider states it. */
export interface RulingInput {
  readonly outcome: Outcome;
  readonly winner: ClaimLabel | null;
  readonly clauses: readonly string[];
  readonly reason: string;
}

/** Where no clause settles a case, the ruling says so. */
const NO_CLAUSE = 'none';

/** Why a ruling cannot stand: outcome, winner and clauses have to fit each other and the case. Empty when it can. */
export function problemsWithRuling(ruling: RulingInput, claims: readonly ClaimFacts[], { body }: Edition): Problem[] {
  const problems: Problem[] = [];
  const refuse = (message: string, todo: string) => problems.push(problem('ruling_unfit', message, todo));
  const winner = claims.find((claim) => claim.label === ruling.winner);
  if (ruling.winner !== null && winner === undefined)
    refuse(`There is no claim ${ruling.winner} in this case.`, `Name one of ${labels(claims)}.`);
  else unfitWinner(ruling.outcome, winner, claims, refuse);
  const known = body.conflicts.clauses.map((clause) => clause.id as string);
  for (const clause of ruling.clauses) {
    if (clause !== NO_CLAUSE && !known.includes(clause))
      refuse(`The policy has no clause ${clause}.`, `Name one of ${known.join(', ')}, or ${NO_CLAUSE}.`);
  }
  return problems;
}

const labels = (claims: readonly ClaimFacts[]) => claims.map((claim) => claim.label).join(', ');

function unfitWinner(
  outcome: Outcome,
  winner: ClaimFacts | undefined,
  claims: readonly ClaimFacts[],
  refuse: (message: string, todo: string) => void,
): void {
  switch (outcome) {
    case 'award':
    case 'teaming':
    case 'functional split':
      if (winner?.kind !== 'registration') refuse(`The outcome ${outcome} needs a partner’s claim to win.`, 'Name it.');
      return;
    case 'co-sell':
      if (winner !== undefined && winner.kind !== 'registration')
        refuse('Our own claim cannot win a co-sell.', 'Name the partner’s claim, or none where all share.');
      return;
    case 'direct keeps':
      if (winner?.kind === 'registration')
        refuse('A partner’s claim wins here.', 'Choose award, or name our own claim.');
      if (claims.every((claim) => claim.kind === 'registration'))
        refuse('There is no direct opportunity in this case.', 'Choose another outcome.');
      return;
    case 'no protection':
      if (winner !== undefined) refuse('Nobody is protected, and a winner is named.', 'Name none.');
      return;
    default:
      unreachable(outcome);
  }
}

/** What a stored ruling granted. */
export interface Granted {
  readonly approved: readonly string[];
  readonly rejected: readonly string[];
  readonly appealUntil: IsoDate;
}

/**
 * Stores a ruling and does what it says: who wins is approved, the others are rejected with the code that fits, and what they get is on record.
 *
 * @param verb the procedure that rules: the first ruling, or the appeal’s
 */
export function ruleInto(
  tx: WriteTx,
  verb: 'conflicts.rule' | 'conflicts.decideAppeal',
  row: CaseRow,
  claims: readonly ClaimFacts[],
  ruling: RulingInput,
  { recommendation, scores, edition }: { recommendation: Recommendation | null; scores: Scores; edition: Edition },
): Granted {
  const followed =
    recommendation !== null && recommendation.outcome === ruling.outcome && recommendation.winner === ruling.winner;
  const earlier = rulingsOf(tx, row.id);
  // The ruling on an appeal is final: its term is the one that was used.
  const until = (earlier[0]?.appealUntil ??
    appealUntil(tx.moment.at, edition.body.conflicts, edition.calendar)) as IsoDate;
  const loserGets = followed ? recommendation.loserGets : losersShare(ruling, claims, edition);
  const runnerUp = followed ? recommendation.runnerUp : runnerUpOf(ruling, claims, scores, edition);
  tx.run(
    `INSERT INTO rulings (id, case_id, ord, outcome, winner, runner_up, clauses, reason, followed_recommendation, loser_gets, by, at, appeal_until_on)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[
      tx.newId(),
      row.id,
      earlier.length + 1,
      ruling.outcome,
      ruling.winner,
      runnerUp,
      JSON.stringify(ruling.clauses),
    ],
    ...[ruling.reason, followed ? 1 : 0, loserGets, tx.moment.actor, tx.moment.at, until],
  );
  const approved: string[] = [];
  const rejected: string[] = [];
  for (const claim of claims) {
    if (claim.registrationId === null || claim.state !== 'in case') continue;
    const wins = isGranted(ruling, claim);
    (wins ? approved : rejected).push(claim.registrationId);
  }
  // Losers first: who is approved is then checked against nobody that is already out.
  for (const claim of claims) {
    if (claim.registrationId === null || !rejected.includes(claim.registrationId)) continue;
    const reason = `Ruled in ${row.number} under ${ruling.clauses.join(', ')}: ${ruling.outcome}. It gets ${loserGets}.`;
    rejectInto(tx, claim.registrationId, { verb, code: codeFor(ruling.outcome, claim), reason });
  }
  for (const id of approved) {
    approveInto(tx, id, {
      verb,
      reason: `Ruled in ${row.number} under ${ruling.clauses.join(', ')}: ${ruling.outcome}.`,
    });
  }
  return { approved, rejected, appealUntil: until };
}

const isGranted = ({ outcome, winner }: RulingInput, claim: ClaimFacts): boolean =>
  // Equal claims that share are all granted.
  outcome === 'co-sell' && winner === null ? true : outcome !== 'direct keeps' && claim.label === winner;

function codeFor(outcome: Outcome, claim: ClaimFacts): RejectionCode {
  switch (outcome) {
    case 'direct keeps':
      return 'direct team active';
    case 'no protection':
      return claim.complete ? 'other' : 'incomplete';
    default:
      return 'already registered';
  }
}

/** What the losers get where the decider went another way than the policy. */
function losersShare({ outcome, winner }: RulingInput, claims: readonly ClaimFacts[], { body }: Edition): string {
  const losers = claims.filter((claim) => claim.kind === 'registration' && claim.label !== winner);
  if (losers.length === 0 || winner === null) return 'nothing';
  if (outcome === 'functional split') return 'a functional split';
  return body.conflicts.loserGets === 'a functional split' ? 'nothing' : body.conflicts.loserGets;
}

/** Who is next where the decider went another way: the best scored of the partners that are left, the earlier one of equals. */
function runnerUpOf(
  { winner }: RulingInput,
  claims: readonly ClaimFacts[],
  scores: Scores,
  { body }: Edition,
): string | null {
  if (winner === null) return null;
  const total = (claim: ClaimFacts) => weightedTotal(scores.get(claim.label) ?? {}, body.conflicts.weightsBp) ?? 0;
  const left = claims.filter((claim) => claim.kind === 'registration' && claim.label !== winner && claim.complete);
  const [best] = left.sort((a, b) => total(b) - total(a) || (a.receivedAt ?? 0) - (b.receivedAt ?? 0));
  return best?.label ?? null;
}

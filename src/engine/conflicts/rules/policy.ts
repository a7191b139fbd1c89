import type { z } from 'zod';
import type {
  ClaimLabel,
  ClauseFinding as ClauseFindingSchema,
  Outcome,
  Recommendation as RecommendationSchema,
} from '../../../contract/conflicts.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { EpochMs, IsoDate } from '../../../contract/units.ts';
import { daysBetween } from '../../programme/rules/dates.ts';
import { type ClaimScores, weightedTotalBp } from './scores.ts';

export type Policy = ProgrammeBody['conflicts'];
type ClauseFinding = z.infer<typeof ClauseFindingSchema>;
type Recommendation = z.infer<typeof RecommendationSchema>;

/** A partner's claim as the policy sees it: no name, no tier, no value. */
export interface RegistrationClaim {
  readonly kind: 'registration';
  readonly label: ClaimLabel;
  readonly receivedAt: EpochMs;
  readonly receivedOn: IsoDate;
  /** When the submission was complete, by the vendor's clock: the receipt, or the answer that completed it; `null` while it is not. */
  readonly completeAt: EpochMs | null;
  /** Where the customer has said in writing that it wants this one, each as it reads in a sentence: “a letter of 2026-06-02 by Ada Lund”. */
  readonly preferredBy: readonly string[];
  /** The date of the earliest engagement it shows evidence of. */
  readonly engagedFrom: IsoDate | null;
  /** Holds the contract that is to be renewed. */
  readonly incumbent: boolean;
  /** What it does in a project, where functions are separable. */
  readonly function: 'specifier' | 'order' | 'site' | null;
  /** Taken back by the partner: it cannot win any more, and still says who came close to whom. */
  readonly withdrawn: boolean;
  readonly scores: ClaimScores;
}

/** The vendor's own opportunity as the policy sees it. */
export interface DirectClaim {
  readonly kind: 'direct opportunity';
  readonly label: ClaimLabel;
  readonly openedOn: IsoDate | null;
  /** As of a partner's claim. */
  readonly preferredBy: readonly string[];
}

/** The facts of a case. */
export interface CaseFacts {
  readonly claims: readonly (RegistrationClaim | DirectClaim)[];
  readonly isRenewal: boolean;
  readonly isProject: boolean;
}

/** The policy applied to a case. */
export interface PolicyResult {
  /** Every clause in the policy's order, with what the facts say under it and whether the recommendation rests on it. */
  readonly clauses: readonly ClauseFinding[];
  /** `null` while a score is missing that the policy needs. */
  readonly recommendation: Recommendation | null;
}

const TITLES: Readonly<Record<Policy['clauses'][number]['rule'], string>> = {
  'customer preference': 'Customer’s written preference',
  'earliest complete submission': 'Earliest complete submission',
  'adjudicate on scores': 'Adjudication on scores',
  'direct opportunity': 'Direct opportunity',
  'incumbency for renewals': 'Incumbency',
};

type ClauseRule = Policy['clauses'][number]['rule'];

/** What one clause says: it settles who wins, needs scores, or does not apply. */
interface Opinion {
  readonly words: string;
  readonly settles: boolean;
  readonly winner: RegistrationClaim | DirectClaim | null;
  /** The clause applies and cannot settle anything until the scores are in. */
  readonly waits: boolean;
}

const silent = (words: string): Opinion => ({ words, settles: false, winner: null, waits: false });
const settled = (winner: Opinion['winner'], words: string): Opinion => ({ words, settles: true, winner, waits: false });

/**
 * What the policy recommends for a case, by CP1 to CP5 in the programme's own order.
 *
 * The first clause that settles which claim leads decides it; incumbency is asked first in a renewal and never otherwise; the
 * clause on direct opportunities then says whether the leading partner is awarded the deal, sells with the vendor, or teams up with it. Nothing
 * but these facts counts: no name, tier, revenue or value, and no order of rows. Where facts are exactly equal, both sell together.
 */
export function applyPolicy(facts: CaseFacts, policy: Policy): PolicyResult {
  const opinions = new Map<ClauseRule, Opinion>();
  for (const clause of policy.clauses) opinions.set(clause.rule, opinionOf(clause.rule, facts, policy));
  const order = policy.clauses.filter((clause) => clause.rule !== 'direct opportunity');
  const byPrecedence = facts.isRenewal ? [...order].sort((a, b) => precedence(a.rule) - precedence(b.rule)) : order;
  const decisive = byPrecedence.find((clause) => {
    const opinion = opinions.get(clause.rule);
    return opinion?.settles || opinion?.waits;
  });
  const opinion = decisive && opinions.get(decisive.rule);
  const directClause = policy.clauses.find((clause) => clause.rule === 'direct opportunity');
  const outcome = outcomeOf(facts, policy, opinion, decisive?.rule);
  const restsOn = outcome.byDirectClause && directClause ? directClause : decisive;
  const clauses = policy.clauses.map(
    (clause): ClauseFinding => ({
      id: clause.id,
      title: TITLES[clause.rule],
      words: clause.words,
      finding: opinions.get(clause.rule)?.words ?? '',
      applies: clause === decisive || (clause === directClause && outcome.byDirectClause),
    }),
  );
  if (opinion?.waits) return { clauses, recommendation: null };
  return { clauses, recommendation: recommendationOf(facts, policy, opinion, outcome.outcome, restsOn?.id ?? null) };
}

// “A renewal stays with the partner who has it”: of two clauses that could settle it the more special one goes first.
function precedence(rule: ClauseRule): number {
  return rule === 'customer preference' ? 0 : rule === 'incumbency for renewals' ? 1 : 2;
}

function opinionOf(rule: ClauseRule, facts: CaseFacts, policy: Policy): Opinion {
  switch (rule) {
    case 'customer preference':
      return customerPreference(facts);
    case 'earliest complete submission':
      return earliestComplete(facts, policy);
    case 'adjudicate on scores':
      return adjudicate(facts, policy);
    case 'direct opportunity':
      return silent(directOpportunity(facts, policy).words);
    default:
      return incumbency(facts);
  }
}

const registrations = (facts: CaseFacts) => facts.claims.filter((claim) => claim.kind === 'registration');
const directs = (facts: CaseFacts) => facts.claims.filter((claim) => claim.kind === 'direct opportunity');

type QueuedClaim = RegistrationClaim & { readonly completeAt: EpochMs };

/** Complete submissions, withdrawn ones too, the first complete by the vendor's clock first. */
function inQueue(facts: CaseFacts): QueuedClaim[] {
  return registrations(facts)
    .flatMap((claim) => (claim.completeAt === null ? [] : [{ ...claim, completeAt: claim.completeAt }]))
    .sort((a, b) => a.completeAt - b.completeAt || (a.label < b.label ? -1 : 1));
}

/** CP1: the customer's written preference for exactly one of the claims. */
export function customerPreference(facts: CaseFacts): Opinion {
  const preferred = facts.claims.filter((claim) => claim.preferredBy.length > 0);
  const [only] = preferred;
  if (!only) return silent('The customer has not stated a preference in writing.');
  if (preferred.length > 1) return silent(`The customer prefers ${list(preferred)} in writing: no single preference.`);
  if (only.kind === 'registration' && only.withdrawn)
    return silent(`The customer prefers ${only.label}, which was withdrawn.`);
  return settled(only, `The customer prefers ${only.label} in writing: ${only.preferredBy.join('; ')}.`);
}

/**
 * CP2: the earliest complete submission, by received time; only where the next came no less than the programme's hours (24) later, and nobody shows
 * an earlier engagement.
 */
export function earliestComplete(facts: CaseFacts, policy: Policy): Opinion {
  const [first, ...close] = contenders(facts, policy);
  if (!first) return silent('No submission is complete.');
  const hours = policy.adjudicateWithinHours;
  if (close.length > 0)
    return silent(
      `${first.label} was complete first; ${list(close)} came within ${hours} hours or shows an earlier engagement.`,
    );
  return settled(
    first,
    `${first.label} was complete first, and nobody else came within ${hours} hours or was engaged earlier.`,
  );
}

/**
 * The first complete claim, those that came within the hours of it, and the one that shows the earliest engagement, where that is before the first one's.
 *
 * A withdrawn claim keeps its place in this count and is left out of the answer, so that a loser who withdraws never changes the winner; only where nobody
 * else is left of them does the next in the queue come up.
 */
function contenders(facts: CaseFacts, policy: Policy): QueuedClaim[] {
  let queue = inQueue(facts);
  while (queue.length > 0) {
    const close = closeToFirst(queue, policy);
    const standing = close.filter((claim) => !claim.withdrawn);
    if (standing.length > 0) return standing;
    queue = queue.filter((claim) => !close.includes(claim));
  }
  return [];
}

// Of those engaged before the first one only the earliest comes in: were every one of them to, a claim could let a better rival in by arriving sooner itself.
function closeToFirst(queue: readonly QueuedClaim[], policy: Policy): QueuedClaim[] {
  const [first] = queue;
  if (!first) return [];
  // A claim without dated evidence counts as engaged last.
  const engaged = (claim: QueuedClaim) => claim.engagedFrom ?? '9999-12-31';
  const [earliest] = [...queue].sort((a, b) =>
    engaged(a) === engaged(b) ? a.completeAt - b.completeAt : engaged(a) < engaged(b) ? -1 : 1,
  );
  return queue.filter((claim) => {
    const isNear = claim.completeAt - first.completeAt < policy.adjudicateWithinHours * 3_600_000;
    const isEarliest =
      earliest !== undefined && engaged(claim) === engaged(earliest) && claim.completeAt === earliest.completeAt;
    return isNear || claim.completeAt === first.completeAt || (isEarliest && engaged(claim) < engaged(first));
  });
}

/**
 * CP3: between claims that came close together, or where an earlier engagement is alleged, the weighted scores decide; equal scores fall back
 * to the earlier complete submission, and exact equals share.
 */
export function adjudicate(facts: CaseFacts, policy: Policy): Opinion {
  const rivals = contenders(facts, policy);
  if (rivals.length < 2) return silent('Nothing to adjudicate: no two claims came close together.');
  const scored = rivals.map((claim) => ({ claim, total: weightedTotalBp(claim.scores, policy.weightsBp) }));
  if (scored.some(({ total }) => total === null)) {
    return { words: `${list(rivals)} are to be scored.`, settles: false, winner: null, waits: true };
  }
  const ranked = [...scored].sort((a, b) => (b.total ?? 0) - (a.total ?? 0) || a.claim.completeAt - b.claim.completeAt);
  const [best, next] = ranked;
  const totals = ranked.map(({ claim, total }) => `${claim.label} ${((total ?? 0) / 10_000).toFixed(2)}`).join(', ');
  if (!best || !next) return silent('Nothing to adjudicate.');
  if (best.total === next.total && best.claim.completeAt === next.claim.completeAt) {
    return settled(
      null,
      `${best.claim.label} and ${next.claim.label} are equal in score and time (${totals}): they share.`,
    );
  }
  const tie = best.total === next.total ? ', complete earlier' : '';
  return settled(best.claim, `${best.claim.label} has the highest score${tie}: ${totals}.`);
}

/**
 * CP4: against the vendor's own opportunity: opened before the partner's submission and older than the programme's days (30) then, teaming; younger, co-sell;
 * opened later or not at all, the partner's. An opening without a date counts as young.
 */
export function directOpportunity(
  facts: CaseFacts,
  policy: Policy,
): { readonly outcome: 'award' | 'co-sell' | 'teaming'; readonly words: string } {
  const opened = directs(facts);
  if (opened.length === 0) return { outcome: 'award', words: 'There is no direct opportunity.' };
  const received = registrations(facts)
    .map((claim) => claim.receivedOn)
    .sort()[0];
  if (received === undefined) return { outcome: 'award', words: 'No partner has submitted anything.' };
  // The oldest speaks for the vendor. The day decides, because an extract has no time of day.
  const dated = opened.flatMap((claim) => claim.openedOn ?? []).sort()[0];
  if (dated === undefined)
    return { outcome: 'co-sell', words: 'The direct opportunity has no opening date: taken as young.' };
  if (dated > received)
    return {
      outcome: 'award',
      words: `The direct opportunity was opened on ${dated}, after the first submission of ${received}.`,
    };
  const days = daysBetween(dated, received);
  const outcome = days > policy.teamingAfterDays ? 'teaming' : 'co-sell';
  return {
    outcome,
    words: `The direct opportunity was ${days} days old at the first submission (opened ${dated}); the limit is ${policy.teamingAfterDays}.`,
  };
}

/** CP5: in a renewal, and only there, the partner that holds the contract. */
export function incumbency(facts: CaseFacts): Opinion {
  if (!facts.isRenewal) return silent('This is not a renewal.');
  const holders = registrations(facts).filter((claim) => claim.incumbent && !claim.withdrawn);
  const [holder] = holders;
  if (!holder || holders.length > 1) return silent('No single claimant holds the contract.');
  return settled(holder, `${holder.label} holds the contract that is to be renewed.`);
}

function outcomeOf(
  facts: CaseFacts,
  policy: Policy,
  opinion: Opinion | undefined,
  rule: ClauseRule | undefined,
): { outcome: Outcome; byDirectClause: boolean } {
  if (!opinion?.settles)
    return { outcome: directs(facts).length > 0 ? 'direct keeps' : 'no protection', byDirectClause: false };
  if (opinion.winner?.kind === 'direct opportunity') return { outcome: 'direct keeps', byDirectClause: false };
  // What the customer wants in writing also stands against the vendor's own team, and a renewal is no new business of it.
  const isAbove = rule === 'customer preference' || rule === 'incumbency for renewals';
  const hasDirectClause = policy.clauses.some((clause) => clause.rule === 'direct opportunity');
  if (!isAbove && hasDirectClause && directs(facts).length > 0) {
    const { outcome } = directOpportunity(facts, policy);
    return { outcome: outcome === 'award' && opinion.winner === null ? 'co-sell' : outcome, byDirectClause: true };
  }
  if (opinion.winner === null) return { outcome: 'co-sell', byDirectClause: false };
  return { outcome: splitsByFunction(facts, policy) ? 'functional split' : 'award', byDirectClause: false };
}

/** Whether the policy shares by function, the case is a project, and its claims have different functions. */
function splitsByFunction(facts: CaseFacts, policy: Policy): boolean {
  if (policy.loserGets !== 'a functional split' || !facts.isProject) return false;
  const functions = registrations(facts).map((claim) => claim.function);
  return functions.length > 1 && !functions.includes(null) && new Set(functions).size === functions.length;
}

function recommendationOf(
  facts: CaseFacts,
  policy: Policy,
  opinion: Opinion | undefined,
  outcome: Outcome,
  clause: string | null,
): Recommendation {
  const winner = opinion?.winner ?? null;
  const runnerUp = winner === null ? null : (nextAfter(winner, facts, policy)?.label ?? null);
  const base = {
    outcome,
    winner: winner?.label ?? null,
    runnerUp,
    clause: clause ?? 'none',
    loserGets: loserGets(facts, policy, outcome),
  };
  if (!opinion) return { ...base, words: 'No clause settles it: no submission is complete.' };
  const direct = directs(facts).length > 0 ? ` ${directOpportunity(facts, policy).words}` : '';
  return { ...base, words: `${opinion.words}${direct}` };
}

/** Who is next should the winner lapse: the best scored of the contenders that are left, else the first of the queue that is left. */
function nextAfter(
  winner: RegistrationClaim | DirectClaim,
  facts: CaseFacts,
  policy: Policy,
): RegistrationClaim | null {
  const left = inQueue(facts).filter((claim) => claim.label !== winner.label && !claim.withdrawn);
  const rivals = contenders(facts, policy).filter((claim) => claim.label !== winner.label);
  const total = (claim: RegistrationClaim) => weightedTotalBp(claim.scores, policy.weightsBp) ?? 0;
  const [best] = [...rivals].sort(
    (a, b) => total(b) - total(a) || a.completeAt - b.completeAt || (a.label < b.label ? -1 : 1),
  );
  return best ?? left[0] ?? null;
}

function loserGets(facts: CaseFacts, policy: Policy, outcome: Outcome): string {
  const { specifier, order, site } = policy.functionalSplitBp;
  switch (outcome) {
    case 'functional split':
      return `a functional split: specifier ${specifier / 100} %, order ${order / 100} %, job site ${site / 100} %`;
    case 'co-sell':
    case 'teaming':
    case 'award':
      // A functional split is for projects whose functions are separable; elsewhere there is nothing to split.
      return policy.loserGets === 'a functional split'
        ? facts.isProject
          ? 'a functional split, by agreement'
          : 'nothing'
        : policy.loserGets;
    default:
      return 'nothing';
  }
}

function list(claims: readonly { readonly label: string }[]): string {
  return claims
    .map((claim) => claim.label)
    .sort()
    .join(' and ');
}

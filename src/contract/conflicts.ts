import { z } from 'zod';
import { change, listInput, listOutput, question, SearchText, staleRevision } from './procedure.ts';
import { CaseCriterion, EvidenceRung } from './programme.ts';
import {
  CaseId,
  EpochMs,
  IsoDate,
  Money,
  OpportunityId,
  PartnerId,
  PreferenceId,
  Problem,
  RegistrationId,
  Sha256,
} from './units.ts';

/**
 * `open`: blind, being scored. `sealed`: every criterion scored, names revealed. `ruled`, `appealed`, `closed` follow. `dismissed`: there was
 * nothing to decide between, and nothing was ruled.
 */
export const CaseState = z.enum(['open', 'sealed', 'ruled', 'appealed', 'closed', 'dismissed']);
export type CaseState = z.infer<typeof CaseState>;

export const ClaimLabel = z.enum(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
export type ClaimLabel = z.infer<typeof ClaimLabel>;

export const Outcome = z.enum(['award', 'co-sell', 'teaming', 'functional split', 'direct keeps', 'no protection']);
export type Outcome = z.infer<typeof Outcome>;

/** A 0 to 4 score of each criterion. */
export const Scores = z.record(CaseCriterion, z.int().min(0).max(4).optional());

/** What the customer wrote in favour of one claim (CP1); while the case is blind whoever is mentioned in it is taken out. */
export const CustomerPreference = z.object({
  id: PreferenceId,
  date: IsoDate,
  /** Who of the customer. */
  writtenBy: z.string(),
  note: z.string(),
  /** It was entered after the scores were sealed. */
  afterSeal: z.boolean(),
  enteredAt: EpochMs,
  enteredBy: z.string(),
  mayTakeBack: z.boolean(),
});
export type CustomerPreference = z.infer<typeof CustomerPreference>;

/** A claim as the decider sees it. Whoever made it is `null` until the scores are sealed. */
export const Claim = z.object({
  label: ClaimLabel,
  kind: z.enum(['registration', 'direct opportunity']),
  /** Hidden while blind. */
  revealed: z
    .object({
      registration: RegistrationId.nullable(),
      opportunity: OpportunityId.nullable(),
      number: z.string(),
      partner: PartnerId.nullable(),
      partnerName: z.string(),
      tier: z.string().nullable(),
      value: Money.nullable(),
    })
    .nullable(),
  receivedAt: EpochMs.nullable(),
  complete: z.boolean(),
  returnedTimes: z.int(),
  /** What was brought, names of partners taken out while blind. */
  evidence: z.array(z.object({ kind: EvidenceRung, date: IsoDate, note: z.string() })),
  /** Of our own team: its open opportunities, which are one claim; the oldest, from which the claim counts, first. */
  opportunities: z.array(
    z.object({ key: z.string(), name: z.string(), stage: z.string(), openedOn: IsoDate.nullable() }),
  ),
  contactTitle: z.string().nullable(),
  /** CP1 counts it as preferred: by a letter, or by an order or SOW the customer signed. */
  customerPreference: z.boolean(),
  preferences: z.array(CustomerPreference),
  scores: Scores,
  /** Weighted, 0 to 4; `null` until all criteria are scored. */
  total: z.number().nullable(),
});
export type Claim = z.infer<typeof Claim>;

export const ClauseFinding = z.object({
  id: z.string(),
  title: z.string(),
  words: z.string(),
  /** What the facts say under this clause. */
  finding: z.string(),
  applies: z.boolean(),
});

export const Recommendation = z.object({
  outcome: Outcome,
  winner: ClaimLabel.nullable(),
  runnerUp: ClaimLabel.nullable(),
  clause: z.string(),
  words: z.string(),
  loserGets: z.string(),
});
export type Recommendation = z.infer<typeof Recommendation>;

export const Ruling = z.object({
  outcome: Outcome,
  winner: ClaimLabel.nullable(),
  runnerUp: ClaimLabel.nullable(),
  clauses: z.array(z.string()),
  reason: z.string(),
  followedRecommendation: z.boolean(),
  loserGets: z.string(),
  by: z.string(),
  at: EpochMs,
  /** Last day to file an appeal, included. */
  appealUntil: IsoDate,
});
export type Ruling = z.infer<typeof Ruling>;

export const Appeal = z.object({
  by: ClaimLabel,
  grounds: z.string(),
  filedAt: EpochMs,
  answerDueAt: EpochMs,
  decision: z
    .object({
      outcome: z.enum(['upheld', 'changed']),
      reason: z.string(),
      by: z.string(),
      at: EpochMs,
      ruling: Ruling.nullable(),
    })
    .nullable(),
});
export type Appeal = z.infer<typeof Appeal>;

/** What all claimants were asked for at the same time. Who of them answered stays hidden: only how many did. */
export const CaseRequest = z.object({
  missing: z.array(z.string()),
  note: z.string(),
  by: z.string(),
  at: EpochMs,
  answerDueAt: EpochMs,
  answered: z.int(),
  of: z.int(),
});
export type CaseRequest = z.infer<typeof CaseRequest>;

export const CaseItem = z.object({
  id: CaseId,
  number: z.string(),
  state: CaseState,
  title: z.string(),
  customer: z.string(),
  family: z.string().nullable(),
  claims: z.int(),
  openedAt: EpochMs,
  ruleBy: EpochMs,
  leftHours: z.number(),
  overdue: z.boolean(),
  /** Claimants were asked, and their time to answer runs: the clock of the case stands still. `ruleBy` counts that time as used up. */
  waiting: z.object({ until: EpochMs, leftHours: z.number(), answered: z.int(), of: z.int() }).nullable(),
  /** Last day to appeal, once ruled. */
  appealUntil: IsoDate.nullable(),
  outcome: Outcome.nullable(),
  revision: z.int(),
});
export type CaseItem = z.infer<typeof CaseItem>;

export const CaseDetail = CaseItem.extend({
  blind: z.boolean(),
  criteria: z.array(z.object({ id: CaseCriterion, title: z.string(), guide: z.string(), weightBp: z.int() })),
  list: z.array(Claim),
  timeline: z.array(
    z.object({
      at: EpochMs.nullable(),
      on: IsoDate,
      claim: ClaimLabel,
      words: z.string(),
      /** What was said or written there, in the words of whoever told it. */
      note: z.string().nullable(),
      source: z.string(),
    }),
  ),
  /** The policy in order. While blind the clause that applies is shown, the winner is not. */
  clauses: z.array(ClauseFinding),
  /** `null` while blind. */
  recommendation: Recommendation.nullable(),
  sealedAt: EpochMs.nullable(),
  sealedHash: Sha256.nullable(),
  ruling: Ruling.nullable(),
  appeal: Appeal.nullable(),
  /** What the claimants were asked for, the oldest first. */
  requests: z.array(CaseRequest),
  dismissed: z.object({ reason: z.string(), by: z.string(), at: EpochMs }).nullable(),
  /** Closed cases decided under the same clause. */
  like: z.array(z.object({ id: CaseId, number: z.string(), clause: z.string(), outcome: Outcome, words: z.string() })),
  allowed: z.array(
    z.enum([
      'score',
      'seal',
      'ask',
      'undo',
      'recordPreference',
      'rule',
      'appeal',
      'decideAppeal',
      'dismiss',
      'takeBackOpening',
    ]),
  ),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

const notDecidable = { NOT_DECIDABLE: { data: z.object({ problems: z.array(Problem).min(1) }) } } as const;

const rulingInput = z.object({
  outcome: Outcome,
  winner: ClaimLabel.nullable(),
  clauses: z.array(z.string()).min(1),
  reason: z.string().trim().min(1),
});

export const conflictsContract = {
  list: question(
    'Cases, the soonest ruling date first; times in milliseconds of the epoch. The filter by partner leaves blind cases out, for it would tell who claims.',
  )
    .input(
      listInput(z.object({ state: CaseState, open: z.boolean(), partner: PartnerId, text: SearchText }).partial(), [
        'ruleBy',
        'openedAt',
        'number',
      ]),
    )
    .output(listOutput(CaseItem)),
  get: question(
    'One case. While it is blind no name, tier, revenue or value of a claimant is in the answer. NOT_FOUND.',
  )
    .input(z.object({ case: CaseId }))
    .output(CaseDetail),
  open: change(
    'Opens a case over registrations that claim the same customer and family, and over the direct opportunities that compete. Claimants get labels in an order that depends on nothing but the case.',
  )
    .input(
      z.object({
        registrations: z.array(RegistrationId).min(1),
        opportunities: z.array(OpportunityId).default([]),
        reason: z.string().default(''),
      }),
    )
    .output(CaseDetail)
    .errors(notDecidable),
  takeBackOpening: change(
    'Takes back the opening of a case in which nothing has happened yet: its claims are where they were, their clocks as if it had not been opened. Its number is not given again.',
  )
    .input(z.object({ case: CaseId, revision: z.int().optional() }))
    .output(z.object({ number: z.string(), registrations: z.array(RegistrationId) }))
    .errors({ ...staleRevision, ...notDecidable }),
  score: change(
    'Enters scores for claims; with `seal` the scores are sealed (every criterion of every claim must be scored, and nobody’s time to answer may run), their hash goes into the journal, and names are revealed.',
  )
    .input(
      z.object({
        case: CaseId,
        scores: z.partialRecord(ClaimLabel, Scores).default({}),
        seal: z.boolean().default(false),
        revision: z.int().optional(),
      }),
    )
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  ask: change(
    'Asks all claimants of a blind case for the same missing things; each has the programme’s days to answer a return. The clock of the case stands still until all have answered (`registrations.answer`) or that time is over, and until then it cannot be sealed.',
  )
    .input(
      z.object({
        case: CaseId,
        missing: z.array(z.string().trim().min(1)).min(1),
        note: z.string().trim().default(''),
        revision: z.int().optional(),
      }),
    )
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  undo: change('Takes back what the claimants were asked for last, while none of them has answered.')
    .input(z.object({ case: CaseId, revision: z.int().optional() }))
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  recordPreference: change(
    'Enters what the customer wrote in favour of one claim of a case that is not ruled yet, our own team’s too: when, who of the customer, and the words. CP1 applies where exactly one claim is preferred in writing.',
  )
    .input(
      z.object({
        case: CaseId,
        claim: ClaimLabel,
        date: IsoDate,
        writtenBy: z.string().trim().min(1),
        note: z.string().trim().min(1),
        revision: z.int().optional(),
      }),
    )
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  takeBackPreference: change(
    'Takes back what was entered as the customer’s written preference: before the ruling, and not once the scores were sealed over it.',
  )
    .input(z.object({ case: CaseId, preference: PreferenceId, revision: z.int().optional() }))
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  dismiss: change(
    'Dismisses a case that nothing was ruled in, with the reason: its claims go back to where they were, with what was left of their clock. It is final, because names are open from then on; a new case may be opened.',
  )
    .input(z.object({ case: CaseId, reason: z.string().trim().min(1), revision: z.int().optional() }))
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  rule: change(
    'Rules on a sealed case: the outcome, the clauses it rests on and the reason. The winner’s registration is approved, the others are closed as the clause says, the appeal date is recorded.',
  )
    .input(rulingInput.extend({ case: CaseId, revision: z.int().optional() }))
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  appeal: change(
    'Files the one appeal there may be against a ruling, within the programme’s days; what the ruling granted stands until it is decided. NOT_FOUND; NOT_DECIDABLE when there is no ruling, an appeal was filed, the term is over, or the claimant may not.',
  )
    .input(z.object({ case: CaseId, by: ClaimLabel, grounds: z.string().trim().min(1), revision: z.int().optional() }))
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
  decideAppeal: change(
    'Decides an appeal, finally, by somebody other than who ruled. A changed ruling reaches protection, credit and pay.',
  )
    .input(
      z.object({
        case: CaseId,
        outcome: z.enum(['upheld', 'changed']),
        reason: z.string().trim().min(1),
        ruling: rulingInput.optional(),
        revision: z.int().optional(),
      }),
    )
    .output(CaseDetail)
    .errors({ ...staleRevision, ...notDecidable }),
};

import { z } from 'zod';
import { Lineage } from './accounts.ts';
import { JournalEntry } from './journal.ts';
import { Candidate, Customer } from './matching.ts';
import { change, listInput, listOutput, question, SearchText, staleRevision } from './procedure.ts';
import { EvidenceRung, RegistrationType, RejectionCode } from './programme.ts';
import {
  AccountId,
  BusinessHours,
  CaseId,
  EpochMs,
  Instant,
  IsoDate,
  Money,
  OpportunityId,
  PartnerId,
  Problem,
  ProtectionId,
  RegistrationId,
} from './units.ts';

/** One dated, qualifying interaction, as the partner describes it. */
export const Evidence = z.object({ kind: EvidenceRung, date: IsoDate, note: z.string() });
export type Evidence = z.infer<typeof Evidence>;

const Contact = z.object({ name: z.string().nullish(), title: z.string().nullish(), email: z.string().nullish() });

/** The canonical registration: what a partner claims. Only the partner and the customer's name must be there; criteria judge the rest. */
export const RegistrationInput = z.object({
  /** Id, key or name of a partner of this workspace; a name must be unique. */
  partner: z.string().trim().min(1),
  type: RegistrationType.default('resale'),
  customer: Customer,
  /** Plant, branch or building, where the claim is on one site. */
  site: z.string().nullish(),
  /** The further customers of a project: who designs, and who buys. */
  designCustomer: Customer.nullish(),
  purchasingCustomer: Customer.nullish(),
  contact: Contact.prefault({}),
  family: z.string().nullish(),
  need: z.string().nullish(),
  value: Money.nullish(),
  expectedClose: IsoDate.nullish(),
  evidence: z.array(Evidence).default([]),
  /** The partner's own number for the deal. */
  reference: z.string().nullish(),
  /** When it reached the vendor; the moment of the call when not given. Never later than that. */
  receivedAt: Instant.optional(),
});
export type RegistrationInput = z.infer<typeof RegistrationInput>;

/** What an answer to a return brought. No defaults here: a field that is not named stays as it is; evidence is added to what was given. */
export const BroughtInput = RegistrationInput.omit({ partner: true, receivedAt: true })
  .extend({ type: RegistrationType, contact: Contact, evidence: z.array(Evidence) })
  .partial();
export type BroughtInput = z.infer<typeof BroughtInput>;

export const CloseKind = z.enum(['won', 'lost', 'expired', 'error']);
export type CloseKind = z.infer<typeof CloseKind>;

export const RegistrationState = z.enum([
  'submitted',
  'returned',
  'in case',
  'approved',
  'rejected',
  'withdrawn',
  'closed',
]);
export type RegistrationState = z.infer<typeof RegistrationState>;

export const FindingResult = z.enum(['pass', 'fail', 'cannot tell']);
export type FindingResult = z.infer<typeof FindingResult>;

/** A record and field that decided a finding. */
export const FindingEvidence = z.object({
  record: z.enum(['account', 'opportunity', 'registration', 'partner', 'programme', 'extract', 'none']),
  id: z.string().nullable(),
  /** As people call it. */
  label: z.string(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  /** The file and row it came from. */
  lineage: Lineage.nullable(),
});
export type FindingEvidence = z.infer<typeof FindingEvidence>;

/** The result of one criterion, net-new test or duplicate check. */
export const Finding = z.object({
  /** `CR3`, `NN1`, `DU1`, `CC1`. */
  rule: z.string(),
  group: z.enum(['criteria', 'net-new', 'duplicates']),
  title: z.string(),
  result: FindingResult,
  /** One short sentence: why. */
  words: z.string(),
  evidence: z.array(FindingEvidence),
  /** The date of the extract it was made against; `null` where no extract is concerned. */
  asOf: IsoDate.nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** Where a registration stands on the service-level clock. */
export const Clock = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    dueAt: EpochMs,
    /** Business hours left; negative when overdue. */
    leftHours: z.number(),
    promise: z.string(),
    level: z.enum(['calm', 'due', 'overdue', 'escalated']),
  }),
  /** A return is open: the partner's clock runs instead. */
  z.object({ state: z.literal('stopped'), answerDueAt: EpochMs, leftHours: z.number() }),
  z.object({ state: z.literal('done'), tookHours: BusinessHours.nullable() }),
]);
export type Clock = z.infer<typeof Clock>;

/** The blind case a registration claims in: who registered it, and for how much, is hidden until the scores of that case are sealed. */
export const RegistrationBlind = z.object({ case: CaseId, number: z.string() });
export type RegistrationBlind = z.infer<typeof RegistrationBlind>;

export const RegistrationItem = z.object({
  id: RegistrationId,
  /** `R-2026-0412`. */
  number: z.string(),
  state: RegistrationState,
  close: CloseKind.nullable(),
  provisional: z.boolean(),
  customer: z.string(),
  country: z.string().nullable(),
  family: z.string().nullable(),
  /** `null` also while `blind`. */
  value: Money.nullable(),
  /** `null` while `blind`. */
  partner: PartnerId.nullable(),
  /** While `blind` “claimant in C-2026-0007”. */
  partnerName: z.string(),
  blind: RegistrationBlind.nullable(),
  type: RegistrationType,
  receivedAt: EpochMs,
  expectedClose: IsoDate.nullable(),
  clock: Clock,
  /** Any competing claim or open case. */
  contested: z.boolean(),
  /** How many net-new tests failed, and how many cannot tell. */
  fails: z.int(),
  cannotTell: z.int(),
  revision: z.int(),
});
export type RegistrationItem = z.infer<typeof RegistrationItem>;

export const CompetingClaim = z.object({
  kind: z.enum(['registration', 'opportunity']),
  id: z.string(),
  label: z.string(),
  partnerName: z.string().nullable(),
  receivedAt: EpochMs.nullable(),
  state: z.string(),
  verdict: z.enum(['same', 'related', 'possible', 'different']),
});

export const RegistrationDetail = RegistrationItem.extend({
  /** As the partner wrote it; while `blind` without partner, value and reference, and with mentions of the claimants taken out. */
  input: RegistrationInput.omit({ receivedAt: true }),
  account: z.object({ id: AccountId, name: z.string() }).nullable(),
  findings: z.array(Finding),
  candidates: z.array(Candidate),
  competing: z.array(CompetingClaim),
  /** Highest rung of the evidence ladder, 0 (none) to 8. */
  rung: z.int().min(0).max(8),
  completeness: z.object({ given: z.int(), required: z.int(), missing: z.array(z.string()) }),
  /** Whether the name is all that tells this customer apart: without a domain, a place or a number nothing found proves nothing. */
  nameAlone: z.boolean(),
  /** What would follow if it were approved at this moment; `null` once decided, and while `blind`. */
  ifApproved: z
    .object({
      protectedUntil: IsoDate,
      firstMeetingDue: IsoDate,
      supporter: z.string().nullable(),
      wouldEarn: Money.nullable(),
      wouldEarnWhy: z.string(),
      provisional: z.boolean(),
      provisionalWhy: z.string().nullable(),
    })
    .nullable(),
  decision: z
    .object({
      by: z.string(),
      at: EpochMs,
      code: RejectionCode.nullable(),
      reason: z.string().nullable(),
      missing: z.array(z.string()),
    })
    .nullable(),
  protection: z.object({ id: ProtectionId, from: IsoDate, until: IsoDate, state: z.string() }).nullable(),
  case: z.object({ id: CaseId, number: z.string(), state: z.string() }).nullable(),
  opportunity: z
    .object({ id: OpportunityId, key: z.string(), name: z.string(), status: z.string(), linked: z.boolean() })
    .nullable(),
  /** `null` while `blind`. */
  partnerStanding: z
    .object({
      tier: z.string().nullable(),
      registered: z.int(),
      approved: z.int(),
      won: z.int(),
      open: z.int(),
      since: IsoDate.nullable(),
    })
    .nullable(),
  lineage: Lineage.nullable(),
  history: z.array(JournalEntry.pick({ seq: true, at: true, actor: true, verb: true, words: true })),
  /** What may be done with it now. */
  allowed: z.array(z.enum(['approve', 'return', 'reject', 'withdraw', 'openCase', 'undo', 'answer'])),
});
export type RegistrationDetail = z.infer<typeof RegistrationDetail>;

/** Refusal of a decision that cannot be taken now: decided already, in a case, not undoable. */
const notDecidable = { NOT_DECIDABLE: { data: z.object({ problems: z.array(Problem).min(1) }) } } as const;

/** `revision` guards against deciding on something that changed meanwhile; leave it out to decide on what is there now. */
const decision = z.object({ registration: RegistrationId, revision: z.int().optional() });
const decided = RegistrationItem;

export const registrationsContract = {
  list: question(
    'Registrations. The default sort is the clock: due soonest first, those waiting on the partner after them. Filter by queue: toDecide (submitted), of them uncontested and competing (somebody else claims it too, and no case is open), inCase, contested (competing or in a case), returned, decided. Those in a blind case don’t tell their partner and value: they come last by partner and by value, and a filter by partner leaves them out.',
  )
    .input(
      listInput(
        z
          .object({
            queue: z.enum([
              'toDecide',
              'uncontested',
              'competing',
              'inCase',
              'contested',
              'returned',
              'decided',
              'all',
            ]),
            state: RegistrationState,
            partner: PartnerId,
            account: AccountId,
            family: z.string(),
            text: SearchText,
            overdue: z.boolean(),
            provisional: z.boolean(),
            receivedFrom: IsoDate,
            receivedUntil: IsoDate,
          })
          .partial(),
        ['clock', 'receivedAt', 'customer', 'partner', 'value', 'number'],
      ),
    )
    .output(
      listOutput(RegistrationItem).extend({
        /** Size of each queue under the other filters. */
        queues: z.object({
          toDecide: z.int(),
          uncontested: z.int(),
          competing: z.int(),
          inCase: z.int(),
          contested: z.int(),
          returned: z.int(),
          decided: z.int(),
        }),
      }),
    ),
  get: question(
    'One registration with its findings, evidence, closest accounts, competing claims, what an approval would mean, and its history. While it claims in a blind case nothing in the answer tells who made it. NOT_FOUND.',
  )
    .input(z.object({ registration: RegistrationId }))
    .output(RegistrationDetail),
  submit: change(
    'Files a registration as the partner wrote it and checks it. REFUSED when the partner is unknown or ambiguous, or when this very content was filed before.',
  )
    .input(RegistrationInput)
    .output(RegistrationDetail),
  approve: change(
    'Approves; protection runs from the date the programme states. Provisional when a net-new test cannot tell or the extract is stale. `override` states why, and must be given where a test or criterion fails.',
  )
    .input(decision.extend({ override: z.string().trim().min(1).optional() }))
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
  return: change('Returns it for information: the clock stops, the missing things are listed.')
    .input(decision.extend({ missing: z.array(z.string().trim().min(1)).min(1), note: z.string().default('') }))
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
  answer: change(
    'Enters the partner’s answer to a return: the fields it brought. The clock goes on and the checks are made again.',
  )
    .input(
      decision.extend({
        brought: BroughtInput,
        answeredAt: Instant.optional(),
      }),
    )
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
  reject: change(
    'Rejects a registration with a coded reason. NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is decided or in a case; REFUSED when `other` has no text.',
  )
    .input(decision.extend({ code: RejectionCode, reason: z.string().trim().default('') }))
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
  withdraw: change(
    'The partner takes its registration back: protection ends, and those who wait behind it are checked again; in a case its claim stays, as withdrawn. NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is over.',
  )
    .input(decision.extend({ reason: z.string().default('') }))
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
  undo: change('Takes the last decision on it back, while nothing has been built on it. NOT_DECIDABLE says what has.')
    .input(decision)
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
  recordMeeting: change(
    'Records that the first meeting of an approved registration was held: its protection no longer lapses for want of one. NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is not approved; REFUSED for a day before its receipt or after today.',
  )
    .input(decision.extend({ on: IsoDate, note: z.string().default('') }))
    .output(decided)
    .errors({ ...staleRevision, ...notDecidable }),
};

export const ProtectionItem = z.object({
  id: ProtectionId,
  registration: RegistrationId,
  number: z.string(),
  customer: z.string(),
  family: z.string().nullable(),
  /** `null` while `blind`. */
  partner: PartnerId.nullable(),
  partnerName: z.string(),
  blind: RegistrationBlind.nullable(),
  from: IsoDate,
  /** The last day, included. */
  until: IsoDate,
  state: z.enum(['running', 'lapsed', 'ended']),
  because: z.string().nullable(),
  daysLeft: z.int(),
  /** The last day the cap allows. */
  capOn: IsoDate,
  extensions: z.array(z.object({ until: IsoDate, on: IsoDate, by: z.string() })),
  firstMeeting: z.object({ dueOn: IsoDate, heldOn: IsoDate.nullable(), lapsesOn: IsoDate }),
  /** The last day an extension may be asked for. */
  askBy: IsoDate,
  /** Who is next on this customer and family, when somebody is. */
  nextInQueue: z.object({ registration: RegistrationId, number: z.string(), partnerName: z.string() }).nullable(),
  revision: z.int(),
});
export type ProtectionItem = z.infer<typeof ProtectionItem>;

export const protectionContract = {
  list: question(
    'Protections, ending soonest first. `endingWithinDays` counts from today. One that is contested in a blind case doesn’t tell its partner; a filter by partner leaves it out.',
  )
    .input(
      listInput(
        z
          .object({
            state: z.enum(['running', 'lapsed', 'ended']),
            partner: PartnerId,
            endingWithinDays: z.int().min(0).max(36_500),
            text: SearchText,
          })
          .partial(),
        ['until', 'from', 'customer', 'partner'],
      ),
    )
    .output(listOutput(ProtectionItem)),
  extend: change('Extends a running protection by the programme’s extension, on new evidence, within the cap.')
    .input(z.object({ protection: ProtectionId, evidence: Evidence, revision: z.int().optional() }))
    .output(ProtectionItem)
    .errors({ ...staleRevision, ...notDecidable }),
};

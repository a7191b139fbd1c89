import { z } from 'zod';
import { change, question, staleRevision } from './procedure.ts';
import { BasisPoints, CountryCode, Currency, EpochMs, IsoDate, Minor, unreachable } from './units.ts';

export const RegistrationType = z.enum(['referral', 'resale', 'co-sell', 'services attach', 'project']);
export type RegistrationType = z.infer<typeof RegistrationType>;

/** The eight rungs of the evidence ladder, lowest first. */
export const EvidenceRung = z.enum([
  'initial discussion',
  'interest shown',
  'demo or proof of concept',
  'in evaluation',
  'solution agreed',
  'action plan done',
  'deployment need settled',
  'order or SOW signed',
]);
export type EvidenceRung = z.infer<typeof EvidenceRung>;

/** The fields the intake can require; the default programme requires ten of them. */
export const IntakeField = z.enum([
  'customer.name',
  'customer.domain',
  'customer.country',
  'site',
  'contact.name',
  'contact.title',
  'contact.email',
  'family',
  'value',
  'expectedClose',
  'evidence',
]);
export type IntakeField = z.infer<typeof IntakeField>;

export const RejectionCode = z.enum([
  'not authorised',
  'incomplete',
  'existing customer',
  'direct team active',
  'already registered',
  'too early',
  'outside territory',
  'below minimum',
  'tender published',
  'out of scope',
  'prohibited',
  'other',
]);
export type RejectionCode = z.infer<typeof RejectionCode>;

export const CaseCriterion = z.enum(['evidence', 'qualification', 'ability', 'relationship']);
export type CaseCriterion = z.infer<typeof CaseCriterion>;

/** When the vendor works: every service level is counted in this time. */
export const CalendarRules = z.object({
  timeZone: z.string(),
  /** Whose public holidays count. */
  country: CountryCode,
  /** Working days, Monday is 1. */
  days: z.array(z.int().min(1).max(7)).min(1),
  /** Local time of each working day, `09:00`. */
  from: z.string().regex(/^\d{2}:\d{2}$/),
  until: z.string().regex(/^\d{2}:\d{2}$/),
  /** Days off beside the public holidays. */
  extraHolidays: z.array(z.object({ on: IsoDate, name: z.string() })).default([]),
});
export type CalendarRules = z.infer<typeof CalendarRules>;

const Tier = z.object({
  name: z.string().min(1),
  /** Days of protection an approval gives. */
  protectionDays: z.int().min(1).max(365),
  /** Margin on resale. */
  resaleMarginBp: BasisPoints,
  /** Bonus on services attached. */
  servicesAttachBp: BasisPoints,
});

/**
 * One rule of the incentive plan. The order of calculation is always
 * discount → base → share → rate → cap → round, and each step is shown.
 */
export const IncentiveRule = z.object({
  id: z.string().regex(/^IN\d+$/),
  name: z.string().min(1),
  applies: z.object({
    types: z.array(RegistrationType).min(1),
    origins: z.array(z.enum(['sourced', 'influenced', 'co-sell'])).min(1),
    /** Only where the account had no win before; `only expansion` is its opposite. */
    customer: z.enum(['any', 'only new logo', 'only expansion']),
    /** Whether it pays where the extract calls the opportunity a renewal; absent: there as elsewhere. */
    renewals: z.enum(['only', 'never']).optional(),
  }),
  base: z.enum(['contract value', 'first year', 'net of discount', 'collected']),
  rate: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('flat'), rateBp: BasisPoints }),
    z.object({ kind: z.literal('resale margin of the tier') }),
    z.object({ kind: z.literal('services attach of the tier') }),
    /** Added to the rate of the main rule, in points. */
    z.object({ kind: z.literal('points on top'), pointsBp: BasisPoints }),
  ]),
  /** Below it nothing is paid; `null` for none. In the programme's currency. */
  minimumPayout: Minor.nullable(),
  /** Above it the payout stops; `null` for none. In the programme's currency. */
  maximumPayout: Minor.nullable(),
  rounding: z.enum(['half up', 'half even']),
});
export type IncentiveRule = z.infer<typeof IncentiveRule>;

export const ConflictClause = z.object({
  id: z.enum(['CP1', 'CP2', 'CP3', 'CP4', 'CP5']),
  rule: z.enum([
    'customer preference',
    'earliest complete submission',
    'adjudicate on scores',
    'direct opportunity',
    'incumbency for renewals',
  ]),
  /** The clause in plain words, as partners read it. */
  words: z.string().min(1),
});
export type ConflictClause = z.infer<typeof ConflictClause>;

/** The rules of a programme as plain data: one edition, in force from a date. */
export const ProgrammeBody = z
  .object({
    /** The vendor's own currency: limits, totals and payouts are in it. */
    currency: Currency,
    calendar: CalendarRules,
    /** First month of the fiscal year, 1 to 12. */
    fiscalYearStartMonth: z.int().min(1).max(12),
    types: z.array(RegistrationType).min(1),
    tiers: z.array(Tier).min(1),
    territories: z.array(z.object({ name: z.string().min(1), countries: z.array(CountryCode).min(1) })),
    productFamilies: z.array(
      z.object({
        name: z.string().min(1),
        /** Software protections are capped sooner than projects. */
        kind: z.enum(['software', 'hardware', 'services', 'project']),
        /** Other ways the family or its products are written. */
        aliases: z.array(z.string()).default([]),
        /** Whether a certified person is needed to register it. */
        needsCertification: z.boolean().default(true),
      }),
    ),
    intake: z.object({
      required: z.array(IntakeField).max(10),
      /** Letters a qualifying interaction's note must have. */
      minimumNoteLength: z.int().min(0),
    }),
    netNew: z.object({
      /** NN2: a win of the same family within this many months makes it an expansion. */
      winWindowMonths: z.int().min(0),
      /** NN3: vendor activity within this many days fails. */
      activityWindowDays: z.int().min(0),
      /** An extract older than this is stale: approvals made on it are provisional. */
      staleAfterDays: z.int().min(1),
      /** NN5: accounts the vendor keeps for itself, by name. */
      namedAccounts: z.array(z.string()),
      /** NN6: customers with a published tender, by name. */
      publishedTenders: z.array(z.object({ customer: z.string(), on: IsoDate, source: z.string() })),
    }),
    serviceLevels: z.object({
      acknowledgeBusinessHours: z.number().positive(),
      decideBusinessDays: z.number().positive(),
      escalateBusinessDays: z.number().positive(),
      answerReturnBusinessDays: z.number().positive(),
      firstMeetingDays: z.int().positive(),
      firstMeetingReminderDays: z.int().positive(),
      firstMeetingLapseDays: z.int().positive(),
    }),
    protection: z.object({
      startsFrom: z.enum(['submission', 'receipt', 'approval']),
      extensionDays: z.int().positive(),
      askBusinessDaysBefore: z.int().min(0),
      capDays: z.object({ software: z.int().positive(), project: z.int().positive() }),
      remindDaysBefore: z.array(z.int().positive()),
    }),
    limits: z.object({
      minimumValue: Minor,
      openPerPartner: z.int().positive(),
      certifiedPeople: z.int().min(0),
    }),
    conflicts: z.object({
      clauses: z.array(ConflictClause).min(1),
      /** CP2: claims closer together than this are adjudicated. */
      adjudicateWithinHours: z.number().min(0),
      /** CP4: a direct opportunity older than this gives teaming, a younger one co-sell. */
      teamingAfterDays: z.int().min(0),
      weightsBp: z.record(CaseCriterion, BasisPoints),
      loserGets: z.enum([
        'nothing',
        'half the price advantage',
        'credit if the vendor still wins',
        'a functional split',
      ]),
      /** Shares of a functional split in project business: specifier, order, job site. */
      functionalSplitBp: z.object({ specifier: BasisPoints, order: BasisPoints, site: BasisPoints }),
      ruleBusinessDays: z.number().positive(),
      appealBusinessDays: z.number().positive(),
      answerAppealBusinessDays: z.number().positive(),
    }),
    incentives: z.object({
      rules: z.array(IncentiveRule).min(1),
      /** All payouts on a deal together never exceed this share of it. */
      dealCapBp: BasisPoints,
      clawback: z.object({ fullBeforeMonths: z.int().min(0), halfUntilMonths: z.int().min(0) }),
      payWithinDaysOfQuarterEnd: z.int().positive(),
      disputeDays: z.int().positive(),
      /** Which tier a payout uses. */
      tierDate: z.enum(['registration', 'approval', 'won']),
    }),
    /** Dated rates: one unit of `currency` in the programme's currency, as an exact decimal. */
    exchangeRates: z.array(
      z.object({ on: IsoDate, currency: Currency, rate: z.string().regex(/^\d+(\.\d+)?$/), source: z.string() }),
    ),
  })
  .superRefine((body, context) => {
    const total = CaseCriterion.options.reduce((sum, criterion) => sum + (body.conflicts.weightsBp[criterion] ?? 0), 0);
    if (total !== 10_000) {
      context.addIssue({
        code: 'custom',
        path: ['conflicts', 'weightsBp'],
        message: `The weights add up to ${total / 100} %. Make them add up to 100 %.`,
      });
    }
    if (body.calendar.from >= body.calendar.until) {
      context.addIssue({
        code: 'custom',
        path: ['calendar', 'until'],
        message: 'The working day ends before it starts.',
      });
    }
    const { specifier, order, site } = body.conflicts.functionalSplitBp;
    if (specifier + order + site !== 10_000) {
      context.addIssue({
        code: 'custom',
        path: ['conflicts', 'functionalSplitBp'],
        message: `The functional split adds up to ${(specifier + order + site) / 100} %. Make it add up to 100 %.`,
      });
    }
    if (body.protection.capDays.software < Math.max(...body.tiers.map((tier) => tier.protectionDays))) {
      context.addIssue({
        code: 'custom',
        path: ['protection', 'capDays', 'software'],
        message: 'A tier gives more days of protection than the cap allows. Raise the cap or shorten the tier.',
      });
    }
  });
export type ProgrammeBody = z.infer<typeof ProgrammeBody>;

export const ProgrammeEdition = z.object({
  /** 1 for the first; each change makes the next. */
  edition: z.int().min(1),
  from: IsoDate,
  /** The day before the next edition; `null` while it is the last. */
  until: IsoDate.nullable(),
  body: ProgrammeBody,
  changedBy: z.string(),
  changedAt: EpochMs,
  note: z.string(),
});
export type ProgrammeEdition = z.infer<typeof ProgrammeEdition>;

/** Which cap on protection a family has. */
export function capDaysOf(body: ProgrammeBody, family: string): number {
  const kind = body.productFamilies.find((one) => one.name === family)?.kind ?? 'software';
  switch (kind) {
    case 'software':
    case 'services':
      return body.protection.capDays.software;
    case 'hardware':
    case 'project':
      return body.protection.capDays.project;
    default:
      return unreachable(kind);
  }
}

export const programmeContract = {
  get: question(
    'The programme: the edition in force on a date (today when none is given), and the list of all editions.',
  )
    .input(z.object({ on: IsoDate.optional() }).prefault({}))
    .output(
      z.object({
        current: ProgrammeEdition,
        editions: z.array(ProgrammeEdition.omit({ body: true })),
        /** The earliest date a change may take effect: never backwards over decided registrations. */
        earliestChange: IsoDate,
        /** Public holidays of the calendar's country, this year and next, with the extra ones. */
        holidays: z.array(z.object({ on: IsoDate, name: z.string() })),
      }),
    ),
  update: change(
    'Makes the next edition of the programme, in force from a date. REFUSED when the body is not valid, or the date lies before a decided registration (problems name the field). STALE_REVISION when another edition was made meanwhile.',
  )
    .input(
      z.object({
        /** The edition the change was made from. */
        basedOn: z.int().min(1),
        from: IsoDate,
        /** Checked against `ProgrammeBody` by the engine, so that each problem comes back with its field. */
        body: z.unknown(),
        note: z.string().default(''),
      }),
    )
    .output(ProgrammeEdition)
    .errors(staleRevision),
};

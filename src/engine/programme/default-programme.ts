import type { ProgrammeBody } from '../../contract/programme.ts';
import type { NewWorkspace } from '../../contract/shell.ts';

/** The default programme: common practice, no vendor's preset. All of it can be edited. Amounts are in the workspace's currency. */
export function defaultProgramme(workspace: NewWorkspace, minorPerMajor: number): unknown {
  const major = (amount: number) => amount * minorPerMajor;
  const everyType = ['referral', 'resale', 'co-sell', 'services attach', 'project'] as const;
  return {
    currency: workspace.currency,
    calendar: {
      timeZone: workspace.timeZone,
      country: workspace.country,
      ...workspace.workingHours,
      extraHolidays: [],
    },
    fiscalYearStartMonth: 1,
    types: [...everyType],
    tiers: [
      { name: 'Registered', protectionDays: 30, resaleMarginBp: 1_000, servicesAttachBp: 250 },
      { name: 'Silver', protectionDays: 60, resaleMarginBp: 1_000, servicesAttachBp: 250 },
      { name: 'Gold', protectionDays: 90, resaleMarginBp: 1_500, servicesAttachBp: 500 },
      { name: 'Platinum', protectionDays: 120, resaleMarginBp: 2_000, servicesAttachBp: 750 },
    ],
    territories: [],
    productFamilies: [],
    intake: {
      required: [
        'customer.name',
        'customer.domain',
        'customer.country',
        'contact.name',
        'contact.title',
        'contact.email',
        'family',
        'value',
        'expectedClose',
        'evidence',
      ],
      minimumNoteLength: 20,
    },
    netNew: {
      winWindowMonths: 12,
      activityWindowDays: 90,
      staleAfterDays: 14,
      namedAccounts: [],
      publishedTenders: [],
    },
    serviceLevels: {
      acknowledgeBusinessHours: 4,
      decideBusinessDays: 2,
      escalateBusinessDays: 3,
      answerReturnBusinessDays: 5,
      firstMeetingDays: 30,
      firstMeetingReminderDays: 20,
      firstMeetingLapseDays: 45,
    },
    protection: {
      startsFrom: 'approval',
      extensionDays: 30,
      askBusinessDaysBefore: 5,
      capDays: { software: 180, project: 365 },
      remindDaysBefore: [30, 14, 7, 1],
    },
    limits: { minimumValue: major(5_000), openPerPartner: 25, certifiedPeople: 1 },
    conflicts: conflictPolicy(),
    incentives: {
      rules: incentiveRules(major),
      dealCapBp: 5_000,
      clawback: { fullBeforeMonths: 6, halfUntilMonths: 12 },
      payWithinDaysOfQuarterEnd: 45,
      disputeDays: 30,
      tierDate: 'approval',
    },
    exchangeRates: [],
  } satisfies Unbranded;
}

/** The shape of a body before it is parsed and branded. */
type Unbranded = Record<keyof ProgrammeBody, unknown>;

/** The default programme of the first versions, whose entries name none: it knew no renewals. A replay begins with it. */
export function firstDefaultProgramme(workspace: NewWorkspace, minorPerMajor: number): unknown {
  const body = defaultProgramme(workspace, minorPerMajor) as Pick<ProgrammeBody, 'incentives'>;
  const rules = body.incentives.rules
    .filter(({ applies }) => applies.renewals !== 'only')
    .map(({ applies: { renewals: _, ...applies }, ...rule }) => ({ ...rule, applies }));
  return { ...body, incentives: { ...body.incentives, rules } };
}

function conflictPolicy() {
  return {
    clauses: [
      { id: 'CP1', rule: 'customer preference', words: 'The customer’s written preference decides.' },
      {
        id: 'CP2',
        rule: 'earliest complete submission',
        words: 'The earliest complete submission, by the time we received it.',
      },
      {
        id: 'CP3',
        rule: 'adjudicate on scores',
        words:
          'Within 24 hours, or where earlier engagement is alleged: evidence, qualification, ability to deliver and relationship are scored.',
      },
      {
        id: 'CP4',
        rule: 'direct opportunity',
        words:
          'Against our own opportunity: teaming if it is older than 30 days, co-sell if it is younger, the partner’s if there is none.',
      },
      { id: 'CP5', rule: 'incumbency for renewals', words: 'A renewal stays with the partner who has it.' },
    ],
    adjudicateWithinHours: 24,
    teamingAfterDays: 30,
    weightsBp: { evidence: 4_000, qualification: 3_000, ability: 2_000, relationship: 1_000 },
    loserGets: 'half the price advantage',
    functionalSplitBp: { specifier: 6_000, order: 2_000, site: 2_000 },
    ruleBusinessDays: 10,
    appealBusinessDays: 10,
    answerAppealBusinessDays: 15,
  };
}

function incentiveRules(major: (amount: number) => number) {
  const rule = { minimumPayout: null, maximumPayout: null, rounding: 'half up', base: 'contract value' };
  return [
    {
      ...rule,
      id: 'IN1',
      name: 'Referral fee',
      applies: { types: ['referral'], origins: ['sourced', 'co-sell'], customer: 'only new logo', renewals: 'never' },
      rate: { kind: 'flat', rateBp: 1_000 },
      minimumPayout: major(500),
    },
    {
      ...rule,
      id: 'IN2',
      name: 'Referral fee, expansion',
      applies: { types: ['referral'], origins: ['sourced', 'co-sell'], customer: 'only expansion', renewals: 'never' },
      rate: { kind: 'flat', rateBp: 500 },
      minimumPayout: major(500),
    },
    {
      ...rule,
      id: 'IN3',
      name: 'Resale margin',
      applies: {
        types: ['resale', 'project', 'co-sell'],
        origins: ['sourced', 'co-sell'],
        customer: 'any',
        renewals: 'never',
      },
      rate: { kind: 'resale margin of the tier' },
    },
    {
      ...rule,
      id: 'IN4',
      name: 'Influence fee',
      applies: {
        types: ['referral', 'resale', 'co-sell', 'services attach', 'project'],
        origins: ['influenced'],
        customer: 'any',
      },
      rate: { kind: 'flat', rateBp: 250 },
      maximumPayout: major(10_000),
    },
    {
      ...rule,
      id: 'IN5',
      name: 'Services attach bonus',
      applies: { types: ['services attach'], origins: ['sourced', 'co-sell'], customer: 'any' },
      rate: { kind: 'services attach of the tier' },
      maximumPayout: major(25_000),
    },
    {
      ...rule,
      id: 'IN6',
      name: 'New-logo bonus',
      applies: { types: ['resale', 'project'], origins: ['sourced'], customer: 'only new logo', renewals: 'never' },
      rate: { kind: 'points on top', pointsBp: 500 },
    },
    {
      ...rule,
      id: 'IN7',
      name: 'Renewal share',
      applies: {
        types: ['referral', 'resale', 'co-sell', 'project'],
        origins: ['sourced', 'co-sell'],
        customer: 'any',
        renewals: 'only',
      },
      rate: { kind: 'flat', rateBp: 500 },
    },
  ];
}

import type { ProgrammeBody } from '../../../contract/programme.ts';

/** How a field is written and read: days and hours as they are, money in major units, basis points as percent. */
export type FieldUnit =
  | 'days'
  | 'business days'
  | 'business hours'
  | 'hours'
  | 'months'
  | 'count'
  | 'money'
  | 'percent'
  | 'characters';

/** A number of the programme that is changed often, by its place in the body. */
export type NumberField = { path: readonly (string | number)[]; title: string; unit: FieldUnit; hint?: string };

export type Section = { id: string; title: string; question: string; fields: readonly NumberField[] };

const at = (path: string, title: string, unit: FieldUnit, hint?: string): NumberField => ({
  path: path.split('.'),
  title,
  unit,
  ...(hint === undefined ? {} : { hint }),
});

/** The sections of the page that are edited as numbers. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'criteria',
    title: 'Criteria',
    question: 'What must a registration have?',
    fields: [
      at('limits.minimumValue', 'Smallest deal', 'money'),
      at('limits.openPerPartner', 'Open registrations a partner may have', 'count'),
      at('limits.certifiedPeople', 'Certified people the partner needs', 'count'),
      at('intake.minimumNoteLength', 'Account of the interaction, at least', 'characters'),
    ],
  },
  {
    id: 'net-new',
    title: 'Net-new tests',
    question: 'When is a deal new to us?',
    fields: [
      at('netNew.winWindowMonths', 'No win of the family within', 'months', 'a later one is an expansion'),
      at('netNew.activityWindowDays', 'No activity of ours within', 'days'),
      at('netNew.staleAfterDays', 'An extract is stale after', 'days', 'approvals on a stale one are provisional'),
    ],
  },
  {
    id: 'service-levels',
    title: 'Service levels',
    question: 'What do we promise?',
    fields: [
      at('serviceLevels.acknowledgeBusinessHours', 'Acknowledge within', 'business hours'),
      at('serviceLevels.decideBusinessDays', 'Decide within', 'business days'),
      at('serviceLevels.escalateBusinessDays', 'Escalate after', 'business days'),
      at('serviceLevels.answerReturnBusinessDays', 'The partner answers a return within', 'business days'),
      at('serviceLevels.firstMeetingDays', 'First meeting within', 'days'),
      at('serviceLevels.firstMeetingReminderDays', 'Reminder after', 'days'),
      at('serviceLevels.firstMeetingLapseDays', 'Protection lapses without a meeting after', 'days'),
    ],
  },
  {
    id: 'protection',
    title: 'Protection',
    question: 'How long is a deal protected?',
    fields: [
      at('protection.extensionDays', 'An extension adds', 'days'),
      at('protection.askBusinessDaysBefore', 'Ask for one before the end by', 'business days'),
      at('protection.capDays.software', 'Never longer than, software', 'days'),
      at('protection.capDays.project', 'Never longer than, project', 'days'),
    ],
  },
  {
    id: 'conflicts',
    title: 'Conflict policy',
    question: 'Who gets it when two claim it?',
    fields: [
      at('conflicts.adjudicateWithinHours', 'Claims this close are adjudicated', 'hours'),
      at('conflicts.teamingAfterDays', 'Our own opportunity: teaming if older than', 'days'),
      at('conflicts.weightsBp.evidence', 'Weight of evidence', 'percent'),
      at('conflicts.weightsBp.qualification', 'Weight of qualification', 'percent'),
      at('conflicts.weightsBp.ability', 'Weight of ability to deliver', 'percent'),
      at('conflicts.weightsBp.relationship', 'Weight of relationship', 'percent'),
      at('conflicts.ruleBusinessDays', 'Rule within', 'business days'),
      at('conflicts.appealBusinessDays', 'An appeal is filed within', 'business days'),
      at('conflicts.answerAppealBusinessDays', 'An appeal is answered within', 'business days'),
    ],
  },
  {
    id: 'incentives',
    title: 'Incentives',
    question: 'What do partners earn?',
    fields: [
      at('incentives.dealCapBp', 'All payouts on a deal together, at most', 'percent'),
      at('incentives.clawback.fullBeforeMonths', 'Taken back whole before', 'months'),
      at('incentives.clawback.halfUntilMonths', 'Taken back by half until', 'months'),
      at('incentives.payWithinDaysOfQuarterEnd', 'Paid after the quarter’s end within', 'days'),
      at('incentives.disputeDays', 'A line can be disputed for', 'days'),
    ],
  },
];

/** The fields of each tier. */
export const tierFields = (index: number): readonly NumberField[] => [
  { path: ['tiers', index, 'protectionDays'], title: 'Protection', unit: 'days' },
  { path: ['tiers', index, 'resaleMarginBp'], title: 'Resale margin', unit: 'percent' },
  { path: ['tiers', index, 'servicesAttachBp'], title: 'Services attach', unit: 'percent' },
];

/** How many stored units one shown unit is. */
export const scaleOf = (unit: FieldUnit, minorDigits: number) =>
  unit === 'money' ? 10 ** minorDigits : unit === 'percent' ? 100 : 1;

/** The value at a place of the body. */
export function valueAt(body: ProgrammeBody, path: readonly (string | number)[]): number {
  let found: unknown = body;
  for (const step of path) found = (found as Record<string | number, unknown>)[step];
  return found as number;
}

/** The body with another value at a place; what is not on the way there is shared. */
export function withValueAt(body: ProgrammeBody, path: readonly (string | number)[], value: number): ProgrammeBody {
  const [step, ...rest] = path;
  if (step === undefined) return value as unknown as ProgrammeBody;
  const copy = (Array.isArray(body) ? [...body] : { ...body }) as Record<string | number, unknown>;
  copy[step] = withValueAt(copy[step] as ProgrammeBody, rest, value);
  return copy as unknown as ProgrammeBody;
}

import { capDaysOf, type ProgrammeBody } from '../../../contract/programme.ts';
import type { Evidence } from '../../../contract/registrations.ts';
import type { IsoDate, Problem } from '../../../contract/units.ts';
import { addBusinessDays, type Calendar } from '../../programme/rules/calendar.ts';
import { addDays, daysBetween } from '../../programme/rules/dates.ts';

/** The dates an approval starts from, and the tier it goes by. */
export interface GrantFacts {
  readonly tier: string | null;
  readonly family: string | null;
  /** The partner's own date, where it gave one. */
  readonly submittedOn: IsoDate | null;
  readonly receivedOn: IsoDate;
  readonly approvedOn: IsoDate;
}

/** A protection as granted. */
export interface Grant {
  readonly from: IsoDate;
  /** The last day, included, to midnight in the programme's time zone. */
  readonly until: IsoDate;
  /** The last day any extension can reach. */
  readonly capOn: IsoDate;
  readonly days: number;
  readonly startsFrom: ProgrammeBody['protection']['startsFrom'];
  readonly meetingDueOn: IsoDate;
  readonly meetingReminderOn: IsoDate;
  /** Without a first meeting the protection lapses after this day. */
  readonly meetingLapseOn: IsoDate;
}

/** An opportunity is opened within so many days of the receipt of the registration that brought it. */
export const LINK_WINDOW_DAYS = 180;

/** Days of protection a tier gives; a partner without a known tier has those of the first one listed. */
export function protectionDaysOf(tier: string | null, programme: ProgrammeBody): number {
  const known = programme.tiers.find((one) => one.name === tier) ?? programme.tiers[0];
  if (!known) throw new Error('expected a programme to have a tier, found none');
  return known.protectionDays;
}

/**
 * PR1: an approval protects for the days of the tier (30/60/90/120), from the date the programme names (submission, receipt or approval), within
 * the cap of the family's kind. Meetings are counted from the approval.
 */
export function protectionGranted(facts: GrantFacts, programme: ProgrammeBody): Grant {
  const { startsFrom } = programme.protection;
  const { firstMeetingDays, firstMeetingReminderDays, firstMeetingLapseDays } = programme.serviceLevels;
  const from = {
    submission: facts.submittedOn ?? facts.receivedOn,
    receipt: facts.receivedOn,
    approval: facts.approvedOn,
  }[startsFrom];
  const cap = capDaysOf(programme, facts.family ?? '');
  const days = Math.min(protectionDaysOf(facts.tier, programme), cap);
  return {
    from,
    until: addDays(from, days),
    capOn: addDays(from, cap),
    days,
    startsFrom,
    meetingDueOn: addDays(facts.approvedOn, firstMeetingDays),
    meetingReminderOn: addDays(facts.approvedOn, firstMeetingReminderDays),
    meetingLapseOn: addDays(facts.approvedOn, firstMeetingLapseDays),
  };
}

/** A protection as it stands, for the rules on extending and ending it. */
export interface ProtectionFacts {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly capOn: IsoDate;
  readonly state: 'running' | 'lapsed' | 'ended';
  /** All evidence seen so far: the registration's, and that of earlier extensions. */
  readonly evidence: readonly Evidence[];
  readonly meetingHeldOn: IsoDate | null;
  readonly meetingLapseOn: IsoDate;
}

/** PR2: the last day an extension may be asked for, 5 business days before the end. */
export function askBy(until: IsoDate, programme: ProgrammeBody, calendar: Calendar): IsoDate {
  return addBusinessDays(until, -programme.protection.askBusinessDaysBefore, calendar);
}

export type Extension =
  | { readonly granted: true; readonly until: IsoDate }
  | { readonly granted: false; readonly problems: readonly Problem[] };

/**
 * PR3: an extension adds 30 days, within the cap, on evidence that is new: not seen before, dated after the protection began and not after today,
 * with a note of the programme's length. Refused after the last day to ask.
 */
export function extensionOf(
  facts: ProtectionFacts,
  evidence: Evidence,
  today: IsoDate,
  programme: ProgrammeBody,
  calendar: Calendar,
): Extension {
  const problems: Problem[] = [];
  const refuse = (code: string, message: string, todo: string) => problems.push({ code, message, todo });
  const lastDay = askBy(facts.until, programme, calendar);
  if (facts.state !== 'running')
    refuse('protection_over', `The protection is ${facts.state}.`, 'Ask for a new registration.');
  else if (today > lastDay)
    refuse(
      'asked_late',
      `An extension had to be asked for by ${lastDay}.`,
      'Ask for a new registration when this one ends.',
    );
  if (facts.until >= facts.capOn)
    refuse(
      'cap_reached',
      `The cap is ${facts.capOn}, and the protection already runs until ${facts.until}.`,
      'Close the deal before then, or register anew.',
    );
  const isSeen = facts.evidence.some(
    (one) => one.kind === evidence.kind && one.date === evidence.date && one.note.trim() === evidence.note.trim(),
  );
  if (isSeen) refuse('evidence_not_new', 'This evidence was given before.', 'Give what happened since.');
  else if (evidence.date < facts.from)
    refuse(
      'evidence_not_new',
      `The evidence is of ${evidence.date}, before the protection began on ${facts.from}.`,
      'Give what happened since.',
    );
  if (evidence.date > today)
    refuse(
      'evidence_in_future',
      `The evidence is dated ${evidence.date}, which is still to come.`,
      'Give what has happened.',
    );
  if (evidence.note.trim().length < programme.intake.minimumNoteLength) {
    refuse(
      'note_short',
      `The note has ${evidence.note.trim().length} characters.`,
      `Say what happened in at least ${programme.intake.minimumNoteLength}.`,
    );
  }
  if (problems.length > 0) return { granted: false, problems };
  const wished = addDays(facts.until, programme.protection.extensionDays);
  return { granted: true, until: wished < facts.capOn ? wished : facts.capOn };
}

/** PR4: the days a reminder of the end is due (30, 14, 7 and 1 before), those after the beginning, the first first. */
export function reminderDates(
  facts: Pick<ProtectionFacts, 'from' | 'until'>,
  programme: ProgrammeBody,
): { on: IsoDate; daysBefore: number }[] {
  return [...new Set(programme.protection.remindDaysBefore)]
    .sort((a, b) => b - a)
    .map((daysBefore) => ({ on: addDays(facts.until, -daysBefore), daysBefore }))
    .filter(({ on }) => on > facts.from);
}

export type Standing =
  | { readonly state: 'running'; readonly daysLeft: number }
  | { readonly state: 'lapsed'; readonly on: IsoDate; readonly because: 'expired' | 'no first meeting' };

/**
 * PR5: where a running protection stands on a day. It expires the day after its last one; without a first meeting it lapses after the 45th day, whichever comes first.
 */
export function standingOn(
  facts: Pick<ProtectionFacts, 'until' | 'meetingHeldOn' | 'meetingLapseOn'>,
  today: IsoDate,
): Standing {
  const noMeeting = facts.meetingHeldOn === null && facts.meetingLapseOn < facts.until;
  const last = noMeeting ? facts.meetingLapseOn : facts.until;
  if (today <= last) return { state: 'running', daysLeft: daysBetween(today, facts.until) };
  return { state: 'lapsed', on: addDays(last, 1), because: noMeeting ? 'no first meeting' : 'expired' };
}

import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { Clock } from '../../../contract/registrations.ts';
import type { EpochMs } from '../../../contract/units.ts';
import {
  addBusinessDays,
  addBusinessHours,
  businessHoursBetween,
  type Calendar,
  subtractBusinessHours,
} from '../../programme/rules/calendar.ts';

type ServiceLevels = ProgrammeBody['serviceLevels'];

/** When the vendor's promises on a registration fall due. */
export interface Deadlines {
  readonly acknowledgeBy: EpochMs;
  readonly decideBy: EpochMs;
  readonly escalateAt: EpochMs;
}

/**
 * SL1 acknowledge within 4 business hours, SL2 decide within 2 business days, SL3 escalate after 3: counted from receipt in the
 * programme's calendar. A business day is one working day's hours.
 */
export function deadlinesAtReceipt(receivedAt: EpochMs, levels: ServiceLevels, calendar: Calendar): Deadlines {
  return {
    acknowledgeBy: addBusinessHours(receivedAt, levels.acknowledgeBusinessHours, calendar),
    decideBy: addBusinessDays(receivedAt, levels.decideBusinessDays, calendar),
    escalateAt: addBusinessDays(receivedAt, levels.escalateBusinessDays, calendar),
  };
}

/** SL4: when the partner's answer to a return is due, 5 business days after it. */
export function answerDueAt(returnedAt: EpochMs, levels: ServiceLevels, calendar: Calendar): EpochMs {
  return addBusinessDays(returnedAt, levels.answerReturnBusinessDays, calendar);
}

/** SL2 and SL3 after a return was answered: what was left of each when it was returned is left when it is answered, the time between does not count. */
export function deadlinesAfterReturn<Given extends { readonly decideBy: EpochMs; readonly escalateAt: EpochMs }>(
  deadlines: Given,
  returnedAt: EpochMs,
  answeredAt: EpochMs,
  calendar: Calendar,
): Given {
  const moved = (deadline: EpochMs): EpochMs => {
    const left = businessHoursBetween(returnedAt, deadline, calendar);
    return left >= 0
      ? addBusinessHours(answeredAt, left, calendar)
      : subtractBusinessHours(answeredAt, -left, calendar);
  };
  return { ...deadlines, decideBy: moved(deadlines.decideBy), escalateAt: moved(deadlines.escalateAt) };
}

/** Business hours from receipt to decision, without those spent with the partner. */
export function hoursTaken(receivedAt: EpochMs, decidedAt: EpochMs, returnedHours: number, calendar: Calendar): number {
  return Math.max(0, businessHoursBetween(receivedAt, decidedAt, calendar) - returnedHours);
}

/** Where a registration stands: with us, with the partner, or decided. */
export type ClockFacts =
  | { readonly state: 'with us'; readonly decideBy: EpochMs; readonly escalateAt: EpochMs }
  | { readonly state: 'with the partner'; readonly answerDueAt: EpochMs }
  | { readonly state: 'decided'; readonly tookHours: number | null };

/**
 * The clock as shown in the queue.
 *
 * `due` from the last acknowledge-time's worth of hours (4) on, `overdue` after the promise, `escalated` from SL3 on.
 */
export function clockAt(facts: ClockFacts, now: EpochMs, levels: ServiceLevels, calendar: Calendar): Clock {
  switch (facts.state) {
    case 'decided':
      return { state: 'done', tookHours: facts.tookHours as Extract<Clock, { state: 'done' }>['tookHours'] };
    case 'with the partner':
      return {
        state: 'stopped',
        answerDueAt: facts.answerDueAt,
        leftHours: businessHoursBetween(now, facts.answerDueAt, calendar),
      };
    default: {
      const leftHours = businessHoursBetween(now, facts.decideBy, calendar);
      const promise = `decide within ${levels.decideBusinessDays} business days`;
      const isOver = now > facts.decideBy;
      const level =
        now >= facts.escalateAt
          ? 'escalated'
          : isOver
            ? 'overdue'
            : leftHours <= levels.acknowledgeBusinessHours
              ? 'due'
              : 'calm';
      return { state: 'running', dueAt: facts.decideBy, leftHours, promise, level };
    }
  }
}

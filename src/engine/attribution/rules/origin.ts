import type { Origin, Role } from '../../../contract/attribution.ts';
import type { Outcome } from '../../../contract/conflicts.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { daysBetween } from '../../programme/rules/dates.ts';

/** A partner's dated part in an opportunity, beside or without a registration. */
export interface Engagement {
  readonly partner: string;
  readonly role: Role;
  readonly on: IsoDate;
}

/** What the origin of an opportunity rests on. */
export interface OriginFacts {
  /** The approved registration linked to it; `null` where there is none. */
  readonly registration: { readonly number: string; readonly receivedOn: IsoDate } | null;
  /** The ruling on the case the registration was in; `null` where there was none. */
  readonly ruling: Outcome | null;
  /** When the vendor opened the opportunity, or the date of the first extract that shows it; `null` where neither is known. */
  readonly openedOn: IsoDate | null;
  /** The vendor's first activity, where the extract has it. */
  readonly firstActivityOn: IsoDate | null;
  /** The close, or today while it is open. */
  readonly until: IsoDate;
  readonly engagements: readonly Engagement[];
  /** How far before `until` an engagement may lie to count as influence. */
  readonly lookBackDays: number;
}

/** The one origin of an opportunity, the rule it rests on, and why in words. */
export interface OriginFinding {
  readonly rule: 'AT1' | 'AT2' | 'AT3' | 'AT4';
  readonly origin: Origin;
  readonly because: string;
}

/** A year: one meeting long ago is no influence. The programme has no rule for it yet. */
export const INFLUENCE_LOOK_BACK_DAYS = 365;

/**
 * The origin of an opportunity; exactly one, asked in this order.
 *
 * AT2 co-sell: a ruling has said that both sell. AT1 sourced: an approved registration was received by the day of the vendor's first
 * step. AT3 influenced: a partner has a role with a dated event in the look-back window, or an approved registration that came later. AT4 direct: none of these.
 * The day decides, because an extract has no time of day, and a tie is the partner's.
 */
export function originOf(facts: OriginFacts): OriginFinding {
  const { registration, ruling, openedOn, firstActivityOn, engagements, until, lookBackDays } = facts;
  if (registration !== null && (ruling === 'co-sell' || ruling === 'teaming')) {
    return { rule: 'AT2', origin: 'co-sell', because: `The ruling on ${registration.number} was ${ruling}.` };
  }
  const firstStep = [openedOn, firstActivityOn].filter((date) => date !== null).sort()[0] ?? null;
  if (registration !== null && (firstStep === null || registration.receivedOn <= firstStep)) {
    const before = firstStep === null ? 'no earlier step of ours is known' : `our first step was on ${firstStep}`;
    return {
      rule: 'AT1',
      origin: 'sourced',
      because: `${registration.number} was received on ${registration.receivedOn}; ${before}.`,
    };
  }
  if (registration !== null) {
    return {
      rule: 'AT3',
      origin: 'influenced',
      because: `${registration.number} was received on ${registration.receivedOn}, after our first step on ${firstStep}.`,
    };
  }
  const dated = engagements
    .filter(({ on }) => on <= until && daysBetween(on, until) <= lookBackDays)
    .sort((a, b) => (a.on === b.on ? (a.partner < b.partner ? -1 : 1) : a.on < b.on ? -1 : 1));
  const [first] = dated;
  if (first)
    return { rule: 'AT3', origin: 'influenced', because: `A partner had the role ${first.role} on ${first.on}.` };
  return { rule: 'AT4', origin: 'direct', because: 'No partner has a part in it.' };
}

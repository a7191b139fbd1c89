import type { Tile } from '../../contract/insights.ts';
import type { IsoDate, Money } from '../../contract/units.ts';

/**
 * What a review is made of: plain figures of one subject, worked out once. Slides are drawn from this and nothing else.
 *
 * `others` holds what concerns more than the subject: it is `null` in the facts of a partner's version, so that no slide of it can
 * show what it has not got.
 */
export interface ReviewFacts {
  readonly vendor: string;
  readonly subject: Subject;
  readonly period: { readonly from: IsoDate; readonly until: IsoDate; readonly title: string };
  readonly before: { readonly title: string };
  readonly next: { readonly title: string };
  readonly asOf: IsoDate;
  readonly crmAsOf: IsoDate;
  readonly extracts: readonly { readonly kind: string; readonly asOf: IsoDate }[];
  readonly head: string;
  readonly currency: string;
  /** Hours of a business day, by which lengths of business time are said in days. */
  readonly hoursPerDay: number;

  /** Sourced won value by calendar quarter, oldest first; the last is the period's when that is a quarter. */
  readonly quarters: readonly { readonly label: string; readonly minor: number }[];
  readonly sourced: Money;
  readonly sourcedBefore: Money;
  readonly registered: number;
  readonly registeredBefore: number;
  readonly tiles: Partial<Record<Tile['metric'], Tile>>;
  /** `implied`: how many are counted because of a later stage, without this one on record. */
  readonly funnel: readonly {
    readonly stage: string;
    readonly count: number;
    readonly words: string;
    readonly implied: number;
  }[];
  readonly funnelMature: boolean;

  readonly pipeline: Pipeline;
  readonly won: Wins;
  readonly service: Service;
  readonly cases: Cases;
  readonly earnings: Earnings;
  readonly families: readonly FamilyRow[];
  readonly previous: PreviousReview | null;
  /** Place by sourced value among the partners that closed or registered anything; `null` for the programme and under five peers. */
  readonly rank: { readonly place: number; readonly of: number } | null;
  readonly others: Others | null;
}

export type Subject = { readonly kind: 'programme' } | { readonly kind: 'partner'; readonly name: string };

/** A deal as a slide shows it. */
export interface Deal {
  /** As the partner wrote the customer; as the CRM does where no registration is linked. */
  readonly customer: string;
  readonly family: string;
  readonly partner: string;
  readonly number: string;
  readonly stage: string;
  readonly on: IsoDate | null;
  readonly value: Money | null;
}

export interface Pipeline {
  readonly count: number;
  readonly total: Money;
  /** Deals expected by the end of the next quarter. */
  readonly soon: { readonly until: string; readonly total: Money };
  /** Open value by the quarter it is expected in. */
  readonly byQuarter: readonly { readonly label: string; readonly minor: number; readonly count: number }[];
  readonly largest: readonly Deal[];
  readonly protectionsEnding: number;
}

export interface Wins {
  readonly count: number;
  readonly lost: number;
  readonly largest: readonly Deal[];
}

export interface Kept {
  readonly kept: number;
  readonly of: number;
}

export interface Service {
  readonly decided: Kept & { readonly days: number };
  readonly firstMeetings: Kept & { readonly days: number };
  readonly ruled: Kept & { readonly days: number };
  readonly appeals: Kept & { readonly days: number };
}

export interface CaseLine {
  readonly number: string;
  readonly customer: string;
  readonly state: string;
  /** Who claims; nobody is named while a case is blind, and never in a partner's version. */
  readonly claims: string;
  readonly outcome: string;
}

export interface Cases {
  readonly opened: number;
  readonly lines: readonly CaseLine[];
  readonly contested: number;
  readonly decided: number;
}

export interface Earnings {
  readonly accrued: Money;
  readonly reversed: Money;
  readonly net: Money;
  readonly netBefore: Money;
  readonly leftOut: readonly Money[];
  readonly quarters: readonly { readonly label: string; readonly minor: number }[];
  readonly lines: readonly {
    readonly what: string;
    readonly rule: string;
    readonly on: IsoDate;
    readonly amount: Money;
  }[];
  readonly count: number;
}

export interface FamilyRow {
  readonly family: string;
  readonly registered: number;
  readonly approved: number;
  readonly won: number;
}

export interface PreviousReview {
  readonly title: string;
  readonly commitments: readonly {
    readonly words: string;
    readonly side: 'vendor' | 'partner';
    readonly owner: string;
    readonly dueOn: IsoDate;
    readonly state: 'open' | 'kept' | 'late' | 'dropped';
  }[];
}

export interface Others {
  readonly partners: readonly {
    readonly name: string;
    readonly registered: number;
    readonly approved: number;
    readonly won: number;
    readonly closed: number;
    readonly sourced: Money;
    readonly winRateBp: number | null;
    readonly isSubject: boolean;
  }[];
  readonly topThreeBp: number | null;
  readonly effectiveNumber: number | null;
  readonly direct: { readonly winRate: Tile } | null;
}

import type { Tile } from '../../contract/insights.ts';
import type { IsoDate, Money } from '../../contract/units.ts';
import type { ComparedFigures } from '../insights/index.ts';
import type { FunnelStage } from '../insights/rules/funnel.ts';
import type { Span } from '../insights/rules/periods.ts';

/**
 * What a review keeps: the figures of one subject, worked out once, and no words of ours. It is stored, so a later version
 * may add what may be missing, and must read all of this.
 *
 * `others` holds what concerns more than the subject: it is `null` in the figures of a partner's version, so that no slide of it can
 * show what it has not got.
 */
export interface ReviewFigures {
  readonly vendor: string;
  readonly subject: Subject;
  /** The period that was asked for; what is later than `asOf` is in no figure. */
  readonly span: Span;
  readonly asOf: IsoDate;
  readonly crmAsOf: IsoDate;
  readonly extracts: readonly { readonly kind: 'accounts' | 'opportunities'; readonly asOf: IsoDate }[];
  readonly head: string;
  readonly currency: string;
  /** Hours of a business day, by which lengths of business time are said in days. */
  readonly hoursPerDay: number;

  /** Sourced won value by calendar quarter, oldest first; the last is the period's when that is a quarter. */
  readonly quarters: readonly QuarterFigure[];
  readonly sourced: Money;
  readonly sourcedBefore: Money;
  readonly registered: number;
  readonly registeredBefore: number;
  readonly tiles: Partial<Record<Tile['metric'], ComparedFigures>>;
  /** `implied`: how many are counted because of a later stage, without this one on record. */
  readonly funnel: readonly { readonly stage: FunnelStage; readonly count: number; readonly implied: number }[];
  readonly funnelMature: boolean;

  readonly pipeline: PipelineFigures;
  readonly won: Wins;
  readonly service: Service;
  readonly cases: CasesFigures;
  readonly earnings: EarningsFigures;
  readonly families: readonly FamilyRow[];
  readonly previous: PreviousReview | null;
  /** Place by sourced value among the partners that closed or registered anything; `null` for the programme and under five peers. */
  readonly rank: { readonly place: number; readonly of: number } | null;
  readonly others: Others | null;
}

/** An amount of a calendar quarter, `2026-Q3`. */
export interface QuarterFigure {
  readonly quarter: string;
  readonly minor: number;
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

export interface PipelineFigures {
  readonly count: number;
  readonly total: Money;
  /** Deals expected by the end of the next quarter, `2026-Q4`. */
  readonly soon: { readonly until: string; readonly total: Money };
  /** Open value by the quarter it is expected in. */
  readonly byQuarter: readonly {
    readonly expected: 'overdue' | 'later' | { readonly quarter: string };
    readonly minor: number;
    readonly count: number;
  }[];
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

/** A case as the vendor sees it, or as one of its claimants may. */
export interface CaseFigures {
  readonly number: string;
  readonly customer: string;
  /** Who claims: nobody is named while a case is blind, `null` is the vendor's own deal; in a partner's version only how many others. */
  readonly claims:
    | { readonly blind: number }
    | { readonly names: readonly (string | null)[] }
    | { readonly others: number };
  readonly result:
    | { readonly state: 'open' | 'dismissed' }
    | {
        readonly state: 'ruled';
        readonly outcome: string;
        /** Whose it is, by name (`null`: the vendor's own), or in a partner's version by what it got; `null` where it is said of nobody. */
        readonly winner: { readonly name: string | null } | { readonly own: 'yes' | 'no' | 'shared' } | null;
        readonly appeal: 'upheld' | 'changed' | 'pending' | null;
      };
}

export interface CasesFigures {
  readonly opened: number;
  readonly lines: readonly CaseFigures[];
  readonly contested: number;
  readonly decided: number;
}

export interface EarningsFigures {
  readonly accrued: Money;
  readonly reversed: Money;
  readonly net: Money;
  readonly netBefore: Money;
  readonly leftOut: readonly Money[];
  readonly quarters: readonly QuarterFigure[];
  readonly lines: readonly {
    readonly what: string;
    /** The rule of a partner's line; of the programme, whose lines are partners, how many each has. */
    readonly of: { readonly rule: string } | { readonly lines: number };
    readonly on: IsoDate;
    readonly amount: Money;
  }[];
  readonly count: number;
}

export interface FamilyRow {
  /** Empty where none was written. */
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
}

import type { Tile } from '../../contract/insights.ts';
import type { IsoDate, Money } from '../../contract/units.ts';
import type { Say } from '../insights/index.ts';
import type { CasesFigures, EarningsFigures, PipelineFigures, ReviewFigures } from './figures.ts';

/**
 * What slides are drawn from, and nothing else: the frozen figures of one subject with the words they are told by.
 *
 * `others` holds what concerns more than the subject: it is `null` in the facts of a partner's version, so that no slide of it can
 * show what it has not got.
 */
export interface ReviewFacts
  extends Omit<ReviewFigures, 'span' | 'quarters' | 'tiles' | 'pipeline' | 'cases' | 'earnings' | 'extracts'> {
  /** How figures are written for whoever reads the slides. */
  readonly say: Say;
  readonly period: { readonly from: IsoDate; readonly until: IsoDate; readonly title: string };
  readonly before: { readonly title: string };
  readonly next: { readonly title: string };
  readonly extracts: readonly { readonly kind: string; readonly asOf: IsoDate }[];
  readonly quarters: readonly { readonly label: string; readonly minor: number }[];
  readonly tiles: Partial<Record<Tile['metric'], ToldTile>>;
  readonly pipeline: Pipeline;
  readonly cases: Cases;
  readonly earnings: Earnings;
}

/** A tile as slides tell it. */
export type ToldTile = Pick<Tile, 'title' | 'n' | 'interval' | 'numerator' | 'denominator' | 'dateBasis' | 'change'> & {
  readonly value: Exclude<Tile['value'], { unit: 'none' }> | { readonly unit: 'none' };
};

export interface CaseLine {
  readonly number: string;
  readonly customer: string;
  /** Who claims, in words. */
  readonly claims: string;
  readonly outcome: string;
}

export interface Cases extends Omit<CasesFigures, 'lines'> {
  readonly lines: readonly CaseLine[];
}

export interface Pipeline extends Omit<PipelineFigures, 'soon' | 'byQuarter'> {
  readonly soon: { readonly until: string; readonly total: Money };
  readonly byQuarter: readonly { readonly label: string; readonly minor: number; readonly count: number }[];
}

export interface Earnings extends Omit<EarningsFigures, 'quarters' | 'lines'> {
  readonly quarters: readonly { readonly label: string; readonly minor: number }[];
  readonly lines: readonly {
    readonly what: string;
    readonly rule: string;
    readonly on: IsoDate;
    readonly amount: Money;
  }[];
}

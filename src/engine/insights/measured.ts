import type { Tile } from '../../contract/insights.ts';
import type { Currency, IsoDate, Money } from '../../contract/units.ts';
import { type Span, spanTitle } from './rules/periods.ts';
import type { Rate } from './rules/rates.ts';
import type { Difference, Say } from './words.ts';

/** The figures of a tile, plain data that can be kept: what its words are made of, and no words. */
export interface TileFigures {
  readonly value: Exclude<Tile['value'], { unit: 'none' }> | { readonly unit: 'none' };
  readonly n: number;
  /** How many of the n the numerator of a rate counts; for velocity the deals won; n itself for everything else. */
  readonly hits: number;
  /** The amounts of a share by value. */
  readonly amounts: { readonly part: Money; readonly whole: Money } | null;
  /** The share by which open deals are weighted, and of how many it is. */
  readonly chance: { readonly bp: number; readonly n: number } | null;
  readonly asOf: IsoDate;
  readonly interval: Tile['interval'];
  readonly leftOut: readonly Money[];
}

/** The same beside the period before. */
export interface ComparedFigures extends TileFigures {
  readonly difference: Difference | null;
}

/** A metric measured: its figures, what is said beside them, and the very records its numerator counts. */
export interface Measured {
  readonly figures: TileFigures;
  /** Why there is no figure; empty where there is one. */
  readonly why: string;
  /** The line under the figure. */
  readonly words: (say: Say) => string;
  /** The very records of the numerator. */
  readonly counts: Counts;
  /** The records a share is of; absent where the figure is no share. */
  readonly outOf?: Counts;
}

/** Records that are counted, by id; what has no list, because it is what is left of all that closed, by how it closed. */
export type Counts =
  | { readonly of: 'opportunity'; readonly ids: readonly string[] }
  /** `by`: the date the metric goes by. */
  | { readonly of: 'registration'; readonly by: 'receipt' | 'decision'; readonly ids: readonly string[] }
  | { readonly of: 'closed'; readonly which: Closed };

/** Won deals or closed ones, the direct ones or those of every origin without mistakes; `valued`: those a sum can hold. */
export type Closed = { readonly status: 'won' | 'won or lost'; readonly direct: boolean; readonly valued: boolean };

/** What figures are of: the period, the one they are compared with, the day of the extract, the programme's currency. */
export interface About {
  readonly period: Span;
  readonly before: Span;
  readonly crmAsOf: IsoDate;
  readonly currency: string;
}

/** What a figure rests on, in words. */
export type Basis = Pick<
  Tile,
  'numerator' | 'denominator' | 'whole' | 'dateBasis' | 'countedBy' | 'currencyBasis' | 'currency'
>;
export type BasisOf = (figures: TileFigures, about: About, say: Say) => Basis;

/** The currency basis of a metric without amounts. */
export const NO_AMOUNTS = { currencyBasis: 'no amounts', currency: null } as const;

/** What a figure is a share of. */
export const shareOf = (words: string) => ({ denominator: words, whole: { isShare: true, words } });
/** What a figure is that is no share: “a sum”. */
export const noShare = (words: string) => ({ denominator: `none: ${words}`, whole: { isShare: false, words } });

const NOTHING_BESIDE = { amounts: null, chance: null, interval: null, leftOut: [] } as const;

/** The figures of a rate; why there is none where it cannot be said. */
export const ofRate = (
  rate: Rate,
  hits: number,
  asOf: IsoDate,
  beside: Partial<TileFigures> = {},
): Pick<Measured, 'figures' | 'why'> => ({
  figures: {
    ...NOTHING_BESIDE,
    ...beside,
    value: rate.shown ? { unit: 'rate', bp: rate.bp } : { unit: 'none' },
    interval: rate.shown ? rate.interval : null,
    n: rate.n,
    hits,
    asOf,
  },
  why: rate.shown ? '' : rate.why,
});

/** The figures of a value that is no rate. */
export const ofValue = (
  value: TileFigures['value'],
  n: number,
  asOf: IsoDate,
  beside: Partial<TileFigures> = {},
): TileFigures => ({ ...NOTHING_BESIDE, hits: n, ...beside, value, n, asOf });

/** The date basis of what closed in the period. */
export const closeBasis = (about: About, say: Say) => basisBy('close date', about, say);
/** “decision date, 1 Jul 2026 to 30 Sep 2026”. */
export const basisBy = (date: Exclude<Tile['countedBy'], 'open'>, { period }: About, say: Say) => ({
  dateBasis: `${date}, ${spanTitle(period, say.day)}`,
  countedBy: date,
});
/** The currency basis of what closed in the period. */
export const currencyBasis = ({ currency }: About) => ({
  currencyBasis: `${currency}, each amount at the rate of its close date`,
  currency: currency as Currency,
});
/** Ids of rows. */
export const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);

/** A metric that is the number of some records. */
export const countOf = (number: number, asOf: IsoDate, counts: Counts, words: Measured['words']): Measured => ({
  figures: ofValue({ unit: 'count', count: number }, number, asOf),
  why: '',
  words,
  counts,
});

import type { Tile } from '../../contract/insights.ts';
import type { Picture } from './picture.ts';
import { dayWords, type Span } from './rules/periods.ts';
import type { Rate } from './rules/rates.ts';

/** A metric measured: its tile without the comparison, and the very records its numerator counts. */
export interface Measured {
  readonly tile: Omit<Tile, 'change' | 'metric' | 'title'>;
  /** Ids of the records; direct deals have no list, they are what is left of all. */
  readonly counts:
    | { readonly of: 'opportunity'; readonly ids: readonly string[] }
    /** `by`: the date the metric goes by. */
    | { readonly of: 'registration'; readonly by: 'receipt' | 'decision'; readonly ids: readonly string[] }
    | { readonly of: 'direct' };
}

type Value = Tile['value'];

/** The currency basis of a metric without amounts. */
export const NO_AMOUNTS = 'no amounts';

/** A rate as a tile shows it. */
export const ofRate = (rate: Rate): { value: Value; interval: Tile['interval']; n: number } =>
  rate.shown
    ? { value: { unit: 'rate', bp: rate.bp }, interval: rate.interval, n: rate.n }
    : { value: { unit: 'none', why: rate.why }, interval: null, n: rate.n };

/** The date basis of what closed in the period. */
export const closeBasis = ({ scope }: Picture) => `close date, ${spanWords(scope.period)}`;
/** “1 Jul 2026 to 30 Sep 2026”. */
export const spanWords = ({ from, until }: Span) => `${dayWords(from)} to ${dayWords(until)}`;
/** The currency basis of what closed in the period. */
export const currencyBasis = ({ scope }: Picture) =>
  `${scope.rates.currency}, each amount at the rate of its close date`;
/** Ids of rows. */
export const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);
/** A metric that is the number of some records. */
export function countOf(
  picture: Picture,
  number: number,
  counts: Measured['counts'],
  text: { words: string; numerator: string; dateBasis: string; asOf: Tile['asOf'] },
): Measured {
  return {
    tile: {
      value: { unit: 'count', count: number },
      words: text.words,
      numerator: text.numerator,
      denominator: 'none: a count',
      n: number,
      dateBasis: `${text.dateBasis}, ${spanWords(picture.scope.period)}`,
      currencyBasis: NO_AMOUNTS,
      asOf: text.asOf,
      interval: null,
      leftOut: [],
    },
    counts,
  };
}

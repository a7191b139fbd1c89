import { FEWEST_FOR_A_RATE } from './rates.ts';

/** The four parts of velocity. */
export interface VelocityParts {
  /** Open opportunities. */
  readonly open: number;
  /** Average value of a won one, minor units. */
  readonly averageWonMinor: number;
  readonly won: number;
  readonly lost: number;
  readonly medianCycleDays: number | null;
}

export type Velocity =
  | { readonly shown: true; readonly perDayMinor: number }
  | { readonly shown: false; readonly why: string };

/**
 * IS8: velocity = open opportunities × average won value × win rate / median cycle days: what the pipeline turns into won
 * value, a day.
 *
 * The parts are shown beside it: they move together, and one large deal lifts the average.
 * Source: product.md, Metrics; field.md 3.1.
 *
 * @returns minor units a day, rounded half up; why not below five closed deals, or without a cycle
 */
export function velocityOf(parts: VelocityParts): Velocity {
  const closed = parts.won + parts.lost;
  if (closed < FEWEST_FOR_A_RATE) {
    return { shown: false, why: `n = ${closed}: velocity needs ${FEWEST_FOR_A_RATE} closed deals.` };
  }
  if (parts.won === 0) return { shown: true, perDayMinor: 0 };
  if (parts.medianCycleDays === null || parts.medianCycleDays <= 0) {
    return { shown: false, why: 'No won deal has both a day it was opened and a later day it was won.' };
  }
  const perDay = (parts.open * parts.averageWonMinor * (parts.won / closed)) / parts.medianCycleDays;
  return { shown: true, perDayMinor: Math.round(perDay) };
}

/** Rates: numerator and denominator side by side, an interval, and silence where there is too little to say. */

/** Below this many cases a rate says more about chance than about partners. */
export const FEWEST_FOR_A_RATE = 5;
/** From this many on the interval is narrow enough to leave out. */
const MANY = 100;
/** Two-sided 95 % of the normal distribution. */
const Z = 1.959_963_984_540_054;

const WHOLE_BP = 10_000;

export interface Interval {
  readonly lowBp: number;
  readonly highBp: number;
}

/** A rate that can be shown, or why it cannot. */
export type Rate =
  | { readonly shown: true; readonly bp: number; readonly n: number; readonly interval: Interval | null }
  | { readonly shown: false; readonly n: number; readonly why: string };

/**
 * IS1: the 95 % Wilson score interval of a proportion.
 *
 * Holds for few cases and for proportions near 0 and 1, where the textbook interval leaves the range.
 * Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, JASA 22 (1927).
 *
 * @param hits   not negative, at most `n`
 * @param n      at least 1
 * @returns basis points, outward to the whole
 */
export function wilson(hits: number, n: number): Interval {
  if (!(n >= 1 && hits >= 0 && hits <= n)) throw new Error(`expected 0 to n hits of n ≥ 1, found ${hits} of ${n}`);
  const share = hits / n;
  const centre = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return {
    lowBp: Math.max(0, Math.floor((centre - half) * WHOLE_BP)),
    highBp: Math.min(WHOLE_BP, Math.ceil((centre + half) * WHOLE_BP)),
  };
}

/**
 * IS2: a rate is left unsaid below five cases, has its interval below a hundred, and is rounded half up to the basis point.
 *
 * Source: product.md, Metrics.
 *
 * @param what what is counted, for the sentence: `closed deals`
 */
export function rateOf(hits: number, n: number, what: string): Rate {
  if (n < FEWEST_FOR_A_RATE) return { shown: false, n, why: tooFew(n, what) };
  const interval = n < MANY ? wilson(hits, n) : null;
  return { shown: true, bp: Math.round((hits * WHOLE_BP) / n), n, interval };
}

const tooFew = (n: number, what: string) =>
  `${n === 0 ? `No ${what}` : `n = ${n}`}: a rate needs ${FEWEST_FOR_A_RATE} ${what}.`;

/** Deals that were closed: decided by the customer. Open and expired ones, and mistakes, are none. */
export interface Closings {
  readonly won: number;
  readonly lost: number;
}

/**
 * IS3: win rate = won / (won + lost), by count.
 *
 * Source: product.md, Metrics; field.md 3.1.
 */
export const winRate = ({ won, lost }: Closings): Rate => rateOf(won, won + lost, 'closed deals');

/** IS4: approval rate = approved / (approved + rejected); what was returned or withdrawn is in neither. */
export const approvalRate = (approved: number, rejected: number): Rate =>
  rateOf(approved, approved + rejected, 'decisions');

/**
 * IS5: a share by value, in basis points rounded half up; left unsaid below five deals and where the whole is nothing.
 *
 * Sourced, influenced, co-sell and direct exclude one another, so their shares of one whole sum to it.
 *
 * @param part, whole minor units of one currency
 * @param n           deals in the whole
 */
export function shareOfValue(part: number, whole: number, n: number): Rate {
  if (n < FEWEST_FOR_A_RATE) return { shown: false, n, why: tooFew(n, 'won deals') };
  if (whole <= 0) return { shown: false, n, why: 'Nothing of value was won.' };
  const bp = Number((BigInt(part) * BigInt(WHOLE_BP) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
  return { shown: true, bp, n, interval: null };
}

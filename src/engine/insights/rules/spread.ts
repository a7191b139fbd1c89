/** Middle and tail of a set of figures, and how far few of them dominate. */

/**
 * IS6: the quantile of figures by linear interpolation between order statistics: median at 0.5, p90 at 0.9.
 *
 * Source: Hyndman and Fan, “Sample quantiles in statistical packages”, The American Statistician 50 (1996), definition 7.
 *
 * @param figures in any order
 * @param share   0 to 1
 * @returns `null` of no figures
 */
export function quantile(figures: readonly number[], share: number): number | null {
  if (figures.length === 0) return null;
  const sorted = [...figures].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (place - below);
}

/** IS6 at one half. */
export const median = (figures: readonly number[]): number | null => quantile(figures, 0.5);

/** How concentrated a whole is on its largest parts. */
export interface Concentration {
  /** Share of the three largest, basis points. */
  readonly topThreeBp: number;
  /** Herfindahl index: the sum of the squared shares, 0 to 10 000. */
  readonly herfindahlBp: number;
  /** How many equal parts would give that index. */
  readonly effectiveNumber: number;
  readonly parts: number;
}

/**
 * IS7: share of the three largest, and the Herfindahl index with its effective number 1 / index.
 *
 * Source: product.md, Metrics; field.md 3.1.
 *
 * @param parts not negative; zeros are nobody's
 * @returns `null` where the whole is nothing
 */
export function concentrationOf(parts: readonly number[]): Concentration | null {
  const present = parts.filter((part) => part > 0).sort((a, b) => b - a);
  const whole = present.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return null;
  const topThree = present.slice(0, 3).reduce((sum, part) => sum + part, 0);
  const herfindahl = present.reduce((sum, part) => sum + (part / whole) ** 2, 0);
  return {
    topThreeBp: Math.round((topThree / whole) * 10_000),
    herfindahlBp: Math.round(herfindahl * 10_000),
    effectiveNumber: 1 / herfindahl,
    parts: present.length,
  };
}

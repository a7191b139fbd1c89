import type { Slide, SlideBlock } from '../../../contract/reviews.ts';
import { currencyDigits } from '../../programme/rules/money.ts';
import type { ReviewFacts } from '../facts.ts';

export type Draw = (facts: ReviewFacts) => Slide;

/** How a review speaks of its subject: “Partners”, “Kestrel Parts”, or to the partner itself, “You”. */
export interface Voice {
  /** At the start of a sentence. */
  readonly who: string;
  readonly their: string;
  /** Starting a sentence. */
  readonly Their: string;
}

/** A partner's version speaks to the partner; it is the one whose facts hold nobody else. */
export function voiceOf({ subject, others }: ReviewFacts): Voice {
  if (subject.kind === 'programme') return { who: 'Partners', their: 'their', Their: 'Their' };
  if (others === null) return { who: 'You', their: 'your', Their: 'Your' };
  return { who: subject.name, their: 'its', Their: 'Its' };
}

/** Whether these are the facts of a partner's version. */
export const isForPartner = ({ others }: ReviewFacts): boolean => others === null;

type Figure = Extract<SlideBlock, { block: 'figures' }>['items'][number];

/** A figure with what it rests on. */
export const figure = (title: string, value: string, words: string, basis: string): Figure => ({
  title,
  value,
  words,
  basis,
});

/** Amounts in the unit that makes them readable: whole, thousands, millions. */
export function scaled(minors: readonly number[], currency: string): { unit: string; values: number[] } {
  const major = minors.map((minor) => minor / 10 ** currencyDigits(currency));
  const largest = Math.max(0, ...major.map(Math.abs));
  if (largest >= 20_000_000)
    return { unit: `million ${currency}`, values: major.map((value) => Math.round(value / 100_000) / 10) };
  if (largest >= 10_000)
    return { unit: `thousand ${currency}`, values: major.map((value) => Math.round(value / 1_000)) };
  return { unit: currency, values: major.map((value) => Math.round(value)) };
}

/** A column chart by quarter, its last quarter standing out. */
export function byQuarter(
  title: string,
  quarters: readonly { readonly label: string; readonly minor: number }[],
  currency: string,
): Extract<SlideBlock, { block: 'columns' }> {
  const { unit, values } = scaled(
    quarters.map((quarter) => quarter.minor),
    currency,
  );
  return {
    block: 'columns',
    title: `${title}, ${unit}`,
    unit,
    labels: quarters.map((quarter) => quarter.label),
    series: [{ name: title, values }],
    highlight: quarters.length - 1,
  };
}

/** “, the latest 8 of 10” behind the title of a table that leaves some out; nothing where all are shown. */
export const shownOf = (shown: number, all: number, which: string, say: ReviewFacts['say']): string =>
  shown < all ? `, the ${which} ${say.count(shown)} of ${say.count(all)}` : '';

/** With its full stop, which a name at the end (“S.p.A.”) may have already. */
export const ended = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** The first letter in upper case. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

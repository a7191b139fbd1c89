/** How two figures compare, in the words of a sentence. */

/** How a ratio is written: in basis points as a rate, and with one digit after the mark. */
interface Written {
  rate(bp: number): string;
  decimal(value: number): string;
}

/** Ratios that have a name, with how near they must come. */
const NAMED: readonly { readonly ratio: number; readonly within: number; readonly words: string }[] = [
  { ratio: 0.5, within: 0.03, words: 'half as much as' },
  { ratio: 2 / 3, within: 0.02, words: 'a third less than' },
  { ratio: 0.75, within: 0.02, words: 'a quarter less than' },
  { ratio: 1, within: 0.02, words: 'as much as' },
  { ratio: 1.25, within: 0.02, words: 'a quarter more than' },
  { ratio: 4 / 3, within: 0.02, words: 'a third more than' },
  { ratio: 1.5, within: 0.03, words: 'half as much again as' },
  { ratio: 2, within: 0.05, words: 'twice as much as' },
];

/**
 * RV1: an amount beside the one before it: by the name of the ratio where it has one (a quarter more, twice as much), in
 * per cent up to double, then in times. Nothing can be compared with nothing.
 *
 * @param before the name of the other period, “Q2 2026”
 */
export function comparedWith(now: number, then: number, before: string, say: Written): string {
  if (then <= 0) return now <= 0 ? `as in ${before}` : `after none in ${before}`;
  if (now <= 0) return `after some in ${before}`;
  const ratio = now / then;
  const named = NAMED.find((one) => Math.abs(ratio - one.ratio) <= one.within);
  if (named !== undefined) return `${named.words} in ${before}`;
  if (ratio > 2) return `${say.decimal(ratio)} times as much as in ${before}`;
  const percent = Math.round(Math.abs(ratio - 1) * 100);
  return `${say.rate(percent * 100)} ${ratio > 1 ? 'more' : 'less'} than in ${before}`;
}

/** RV1: “from fewer registrations”: whether a count grew. */
export function fromHowMany(now: number, then: number, what: string): string {
  if (now === then) return `from as many ${what}`;
  return `from ${now > then ? 'more' : 'fewer'} ${what}`;
}

export type Tone = 'pass' | 'due' | 'fail' | 'neutral';

/** RV2: a promise kept: every time, nine times of ten and more, or less often. One that never fell due has no tone. */
export function promiseKept(kept: number, of: number): { readonly kept: string; readonly tone: Tone } {
  if (of === 0) return { kept: 'none due', tone: 'neutral' };
  const tone = kept === of ? 'pass' : kept * 10 >= of * 9 ? 'due' : 'fail';
  return { kept: `${kept} of ${of}`, tone };
}

/** Fewer peers than this could be told apart by a rank. */
const FEWEST_PEERS = 5;

/**
 * RV3: the place of a figure among others, the largest first, equals sharing one; `null` under five peers, where a rank
 * would say something about one of them.
 *
 * Source: field.md 3.3, what the partner's version leaves out.
 *
 * @param peers the figures of the others
 */
export function placeAmong(
  own: number,
  peers: readonly number[],
): { readonly place: number; readonly of: number } | null {
  if (peers.length < FEWEST_PEERS) return null;
  return { place: peers.filter((peer) => peer > own).length + 1, of: peers.length + 1 };
}

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** “third”, “14th”, “22nd”. */
export function ordinal(place: number): string {
  const word = ORDINALS[place];
  if (word !== undefined && place > 0) return word;
  const teen = place % 100 >= 11 && place % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}

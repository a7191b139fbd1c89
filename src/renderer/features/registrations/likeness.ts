import type { Candidate, MatchEvidence } from '../../../contract/matching.ts';
import type { Tone } from '../../ui/tone.ts';

const FIELDS: Readonly<Record<MatchEvidence['field'], string>> = {
  name: 'Name',
  domain: 'Web domain',
  taxId: 'Tax number',
  country: 'Country',
  city: 'Town',
  postcode: 'Postcode',
  address: 'Street',
  phone: 'Telephone',
};

const PLACE: readonly MatchEvidence['field'][] = ['address', 'postcode', 'city', 'country'];

/** What is compared about places is one line of the evidence, named by the finest part that could be compared. */
export const placeOf = (candidate: Candidate): MatchEvidence | undefined =>
  candidate.evidence.find((line) => PLACE.includes(line.field));

export const fieldOf = (candidate: Candidate, field: MatchEvidence['field']): MatchEvidence | undefined =>
  candidate.evidence.find((line) => line.field === field);

/** The colour of a level: what is alike stands out as alike, whichever way that counts. */
export const toneOf: Readonly<Record<MatchEvidence['level'], Tone>> = {
  same: 'pass',
  near: 'pass',
  weak: 'due',
  differs: 'fail',
  missing: 'neutral',
};

/** “11 %”, “< 1 %”, “> 99 %”: never a certainty that no comparison gives. */
export function percentWords(probability: number): string {
  if (probability < 0.01) return '< 1 %';
  if (probability > 0.99) return '> 99 %';
  return `${Math.round(probability * 100)} %`;
}

const TITLES: Readonly<Record<Candidate['verdict'], string>> = {
  same: 'The same company',
  related: 'A related company, not the same',
  possible: 'Perhaps the same company',
  different: 'Another company',
};

/** “Perhaps the same company: 62 %”. */
export const verdictWords = ({ verdict, probability }: Candidate): string =>
  `${TITLES[verdict]}: ${percentWords(probability)}`;

export const verdictTone: Readonly<Record<Candidate['verdict'], Tone>> = {
  same: 'fail',
  related: 'due',
  possible: 'due',
  different: 'neutral',
};

const LEVELS: Readonly<Record<MatchEvidence['level'], string>> = {
  same: 'same',
  near: 'nearly the same',
  weak: 'in part',
  differs: 'differs',
  missing: 'missing',
};

/** “Town: Torino / Turin”, “Web domain: same”. */
export function lineWords(line: MatchEvidence): { title: string; values: string | undefined } {
  const title = `${FIELDS[line.field]}: ${LEVELS[line.level]}`;
  const [theirs, ours] = [line.theirs || undefined, line.ours || undefined];
  if (theirs === undefined && ours === undefined) return { title, values: undefined };
  if (ours === undefined) return { title, values: `only the partner gave ${theirs}` };
  if (theirs === undefined) return { title, values: `only the account has ${ours}` };
  return { title, values: theirs === ours ? ours : `${theirs} / ${ours}` };
}

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

/** What speaks for the two being one, and what against it, in a sentence. */
export function summaryOf(candidate: Candidate): string {
  const names = (wanted: (line: MatchEvidence) => boolean) =>
    candidate.evidence.filter(wanted).map((line) => `the ${FIELDS[line.field].toLocaleLowerCase('en')}`);
  const forIt = names((line) => line.bits > 0);
  const against = names((line) => line.bits < 0);
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
  const say = (list: readonly string[], how: string) =>
    `${joined(list)} ${list.length > 1 ? 'speak' : 'speaks'} ${how}`;
  if (forIt.length === 0 && against.length === 0) return 'Nothing that was given could be compared.';
  if (forIt.length === 0) return `${capital(say(against, 'against it'))}, and nothing for it.`;
  if (against.length === 0) return `${capital(say(forIt, 'for it'))}, and nothing against it.`;
  return `${capital(say(forIt, 'for it'))}; ${say(against, 'against it')}.`;
}

/**
 * Two companies chosen blindly are one with odds of 1 to 1 818 000, in bits. It is the engine’s own beginning
 * (`matching/compare.ts`); the probability alone does not give it back once it rounds to one.
 */
const START_BITS = -20.8;

export type Fall = {
  id: string;
  title: string;
  values?: string | undefined;
  /** Where the bar begins and ends, in bits; 0 is even odds. */
  from: number;
  to: number;
  bits: number;
};

/** The comparison as a waterfall: from the blind odds, step by step, to what they came to. */
export function waterfallOf(candidate: Candidate): Fall[] {
  const falls: Fall[] = [{ id: 'start', title: 'Start: 1 in 1,818,000', from: 0, to: START_BITS, bits: START_BITS }];
  let at = START_BITS;
  for (const line of candidate.evidence) {
    falls.push({ id: line.field, ...lineWords(line), from: at, to: at + line.bits, bits: line.bits });
    at += line.bits;
  }
  const odds = Math.log2(candidate.probability / (1 - candidate.probability));
  const shared = odds - at;
  // Other accounts are as like, and only one of them can be the customer.
  if (Number.isFinite(odds) && shared < -0.1) {
    falls.push({ id: 'shared', title: 'Other accounts are as like', from: at, to: odds, bits: shared });
  }
  return falls;
}

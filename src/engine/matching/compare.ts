import type { Customer, MatchEvidence, Verdict } from '../../contract/matching.ts';
import { domainLabel, type NormalisedCustomer, normaliseCustomer } from './normalise.ts';
import { editDistance, isContained, isInitials, tokenOverlap } from './similarity.ts';
import { isCommonWord } from './words.ts';

/**
 * Two customers compared field by field with Fellegi-Sunter weights in integer millibits, which add up whatever the
 * order. Source: matching.md, Comparisons and weights; where this differs, the reason stands beside it.
 */

/** Odds against any one account being the customer, before looking: 1 in 1 818 000. */
const PRIOR = -20_800;

const NAME = {
  // 21.0 by the book, which leaves an equal name alone at an even chance. An extract without domains has the name as its
  // only key, so an equal, telling name that nothing contradicts settles it here; any contradiction makes it `possible`.
  same: 26_800,
  sameButCommon: 20_000,
  sameInitialsOrClose: 16_600,
  near: 17_800,
  partial: 9_200,
  weak: 2_800,
  differs: -3_500,
} as const;
const LEGAL = { same: 1_800, differs: -2_800 } as const;
const DOMAIN = { same: 21_400, sameLabel: 12_000, isOtherName: 6_200, differs: -4_000 } as const;
// 19.8 by the book; an equal tax number is the same legal person, whatever the name says now.
const TAX = { same: 30_000, oneEdit: 14_600, differs: -4_300 } as const;
const PHONE = { same: 19_200, near: 11_000, differs: -4_300 } as const;
const PLACE = {
  address: 17_000,
  numberAndPostcode: 7_400,
  postcodeOrStreet: 7_500,
  city: 5_500,
  sameCountry: -400,
  otherCountry: -3_000,
} as const;

/** `same` from here: refusing a genuine deal costs fifty looks. */
export const SAME_FROM = 0.98;
/** `different` below: letting an existing customer pass costs twenty looks. */
export const DIFFERENT_BELOW = 0.05;

/** What is known of the whole list of accounts; without it every name and domain counts as rare. */
export interface MatchContext {
  /** How many accounts have this registrable domain. */
  readonly accountsWithDomain?: (domain: string) => number;
}

/** How one pair compares; `bits` includes the prior. */
export interface Comparison {
  readonly verdict: Verdict;
  /** That both are the same customer, judged alone, 0 to 1. */
  readonly probability: number;
  readonly bits: number;
  readonly evidence: readonly MatchEvidence[];
  readonly levels: Levels;
}

/** What the comparisons came to, for the rules on top. */
export interface Levels {
  readonly name: 'same' | 'common' | 'typo' | 'near' | 'initials' | 'partial' | 'weak' | 'differs' | 'missing';
  readonly domain: 'same' | 'brand' | 'label' | 'differs' | 'missing';
  readonly taxId: 'same' | 'near' | 'differs' | 'missing';
  readonly phone: 'same' | 'near' | 'differs' | 'missing';
  readonly place: 'address' | 'near' | 'city' | 'country' | 'other city' | 'other country' | 'missing';
}

/** Compares two customers as somebody wrote them. Symmetric: the order changes only whose values stand first in the evidence. */
export function compareCustomer(theirs: Customer, ours: Customer, context: MatchContext = {}): Comparison {
  return compareNormalised(normaliseCustomer(theirs), normaliseCustomer(ours), context);
}

interface Part<Level> {
  readonly level: Level;
  readonly evidence: MatchEvidence;
}

const bitsOf = (millibits: number) => millibits / 1_000;

/** Compares two customers already normalised. */
export function compareNormalised(
  a: NormalisedCustomer,
  b: NormalisedCustomer,
  context: MatchContext = {},
): Comparison {
  const name = compareNames(a, b);
  const domain = compareDomains(a, b, name.level === 'same' || name.level === 'common', context);
  const taxId = compareTaxIds(a, b);
  const phone = comparePhones(a, b);
  const place = comparePlaces(a, b);
  const evidence = [name, domain, taxId, phone, place].map((part) => part.evidence);
  const levels: Levels = {
    name: name.level,
    domain: domain.level,
    taxId: taxId.level,
    phone: phone.level,
    place: place.level,
  };
  const millibits = PRIOR + evidence.reduce((sum, line) => sum + Math.round(line.bits * 1_000), 0);
  const probability = probabilityOf(millibits);
  return { verdict: verdictOf(probability, levels), probability, bits: bitsOf(millibits), evidence, levels };
}

/** Odds in millibits as a probability. */
export function probabilityOf(millibits: number): number {
  return 1 / (1 + 2 ** (-millibits / 1_000));
}

/**
 * The verdict on a pair: by its probability, and then by rules of principle.
 *
 * Another country never gives `same` without the tax number (a subsidiary at most); unequal tax numbers, or an equal name
 * alone in another city, give `possible` at most; an equal tax number, domain or telephone, or a name one slip away that nothing contradicts,
 * is never `different`. Source: matching.md, Verdicts and thresholds.
 */
export function verdictOf(probability: number, levels: Levels): Verdict {
  const { name, domain, taxId, phone, place } = levels;
  let verdict: Verdict = probability >= SAME_FROM ? 'same' : probability < DIFFERENT_BELOW ? 'different' : 'possible';
  const contradicted = domain === 'differs' || taxId === 'differs' || phone === 'differs';
  const shared = taxId === 'same' || taxId === 'near' || domain === 'same';
  const sameName = name === 'same' || name === 'common';
  if (verdict === 'different' && (shared || ((sameName || name === 'typo') && !contradicted))) verdict = 'possible';
  if (taxId === 'same') return verdict;
  if (place === 'other country') return verdict === 'different' ? 'different' : 'related';
  if (domain === 'brand' && place === 'other city' && verdict !== 'different') return 'related';
  if (verdict !== 'same') return verdict;
  if (taxId === 'differs' && domain !== 'same') return 'possible';
  const onlyName = domain !== 'same' && phone !== 'same' && taxId !== 'near';
  if (onlyName && place === 'other city') return 'possible';
  if (onlyName && (name === 'common' || name === 'initials') && place !== 'address') return 'possible';
  return verdict;
}

function compareNames(a: NormalisedCustomer, b: NormalisedCustomer): Part<Levels['name']> {
  const { level, millibits } = nameLevel(a, b);
  const shown = (
    {
      same: 'same',
      common: 'same',
      typo: 'near',
      near: 'near',
      initials: 'near',
      partial: 'weak',
      weak: 'weak',
      differs: 'differs',
      missing: 'missing',
    } as const
  )[level];
  const bits = bitsOf(millibits + legalMillibits(a, b, level));
  return { level, evidence: { field: 'name', level: shown, theirs: a.written.name, ours: b.written.name, bits } };
}

function nameLevel(a: NormalisedCustomer, b: NormalisedCustomer): { level: Levels['name']; millibits: number } {
  const [x, y] = [a.name, b.name];
  if (x.compact === '' || y.compact === '') return { level: 'missing', millibits: 0 };
  if (x.compact === y.compact) {
    const telling =
      (x.compact.length > 2 || (x.whole === y.whole && x.whole.length > 4)) &&
      x.tokens.some((token) => !isCommonWord(token));
    return telling ? { level: 'same', millibits: NAME.same } : { level: 'common', millibits: NAME.sameButCommon };
  }
  // Han characters read as Chinese say nothing about how a Japanese name sounds: not comparable with Latin letters.
  if (x.ideographic !== y.ideographic) return { level: 'missing', millibits: 0 };
  const longest = Math.max(x.compact.length, y.compact.length);
  const alike = Math.floor(longest / 4);
  const edits = editDistance(x.compact, y.compact, Math.max(alike, slipsIn(longest)));
  const likeness = edits > alike ? 0 : 1 - edits / longest;
  const isTypo = edits <= slipsIn(longest) || isOneSlip(x.whole, y.whole);
  const score = Math.max(likeness, tokenOverlap(x.tokens, y.tokens));
  if (isTypo) return { level: 'typo', millibits: score >= 0.9 ? NAME.near : NAME.sameInitialsOrClose };
  if (score >= 0.9) return { level: 'near', millibits: NAME.near };
  if (score >= 0.75) return { level: 'near', millibits: NAME.sameInitialsOrClose };
  if (isInitials(x.tokens, y.tokens)) return { level: 'initials', millibits: NAME.sameInitialsOrClose };
  if (score >= 0.55 || isContained(x.tokens, y.tokens)) return { level: 'partial', millibits: NAME.partial };
  if (score >= 0.3) return { level: 'weak', millibits: NAME.weak };
  return { level: 'differs', millibits: NAME.differs };
}

/** Edits that are one slip of the hand: one, or two from eight letters on; none under four. */
const slipsIn = (letters: number): number => (letters >= 8 ? 2 : letters >= 4 ? 1 : -1);

function isOneSlip(a: string, b: string): boolean {
  const slips = slipsIn(Math.max(a.length, b.length));
  return editDistance(a, b, 2) <= slips;
}

// Forms of two countries are not comparable (a Ltd's daughter is a GmbH), so the form counts inside one country only.
function legalMillibits(a: NormalisedCustomer, b: NormalisedCustomer, level: Levels['name']): number {
  const [x, y] = [a.name.legal, b.name.legal];
  if (level === 'missing' || level === 'differs' || x === null || y === null) return 0;
  if (a.place.country === null || a.place.country !== b.place.country) return 0;
  return x === y ? LEGAL.same : LEGAL.differs;
}

function compareDomains(
  a: NormalisedCustomer,
  b: NormalisedCustomer,
  sameName: boolean,
  context: MatchContext,
): Part<Levels['domain']> {
  const [x, y] = [a.domain, b.domain];
  const line = (level: MatchEvidence['level'], millibits: number): MatchEvidence => ({
    field: 'domain',
    level,
    theirs: a.written.domain ?? null,
    ours: b.written.domain ?? null,
    bits: bitsOf(millibits),
  });
  if (x === null || y === null) return { level: 'missing', evidence: line('missing', 0) };
  if (x === y) {
    // A domain of five accounts or more is a brand's or a host's, and says nothing about which of them is meant.
    const isBrand = (context.accountsWithDomain?.(x) ?? 1) >= 5;
    return isBrand
      ? { level: 'brand', evidence: line('weak', 0) }
      : { level: 'same', evidence: line('same', DOMAIN.same) };
  }
  if (domainLabel(x) === domainLabel(y)) {
    const repeatsName = sameName && domainLabel(x).replaceAll('-', '') === a.name.compact;
    return { level: 'label', evidence: line('near', repeatsName ? 0 : DOMAIN.sameLabel) };
  }
  const isOtherName = !sameName && (domainLabel(x) === b.name.compact || domainLabel(y) === a.name.compact);
  if (isOtherName) return { level: 'differs', evidence: line('weak', DOMAIN.isOtherName) };
  return { level: 'differs', evidence: line('differs', DOMAIN.differs) };
}

/** No country has a tax number without a digit: “unknown” and “not available” stand for none. */
export const taxNumber = (taxId: string | null): string | null => (taxId !== null && /\d/.test(taxId) ? taxId : null);

function compareTaxIds(a: NormalisedCustomer, b: NormalisedCustomer): Part<Levels['taxId']> {
  const line = (level: MatchEvidence['level'], millibits: number): MatchEvidence => ({
    field: 'taxId',
    level,
    theirs: a.written.taxId ?? null,
    ours: b.written.taxId ?? null,
    bits: bitsOf(millibits),
  });
  const [x, y] = [taxNumber(a.taxId), taxNumber(b.taxId)];
  if (x === null || y === null) return { level: 'missing', evidence: line('missing', 0) };
  if (x === y) return { level: 'same', evidence: line('same', TAX.same) };
  // Every country numbers for itself: two numbers of two countries do not contradict each other.
  if (a.place.country !== null && b.place.country !== null && a.place.country !== b.place.country) {
    return { level: 'missing', evidence: line('differs', 0) };
  }
  if (editDistance(x, y, 1) <= 1) return { level: 'near', evidence: line('near', TAX.oneEdit) };
  return { level: 'differs', evidence: line('differs', TAX.differs) };
}

function comparePhones(a: NormalisedCustomer, b: NormalisedCustomer): Part<Levels['phone']> {
  const line = (level: MatchEvidence['level'], millibits: number): MatchEvidence => ({
    field: 'phone',
    level,
    theirs: a.written.phone ?? null,
    ours: b.written.phone ?? null,
    bits: bitsOf(millibits),
  });
  if (a.phone === null || b.phone === null) return { level: 'missing', evidence: line('missing', 0) };
  if (a.phone === b.phone) return { level: 'same', evidence: line('same', PHONE.same) };
  if (a.phone.slice(0, 5) === b.phone.slice(0, 5)) return { level: 'near', evidence: line('near', PHONE.near) };
  return { level: 'differs', evidence: line('differs', PHONE.differs) };
}

// One comparison, not five: postcode, city and street say nearly the same, and counted apart they feign certainty.
function comparePlaces(a: NormalisedCustomer, b: NormalisedCustomer): Part<Levels['place']> {
  const [x, y] = [a.place, b.place];
  const line = (
    field: 'address' | 'postcode' | 'city' | 'country',
    level: MatchEvidence['level'],
    millibits: number,
  ): MatchEvidence => ({
    field,
    level,
    theirs: a.written[field] ?? null,
    ours: b.written[field] ?? null,
    bits: bitsOf(millibits),
  });
  const equal = (field: 'city' | 'postcode' | 'number' | 'street' | 'country') =>
    x[field] !== null && x[field] === y[field];
  const differs = (field: 'city' | 'postcode' | 'country') =>
    x[field] !== null && y[field] !== null && x[field] !== y[field];
  if (differs('country')) return { level: 'other country', evidence: line('country', 'differs', PLACE.otherCountry) };
  if (equal('number') && equal('street') && !differs('city'))
    return { level: 'address', evidence: line('address', 'same', PLACE.address) };
  if (equal('number') && equal('postcode'))
    return { level: 'near', evidence: line('postcode', 'same', PLACE.numberAndPostcode) };
  if (equal('postcode')) return { level: 'near', evidence: line('postcode', 'same', PLACE.postcodeOrStreet) };
  if (equal('street') && !differs('city'))
    return { level: 'near', evidence: line('address', 'near', PLACE.postcodeOrStreet) };
  if (equal('city')) return { level: 'city', evidence: line('city', 'same', PLACE.city) };
  if (differs('city')) return { level: 'other city', evidence: line('city', 'differs', PLACE.sameCountry) };
  if (equal('country')) return { level: 'country', evidence: line('country', 'same', 0) };
  return { level: 'missing', evidence: line('country', 'missing', 0) };
}

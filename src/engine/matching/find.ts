import type { Customer, MatchEvidence, Verdict } from '../../contract/matching.ts';
import {
  type Comparison,
  compareNormalised,
  DIFFERENT_BELOW,
  type MatchContext,
  probabilityOf,
  taxNumber,
  verdictOf,
} from './compare.ts';
import { matchKeys } from './keys.ts';
import { type NormalisedCustomer, normaliseCustomer } from './normalise.ts';

/** A record the store gives back for a key: an account, or the customer of a registration. */
export interface StoredRecord extends Customer {
  readonly id: string;
}

/** A record that may be the customer. */
export interface FoundCandidate {
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** That this record is the customer, beside the other candidates and “none of them”, 0 to 1. */
  readonly probability: number;
  /** Sum of all weights and the prior. */
  readonly bits: number;
  readonly evidence: readonly MatchEvidence[];
  /** The evidence in words, the most telling first. */
  readonly words: readonly string[];
}

export interface Found {
  /** That of the best candidate; `different` where there is none. */
  readonly verdict: Verdict;
  /** Best first, at most `limit`; near misses are among them. */
  readonly candidates: readonly FoundCandidate[];
  /** How many records shared a key and were compared. */
  readonly compared: number;
  /** How many fields of the query can tell customers apart: name, domain, tax number, telephone, city or address. Under two a `different` proves nothing. */
  readonly informativeFields: number;
}

export interface FindOptions extends MatchContext {
  /** 10 when not given. */
  readonly limit?: number;
}

/** Under so many informative fields a `different` proves nothing. */
const ENOUGH_FIELDS = 2;

const MILLIBITS_APART = 3_000;

/**
 * The records that may be this customer, best first, each with its evidence.
 *
 * @param lookup gives the records that have any of these keys, each once; the keys come the most telling first, and a key that
 *   many records have (200, say) may be left out unless it is of kind tax, domain or name
 * @returns the same whatever the order `lookup` answers in: ties are broken by id
 */
export function findCandidates(
  lookup: (keys: readonly string[]) => readonly StoredRecord[],
  query: Customer,
  options: FindOptions = {},
): Found {
  const normal = normalisedQuery(query);
  const records = lookup(matchKeys(normal).map(({ key }) => key));
  const judged = records.map((record) => {
    const stored = normalisedOnce(record);
    return { record, stored, comparison: compareNormalised(normal, stored, options) };
  });
  judged.sort((a, b) => b.comparison.bits - a.comparison.bits || (a.record.id < b.record.id ? -1 : 1));
  const best = judged.slice(0, options.limit ?? 10);
  const candidates = compete(best, options);
  return {
    verdict: candidates[0]?.verdict ?? 'different',
    candidates,
    compared: records.length,
    informativeFields: informativeFields(normal),
  };
}

/**
 * How each record that shares a key with a customer compares with it, for many customers at once. Each is judged by itself:
 * unlike candidates, records do not compete here, so that A compares with B as B does with A. Those that are `different` are
 * left out.
 */
export function compareEach(
  lookup: (keysOfEach: readonly (readonly string[])[]) => readonly (readonly StoredRecord[])[],
  queries: readonly Customer[],
  context: MatchContext = {},
): { id: string; verdict: Exclude<Verdict, 'different'> }[][] {
  const normal = queries.map(normalisedQuery);
  const records = lookup(normal.map((query) => matchKeys(query).map(({ key }) => key)));
  return normal.map((query, at) =>
    (records[at] ?? []).flatMap((record) => {
      const { verdict } = compareNormalised(query, normalisedOnce(record), context);
      return verdict === 'different' ? [] : [{ id: record.id, verdict }];
    }),
  );
}

const asked = new Map<string, NormalisedCustomer>();
const ASKED_KEPT = 5_000;

/** The same customer is asked for again and again: with each check of its registration, each look at it, each claim beside it. */
function normalisedQuery(query: Customer): NormalisedCustomer {
  const text = JSON.stringify(query);
  const known = asked.get(text);
  if (known !== undefined) return known;
  if (asked.size >= ASKED_KEPT) asked.clear();
  const normal = normaliseCustomer(query);
  // Not looked for either: those who have the same word for none would take the room of those that are near.
  const customer = { ...normal, taxId: taxNumber(normal.taxId) };
  asked.set(text, customer);
  return customer;
}

const worked = new WeakMap<StoredRecord, NormalisedCustomer>();

/** Records are compared again and again, and never change: each is normalised once. */
function normalisedOnce(record: StoredRecord): NormalisedCustomer {
  const known = worked.get(record);
  if (known !== undefined) return known;
  const normal = normaliseCustomer(record);
  worked.set(record, normal);
  return normal;
}

/** Whether no more than a name tells this customer apart from others, so that `different` proves nothing. */
export const isNameAlone = (customer: Customer): boolean =>
  informativeFields(normalisedQuery(customer)) < ENOUGH_FIELDS;

function informativeFields({ name, domain, taxId, phone, place }: NormalisedCustomer): number {
  return [name.compact || null, domain, taxId, phone, place.city ?? place.postcode ?? place.street].filter(
    (value) => value !== null,
  ).length;
}

interface Judged {
  readonly record: StoredRecord;
  readonly stored: NormalisedCustomer;
  readonly comparison: Comparison;
}

/**
 * Candidates compete: at most one real customer is meant, so their chances and that of “none” sum to one. Records that are
 * themselves the same customer (duplicates in the CRM) count once. Two different ones within three bits are both `possible`.
 */
function compete(best: readonly Judged[], options: FindOptions): FoundCandidate[] {
  const groups: Judged[][] = [];
  for (const one of best) {
    const group = groups.find(
      ([first]) => first && compareNormalised(first.stored, one.stored, options).verdict === 'same',
    );
    if (group) group.push(one);
    else groups.push([one]);
  }
  const odds = groups.map((group) => 2 ** Math.max(...group.map(({ comparison }) => comparison.bits)));
  const all = 1 + odds.reduce((sum, value) => sum + value, 0);
  const [first, second] = groups;
  const lead =
    first?.[0] && second?.[0]
      ? Math.round((first[0].comparison.bits - second[0].comparison.bits) * 1_000)
      : Number.POSITIVE_INFINITY;
  const found = groups.flatMap((group, index) =>
    group.map(({ record, comparison }) => {
      const alone = probabilityOf(Math.round(comparison.bits * 1_000));
      const probability = Math.min(alone, (odds[index] ?? 0) / all);
      const tied = index < 2 && lead < MILLIBITS_APART && comparison.verdict === 'same';
      const verdict = tied
        ? 'possible'
        : index > 0 && comparison.verdict === 'same'
          ? verdictOf(probability, comparison.levels)
          : comparison.verdict;
      const { evidence, bits } = comparison;
      return { id: record.id, name: record.name, verdict, probability, bits, evidence, words: explain(evidence) };
    }),
  );
  return found.sort((a, b) => rank(b) - rank(a) || b.bits - a.bits || (a.id < b.id ? -1 : 1));
}

function rank({ verdict }: FoundCandidate): number {
  return ['different', 'possible', 'related', 'same'].indexOf(verdict);
}

const LABELS: Readonly<Record<MatchEvidence['field'], string>> = {
  name: 'name',
  domain: 'domain',
  taxId: 'tax number',
  country: 'country',
  city: 'city',
  postcode: 'postcode',
  address: 'address',
  phone: 'telephone',
};

/** Evidence in words, the most telling first: “name “Müller GmbH” = “MUELLER”: decisive”. Fields that one side lacks come last. */
export function explain(evidence: readonly MatchEvidence[]): string[] {
  return [...evidence]
    .sort(
      (a, b) => Number(a.level === 'missing') - Number(b.level === 'missing') || Math.abs(b.bits) - Math.abs(a.bits),
    )
    .map((line) => {
      const label = LABELS[line.field];
      if (line.level === 'missing') return `${label}: not known on both sides`;
      const sign = { same: '=', near: '≈', weak: '~', differs: '≠' }[line.level];
      return `${label} “${line.theirs ?? ''}” ${sign} “${line.ours ?? ''}”: ${strength(line.bits)}`;
    });
}

function strength(bits: number): string {
  if (bits >= 10) return 'decisive';
  if (bits >= 5) return 'strong';
  if (bits >= 2) return 'some weight';
  return bits <= -2 ? 'against' : 'slight';
}

/**
 * Why a candidate fell short and what would change it; `null` where it did not fall short.
 * Shown under a finding, so that a near miss can be judged by a person.
 */
export function whatWouldChange(candidate: FoundCandidate): string | null {
  if (candidate.verdict === 'same') return null;
  const tax = candidate.evidence.find((line) => line.field === 'taxId');
  const domain = candidate.evidence.find((line) => line.field === 'domain');
  const percent = candidate.probability < 0.01 ? 'under 1 %' : `${Math.round(candidate.probability * 100)} %`;
  if (tax?.level === 'missing') return `${percent}; an equal tax number would make it the same customer`;
  if (domain?.level === 'missing') return `${percent}; an equal domain would make it more likely`;
  return candidate.probability < DIFFERENT_BELOW ? `${percent}; nothing that was given speaks for it` : percent;
}

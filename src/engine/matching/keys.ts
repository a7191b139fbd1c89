import type { Customer } from '../../contract/matching.ts';
import { domainLabel, type NormalisedCustomer, normaliseCustomer } from './normalise.ts';
import { isCommonWord } from './words.ts';

export const KEY_KINDS = ['tax', 'domain', 'name', 'phone', 'place', 'label', 'typo', 'token', 'tail', 'head'] as const;
/** What a key is made of; the list runs from the most telling to the least. */
export type KeyKind = (typeof KEY_KINDS)[number];

/** A blocking key: two records that may be the same customer share at least one. `key` begins with its kind and is unique across kinds. */
export interface MatchKey {
  readonly kind: KeyKind;
  readonly key: string;
}

/** Up to this length a name gets a key for each letter left out; a longer one keeps its first or its last six letters whatever one slip does. */
const SHORT = 13;

/**
 * The blocking keys of a customer, the most telling first: tax number, domain, name, telephone, street address, domain's label, the
 * name with one letter left out, each telling word, its last six and first six letters.
 *
 * About a dozen for a long name, some twenty for a short one. Stored for accounts and registrations alike, and asked with
 * for a look-up; both sides use this function.
 */
export function matchKeys(customer: Customer | NormalisedCustomer): MatchKey[] {
  const normal = 'written' in customer ? customer : normaliseCustomer(customer);
  const { name, domain, taxId, phone, place } = normal;
  const keys: MatchKey[] = [];
  const add = (kind: KeyKind, value: string) => keys.push({ kind, key: `${kind}:${value}` });
  if (taxId !== null) add('tax', taxId);
  if (domain !== null) add('domain', domain);
  if (name.compact !== '') add('name', name.compact);
  if (phone !== null) add('phone', phone);
  if (place.number !== null && place.street !== null) add('place', `${place.number} ${place.street}`);
  // A label also meets names: harrowrobotics.com belongs to “Harrow Robotics”.
  if (domain !== null) add('label', domainLabel(domain).replaceAll('-', ''));
  if (name.compact.length >= 3) add('label', name.compact);
  if (name.compact.length >= 4 && name.compact.length <= SHORT)
    for (const shorter of withOneLeftOut(name.compact)) add('typo', shorter);
  for (const token of name.tokens) if (token.length >= 3 && !isCommonWord(token)) add('token', token);
  if (name.compact.length >= SHORT) add('tail', name.compact.slice(-6));
  if (name.compact.length >= 6) add('head', name.compact.slice(0, 6));
  const seen = new Set<string>();
  return keys.filter(({ key }) => !seen.has(key) && seen.add(key));
}

function withOneLeftOut(word: string): string[] {
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}

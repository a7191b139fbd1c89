import type { RegistrationInput } from '../../contract/registrations.ts';
import { canonicalJson, sha256 } from '../store/ids.ts';

/**
 * The hash of what a registration says, by which the same one sent twice is recognised: not when it came, not in which
 * order its evidence stands, not how much white space surrounds a value.
 *
 * @param input with `partner` as the partner's id, so that a key and a name of the same partner give the same hash
 */
export function contentHashOf(input: RegistrationInput): string {
  const { receivedAt: _, evidence, ...said } = input;
  const sorted = evidence.map((one) => canonicalJson(trimmed(one) ?? null)).sort();
  return sha256(canonicalJson({ said: trimmed(said) ?? null, evidence: sorted }));
}

/** A value without empty fields and outer white space; `undefined` when nothing is left. */
function trimmed(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = value.normalize('NFC').trim();
    return text === '' ? undefined : text;
  }
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => trimmed(one) ?? null);
  const fields = Object.entries(value).flatMap(([key, field]) => {
    const kept = trimmed(field);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

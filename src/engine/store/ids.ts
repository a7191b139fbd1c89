import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EpochMs } from '../../contract/units.ts';

/** Canonical JSON (RFC 8785): the same value gives the same text on every machine. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('expected a value that JSON can hold, found undefined');
  return text;
}

/** Lower-case hexadecimal SHA-256. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * The first 28 characters of the UUIDv7s (RFC 9562) of one journal entry. Its 48-bit time is the entry's instant; the
 * random bits come from the hash of what the entry rests on, so that a replay gives the same ids again. The last eight
 * digits are the ordinal of the record within the entry; the entry itself has ordinal 0.
 */
export function idPrefix(at: EpochMs, seed: string): string {
  const time = at.toString(16).padStart(12, '0');
  const hash = sha256(seed);
  const variant = ((Number.parseInt(hash.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 11)}`;
}

/** The id with an ordinal. In SQL: `prefix || printf('%08x', ordinal)`. */
export const idAt = (prefix: string, ordinal: number): string => `${prefix}${ordinal.toString(16).padStart(8, '0')}`;

import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { numberWord } from './findings.ts';

type Competing = RegistrationDetail['competing'];

/** Who else claims: each partner for itself, and our own team once, however many open opportunities it has. */
export function claimantsOf(competing: Competing): { partners: Competing; own: Competing } {
  return {
    partners: competing.filter((claim) => claim.kind === 'registration'),
    own: competing.filter((claim) => claim.kind === 'opportunity'),
  };
}

const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/**
 * “One competing claim”, “Our own team has an open opportunity”, or both: a claim is a partner’s, as the check of that name has it, so that
 * the two never say different things.
 */
export function competingWords(competing: Competing): string {
  const { partners, own } = claimantsOf(competing);
  const claims = `${numberWord(partners.length)} competing ${partners.length === 1 ? 'claim' : 'claims'}`;
  const ours =
    own.length === 1
      ? 'our own team has an open opportunity'
      : `our own team has ${numberWord(own.length)} open opportunities`;
  const parts = [...(partners.length === 0 ? [] : [claims]), ...(own.length === 0 ? [] : [ours])];
  return capital(parts.join(', and '));
}

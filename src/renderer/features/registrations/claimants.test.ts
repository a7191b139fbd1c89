import { describe, expect, test } from 'vitest';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { competingWords } from './claimants.ts';

const claims = (partners: number, own: number): RegistrationDetail['competing'] =>
  Array.from({ length: partners + own }, (_, place) => ({
    kind: place < partners ? 'registration' : 'opportunity',
    id: String(place),
    label: String(place),
    partnerName: null,
    receivedAt: null,
    state: 'open',
    verdict: 'same',
  }));

describe('who competes, in words', () => {
  test.each([
    { partners: 1, own: 0, words: 'One competing claim' },
    { partners: 2, own: 0, words: 'Two competing claims' },
    { partners: 0, own: 1, words: 'Our own team has an open opportunity' },
    { partners: 0, own: 9, words: 'Our own team has nine open opportunities' },
    { partners: 1, own: 2, words: 'One competing claim, and our own team has two open opportunities' },
  ])('$words', ({ partners, own, words }) => {
    expect(competingWords(claims(partners, own))).toBe(words);
  });
});

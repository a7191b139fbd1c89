import { describe, expect, test } from 'vitest';
import type { CaseDetail, Claim, ClaimLabel, Outcome } from '../../../contract/conflicts.ts';
import { claimsWords, colorOf, isSamePerson, meaningsOf, outcomesOf, outcomeWords, winnersOf } from './caseWords.ts';

const claim = (label: ClaimLabel, kind: Claim['kind'], partnerName?: string): Claim =>
  ({ label, kind, revealed: partnerName === undefined ? null : { partnerName } }) as Claim;

const detail = (...list: Claim[]) => ({ list }) as unknown as CaseDetail;
const three = detail(
  claim('A', 'registration', 'Kestrel Parts'),
  claim('B', 'direct opportunity', 'Our own team'),
  claim('C', 'registration', 'Lim & Tan'),
);

test('every claimant has a colour, the fourth that of the first again', () => {
  expect((['A', 'B', 'C', 'D', 'H'] as const).map(colorOf)).toEqual(['a', 'b', 'c', 'a', 'b']);
});

describe('an outcome names only who may win by it', () => {
  test.each<{ outcome: Outcome; labels: ClaimLabel[]; needed: boolean }>([
    { outcome: 'award', labels: ['A', 'C'], needed: true },
    { outcome: 'teaming', labels: ['A', 'C'], needed: true },
    { outcome: 'co-sell', labels: ['A', 'C'], needed: false },
    { outcome: 'direct keeps', labels: ['B'], needed: false },
    { outcome: 'no protection', labels: [], needed: false },
  ])('$outcome: $labels', ({ outcome, labels, needed }) => {
    expect(winnersOf(three, outcome)).toEqual({ labels, needed });
  });

  test('the direct team keeps nothing where it claims nothing', () => {
    const partners = detail(claim('A', 'registration'), claim('B', 'registration'));
    expect(outcomesOf(partners, ['award', 'direct keeps'])).toEqual(['award']);
    expect(outcomesOf(three, ['award', 'direct keeps'])).toEqual(['award', 'direct keeps']);
  });
});

test('an outcome is a sentence, with names only once they are open', () => {
  expect(outcomeWords(three, 'award', 'A')).toBe('Award the deal to A, Kestrel Parts');
  expect(outcomeWords(detail(claim('A', 'registration')), 'award', 'A')).toBe('Award the deal to claimant A');
  expect(outcomeWords(three, 'co-sell', null)).toBe('The claimants sell together');
});

test('who ruled is known by the name, however it is typed', () => {
  expect(isSamePerson('M. Okafor', ' m. okafor ')).toBe(true);
  expect(isSamePerson('M. Okafor', 'A. Ferrari')).toBe(false);
});

test('a guide tells what each score means', () => {
  expect(meaningsOf('0 none · 1 a contact · 2 meetings with the decider')).toEqual([
    'none',
    'a contact',
    'meetings with the decider',
  ]);
  expect(claimsWords(3)).toBe('three claims');
});

import { describe, expect, test } from 'vitest';
import { at, on } from '../../../../test/support/sample-programme.ts';
import { otherRegistration, sampleRegistration } from '../../../../test/support/sample-registration.ts';
import type { FindingResult } from '../../../contract/registrations.ts';
import { competingClaims, type DuplicateFacts, noCompetingClaim, notTheSameAgain } from './duplicates.ts';

const facts = (others: DuplicateFacts['others']): DuplicateFacts => ({
  registration: sampleRegistration(),
  partnerId: 'p1',
  contentHash: 'a',
  others,
});
type Row = readonly [FindingResult, string, Parameters<typeof otherRegistration>[0]];

describe('DU1: the same partner has not registered it already', () => {
  const rows: readonly Row[] = [
    ['fail', 'the customer and family are the same', { partnerId: 'p1' }],
    [
      'fail',
      'the content is the same, the customer resolved otherwise',
      { partnerId: 'p1', contentHash: 'a', verdict: 'possible', family: null },
    ],
    ['cannot tell', 'the customer is possibly the same', { partnerId: 'p1', verdict: 'possible' }],
    ['pass', 'the family is another', { partnerId: 'p1', family: 'Robots' }],
    ['pass', 'the first one was withdrawn', { partnerId: 'p1', state: 'withdrawn' }],
    ['pass', 'it is another partner’s', {}],
  ];
  test.each(rows)('DU1: %s when %s', (result, _when, changes) => {
    expect(notTheSameAgain(facts([otherRegistration(changes)])).result).toBe(result);
  });
});

describe('CC1: nobody else claims it', () => {
  const rows: readonly Row[] = [
    ['fail', 'another partner came before', {}],
    ['fail', 'another partner came after', { receivedAt: at('2026-06-02T10:00+02:00') }],
    ['cannot tell', 'the customer is possibly the same', { verdict: 'possible' }],
    ['pass', 'the other was rejected', { state: 'rejected' }],
    ['pass', 'the other is protected no more', { state: 'approved', protectedUntil: on('2026-05-31') }],
    ['pass', 'it is the partner’s own', { partnerId: 'p1' }],
  ];
  test.each(rows)('CC1: %s when %s', (result, _when, changes) => {
    expect(noCompetingClaim(facts([otherRegistration(changes)])).result).toBe(result);
  });

  test('CC1: the first received is the first listed, whatever the order given', () => {
    const later = otherRegistration({ id: 'r3', number: 'R-2026-0003', receivedAt: at('2026-06-01T12:00+02:00') });
    expect(competingClaims(facts([later, otherRegistration()])).map(({ other }) => other.id)).toEqual(['r2', 'r3']);
  });
});

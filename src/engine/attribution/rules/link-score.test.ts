import { describe, expect, test } from 'vitest';
import { euro, on } from '../../../../test/support/sample-programme.ts';
import { type LinkOpportunity, type LinkRegistration, linkScore, rankLinks } from './link-score.ts';

const registration: LinkRegistration = {
  family: 'CRM',
  value: euro(20_000),
  receivedOn: on('2026-06-01'),
  partnerName: 'tellus it',
};
const opportunity = (changes: Partial<LinkOpportunity> = {}): LinkOpportunity => ({
  id: 'o1',
  verdict: 'same',
  family: 'CRM',
  value: euro(21_000),
  openedOn: on('2026-06-10'),
  status: 'open',
  closeOn: on('2026-09-30'),
  partnerName: 'Tellus IT',
  ...changes,
});

describe('LK1: registration and opportunity', () => {
  test.each([
    [1, 'everything fits', {}],
    [0.9, 'the CRM names no partner', { partnerName: null }],
    [0.9, 'the value is far off', { value: euro(90_000) }],
    [0.95, 'the value is within half', { value: euro(11_000) }],
    [0.9, 'the value is in another currency', { value: euro(20_000, 'USD') }],
    [0.8, 'it was opened before the receipt', { openedOn: on('2026-05-31') }],
    [1, 'it was opened 180 days later', { openedOn: on('2026-11-28') }],
    [0.85, 'it was opened 181 days later', { openedOn: on('2026-11-29') }],
    [0.85, 'its family is not known', { family: null }],
    [0.8, 'the account is possible only', { verdict: 'possible' as const }],
    [0, 'the family is another', { family: 'Robots' }],
    [0, 'the CRM names another partner', { partnerName: 'Harrow Partners' }],
    [0, 'it was lost before the receipt', { status: 'lost' as const, closeOn: on('2026-05-31') }],
  ])('LK1: %d when %s', (score, _when, changes) => {
    expect(linkScore(registration, opportunity(changes)).score).toBe(score);
  });

  test('LK2: a link makes itself only where it is alone', () => {
    const other = opportunity({ id: 'o2', partnerName: null });
    expect(rankLinks(registration, [other]).map((one) => one.makesItself)).toEqual([true]);
    expect(
      rankLinks(registration, [other, opportunity()]).map(({ opportunity: id, makesItself }) => [id, makesItself]),
    ).toEqual([
      ['o1', false],
      ['o2', false],
    ]);
    expect(
      rankLinks(registration, [opportunity(), opportunity({ id: 'o3', verdict: 'possible', partnerName: null })]).map(
        (one) => one.makesItself,
      ),
    ).toEqual([true, false]);
    expect(rankLinks(registration, [opportunity({ family: 'Robots' })])).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attribution, Role } from '../../../contract/attribution.ts';
import {
  type CreditDraft,
  divided,
  draftOf,
  leftBp,
  missingIn,
  type PartDraft,
  rolesOf,
  withOrigin,
  withPart,
} from './creditDraft.ts';

const percent = (bp: number) => `${bp / 100}%`;
const part = (key: number, partner: string | null, role: Role, share: number | ''): PartDraft => ({
  key,
  partner,
  role,
  percent: share,
});
const draft = (...parts: PartDraft[]): CreditDraft => ({ origin: 'sourced', parts, reason: 'Agreed.' });

describe('who is credited, as it is typed', () => {
  test('begins with what stands now', () => {
    const roles = [
      { partner: 'a', partnerName: 'A', role: 'originator', shareBp: 6_667 },
      { partner: 'b', partnerName: 'B', role: 'delivery', shareBp: 3_333 },
    ] as unknown as Attribution['roles'];
    const from = draftOf({ origin: 'sourced', roles });
    expect(leftBp(from.parts)).toBe(0);
    expect(rolesOf(from.parts).map(({ shareBp }) => shareBp)).toEqual([6_667, 3_333]);
  });

  test('another part gets what is left, and is no second originator', () => {
    const next = withPart(draft(part(0, 'a', 'originator', 70)));
    expect(next.parts[1]).toMatchObject({ role: 'advisor', percent: 30, partner: null });
  });

  test('a direct one has no parts; any other begins with one', () => {
    const direct = withOrigin(draft(part(0, 'a', 'originator', 100)), 'direct');
    expect(direct.parts).toEqual([]);
    expect(withOrigin(direct, 'influenced').parts).toMatchObject([{ role: 'advisor', percent: 100 }]);
  });

  test('equal shares are the whole, however many there are, and differ by a hundredth at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (many) => {
        const parts = divided(Array.from({ length: many }, (_, key) => part(key, `p${key}`, 'advisor', '')));
        const shares = rolesOf(parts).map(({ shareBp }) => shareBp);
        expect(leftBp(parts)).toBe(0);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([
    ['Choose the partner of each part.', draft(part(0, null, 'originator', 100))],
    ['Give each part a share, or remove it.', draft(part(0, 'a', 'originator', ''))],
    ['40% is still to be given.', draft(part(0, 'a', 'originator', 60))],
    [
      'The shares are 0.01% more than the whole.',
      draft(part(0, 'a', 'originator', 60), part(1, 'b', 'delivery', 40.01)),
    ],
    [
      'A partner has the same role twice: put its shares together.',
      draft(part(0, 'a', 'advisor', 50), part(1, 'a', 'advisor', 50)),
    ],
    ['An opportunity has one originator.', draft(part(0, 'a', 'originator', 50), part(1, 'b', 'originator', 50))],
    ['Say why.', { ...draft(part(0, 'a', 'originator', 100)), reason: ' ' }],
    [undefined, draft(part(0, 'a', 'originator', 33.34), part(1, 'b', 'delivery', 33.33), part(2, 'c', 'site', 33.33))],
  ])('%s', (words, typed) => {
    expect(missingIn(typed, percent)).toBe(words);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, on, sampleCalendar, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import { appealAnswerDue, appealDeciderProblems, appealProblems, appealUntil, ruleBy } from './appeals.ts';
import { labelClaims } from './labels.ts';
import { unscored, weightedTotal } from './scores.ts';

const policy = sampleProgramme().conflicts;
const calendar = sampleCalendar(['2026-06-04']);
const codes = (problems: readonly { code: string }[]) => problems.map((problem) => problem.code);

describe('appeals', () => {
  test('AP1: filed within ten business days after the day of the ruling, holidays not counted', () => {
    expect(appealUntil(at('2026-06-01T16:30+02:00'), policy, calendar)).toBe('2026-06-16');
    expect(appealUntil(at('2026-06-06T23:30+02:00'), policy, calendar)).toBe('2026-06-19');
  });

  test('AP2: answered within fifteen business days', () => {
    expect(new Date(appealAnswerDue(at('2026-06-01T10:00+02:00'), policy, calendar)).toISOString()).toBe(
      '2026-06-23T08:00:00.000Z',
    );
    expect(new Date(ruleBy(at('2026-06-01T10:00+02:00'), policy, calendar)).toISOString()).toBe(
      '2026-06-16T08:00:00.000Z',
    );
  });

  const ruled = {
    isRuled: true,
    appealed: false,
    appealUntil: on('2026-06-16'),
    claimants: ['A', 'B'] as const,
    winner: 'A' as const,
    outcome: 'award',
  };
  test.each([
    { code: undefined, when: 'the loser files on the last day', by: 'B', today: '2026-06-16', changes: {} },
    { code: 'appeal_late', when: 'the loser files the day after', by: 'B', today: '2026-06-17', changes: {} },
    {
      code: 'appealed_before',
      when: 'it was appealed before',
      by: 'B',
      today: '2026-06-10',
      changes: { appealed: true },
    },
    { code: 'not_ruled', when: 'there is no ruling', by: 'B', today: '2026-06-10', changes: { isRuled: false } },
    { code: 'won_all', when: 'the winner files', by: 'A', today: '2026-06-10', changes: {} },
    {
      code: undefined,
      when: 'the winner of half files',
      by: 'A',
      today: '2026-06-10',
      changes: { outcome: 'teaming' },
    },
    { code: 'no_claimant', when: 'it is no partner’s claim', by: 'C', today: '2026-06-10', changes: {} },
  ] as const)('AP3: $code when $when', ({ code, by, today, changes }) => {
    expect(codes(appealProblems({ ...ruled, ...changes }, by, on(today)))).toEqual(code === undefined ? [] : [code]);
  });

  test('AP4: decided by somebody else', () => {
    expect(codes(appealDeciderProblems('Ida Weber', ' ida weber'))).toEqual(['same_decider']);
    expect(appealDeciderProblems('Ida Weber', 'Jo Falk')).toEqual([]);
  });
});

describe('scores', () => {
  test('are weighted, and wait for the last one', () => {
    expect(weightedTotal({ evidence: 4, qualification: 3, ability: 2, relationship: 1 }, policy.weightsBp)).toBe(3);
    expect(weightedTotal({ evidence: 4, qualification: 3, ability: 2 }, policy.weightsBp)).toBeNull();
    expect(unscored({ evidence: 4, ability: 0 })).toEqual(['qualification', 'relationship']);
  });
});

describe('labels of claims', () => {
  const ids = ['019a-1', '019a-2', '019a-3', '019a-4'];

  test('do not depend on the order the claims come in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 4 }), (shuffled) => {
        expect(labelClaims(shuffled, 'case-7')).toEqual(labelClaims(ids, 'case-7'));
      }),
    );
  });

  test('put every claim first about equally often', () => {
    const first = new Map<string, number>();
    for (let n = 0; n < 4_000; n += 1) {
      const id = labelClaims(ids, `case-${n}`)[0]?.id ?? '';
      first.set(id, (first.get(id) ?? 0) + 1);
    }
    for (const id of ids) expect(Math.abs((first.get(id) ?? 0) - 1_000)).toBeLessThan(150);
  });

  test('are eight at most', () => {
    expect(() =>
      labelClaims(
        Array.from({ length: 9 }, (_, n) => `id-${n}`),
        'case',
      ),
    ).toThrow('1 to 8');
  });
});

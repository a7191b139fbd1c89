import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { ClaimLabel } from '../../../contract/conflicts.ts';
import type { CaseCriterion } from '../../../contract/programme.ts';
import type { EpochMs } from '../../../contract/units.ts';
import { addDays } from '../../programme/rules/dates.ts';
import { applyPolicy, type CaseFacts, type DirectClaim, type Policy, type RegistrationClaim } from './policy.ts';

const policy = sampleProgramme().conflicts;
const split: Policy = { ...policy, loserGets: 'a functional split' };
const HOUR = 3_600_000;
const start = at('2026-06-01T10:00+02:00');

const points = (evidence: number, qualification = 2, ability = 2, relationship = 2): Record<CaseCriterion, number> => ({
  evidence,
  qualification,
  ability,
  relationship,
});
const claim = (label: ClaimLabel, hours: number, changes: Partial<RegistrationClaim> = {}): RegistrationClaim => {
  const receivedAt = (start + hours * HOUR) as EpochMs;
  return {
    kind: 'registration',
    label,
    receivedAt,
    receivedOn: addDays(on('2026-06-01'), Math.floor((10 + hours) / 24)),
    completeAt: receivedAt,
    customerPreference: false,
    engagedFrom: on('2026-05-01'),
    incumbent: false,
    function: null,
    withdrawn: false,
    scores: points(2),
    ...changes,
  };
};
const direct = (label: ClaimLabel, openedOn: string | null, customerPreference = false): DirectClaim => ({
  kind: 'direct opportunity',
  label,
  openedOn: openedOn === null ? null : on(openedOn),
  customerPreference,
});
const facts = (claims: CaseFacts['claims'], changes: Partial<CaseFacts> = {}): CaseFacts => ({
  claims,
  isRenewal: false,
  isProject: false,
  ...changes,
});
const best = points(4, 4, 4, 4);

type Row = readonly [string, string, ClaimLabel | null, ClaimLabel | null, string, CaseFacts];

describe('CP1 to CP5: what the policy recommends', () => {
  const rows: readonly Row[] = [
    [
      'CP1',
      'award',
      'B',
      'A',
      'the customer prefers the later one',
      facts([claim('A', 0), claim('B', 100, { customerPreference: true })]),
    ],
    [
      'CP1',
      'award',
      'A',
      null,
      'the customer prefers the partner to our own team',
      facts([claim('A', 0, { customerPreference: true }), direct('B', '2026-01-01')]),
    ],
    [
      'CP1',
      'direct keeps',
      'B',
      'A',
      'the customer prefers our own team',
      facts([claim('A', 0), direct('B', '2026-06-05', true)]),
    ],
    [
      'CP2',
      'award',
      'A',
      'B',
      'the letters contradict each other',
      facts([claim('A', 0, { customerPreference: true }), claim('B', 48, { customerPreference: true })]),
    ],
    [
      'CP2',
      'award',
      'A',
      'B',
      'the second came exactly 24 hours later',
      facts([claim('A', 0), claim('B', 24, { scores: best })]),
    ],
    [
      'CP3',
      'award',
      'B',
      'A',
      'it came a minute less than 24 hours later and scores better',
      facts([claim('A', 0), claim('B', 24 - 1 / 60, { scores: best })]),
    ],
    [
      'CP3',
      'award',
      'A',
      'B',
      'it came close and scores worse',
      facts([claim('A', 0), claim('B', 1, { scores: points(1) })]),
    ],
    ['CP3', 'award', 'A', 'B', 'scores are equal: the earlier one', facts([claim('A', 0), claim('B', 1)])],
    ['CP3', 'co-sell', null, null, 'score and time are equal', facts([claim('A', 0), claim('B', 0)])],
    [
      'CP3',
      'award',
      'B',
      'A',
      'a later one was engaged earlier and scores better',
      facts([claim('A', 0), claim('B', 200, { engagedFrom: on('2026-04-01'), scores: best })]),
    ],
    [
      'CP3',
      'award',
      'A',
      'B',
      'a later one was engaged earlier and scores worse',
      facts([claim('A', 0), claim('B', 200, { engagedFrom: on('2026-04-01'), scores: points(0) })]),
    ],
    [
      'CP2',
      'award',
      'B',
      null,
      'the first was never complete',
      facts([claim('A', 0, { completeAt: null, scores: best }), claim('B', 1)]),
    ],
    [
      'CP2',
      'award',
      'B',
      'A',
      'the first was completed later',
      facts([claim('A', 0, { completeAt: (start + 90 * HOUR) as EpochMs }), claim('B', 1)]),
    ],
    [
      'CP4',
      'teaming',
      'A',
      null,
      'the direct opportunity is 31 days old',
      facts([claim('A', 0), direct('B', '2026-05-01')]),
    ],
    [
      'CP4',
      'co-sell',
      'A',
      null,
      'the direct opportunity is 30 days old',
      facts([claim('A', 0), direct('B', '2026-05-02')]),
    ],
    [
      'CP4',
      'co-sell',
      'A',
      null,
      'it was opened on the day of receipt',
      facts([claim('A', 0), direct('B', '2026-06-01')]),
    ],
    ['CP4', 'award', 'A', null, 'it was opened the day after', facts([claim('A', 0), direct('B', '2026-06-02')])],
    ['CP4', 'co-sell', 'A', null, 'its opening has no date', facts([claim('A', 0), direct('B', null)])],
    [
      'CP4',
      'teaming',
      'C',
      'A',
      'two partners and an old direct opportunity',
      facts([claim('A', 0), direct('B', '2026-01-01'), claim('C', 1, { scores: best })]),
    ],
    [
      'CP5',
      'award',
      'B',
      'A',
      'a renewal: the holder of the contract',
      facts([claim('A', 0), claim('B', 100, { incumbent: true })], { isRenewal: true }),
    ],
    [
      'CP2',
      'award',
      'A',
      'B',
      'no renewal: holding a contract counts for nothing',
      facts([claim('A', 0), claim('B', 100, { incumbent: true })]),
    ],
    [
      'CP1',
      'award',
      'A',
      'B',
      'a renewal in which the customer prefers the other',
      facts([claim('A', 0, { customerPreference: true }), claim('B', 100, { incumbent: true })], { isRenewal: true }),
    ],
    [
      'none',
      'no protection',
      null,
      null,
      'nothing is complete',
      facts([claim('A', 0, { completeAt: null }), claim('B', 1, { completeAt: null })]),
    ],
    [
      'none',
      'direct keeps',
      null,
      null,
      'nothing is complete and we are there ourselves',
      facts([claim('A', 0, { completeAt: null }), direct('B', '2026-01-01')]),
    ],
  ];
  test.each(rows)('%s: %s, winner %s, next %s when %s', (clause, outcome, winner, runnerUp, _when, given) => {
    const { recommendation, clauses } = applyPolicy(given, policy);
    expect(recommendation).toMatchObject({ clause, outcome, winner, runnerUp });
    if (clause !== 'none') expect(clauses.filter((one) => one.applies).map((one) => one.id)).toContain(clause);
  });

  test('CP3: without the scores it needs there is no recommendation, and the clause is named', () => {
    const result = applyPolicy(facts([claim('A', 0), claim('B', 1, { scores: { evidence: 3 } })]), policy);
    expect(result.recommendation).toBeNull();
    expect(result.clauses.find((one) => one.applies)).toMatchObject({
      id: 'CP3',
      finding: 'A and B are to be scored.',
    });
  });

  test('what the loser gets is a clause of its own', () => {
    const two = [claim('A', 0, { function: 'specifier' }), claim('B', 48, { function: 'site' })];
    expect(applyPolicy(facts(two), policy).recommendation?.loserGets).toBe('half the price advantage');
    expect(applyPolicy(facts(two), split).recommendation).toMatchObject({ outcome: 'award', loserGets: 'nothing' });
    expect(applyPolicy(facts(two, { isProject: true }), split).recommendation).toMatchObject({
      outcome: 'functional split',
      loserGets: 'a functional split: specifier 60 %, order 20 %, job site 20 %',
    });
  });
});

describe('CP1 to CP5: metamorphic laws of the ruling', () => {
  const score = fc.integer({ min: 0, max: 4 });
  const anyClaim = fc.record({
    hours: fc.integer({ min: 0, max: 96 }),
    complete: fc.boolean(),
    preferred: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    engaged: fc.integer({ min: 0, max: 20 }),
    scores: fc.tuple(score, score, score, score),
  });
  const labels: readonly ClaimLabel[] = ['A', 'B', 'C', 'D', 'E'];
  const anyCase = fc
    .tuple(fc.array(anyClaim, { minLength: 2, maxLength: 4 }), fc.option(fc.integer({ min: -60, max: 20 })))
    .map(([claims, opened]) =>
      facts([
        ...claims.map((one, index) =>
          claim(labels[index] ?? 'H', one.hours, {
            ...(one.complete ? {} : { completeAt: null }),
            customerPreference: one.preferred,
            engagedFrom: addDays(on('2026-05-01'), one.engaged),
            scores: points(...one.scores),
          }),
        ),
        ...(opened === null ? [] : [direct('F', addDays(on('2026-06-01'), opened))]),
      ]),
    );
  const rule = (given: CaseFacts) => applyPolicy(given, policy).recommendation;
  const essence = (given: CaseFacts) => {
    const { outcome, winner, runnerUp, clause } = rule(given) ?? {};
    return { outcome, winner, runnerUp, clause };
  };
  const mapClaims = (given: CaseFacts, change: (one: RegistrationClaim) => RegistrationClaim): CaseFacts => ({
    ...given,
    claims: given.claims.map((one) => (one.kind === 'registration' ? change(one) : one)),
  });

  test('the same whatever order the claims come in', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        expect(essence({ ...given, claims: [...given.claims].reverse() })).toEqual(essence(given));
      }),
    );
  });

  test('the same when the labels are swapped, but for the labels', () => {
    const swap = new Map<string, ClaimLabel>([
      ['A', 'D'],
      ['B', 'A'],
      ['C', 'F'],
      ['D', 'B'],
      ['F', 'C'],
    ]);
    fc.assert(
      fc.property(anyCase, (given) => {
        const swapped = {
          ...given,
          claims: given.claims.map((one) => ({ ...one, label: swap.get(one.label) ?? one.label })),
        };
        const [before, after] = [essence(given), essence(swapped)];
        expect({ ...after, runnerUp: null }).toEqual({
          ...before,
          winner: before.winner ? swap.get(before.winner) : before.winner,
          runnerUp: null,
        });
      }),
    );
  });

  test('the same when all times shift by one whole week', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const week = (instant: EpochMs) => (instant + 7 * 24 * HOUR) as EpochMs;
        const shifted: CaseFacts = {
          ...given,
          claims: given.claims.map((one) =>
            one.kind === 'registration'
              ? {
                  ...one,
                  receivedAt: week(one.receivedAt),
                  receivedOn: addDays(one.receivedOn, 7),
                  completeAt: one.completeAt === null ? null : week(one.completeAt),
                  engagedFrom: one.engagedFrom && addDays(one.engagedFrom, 7),
                }
              : { ...one, openedOn: one.openedOn && addDays(one.openedOn, 7) },
          ),
        };
        expect(essence(shifted)).toEqual(essence(given));
      }),
    );
  });

  test('a dominated further claim changes neither winner nor outcome', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const weak = claim('H', 500, { scores: points(0, 0, 0, 0), engagedFrom: on('2026-05-30') });
        fc.pre(given.claims.some((one) => one.kind === 'registration' && one.completeAt !== null));
        const [before, after] = [essence(given), essence({ ...given, claims: [...given.claims, weak] })];
        expect({ outcome: after.outcome, winner: after.winner }).toEqual({
          outcome: before.outcome,
          winner: before.winner,
        });
      }),
    );
  });

  test('withdrawing a loser never changes the winner', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), (given, pick) => {
        const { winner } = essence(given);
        const losers = given.claims.filter((one) => one.label !== winner && one.kind === 'registration');
        const loser = losers[pick % Math.max(losers.length, 1)];
        fc.pre(winner !== null && winner !== undefined && loser !== undefined);
        const without = mapClaims(given, (one) => (one === loser ? { ...one, withdrawn: true } : one));
        expect(essence(without).winner).toBe(winner);
      }),
    );
  });

  test('a higher score never loses what was won', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.constantFrom<CaseCriterion>('evidence', 'qualification', 'ability', 'relationship'),
        (given, criterion) => {
          const { winner } = essence(given);
          fc.pre(winner !== null && winner !== undefined);
          const better = mapClaims(given, (one) =>
            one.label === winner ? { ...one, scores: { ...one.scores, [criterion]: 4 } } : one,
          );
          expect(essence(better).winner).toBe(winner);
        },
      ),
    );
  });

  test('an earlier receipt never loses what was won', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 30 }), (given, hours) => {
        const { winner } = essence(given);
        fc.pre(winner !== null && winner !== undefined);
        const earlier = mapClaims(given, (one) => {
          if (one.label !== winner || one.completeAt === null) return one;
          const receivedAt = (one.receivedAt - hours * HOUR) as EpochMs;
          return { ...one, receivedAt, completeAt: receivedAt };
        });
        expect(essence(earlier).winner).toBe(winner);
      }),
    );
  });

  test('more evidence, be it of an earlier engagement, never loses what was won', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 30 }), (given, days) => {
        const { winner } = essence(given);
        fc.pre(winner !== null && winner !== undefined);
        const engaged = mapClaims(given, (one) =>
          one.label === winner && one.engagedFrom !== null
            ? { ...one, engagedFrom: addDays(one.engagedFrom, -days) }
            : one,
        );
        expect(essence(engaged).winner).toBe(winner);
      }),
    );
  });
});

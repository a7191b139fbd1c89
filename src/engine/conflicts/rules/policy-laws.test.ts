import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directClaim, HOUR, points, sampleCase, sampleClaim } from '../../../../test/support/sample-case.ts';
import { on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { ClaimLabel } from '../../../contract/conflicts.ts';
import type { CaseCriterion } from '../../../contract/programme.ts';
import type { EpochMs } from '../../../contract/units.ts';
import { addDays } from '../../programme/rules/dates.ts';
import { applyPolicy, type CaseFacts, type RegistrationClaim } from './policy.ts';

const policy = sampleProgramme().conflicts;

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
      sampleCase([
        ...claims.map((one, index) =>
          sampleClaim(labels[index] ?? 'H', one.hours, {
            ...(one.complete ? {} : { completeAt: null }),
            preferredBy: one.preferred ? ['a letter'] : [],
            engagedFrom: addDays(on('2026-05-01'), one.engaged),
            scores: points(...one.scores),
          }),
        ),
        ...(opened === null ? [] : [directClaim('F', addDays(on('2026-06-01'), opened))]),
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
        const weak = sampleClaim('H', 500, { scores: points(0, 0, 0, 0), engagedFrom: on('2026-05-30') });
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

  test('a duplicate of a losing claim never helps it', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), fc.integer({ min: 0, max: 48 }), (given, pick, hours) => {
        const { winner } = essence(given);
        const losers = given.claims.filter((one) => one.label !== winner && one.kind === 'registration');
        const loser = losers[pick % Math.max(losers.length, 1)];
        fc.pre(winner !== null && winner !== undefined && loser?.kind === 'registration');
        if (loser?.kind !== 'registration') return;
        const later = (instant: EpochMs) => (instant + hours * HOUR) as EpochMs;
        const completeAt = loser.completeAt === null ? null : later(loser.completeAt);
        const again = { ...loser, label: 'H' as const, receivedAt: later(loser.receivedAt), completeAt };
        expect(essence({ ...given, claims: [...given.claims, again] }).winner).toBe(winner);
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

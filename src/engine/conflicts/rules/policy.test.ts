import { describe, expect, test } from 'vitest';
import {
  CASE_START,
  directClaim,
  HOUR,
  points,
  sampleCase,
  sampleClaim,
} from '../../../../test/support/sample-case.ts';
import { on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { ClaimLabel } from '../../../contract/conflicts.ts';
import type { EpochMs } from '../../../contract/units.ts';
import { applyPolicy, type CaseFacts, type Policy } from './policy.ts';

const policy = sampleProgramme().conflicts;
const split: Policy = { ...policy, loserGets: 'a functional split' };
const best = points(4, 4, 4, 4);
const LETTER = ['a letter of 2026-06-02 by Ada Lund'];

type Row = readonly [string, string, ClaimLabel | null, ClaimLabel | null, string, CaseFacts];

describe('CP1 to CP5: what the policy recommends', () => {
  const rows: readonly Row[] = [
    [
      'CP1',
      'award',
      'B',
      'A',
      'the customer prefers the later one',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 100, { preferredBy: LETTER })]),
    ],
    [
      'CP1',
      'award',
      'A',
      null,
      'the customer prefers the partner to our own team',
      sampleCase([sampleClaim('A', 0, { preferredBy: LETTER }), directClaim('B', '2026-01-01')]),
    ],
    [
      'CP1',
      'direct keeps',
      'B',
      'A',
      'the customer prefers our own team',
      sampleCase([sampleClaim('A', 0), directClaim('B', '2026-06-05', LETTER)]),
    ],
    [
      'CP2',
      'award',
      'A',
      'B',
      'the letters contradict each other',
      sampleCase([sampleClaim('A', 0, { preferredBy: LETTER }), sampleClaim('B', 48, { preferredBy: LETTER })]),
    ],
    [
      'CP2',
      'award',
      'A',
      'B',
      'the second came exactly 24 hours later',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 24, { scores: best })]),
    ],
    [
      'CP3',
      'award',
      'B',
      'A',
      'it came a minute less than 24 hours later and scores better',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 24 - 1 / 60, { scores: best })]),
    ],
    [
      'CP3',
      'award',
      'A',
      'B',
      'it came close and scores worse',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 1, { scores: points(1) })]),
    ],
    [
      'CP3',
      'award',
      'A',
      'B',
      'scores are equal: the earlier one',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 1)]),
    ],
    ['CP3', 'co-sell', null, null, 'score and time are equal', sampleCase([sampleClaim('A', 0), sampleClaim('B', 0)])],
    [
      'CP3',
      'award',
      'B',
      'A',
      'a later one was engaged earlier and scores better',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 200, { engagedFrom: on('2026-04-01'), scores: best })]),
    ],
    [
      'CP3',
      'award',
      'A',
      'B',
      'a later one was engaged earlier and scores worse',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 200, { engagedFrom: on('2026-04-01'), scores: points(0) })]),
    ],
    [
      'CP2',
      'award',
      'B',
      null,
      'the first was never complete',
      sampleCase([sampleClaim('A', 0, { completeAt: null, scores: best }), sampleClaim('B', 1)]),
    ],
    [
      'CP2',
      'award',
      'B',
      'A',
      'the first was completed later',
      sampleCase([sampleClaim('A', 0, { completeAt: (CASE_START + 90 * HOUR) as EpochMs }), sampleClaim('B', 1)]),
    ],
    [
      'CP4',
      'teaming',
      'A',
      null,
      'the direct opportunity is 31 days old',
      sampleCase([sampleClaim('A', 0), directClaim('B', '2026-05-01')]),
    ],
    [
      'CP4',
      'co-sell',
      'A',
      null,
      'the direct opportunity is 30 days old',
      sampleCase([sampleClaim('A', 0), directClaim('B', '2026-05-02')]),
    ],
    [
      'CP4',
      'co-sell',
      'A',
      null,
      'it was opened on the day of receipt',
      sampleCase([sampleClaim('A', 0), directClaim('B', '2026-06-01')]),
    ],
    [
      'CP4',
      'award',
      'A',
      null,
      'it was opened the day after',
      sampleCase([sampleClaim('A', 0), directClaim('B', '2026-06-02')]),
    ],
    ['CP4', 'co-sell', 'A', null, 'its opening has no date', sampleCase([sampleClaim('A', 0), directClaim('B', null)])],
    [
      'CP4',
      'teaming',
      'C',
      'A',
      'two partners and an old direct opportunity',
      sampleCase([sampleClaim('A', 0), directClaim('B', '2026-01-01'), sampleClaim('C', 1, { scores: best })]),
    ],
    [
      'CP5',
      'award',
      'B',
      'A',
      'a renewal: the holder of the contract',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 100, { incumbent: true })], { isRenewal: true }),
    ],
    [
      'CP2',
      'award',
      'A',
      'B',
      'no renewal: holding a contract counts for nothing',
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 100, { incumbent: true })]),
    ],
    [
      'CP1',
      'award',
      'A',
      'B',
      'a renewal in which the customer prefers the other',
      sampleCase([sampleClaim('A', 0, { preferredBy: LETTER }), sampleClaim('B', 100, { incumbent: true })], {
        isRenewal: true,
      }),
    ],
    [
      'none',
      'no protection',
      null,
      null,
      'nothing is complete',
      sampleCase([sampleClaim('A', 0, { completeAt: null }), sampleClaim('B', 1, { completeAt: null })]),
    ],
    [
      'none',
      'direct keeps',
      null,
      null,
      'nothing is complete and we are there ourselves',
      sampleCase([sampleClaim('A', 0, { completeAt: null }), directClaim('B', '2026-01-01')]),
    ],
  ];
  test.each(rows)('%s: %s, winner %s, next %s when %s', (clause, outcome, winner, runnerUp, _when, given) => {
    const { recommendation, clauses } = applyPolicy(given, policy);
    expect(recommendation).toMatchObject({ clause, outcome, winner, runnerUp });
    if (clause !== 'none') expect(clauses.filter((one) => one.applies).map((one) => one.id)).toContain(clause);
  });

  test('CP3: without the scores it needs there is no recommendation, and the clause is named', () => {
    const result = applyPolicy(
      sampleCase([sampleClaim('A', 0), sampleClaim('B', 1, { scores: { evidence: 3 } })]),
      policy,
    );
    expect(result.recommendation).toBeNull();
    expect(result.clauses.find((one) => one.applies)).toMatchObject({
      id: 'CP3',
      finding: 'A and B are to be scored.',
    });
  });

  test('what the loser gets is a clause of its own', () => {
    const two = [sampleClaim('A', 0, { function: 'specifier' }), sampleClaim('B', 48, { function: 'site' })];
    expect(applyPolicy(sampleCase(two), policy).recommendation?.loserGets).toBe('half the price advantage');
    expect(applyPolicy(sampleCase(two), split).recommendation).toMatchObject({
      outcome: 'award',
      loserGets: 'nothing',
    });
    expect(applyPolicy(sampleCase(two, { isProject: true }), split).recommendation).toMatchObject({
      outcome: 'functional split',
      loserGets: 'a functional split: specifier 60 %, order 20 %, job site 20 %',
    });
  });
});

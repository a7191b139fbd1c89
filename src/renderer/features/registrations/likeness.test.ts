import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Candidate, MatchEvidence } from '../../../contract/matching.ts';
import type { AccountId } from '../../../contract/units.ts';
import { lineWords, percentWords, summaryOf, waterfallOf } from './likeness.ts';

const line = (field: MatchEvidence['field'], bits: number, more: Partial<MatchEvidence> = {}): MatchEvidence => ({
  field,
  level: bits > 0 ? 'same' : bits < 0 ? 'differs' : 'missing',
  theirs: null,
  ours: null,
  bits,
  ...more,
});

const candidate = (evidence: MatchEvidence[], probability: number): Candidate => ({
  account: '0192f7a0-0000-7000-8000-000000000001' as AccountId,
  name: 'Halden',
  verdict: 'possible',
  probability,
  evidence,
});

const alone = (bits: number) => 1 / (1 + 2 ** -bits);

describe('the comparison in words', () => {
  test.each([
    { words: 'Nothing that was given could be compared.', bits: [0, 0] },
    { words: 'The name speaks for it; the town speaks against it.', bits: [26.8, -0.4] },
    { words: 'The name and the town speak for it, and nothing against it.', bits: [26.8, 5.5] },
    { words: 'The name and the town speak against it, and nothing for it.', bits: [-3.5, -0.4] },
  ])('$words', ({ bits: [name = 0, city = 0], words }) => {
    expect(summaryOf(candidate([line('name', name), line('city', city)], 0.5))).toBe(words);
  });

  test('two ways of writing stand beside each other, one that both have stands once', () => {
    expect(lineWords(line('city', 5.5, { theirs: 'Torino', ours: 'Turin' }))).toEqual({
      title: 'Town: same',
      values: 'Torino / Turin',
    });
    expect(lineWords(line('domain', 21.4, { theirs: 'halden.de', ours: 'halden.de' })).values).toBe('halden.de');
    expect(lineWords(line('phone', 0)).values).toBeUndefined();
    expect(lineWords(line('phone', 0, { theirs: '+49 7' })).values).toBe('only the partner gave +49 7');
  });

  test.each([
    { words: '< 1 %', probability: 0.000_01 },
    { words: '11 %', probability: 0.113 },
    { words: '> 99 %', probability: 1 },
  ])('$words', ({ probability, words }) => {
    expect(percentWords(probability)).toBe(words);
  });
});

describe('the waterfall', () => {
  test('every bar begins where the one before ended, and the last ends at the odds', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 8, noNaN: true }), { maxLength: 6 }), (bits) => {
        const total = bits.reduce((sum, one) => sum + one, -20.8);
        const falls = waterfallOf(
          candidate(
            bits.map((one) => line('name', one)),
            alone(total),
          ),
        );
        for (const [place, fall] of falls.entries()) {
          expect(fall.from).toBe(place === 0 ? 0 : falls[place - 1]?.to);
        }
        expect(falls.at(-1)?.to).toBeCloseTo(total, 6);
        expect(falls).toHaveLength(bits.length + 1);
      }),
    );
  });

  test('it says when others are as like', () => {
    const falls = waterfallOf(candidate([line('name', 26.8)], alone(26.8 - 20.8 - 2)));
    expect(falls.at(-1)).toMatchObject({ id: 'shared', title: 'Other accounts are as like' });
    expect(falls.at(-1)?.bits).toBeCloseTo(-2, 6);
  });

  test('a certainty that rounds to one has no odds to add', () => {
    expect(waterfallOf(candidate([line('name', 90)], 1)).map((fall) => fall.id)).toEqual(['start', 'name']);
  });
});

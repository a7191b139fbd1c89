import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedWith, fromHowMany, ordinal, placeAmong, promiseKept } from './comparison.ts';

const plain = { rate: (bp: number) => `${bp / 100} %`, decimal: (value: number) => value.toFixed(1) };

describe('RV1: a figure beside the one before', () => {
  test.each([
    { now: 125, earlier: 100, words: 'a quarter more than in Q2' },
    { now: 75, earlier: 100, words: 'a quarter less than in Q2' },
    { now: 133, earlier: 100, words: 'a third more than in Q2' },
    { now: 101, earlier: 100, words: 'as much as in Q2' },
    { now: 150, earlier: 100, words: 'half as much again as in Q2' },
    { now: 112, earlier: 100, words: '12 % more than in Q2' },
    { now: 61, earlier: 100, words: '39 % less than in Q2' },
    { now: 200, earlier: 100, words: 'twice as much as in Q2' },
    { now: 343, earlier: 100, words: '3.4 times as much as in Q2' },
    { now: 50, earlier: 100, words: 'half as much as in Q2' },
    { now: 10, earlier: 0, words: 'after none in Q2' },
    { now: 0, earlier: 10, words: 'after some in Q2' },
    { now: 0, earlier: 0, words: 'as in Q2' },
  ])('$now after $earlier: $words', ({ now, earlier, words }) => {
    expect(comparedWith(now, earlier, 'Q2', plain)).toBe(words);
  });

  test('says more of what grew and less of what shrank', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (now, earlier) => {
        const words = comparedWith(now, earlier, 'Q2', plain);
        if (words.includes('more')) expect(now).toBeGreaterThan(earlier);
        if (words.includes('less')) expect(now).toBeLessThan(earlier);
      }),
    );
  });

  test('counts are compared in a word', () => {
    expect(fromHowMany(2, 3, 'registrations')).toBe('from fewer registrations');
    expect(fromHowMany(3, 3, 'registrations')).toBe('from as many registrations');
    expect(fromHowMany(4, 3, 'registrations')).toBe('from more registrations');
  });
});

describe('RV2: promises', () => {
  test.each([
    { kept: 0, of: 0, words: 'none due', tone: 'neutral' },
    { kept: 28, of: 28, words: '28 of 28', tone: 'pass' },
    { kept: 1, of: 1, words: '1 of 1', tone: 'pass' },
    { kept: 2, of: 2, words: '2 of 2', tone: 'pass' },
    { kept: 27, of: 28, words: '27 of 28', tone: 'due' },
    { kept: 9, of: 10, words: '9 of 10', tone: 'due' },
    { kept: 89, of: 100, words: '89 of 100', tone: 'fail' },
    { kept: 0, of: 1, words: '0 of 1', tone: 'fail' },
  ])('$kept kept of $of: “$words”, $tone', ({ kept, of, words, tone }) => {
    expect(promiseKept(kept, of)).toEqual({ kept: words, tone });
  });
});

describe('RV3: the place among peers', () => {
  test.each([
    { peers: [1, 2, 3, 4], place: null },
    { peers: [1, 2, 3, 4, 50], place: { place: 2, of: 6 } },
    { peers: [10, 10, 10, 10, 10], place: { place: 1, of: 6 } },
  ])('of ten among $peers', ({ peers, place }) => {
    expect(placeAmong(10, peers)).toEqual(place);
  });

  test.each([
    { place: 1, words: 'first' },
    { place: 10, words: 'tenth' },
    { place: 11, words: '11th' },
    { place: 22, words: '22nd' },
    { place: 113, words: '113th' },
    { place: 101, words: '101st' },
  ])('$place is $words', ({ place, words }) => {
    expect(ordinal(place)).toBe(words);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCandidates, type StoredRecord, whatWouldChange } from './find.ts';
import { matchKeys } from './keys.ts';

/** A store of keys in memory, as the tables have it. */
function storeOf(records: readonly StoredRecord[]) {
  const byKey = new Map<string, StoredRecord[]>();
  for (const record of records) {
    for (const { key } of matchKeys(record)) byKey.set(key, [...(byKey.get(key) ?? []), record]);
  }
  return (keys: readonly string[]) => [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
}

const accounts: StoredRecord[] = [
  { id: 'a1', name: 'Betasoloin', country: 'US' },
  { id: 'a2', name: 'Betatech', country: 'KE' },
  { id: 'a3', name: 'Harrow Robotics GmbH', country: 'DE', domain: 'harrow.de', city: 'Ulm' },
  { id: 'a4', name: 'Harrow Robotics', country: 'FR', domain: 'harrow.de' },
  { id: 'a5', name: 'Norvik Marine', country: 'NO', domain: 'norvik.no' },
  { id: 'a6', name: 'Norvik Marine AS', country: 'NO', domain: 'norvik.no' },
  { id: 'a7', name: 'Weber Metall', country: 'DE', city: 'Kiel' },
  { id: 'a8', name: 'Weber Metall', country: 'DE', city: 'Bonn' },
];

describe('looking a customer up', () => {
  const find = (query: Parameters<typeof findCandidates>[1]) => findCandidates(storeOf(accounts), query);

  test.each([
    ['Betasolloin', 'possible'],
    ['Betasoloin', 'same'],
    ['Betasolon', 'possible'],
    ['Betsaoloin', 'possible'],
    ['Quite Another', 'different'],
  ])('“%s” is %s', (name, verdict) => {
    const found = find({ name, country: 'US' });
    expect(found.verdict).toBe(verdict);
    if (verdict !== 'different') expect(found.candidates[0]?.id).toBe('a1');
  });

  test.each(['unknown', 'Not available', 'k. A. bekannt', 'PENDING'])(
    'the tax number “%s” is none: neither found by, nor alike, nor another',
    (taxId) => {
      const crowd = Array.from({ length: 50 }, (_, at) => ({
        id: `x${at}`,
        name: `Firm ${at}x`,
        country: 'DE',
        taxId,
      }));
      const known = { id: 'a', name: 'Harrow Robotics GmbH', country: 'DE', taxId: 'DE123456789' };
      const found = findCandidates(storeOf([...crowd, known]), { name: 'Harrow Robotics', country: 'DE', taxId });
      expect(found.candidates.map(({ id }) => id)).toEqual(['a']);
      const without = findCandidates(storeOf([known]), { name: 'Harrow Robotics', country: 'DE' });
      expect(found.verdict).toBe(without.verdict);
      expect(found.candidates[0]?.probability).toBe(without.candidates[0]?.probability);
      const [stored] = findCandidates(storeOf(crowd), {
        name: 'Firm 7x',
        country: 'DE',
        taxId: '123456789',
      }).candidates;
      expect(stored).toMatchObject({ id: 'x7', verdict: 'same' });
    },
  );

  test('the customer comes before its sister in another country', () => {
    const found = find({ name: 'Harrow Robotics', country: 'DE', domain: 'harrow.de' });
    expect(found.candidates.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a3', 'same'],
      ['a4', 'related'],
    ]);
    expect(found.candidates[0]?.words[0]).toBe('name “Harrow Robotics” = “Harrow Robotics GmbH”: decisive');
  });

  test('two records of one customer are both the same', () => {
    expect(
      find({ name: 'Norvik Marine', country: 'NO', domain: 'norvik.no' }).candidates.map(({ verdict }) => verdict),
    ).toEqual(['same', 'same']);
  });

  test('two equally good different ones are both possible', () => {
    expect(find({ name: 'Weber Metall', country: 'DE' }).candidates.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a7', 'possible'],
      ['a8', 'possible'],
    ]);
  });

  test('a near miss says what would change it', () => {
    const [near] = find({ name: 'Betasolloin' }).candidates;
    expect(near && whatWouldChange(near)).toContain('an equal tax number would make it the same customer');
  });

  test('the order of the records never matters', () => {
    const query = { name: 'Harrow Robotic', domain: 'harrow.de' };
    const expected = JSON.stringify(find(query));
    fc.assert(
      fc.property(fc.shuffledSubarray(accounts, { minLength: accounts.length }), (shuffled) => {
        expect(JSON.stringify(findCandidates(storeOf(shuffled), query))).toBe(expected);
      }),
    );
  });

  test('a name one slip away always shares a key', () => {
    const name = fc.stringMatching(/^q[a-df-z]{4,19}$/);
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom('drop', 'double', 'replace', 'swap'), (written, seed, slip) => {
        const at = 1 + (seed % (written.length - 2));
        const [before, letter, next, rest] = [
          written.slice(0, at),
          written[at] ?? '',
          written[at + 1] ?? '',
          written.slice(at + 2),
        ];
        const wrong = {
          drop: before + next + rest,
          double: before + letter + letter + next + rest,
          replace: `${before}e${next}${rest}`,
          swap: before + next + letter + rest,
        }[slip];
        const keys = new Set(matchKeys({ name: written }).map(({ key }) => key));
        expect(matchKeys({ name: wrong }).some(({ key }) => keys.has(key))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

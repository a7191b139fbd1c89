import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { passBriefly, passWords, suggestedCode, wantedOf } from './findings.ts';

const found = (rule: string, result: Finding['result'], words = '', more: Partial<Finding> = {}): Finding => ({
  rule,
  group: rule.startsWith('NN') ? 'net-new' : rule.startsWith('CR') ? 'criteria' : 'duplicates',
  title: rule,
  result,
  words,
  evidence: [],
  asOf: null,
  ...more,
});

describe('the heading of the net-new tests counts in words', () => {
  test.each([
    { words: 'all two pass', results: ['pass', 'pass'] },
    { words: 'one of two passes', results: ['pass', 'cannot tell'] },
    { words: 'none of two passes', results: ['fail', 'cannot tell'] },
    { words: 'two of three pass', results: ['pass', 'fail', 'pass'] },
  ] as const)('$words when they are $results', ({ results, words }) => {
    expect(passWords(results.map((result, place) => found(`NN${place + 1}`, result)))).toBe(words);
  });
});

describe('a passed test says in three words what it saw', () => {
  const read = (date: IsoDate) => `<${date}>`;
  const account = (id: string) =>
    ({ record: 'account', id, label: id, field: 'match', value: 'possible', lineage: null }) as const;

  test('since when there was nothing', () => {
    expect(passBriefly(found('NN2', 'pass', 'No win of the family since 2025-11-23.'), read)).toBe(
      'none since <2025-11-23>',
    );
  });

  test('how many accounts it searched, each once', () => {
    const evidence = [account('a'), account('b'), account('a')];
    expect(passBriefly(found('NN1', 'pass', 'Nothing.', { evidence }), read)).toBe('2 accounts searched');
  });

  test('nothing where there is nothing to say', () => {
    expect(passBriefly(found('NN5', 'pass', 'Not on the list.'), read)).toBeUndefined();
  });
});

describe('a rejection is offered the code of what fails', () => {
  test('a net-new test before a criterion, whichever was checked first', () => {
    expect(suggestedCode([found('CR7', 'fail'), found('NN4', 'fail')])?.code).toBe('already registered');
  });

  test('no code where nothing fails', () => {
    expect(suggestedCode([found('CR7', 'cannot tell'), found('NN4', 'pass')])).toBeUndefined();
  });
});

describe('a return asks for what is missing', () => {
  test('each field once, failing criteria ticked, doubtful ones offered', () => {
    const wanted = wantedOf({
      completeness: { given: 9, required: 10, missing: ['customer’s domain'] },
      findings: [
        found('CR1', 'fail', '9 of 10 are given.'),
        found('CR3', 'cannot tell', 'No domain is given.'),
        found('CR9', 'fail', 'No note has the 20 characters it takes.', { title: 'Qualifying interaction' }),
        found('CR13', 'cannot tell', 'No certificates are recorded.', { title: 'Certified person' }),
      ],
    });
    expect(wanted).toEqual([
      { words: 'customer’s domain', ticked: true },
      { words: 'Qualifying interaction: No note has the 20 characters it takes.', ticked: true },
      { words: 'Certified person: No certificates are recorded.', ticked: false },
    ]);
  });

  test('the domain or postcode where a test cannot tell without it', () => {
    const words = 'The name alone does not tell customers apart: ask for the domain or the postcode.';
    expect(
      wantedOf({
        completeness: { given: 10, required: 10, missing: [] },
        findings: [found('NN1', 'cannot tell', words), found('NN2', 'cannot tell', words)],
      }),
    ).toEqual([{ words: 'customer’s domain or postcode', ticked: true }]);
  });
});

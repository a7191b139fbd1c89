import { expect, test } from 'vitest';
import { sampleProgramme } from '../../../../test/support/sample-programme.ts';
import { withValueAt } from './sections.ts';
import { wrongNumbers } from './wrongNumbers.ts';

const body = sampleProgramme();

test('a programme in order has none', () => {
  expect(wrongNumbers(body)).toEqual([]);
});

test.each([
  { path: ['tiers', 0, 'protectionDays'], value: 0, title: /^Tier .+, Protection$/, why: 'at least 1' },
  { path: ['tiers', 0, 'protectionDays'], value: 400, title: /^Tier .+, Protection$/, why: 'at most 365' },
  { path: ['tiers', 0, 'resaleMarginBp'], value: 12_000, title: /^Tier .+, Resale margin$/, why: 'at most 100' },
  {
    path: ['serviceLevels', 'decideBusinessDays'],
    value: 0,
    title: /^Service levels, Decide within$/,
    why: 'more than 0',
  },
  {
    path: ['serviceLevels', 'firstMeetingDays'],
    value: 2.5,
    title: /^Service levels, First meeting/,
    why: 'a whole number',
  },
])('$path of $value is said at its field', ({ path, value, title, why }) => {
  const found = wrongNumbers(withValueAt(body, path, value)).filter(({ at }) => at === path.join('.'));
  expect(found).toEqual([{ at: path.join('.'), title: expect.stringMatching(title), why }]);
});

test('what two numbers say of each other is said in its own words', () => {
  const [wrong] = wrongNumbers(withValueAt(body, ['tiers', 0, 'protectionDays'], 300));
  expect(wrong?.title).toBe('Protection, Never longer than, software');
  expect(wrong?.why).toMatch(/ .* /);
});

import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../../contract/units.ts';
import type { Format } from '../../format/useFormat.tsx';
import { fieldValue, valueInWords } from './recordValues.ts';

// Only what the words need, in plain forms that say which one was used.
const format = {
  date: (date: IsoDate) => `day ${date}`,
  money: ({ minor }: { minor: number }) => `whole ${minor}`,
  exactMoney: ({ minor }: { minor: number }) => `exact ${minor}`,
  count: (value: number) => `count ${value}`,
  instant: (at: number) => `moment ${at}`,
} as unknown as Format;

describe('a value of a row is read as a person would write it', () => {
  test.each([
    { words: '—', when: 'there is none', value: null },
    { words: '—', when: 'it is empty', value: '' },
    { words: 'day 2016-12-31', when: 'it is a date', value: '2016-12-31' },
    { words: '2016-13-45', when: 'it only looks like a date', value: '2016-13-45' },
    { words: '2026-02-31', when: 'there is no such day', value: '2026-02-31' },
    { words: 'whole 210000', when: 'the amount has no cents', value: { minor: 210_000, currency: 'EUR' } },
    { words: 'exact 210005', when: 'the amount has cents', value: { minor: 210_005, currency: 'EUR' } },
    { words: 'whole 210005', when: 'the currency has no cents at all', value: { minor: 210_005, currency: 'JPY' } },
    { words: 'Robotics, Vision', when: 'it is a list', value: ['Robotics', 'Vision'] },
    {
      words: 'Robotics until day 2027-01-01',
      when: 'it is a certificate',
      value: [{ family: 'Robotics', until: '2027-01-01' }],
    },
    { words: 'demo, day 2026-10-02', when: 'it is evidence', value: [{ kind: 'demo', date: '2026-10-02', note: 'x' }] },
    { words: 'demo, 31.02.26', when: 'it is evidence of no day', value: [{ kind: 'demo', date: '31.02.26' }] },
    { words: 'moment 1791790740000', when: 'it is a moment', value: 1_791_790_740_000 },
    { words: 'count 250', when: 'it is a number', value: 250 },
  ])('$words when $when', ({ value, words }) => {
    expect(valueInWords(value, format)).toBe(words);
  });
});

test('a field is found by its path', () => {
  expect(fieldValue({ customer: { name: 'Halden' } }, 'customer.name')).toBe('Halden');
  expect(fieldValue({ customer: null }, 'customer.name')).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvDialect, splitRecords } from './csv-records.ts';

const plain: CsvDialect = { delimiter: ',', backslash: false, spaced: false, loneReturn: false };

/** Text of which every character may be a trap. */
const hostile = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ', '\\'), maxLength: 40 });
const dialects = fc.constantFrom(
  plain,
  { ...plain, backslash: true },
  { ...plain, spaced: true },
  { ...plain, loneReturn: true },
);

describe('records of delimited text', () => {
  test('however the text is cut into pieces, the records are the same', () => {
    fc.assert(
      fc.property(hostile, fc.nat(40), dialects, (text, at, dialect) => {
        const whole = splitRecords(text, dialect, true);
        const first = splitRecords(text.slice(0, at), dialect, false);
        const rest = splitRecords(text.slice(first.used), dialect, true);
        expect([...first.records, ...rest.records]).toEqual(whole.records);
        const flaws = [...first.flaws, ...[...rest.flaws].map(([index, flaw]) => [index + first.records.length, flaw])];
        expect(flaws).toEqual([...whole.flaws]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('any cells, quoted as RFC 4180 says, are read without a flaw', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' '), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (records) => {
          const text = records
            .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
            .join('\r\n');
          const found = splitRecords(text, plain, true);
          expect(found.records).toEqual(records);
          expect(found.flaws.size).toBe(0);
        },
      ),
    );
  });

  test.each([
    { what: 'no text', text: '', records: [] },
    { what: 'a line end alone', text: '\n', records: [['']] },
    { what: 'a delimiter at the end', text: 'a,', records: [['a', '']] },
    { what: 'blanks after a closing quote', text: '"a"  ,b', records: [['a', 'b']] },
    { what: 'an empty quoted cell', text: '"",b', records: [['', 'b']] },
    { what: 'a return alone inside a cell', text: 'a\rb,c\n', records: [['a\rb', 'c']] },
  ])('$what', ({ text, records }) => {
    expect(splitRecords(text, plain, true).records).toEqual(records);
  });
});

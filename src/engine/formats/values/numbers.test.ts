import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Currency } from '../../../contract/units.ts';
import { readMoney, readMoneyMinor } from './money.ts';
import { detectNumberStyle, type NumberStyle, readDecimal, readNumber } from './numbers.ts';
import type { Reading } from './reading.ts';

const valueOr = <Value>(reading: Reading<Value>) => (reading.ok ? reading.value : reading.code);

describe('the decimal mark of a column', () => {
  test.each<{ style: NumberStyle; samples: string[]; why: string }>([
    { style: '.', samples: ['1,200.50', '3.5'], why: 'of two marks the last' },
    { style: ',', samples: ['1.234,56'], why: 'of two marks the last' },
    { style: ',', samples: ['1.234', '1.234,5'], why: 'one cell decides for the others' },
    { style: ',', samples: ['1.234.567'], why: 'a mark that comes twice stands between thousands' },
    { style: '.', samples: ["1'234.56", '7'], why: 'an apostrophe stands between thousands' },
    { style: ',', samples: ['1\u202F234,5'], why: 'so does a narrow blank' },
    { style: '.', samples: ['0.125'], why: 'no thousands begin with 0' },
    { style: '.', samples: ['12345.678'], why: 'no four digits stand before a thousand' },
    { style: 'ambiguous', samples: ['1.234', '2.500'], why: 'three digits after a single mark' },
    { style: 'ambiguous', samples: ['1,5', '1.5'], why: 'cells that contradict each other' },
    { style: 'plain', samples: ['1200', '', '-5', 'soon'], why: 'no mark at all' },
  ])('$style for $samples: $why', ({ style, samples }) => {
    expect(detectNumberStyle(samples)).toBe(style);
  });
});

describe('a number', () => {
  test.each([
    ['1.234,56', ',', '1234.56'],
    ['1 234,56', ',', '1234.56'],
    ['1\u00A0234,56', ',', '1234.56'],
    ["1'234.56", '.', '1234.56'],
    ['1’234.56', '.', '1234.56'],
    ['1,23,456.00', '.', '123456.00'],
    ['(1,234)', '.', '-1234'],
    ['1,234-', '.', '-1234'],
    ['−7', '.', '-7'],
    ['- 5', '.', '-5'],
    ['+5', '.', '5'],
    ['.5', '.', '0.5'],
    ['007', '.', '7'],
    ['12k', '.', '12000'],
    ['1,2 Mio', ',', '1200000'],
    ['1.5bn', '.', '1500000000'],
    ['1.5E+06', '.', '1500000'],
    ['2E-3', '.', '0.002'],
    ['1.234', '.', '1.234'],
    ['1.234', ',', '1234'],
    ['1.234', 'ambiguous', 'number_ambiguous'],
    ['1.234,5', 'ambiguous', '1234.5'],
    ['1234', 'ambiguous', '1234'],
    ['12,5', '.', 'number_style'],
    ['0.125', ',', 'number_style'],
    ['1,23,45', '.', 'number_grouping'],
    ['1O00', '.', 'number_letter'],
    ['l2', '.', 'number_letter'],
    ['~5000', '.', 'number_vague'],
    ['5000+', '.', 'number_vague'],
    ['(-5)', '.', 'number_unreadable'],
    ['12 apples', '.', 'number_unreadable'],
    ['1-2', '.', 'number_unreadable'],
    ['', '.', 'number_unreadable'],
    ['NaN', '.', 'number_unreadable'],
  ] as const)('%j in style %s is %s', (text, style, expected) => {
    expect(valueOr(readDecimal(text, style))).toBe(expected);
  });

  test.each([
    { text: '1O00', repair: '1000' },
    { text: '12,5', repair: '12.5' },
    { text: '~5000', repair: '5000' },
  ])('$text is offered as $repair', ({ text, repair }) => {
    expect(readDecimal(text, '.')).toMatchObject({ ok: false, repair });
  });

  test('a percent sign is dropped, the number stays', () => {
    expect(readNumber('37 %', '.')).toEqual({ ok: true, value: 37 });
    expect(readNumber(0.37, '.')).toEqual({ ok: true, value: 0.37 });
  });
});

describe('money', () => {
  test.each([
    { text: '1234.56', exponent: 2, minor: 123_456 },
    { text: '1234', exponent: 0, minor: 1_234 },
    { text: '1.2345', exponent: 3, minor: 1_235 },
    { text: '-0.005', exponent: 2, minor: -1 },
    { text: '-0.004', exponent: 2, minor: 0 },
    { text: '9.999', exponent: 2, minor: 1_000 },
    { text: '0.1', exponent: 2, minor: 10 },
  ])('$text with $exponent decimals is $minor', ({ text, exponent, minor }) => {
    expect(valueOr(readMoneyMinor(text, '.', exponent))).toBe(minor);
  });

  test('rounding is told, and so is an amount that can’t be kept', () => {
    expect(readMoneyMinor('1.005', '.', 2)).toMatchObject({
      ok: true,
      value: 101,
      note: expect.stringContaining('rounded'),
    });
    expect(readMoneyMinor('1.0000', '.', 2)).toEqual({ ok: true, value: 100 });
    expect(readMoneyMinor('90071992547409.93', '.', 2)).toMatchObject({ ok: false, code: 'amount_too_large' });
  });

  test('the dust of a spreadsheet’s arithmetic is no decimal', () => {
    expect(readMoneyMinor(0.1 + 0.2, '.', 2)).toEqual({ ok: true, value: 30 });
    expect(readMoneyMinor(1.005 * 1_000, '.', 2)).toEqual({ ok: true, value: 100_500 });
  });

  test.each([
    { text: '€ 1.200', given: undefined, found: 'EUR 120000' },
    { text: '1.200,50 EUR', given: undefined, found: 'EUR 120050' },
    { text: 'usd 12', given: undefined, found: 'USD 1200' },
    { text: '-€5', given: undefined, found: 'EUR -500' },
    { text: '(€5)', given: undefined, found: 'EUR -500' },
    { text: '12 Mio EUR', given: undefined, found: 'EUR 1200000000' },
    { text: '1 200 Kč', given: undefined, found: 'CZK 120000' },
    { text: '¥1200', given: 'JPY', found: 'JPY 1200' },
    { text: '$12', given: 'CAD', found: 'CAD 1200' },
    { text: '$12', given: undefined, found: 'currency_ambiguous' },
    { text: '$12', given: 'EUR', found: 'currency_ambiguous' },
    { text: '12', given: undefined, found: 'currency_missing' },
    { text: '12', given: 'EUR', found: 'EUR 1200' },
    { text: 'abc 12', given: 'EUR', found: 'number_unreadable' },
  ])('$text with $given given is $found', ({ text, given, found }) => {
    const money = valueOr(readMoney(text, ',', given as Currency | undefined));
    expect(typeof money === 'string' ? money : `${money.currency} ${money.minor}`).toBe(found);
  });

  test('an amount in another currency than the row says so', () => {
    expect(readMoney('€5', '.', 'USD' as Currency)).toMatchObject({
      ok: true,
      value: { currency: 'EUR' },
      note: expect.stringContaining('USD'),
    });
  });

  test('any amount, written in any style, is read back to the cent', () => {
    const minor = fc.integer({ min: -(10 ** 15), max: 10 ** 15 });
    fc.assert(
      fc.property(
        minor,
        fc.constantFrom('.', ','),
        fc.constantFrom('', ' ', '\u00A0', "'", 'other'),
        fc.constantFrom('-', '()', 'after'),
        (amount, style, mark, sign) => {
          const digits = String(Math.abs(amount)).padStart(3, '0');
          const thousands = mark === 'other' ? (style === '.' ? ',' : '.') : mark;
          const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, thousands);
          const plain = `${whole}${style}${digits.slice(-2)}`;
          const text = amount >= 0 ? plain : sign === '()' ? `(${plain})` : sign === '-' ? `-${plain}` : `${plain}-`;
          expect(valueOr(readMoneyMinor(text, style, 2))).toBe(amount);
        },
      ),
    );
  });

  test('any text at all is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('.', ',', 'plain', 'ambiguous'), (text, style) => {
        expect(typeof readMoney(text, style, undefined).ok).toBe('boolean');
      }),
    );
  });
});

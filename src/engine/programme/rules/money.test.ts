import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Currency, IsoDate, Minor, Money } from '../../../contract/units.ts';
import { divide, type ExchangeRate, inProgrammeCurrency, moneyWords, timesBasisPoints } from './money.ts';

const money = (amount: number, currency = 'EUR') =>
  ({ minor: amount as Minor, currency: currency as Currency }) satisfies Money;
const rate = (on: string, currency: string, value: string): ExchangeRate => ({
  on: on as IsoDate,
  currency: currency as Currency,
  rate: value,
  source: 'typed',
});

describe('an amount in words', () => {
  test.each([
    [18_400_000, 'EUR', 'EUR 184,000.00'],
    [5, 'EUR', 'EUR 0.05'],
    [-123_456, 'USD', 'USD −1,234.56'],
    [1_234_567, 'JPY', 'JPY 1,234,567'],
    [1_234_567, 'KWD', 'KWD 1,234.567'],
    [0, 'EUR', 'EUR 0.00'],
  ])('%i of %s is %s', (amount, currency, words) => {
    expect(moneyWords(money(amount, currency))).toBe(words);
  });
});

describe('a share of an amount', () => {
  test.each([
    { of: 105, bp: 5_000, up: 53, even: 52 },
    { of: 115, bp: 5_000, up: 58, even: 58 },
    { of: -105, bp: 5_000, up: -53, even: -52 },
    { of: 999, bp: 250, up: 25, even: 25 },
    { of: 0, bp: 1_000, up: 0, even: 0 },
  ])('$bp bp of $of are $up half up and $even half even', ({ of, bp, up, even }) => {
    expect(timesBasisPoints(of, bp, 'half up')).toBe(up);
    expect(timesBasisPoints(of, bp, 'half even')).toBe(even);
  });

  test('of an amount taken back is the share taken back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 45 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom('half up' as const, 'half even' as const),
        (amount, bp, rounding) => {
          expect(timesBasisPoints(-amount, bp, rounding) + timesBasisPoints(amount, bp, rounding)).toBe(0);
        },
      ),
    );
  });
});

describe('another currency', () => {
  const rates = [
    rate('2026-01-01', 'USD', '0.92'),
    rate('2026-06-01', 'USD', '0.905'),
    rate('2026-01-01', 'JPY', '0.0061'),
  ];
  const programme = { currency: 'EUR' as Currency, exchangeRates: rates };

  test.each([
    { when: 'at the newest rate on the day', amount: money(10_000, 'USD'), on: '2026-06-01', expected: 9_050 },
    { when: 'the day before the newest', amount: money(10_000, 'USD'), on: '2026-05-31', expected: 9_200 },
    { when: 'without decimals', amount: money(1_000_000, 'JPY'), on: '2026-05-31', expected: 610_000 },
    { when: 'that is its own', amount: money(10_000, 'EUR'), on: '2026-05-31', expected: 10_000 },
    { when: 'before the first rate', amount: money(10_000, 'USD'), on: '2025-12-31', expected: null },
    { when: 'without any rate', amount: money(10_000, 'CHF'), on: '2026-06-01', expected: null },
  ])('$when', ({ amount, on, expected }) => {
    expect(inProgrammeCurrency(amount, on as IsoDate, programme)?.money.minor ?? null).toBe(expected);
  });

  test('a programme in a currency without decimals', () => {
    const yen = { currency: 'JPY' as Currency, exchangeRates: [rate('2026-01-01', 'EUR', '163.5')] };
    expect(inProgrammeCurrency(money(12_345), '2026-02-01' as IsoDate, yen)?.money).toEqual(money(20_184, 'JPY'));
  });
});

describe('a division', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [6_000, 2_000, 2_000], [61, 20, 20]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1, [1, 2], [0, 1]],
    [0, [1, 2], [0, 0]],
    [5, [0, 1], [0, 5]],
  ])('of %i by %j is %j', (amount, shares, parts) => {
    expect(divide(amount, shares)).toEqual(parts);
  });

  test('gives out every minor unit, whatever the shares, and none is a unit off', () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 8 })
      .filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 45), max: 2 ** 45 }), shares, (amount, all) => {
        const parts = divide(amount, all);
        const whole = all.reduce((sum, one) => sum + one, 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        for (const [place, part] of parts.entries())
          expect(Math.abs(part - (amount * (all[place] ?? 0)) / whole)).toBeLessThan(1.01);
      }),
    );
  });

  test('by no share at all is refused', () => {
    expect(() => divide(100, [0, 0])).toThrow('above zero');
    expect(() => divide(100, [-1, 2])).toThrow('zero or more');
  });
});

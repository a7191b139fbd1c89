import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Currency, IsoDate } from '../../../contract/units.ts';
import { rateOn } from '../../programme/rules/money.ts';
import { ratesOf, totalOf } from './totals.ts';

const rate = (currency: string, on: string, text: string) => ({
  currency: currency as Currency,
  on: on as IsoDate,
  rate: text,
  source: 'test',
});
const programme = {
  currency: 'EUR' as Currency,
  exchangeRates: [
    rate('USD', '2026-01-01', '0.90'),
    rate('USD', '2026-07-01', '0.80'),
    rate('JPY', '2026-01-01', '0.006'),
  ],
};
const rates = ratesOf(programme);
const amount = (minor: number, currency: string, on: string) => ({ minor, currency, on, deals: 1 });

describe('IS10: totals in the programme’s currency', () => {
  test.each([
    {
      what: 'its own currency is added as it is',
      of: [amount(100, 'EUR', '2020-01-01'), amount(50, 'EUR', '2026-01-01')],
      minor: 150,
    },
    {
      what: 'the rate of the day counts',
      of: [amount(1_000, 'USD', '2026-06-30'), amount(1_000, 'USD', '2026-07-01')],
      minor: 1_700,
    },
    { what: 'a currency without cents is brought to cents', of: [amount(10_000, 'JPY', '2026-02-01')], minor: 6_000 },
    {
      what: 'amounts of one rate are added first and rounded once',
      of: [1, 1, 1].map((one) => amount(one, 'USD', '2026-07-02')),
      minor: 2,
    },
  ])('$what', ({ of, minor }) => {
    const total = totalOf(of, rates);
    expect(total.money).toEqual({ minor, currency: 'EUR' });
    expect(total).toMatchObject({ deals: of.length, leftOut: [], dealsLeftOut: 0 });
  });

  test('an amount without a rate stays in its own currency, one sum a currency', () => {
    const total = totalOf(
      [
        amount(500, 'USD', '2025-12-31'),
        amount(700, 'USD', '2025-06-01'),
        amount(9, 'CHF', '2026-05-05'),
        amount(1, 'EUR', '2026-05-05'),
      ],
      rates,
    );
    expect(total.money.minor).toBe(1);
    expect(total.leftOut).toEqual([
      { minor: 9, currency: 'CHF' },
      { minor: 1_200, currency: 'USD' },
    ]);
    expect(total).toMatchObject({ deals: 1, dealsLeftOut: 3 });
  });

  test('the rate found is the one the programme’s own rule finds', () => {
    const days = fc
      .integer({ min: 0, max: 60 })
      .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
    const some = fc.array(fc.tuple(fc.constantFrom('USD', 'CHF'), days, fc.integer({ min: 1, max: 99 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(some, days, fc.constantFrom('USD', 'CHF'), (list, on, currency) => {
        const exchangeRates = list.map(([code, day, value]) => rate(code, day, `0.${value}`));
        const found = ratesOf({ currency: 'EUR' as Currency, exchangeRates }).rateOf(currency, on);
        expect(found).toEqual(rateOn(currency as Currency, on as IsoDate, exchangeRates));
      }),
    );
  });

  test('the order of amounts changes nothing', () => {
    const amounts = fc.array(
      fc.record({
        minor: fc.integer({ min: -1e9, max: 1e9 }),
        currency: fc.constantFrom('EUR', 'USD', 'CHF'),
        on: fc.constantFrom('2025-01-01', '2026-02-01', '2026-08-01'),
        deals: fc.constant(1),
      }),
    );
    fc.assert(
      fc.property(amounts, (some) => {
        expect(totalOf([...some].reverse(), rates)).toEqual(totalOf(some, rates));
      }),
    );
  });
});

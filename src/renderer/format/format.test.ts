import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Currency, EpochMs, IsoDate, Minor, Money } from '../../contract/units.ts';
import { businessLeft, businessLeftOf, businessLength } from './businessTime.ts';
import {
  ago,
  axisMonth,
  dateSpan,
  datesInWords,
  daysUntil,
  instant,
  instantDay,
  longDate,
  relativeDay,
  shortDate,
} from './dates.ts';
import { usableLocale } from './formatters.ts';
import { compactMoney, decimalOf, exactMoney, exponentOf, wholeMoney } from './money.ts';
import { bytes, counted, percent, percentsInWords, separators } from './numbers.ts';

const money = (minor: number, currency: string): Money => ({ minor: minor as Minor, currency: currency as Currency });
const on = (date: string) => date as IsoDate;
const at = (instant: string) => Date.parse(instant) as EpochMs;

describe('money', () => {
  test.each([
    { currency: 'EUR', exponent: 2, minor: 2_760_000, exact: '€27,600.00' },
    { currency: 'JPY', exponent: 0, minor: 2_760_000, exact: '¥2,760,000' },
    { currency: 'KWD', exponent: 3, minor: 2_760_000, exact: 'KWD 2,760.000' },
  ])('$currency counts 10^$exponent minor units', ({ currency, exponent, minor, exact }) => {
    expect(exponentOf(currency)).toBe(exponent);
    expect(
      exactMoney(money(minor, currency), 'en-GB')
        .replace(/\u00a0/g, ' ')
        .replace('JP¥', '¥'),
    ).toBe(exact);
  });

  test('a cent is not lost in an amount no float can hold', () => {
    expect(decimalOf(money(9_007_199_254_740_991, 'EUR'))).toBe('90071992547409.91');
    expect(exactMoney(money(9_007_199_254_740_991, 'EUR'), 'en-GB')).toBe('€90,071,992,547,409.91');
    expect(decimalOf(money(-5, 'EUR'))).toBe('-0.05');
  });

  test('the decimal text has the very minor units it came from', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, currency) => {
        expect(BigInt(decimalOf(money(minor, currency)).replace('.', ''))).toBe(BigInt(minor));
      }),
    );
  });

  test('the value of a deal is said in whole units, a tile in three figures', () => {
    expect(wholeMoney(money(18_400_000, 'EUR'), 'en-GB')).toBe('€184,000');
    expect(compactMoney(money(418_000_000, 'EUR'), 'en-GB')).toBe('€4.18m');
    expect(wholeMoney(money(18_400_000, 'EUR'), 'de-DE').replace(/\u00a0/g, ' ')).toBe('184.000 €');
  });
});

describe('dates', () => {
  test('a calendar date is the same day wherever it is read', () => {
    expect(longDate(on('2027-01-09'), 'en-GB')).toBe('9 Jan 2027');
    expect(shortDate(on('2026-02-28'), on('2026-10-12'), 'en-GB')).toBe('28 Feb');
    expect(shortDate(on('2027-02-28'), on('2026-10-12'), 'en-GB')).toBe('28 Feb 2027');
  });

  test('a period says its year once, and both where there are two', () => {
    const span = (from: string, until: string) =>
      dateSpan(on(from), on(until), 'en-GB').replace(/[\u2009\u202f]/g, ' ');
    expect(span('2025-10-01', '2025-12-31')).toBe('1 Oct – 31 Dec 2025');
    expect(span('2026-04-01', '2026-06-30')).toBe('1 Apr – 30 Jun 2026');
    expect(span('2025-10-01', '2026-03-31')).toBe('1 Oct 2025 – 31 Mar 2026');
  });

  test('a sentence keeps everything but the way its dates are written', () => {
    const say = (sentence: string) => datesInWords(sentence, on('2026-10-12'), 'en-GB');
    expect(say('No win of the family since 2025-10-10.')).toBe('No win of the family since 10 Oct 2025.');
    expect(say('R-2026-0412 came on 2026-10-10, not 2026-13-40.')).toBe('R-2026-0412 came on 10 Oct, not 2026-13-40.');
    expect(say('“2026-02-31” is not a date.')).toBe('“2026-02-31” is not a date.');
    const written = 'Decisions on 4 registrations were written to All partners decisions 2026-10-10.csv';
    expect(say(`${written}, as of 2026-10-10`)).toBe(`${written}, as of 10 Oct`);
  });

  test('an instant is read in the zone of the workspace', () => {
    const now = at('2026-10-12T08:00:00Z');
    expect(instant(at('2026-10-10T07:14:00Z'), now, 'Europe/Berlin', 'en-GB')).toBe('10 Oct, 09:14');
    expect(instant(at('2025-12-31T23:30:00Z'), now, 'Europe/Berlin', 'en-GB')).toBe('1 Jan, 00:30');
    expect(instantDay(at('2025-12-31T23:30:00Z'), now, 'Europe/Berlin', 'en-GB')).toBe('1 Jan');
    expect(instantDay(at('2025-10-10T07:14:00Z'), now, 'Europe/Berlin', 'en-GB')).toBe('10 Oct 2025');
    expect(instant(at('2025-10-10T07:14:00Z'), now, 'Europe/Berlin', 'en-GB')).toBe('10 Oct 2025, 09:14');
  });

  test('days are counted by the calendar, over the change of clocks too', () => {
    expect(daysUntil(on('2026-10-26'), on('2026-10-24'))).toBe(2);
    expect(relativeDay(on('2026-10-24'), on('2026-10-24'), 'en-GB')).toBe('today');
    expect(relativeDay(on('2026-11-05'), on('2026-10-24'), 'en-GB')).toBe('in 12 days');
    expect(ago(at('2026-10-12T07:57:00Z'), at('2026-10-12T08:00:00Z'), 'en-GB')).toBe('3 minutes ago');
  });

  test('an axis says the year where one begins', () => {
    expect(axisMonth('2026-09', 'en-GB')).toBe('Sept');
    expect(axisMonth('2026-01', 'en-GB')).toBe('Jan 26');
  });
});

describe('business time', () => {
  test.each([
    { words: 'due now', hours: 0 },
    { words: '35 min left', hours: 35 / 60 },
    { words: '2 h left', hours: 2.7 },
    { words: '1 d left', hours: 8 },
    { words: '1 d 3 h left', hours: 11.2 },
    { words: '7 d left', hours: 61 },
    { words: '1 d overdue', hours: -8 },
    { words: '3 h overdue', hours: -3.1 },
  ])('$hours business hours are “$words”', ({ hours, words }) => {
    expect(businessLeft(hours)).toBe(words);
  });

  test('the promise is named where there is room', () => {
    expect(businessLeftOf(2, '2 business days')).toBe('2 h left of 2 business days');
    expect(businessLeftOf(-9, '2 business days')).toBe('1 d 1 h over the 2 business days');
    expect(businessLength(15, 7.5)).toBe('2 d');
  });
});

describe('numbers', () => {
  test('a rate comes in basis points', () => {
    expect(percent(3420, 'en-GB')).toBe('34.2%');
    expect(percent(10_000, 'de-DE').replace(/\u00a0/g, ' ')).toBe('100 %');
  });

  test('a rate in a sentence is written as the locale writes it', () => {
    const say = (sentence: string, locale: string) => percentsInWords(sentence, locale).replace(/\u00a0/g, ' ');
    expect(say('direct 27.9 % · +12 % on Q2', 'en-GB')).toBe('direct 27.9% · +12% on Q2');
    expect(say('1,204.5 % of it', 'de-DE')).toBe('1.204,5 % of it');
    expect(say('Rule IN6, A100 % of nothing', 'en-GB')).toBe('Rule IN6, A100 % of nothing');
  });

  test('a number is typed as the locale writes it', () => {
    expect(separators('en-GB')).toEqual({ group: ',', decimal: '.' });
    expect(separators('de-DE')).toEqual({ group: '.', decimal: ',' });
  });

  test('one is not many', () => {
    expect(counted(1, 'deal', 'deals', 'en-GB')).toBe('1 deal');
    expect(counted(8_800, 'row', 'rows', 'en-GB')).toBe('8,800 rows');
    expect(bytes(186_000_000, 'en-GB')).toBe('186 MB');
    expect(bytes(1_200, 'en-GB')).toBe('1.2 kB');
  });

  test('a malformed locale of the system is passed over', () => {
    expect(usableLocale(['xx_broken!', 'de-CH'])).toBe('de-CH');
    expect(usableLocale([])).toBe('en');
  });
});

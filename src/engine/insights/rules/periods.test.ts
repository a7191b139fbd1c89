import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../../contract/units.ts';
import { addDays, daysBetween } from '../../programme/rules/dates.ts';
import { monthsOf, monthWithin, periodAsked, periodBefore, periodOf, quartersUntil } from './periods.ts';

const on = (date: string) => date as IsoDate;
const span = (from: string, until: string) => ({ from: on(from), until: on(until) });
const spans = () =>
  fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 900 })).map(([start, days]) => ({
    from: addDays(on('1990-01-01'), start),
    until: addDays(on('1990-01-01'), start + days),
  }));

describe('IS9: the period', () => {
  test.each([
    { asked: {}, from: '2026-07-01', until: '2026-09-30', title: 'Q3 2026' },
    { asked: { from: '2026-04-01', until: '2026-06-30' }, from: '2026-04-01', until: '2026-06-30', title: 'Q2 2026' },
    { asked: { from: '2025-01-01', until: '2025-12-31' }, from: '2025-01-01', until: '2025-12-31', title: '2025' },
    { asked: { from: '2026-08-15' }, from: '2026-08-15', until: '2026-09-30', title: '15 Aug 2026 to 30 Sep 2026' },
    { asked: { until: '2026-02-28' }, from: '2025-03-01', until: '2026-02-28', title: '1 Mar 2025 to 28 Feb 2026' },
  ])('of $asked as of 30 September 2026 is $title', ({ asked, from, until, title }) => {
    expect(periodAsked(asked as Parameters<typeof periodAsked>[0], on('2026-09-30'))).toEqual({ from, until, title });
  });

  test.each([
    { of: span('2026-07-01', '2026-09-30'), before: span('2026-04-01', '2026-06-30') },
    { of: span('2026-01-01', '2026-03-31'), before: span('2025-10-01', '2025-12-31') },
    { of: span('2025-01-01', '2025-12-31'), before: span('2024-01-01', '2024-12-31') },
    { of: span('2026-03-10', '2026-03-19'), before: span('2026-02-28', '2026-03-09') },
  ])('before $of comes $before', ({ of, before }) => {
    expect(periodBefore(of)).toMatchObject(before);
  });

  test('the one before ends the day before, whatever the period', () => {
    fc.assert(
      fc.property(spans(), (one) => {
        const before = periodBefore(one);
        expect(daysBetween(before.until, one.from)).toBe(1);
        expect(before.from <= before.until).toBe(true);
      }),
    );
  });

  test('its months hold all its days, each once', () => {
    fc.assert(
      fc.property(spans(), (one) => {
        const days = monthsOf(one).reduce((sum, month) => {
          const part = monthWithin(month, one);
          return part === null ? sum : sum + daysBetween(part.from, part.until) + 1;
        }, 0);
        expect(days).toBe(daysBetween(one.from, one.until) + 1);
      }),
    );
  });

  test('eight quarters end with the one of the date', () => {
    expect(quartersUntil(on('2026-09-30'), 8).map((one) => one.title)).toEqual([
      ...['Q4 2024', 'Q1 2025', 'Q2 2025', 'Q3 2025', 'Q4 2025', 'Q1 2026', 'Q2 2026', 'Q3 2026'],
    ]);
    expect(periodOf(span('2026-01-01', '2026-01-31')).title).toBe('1 Jan 2026 to 31 Jan 2026');
  });
});

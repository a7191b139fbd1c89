import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../../contract/units.ts';
import { addDays, addMonths, daysBetween, monthsBetween, quarterNamed, quarterOf, weekdayOf } from './dates.ts';

const on = (date: string) => date as IsoDate;
const anyDate = () => fc.integer({ min: -3_650, max: 40_000 }).map((day) => addDays(on('1970-01-01'), day));

describe('dates', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-23', 12, '2027-11-23'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(on(date), months)).toBe(expected);
  });

  test.each([
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2026-02-15', '2026-01-15', -1],
    ['2025-11-23', '2026-11-22', 11],
    ['2025-11-23', '2026-11-23', 12],
    ['2026-05-05', '2026-05-05', 0],
  ])('from %s to %s are %i whole months', (from, to, months) => {
    expect(monthsBetween(on(from), on(to))).toBe(months);
  });

  test.each([
    ['2026-11-23', 1, '2026-Q4', '2026-10-01', '2026-12-31'],
    ['2026-05-01', 4, '2027-Q1', '2026-04-01', '2026-06-30'],
    ['2026-03-31', 4, '2026-Q4', '2026-01-01', '2026-03-31'],
    ['2026-01-31', 2, '2026-Q4', '2025-11-01', '2026-01-31'],
    ['2026-02-01', 2, '2027-Q1', '2026-02-01', '2026-04-30'],
  ])('%s with a year from month %i is in %s', (date, start, name, from, until) => {
    expect(quarterOf(on(date), start)).toMatchObject({ name, from, until });
  });

  test('a quarter holds its date, and its name finds it again', () => {
    fc.assert(
      fc.property(anyDate(), fc.integer({ min: 1, max: 12 }), (date, start) => {
        const quarter = quarterOf(date, start);
        expect(quarter.from <= date && date <= quarter.until).toBe(true);
        expect(quarterNamed(quarter.name, start)).toEqual(quarter);
      }),
    );
  });

  test('days added are days between', () => {
    fc.assert(
      fc.property(anyDate(), fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  test('2026-11-23 is a Monday', () => {
    expect(weekdayOf(on('2026-11-23'))).toBe(1);
    expect(weekdayOf(on('1969-12-28'))).toBe(7);
  });
});

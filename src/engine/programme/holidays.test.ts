import { describe, expect, test } from 'vitest';
import type { CountryCode, IsoDate } from '../../contract/units.ts';
import { calendarWithHolidays, holidaysOf } from './holidays.ts';
import { isBusinessDay } from './rules/calendar.ts';
import { addDays } from './rules/dates.ts';

const rules = {
  timeZone: 'Europe/Berlin',
  country: 'DE' as CountryCode,
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  until: '17:00',
  extraHolidays: [{ on: '2026-12-24' as IsoDate, name: 'Christmas Eve' }],
};

describe('public holidays', () => {
  test('of Germany in 2026 are the nine that hold in every land', () => {
    const found = holidaysOf('DE' as CountryCode, 2026, 2026);
    expect(found.map((holiday) => holiday.on)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-10-03',
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(found[0]?.name).toBe('Neujahr');
  });

  test('of several days are there day by day', () => {
    const found = holidaysOf('SA' as CountryCode, 2026, 2026).map((holiday) => holiday.on);
    expect(found).toEqual(expect.arrayContaining(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']));
  });

  test('of a country without tables are none', () => {
    expect(holidaysOf('ZZ' as CountryCode, 2026, 2027)).toEqual([]);
  });

  test.each(['DE', 'SA', 'SZ', 'JP'])('of %s are days off of its calendar, whichever is asked for first', (country) => {
    const whole = new Set(holidaysOf(country as CountryCode, 2024, 2031).map((holiday) => holiday.on));
    const calendar = calendarWithHolidays({
      ...rules,
      extraHolidays: [],
      country: country as CountryCode,
      days: [1, 2, 3, 4, 5, 6, 7],
    });
    const days = Array.from({ length: 7 * 365 }, (_, place) => addDays('2031-12-20' as IsoDate, -place));
    expect(days.filter((day) => !isBusinessDay(day, calendar))).toEqual(days.filter((day) => whole.has(day)));
  });

  test('make a calendar, with the extra days off', () => {
    const calendar = calendarWithHolidays(rules);
    expect(isBusinessDay('2026-12-24' as IsoDate, calendar)).toBe(false);
    expect(isBusinessDay('2026-12-25' as IsoDate, calendar)).toBe(false);
    expect(isBusinessDay('2026-12-23' as IsoDate, calendar)).toBe(true);
    expect(calendarWithHolidays({ ...rules })).toBe(calendar);
  });
});

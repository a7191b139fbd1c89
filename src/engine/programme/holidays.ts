import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { CalendarRules } from '../../contract/programme.ts';
import type { CountryCode, IsoDate } from '../../contract/units.ts';
import { type Calendar, calendarOf, type DaysOff } from './rules/calendar.ts';
import { addDays } from './rules/dates.ts';

/** A public holiday: the local date, and its name in the country's first language. */
export interface Holiday {
  readonly on: IsoDate;
  readonly name: string;
}

// Its tables are a megabyte: what asks for no working day does not read them.
const require = createRequire(import.meta.url);
const tablesOf = (country: CountryCode): Holidays => new (require('date-holidays') as typeof Holidays)(country);

// A year of a country takes some milliseconds to work out, and a calendar asks for the same ones again and again.
const known = new Map<string, readonly Holiday[]>();

/**
 * The nationwide public holidays of a country, a holiday of several days once for each day, in order of date.
 *
 * Not in `rules/`: the dates come from the tables of `date-holidays`, which are large. The same country and year give
 * the same days on every machine and in every zone. Empty for a country the tables do not hold.
 *
 * @param country ISO 3166-1 alpha-2
 * @param untilYear included
 */
export function holidaysOf(country: CountryCode, fromYear: number, untilYear: number): readonly Holiday[] {
  const all: Holiday[] = [];
  for (let year = fromYear; year <= untilYear; year += 1) all.push(...holidaysOfYear(country, year));
  return all;
}

function holidaysOfYear(country: CountryCode, year: number): readonly Holiday[] {
  const key = `${country} ${year}`;
  const before = known.get(key);
  if (before) return before;
  const byDate = new Map<IsoDate, string>();
  for (const holiday of tablesOf(country).getHolidays(year) ?? []) {
    if (holiday.type !== 'public') continue;
    const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
    for (let day = 0; day < days; day += 1) {
      const on = addDays(holiday.date.slice(0, 10) as IsoDate, day);
      if (!byDate.has(on)) byDate.set(on, holiday.name);
    }
  }
  const found = [...byDate].map(([on, name]) => ({ on, name })).sort((a, b) => (a.on < b.on ? -1 : 1));
  known.set(key, found);
  return found;
}

const calendars = new Map<string, Calendar>();

/**
 * The calendar of an edition with the public holidays of its country; the same object for the same rules, so that what
 * the calendar rules have worked out is kept. A year's holidays are worked out when a day of it is asked for.
 */
export function calendarWithHolidays(rules: CalendarRules): Calendar {
  const key = JSON.stringify(rules);
  let calendar = calendars.get(key);
  if (!calendar) {
    calendar = calendarOf(rules, publicHolidaysOf(rules.country));
    calendars.set(key, calendar);
  }
  return calendar;
}

function publicHolidaysOf(country: CountryCode): DaysOff {
  const years = new Map<number, DaysOff>();
  const daysOf = (year: number): DaysOff => {
    const days = years.get(year) ?? new Set(holidaysOfYear(country, year).map(({ on }) => on));
    years.set(year, days);
    return days;
  };
  return {
    has(date) {
      const year = Number(date.slice(0, 4));
      // A feast that goes on into January stands in the table of the year it begins in.
      return daysOf(year).has(date) || (date.slice(5, 7) === '01' && daysOf(year - 1).has(date));
    },
  };
}

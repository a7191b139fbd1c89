import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from '../../../contract/units.ts';

/** Calendar dates as dates: no instant, no time zone, no locale. */

const DAY_MS = 86_400_000;

/** Days since 1970-01-01, for arithmetic on dates. Throws when the date does not exist. */
export function dayNumber(date: IsoDate): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new Error(`expected a date such as 2026-02-28, found ${JSON.stringify(date)}`);
  return at / DAY_MS;
}

/** The date that many days after 1970-01-01. */
export function dateOfDayNumber(day: number): IsoDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as IsoDate;
}

/** The date `days` calendar days later; earlier when negative. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Calendar days from one date to another; negative when `to` comes first. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Day of the week, Monday is 1 and Sunday 7. */
export function weekdayOf(date: IsoDate): number {
  return weekdayOfDayNumber(dayNumber(date));
}

/** Day of the week of a day number, Monday is 1. 1970-01-01 was a Thursday. */
export function weekdayOfDayNumber(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The date `months` later; the last day of the month where that day does not exist (31 January + 1 = 28 February). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ months }).toString() as IsoDate;
}

/** Whole months from one date to another, as anniversaries count; negative when `to` comes first. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  const step = from <= to ? 1 : -1;
  const count = Math.abs(
    Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'month' }).months,
  );
  return step * count || 0;
}

/** The month a date is in, `2026-09`. */
export function monthOf(date: IsoDate): string {
  return date.slice(0, 7);
}

/** A quarter of the fiscal year. */
export interface Quarter {
  /** `2026-Q3`; the year is the one the fiscal year ends in. */
  readonly name: string;
  readonly year: number;
  readonly quarter: 1 | 2 | 3 | 4;
  readonly from: IsoDate;
  /** The last day, included. */
  readonly until: IsoDate;
}

/**
 * The fiscal quarter a date is in.
 *
 * A fiscal year is named by the calendar year it ends in, so with a start in April 2026-05-01 is in 2027-Q1.
 *
 * @param fiscalYearStartMonth 1 to 12; 1 makes it the calendar quarter
 */
export function quarterOf(date: IsoDate, fiscalYearStartMonth = 1): Quarter {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const offset = (month - fiscalYearStartMonth + 12) % 12;
  const startYear = month >= fiscalYearStartMonth ? year : year - 1;
  const fiscalYear = fiscalYearStartMonth === 1 ? startYear : startYear + 1;
  const index = Math.floor(offset / 3);
  const firstOfYear =
    `${String(startYear).padStart(4, '0')}-${String(fiscalYearStartMonth).padStart(2, '0')}-01` as IsoDate;
  const from = addMonths(firstOfYear, index * 3);
  const quarter = (index + 1) as Quarter['quarter'];
  return { name: `${fiscalYear}-Q${quarter}`, year: fiscalYear, quarter, from, until: addDays(addMonths(from, 3), -1) };
}

/** The quarter of that name, `2026-Q3`. Throws when the name is not one. */
export function quarterNamed(name: string, fiscalYearStartMonth = 1): Quarter {
  const parts = /^(\d{4})-Q([1-4])$/.exec(name);
  if (!parts) throw new Error(`expected a quarter such as 2026-Q3, found ${JSON.stringify(name)}`);
  const startYear = fiscalYearStartMonth === 1 ? Number(parts[1]) : Number(parts[1]) - 1;
  const first = `${String(startYear).padStart(4, '0')}-${String(fiscalYearStartMonth).padStart(2, '0')}-01` as IsoDate;
  return quarterOf(addMonths(first, (Number(parts[2]) - 1) * 3), fiscalYearStartMonth);
}

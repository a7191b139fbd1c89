import { Temporal } from 'temporal-polyfill';
import type { CalendarRules } from '../../../contract/programme.ts';
import type { EpochMs, IsoDate } from '../../../contract/units.ts';
import { addDays, dateOfDayNumber, dayNumber, weekdayOfDayNumber } from './dates.ts';

/** Tells which local dates are days off beside the weekly ones. A set of dates is one. */
export type DaysOff = Pick<ReadonlySet<IsoDate>, 'has'>;

/** The programme's calendar: when the vendor works. The rules below keep what they work out of it by identity. */
export interface Calendar {
  readonly timeZone: string;
  /** Working days, Monday is 1. */
  readonly days: readonly number[];
  /** Local time, `09:00`. */
  readonly from: string;
  readonly until: string;
  readonly holidays: DaysOff;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Where no working day is found in so many days, the calendar has none. */
const SEARCH_DAYS = 1_500;

/** One local day in instants. */
interface DayInstants {
  readonly date: IsoDate;
  readonly startsAt: number;
  readonly endsBefore: number;
}

/** Its working hours in instants; `workUntil` equals `workFrom` on a day off. */
interface WorkInstants {
  readonly workFrom: number;
  readonly workUntil: number;
}

interface Known {
  readonly days: Map<number, DayInstants>;
  readonly work: Map<number, WorkInstants>;
}

// A calendar is asked thousands of times about the same few hundred days, and a day costs some 100 µs to place in its zone.
const known = new WeakMap<Calendar, Known>();

/** The calendar of an edition of the programme, with the public holidays of its country. */
export function calendarOf(rules: CalendarRules, publicHolidays: DaysOff): Calendar {
  const { timeZone, days, from, until } = rules;
  const extra = new Set(rules.extraHolidays.map(({ on }) => on));
  return { timeZone, days, from, until, holidays: { has: (date) => extra.has(date) || publicHolidays.has(date) } };
}

function placeDay(day: number, { timeZone }: Calendar): DayInstants {
  const date = dateOfDayNumber(day);
  const plain = Temporal.PlainDate.from(date);
  const startsAt = plain.toZonedDateTime({ timeZone }).epochMilliseconds;
  const endsBefore = plain.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds;
  return { date, startsAt, endsBefore };
}

function placeWork(day: number, calendar: Calendar): WorkInstants {
  const { date, startsAt } = dayAt(day, calendar);
  const works = calendar.days.includes(weekdayOfDayNumber(day)) && !calendar.holidays.has(date);
  if (!works) return { workFrom: startsAt, workUntil: startsAt };
  const { timeZone } = calendar;
  const plain = Temporal.PlainDate.from(date);
  // In a zone that skips an hour the clock time before the gap is taken as just after it (Temporal's `compatible`).
  const at = (time: string) =>
    time === '24:00'
      ? plain.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds
      : plain.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
  return { workFrom: at(calendar.from), workUntil: at(calendar.until) };
}

function knownOf(calendar: Calendar): Known {
  let found = known.get(calendar);
  if (!found) {
    found = { days: new Map(), work: new Map() };
    known.set(calendar, found);
  }
  return found;
}

function dayAt(day: number, calendar: Calendar): DayInstants {
  const { days } = knownOf(calendar);
  let placed = days.get(day);
  if (!placed) {
    placed = placeDay(day, calendar);
    days.set(day, placed);
  }
  return placed;
}

// Apart from the day, because which local date an instant falls on is asked at once, and holidays take longer to tell.
function workAt(day: number, calendar: Calendar): WorkInstants {
  const { work } = knownOf(calendar);
  let placed = work.get(day);
  if (!placed) {
    placed = placeWork(day, calendar);
    work.set(day, placed);
  }
  return placed;
}

function dayNumberAt(at: EpochMs, calendar: Calendar): number {
  let day = Math.floor(at / DAY_MS);
  while (at < dayAt(day, calendar).startsAt) day -= 1;
  while (at >= dayAt(day, calendar).endsBefore) day += 1;
  return day;
}

/** The local date at an instant. */
export function dayOf(at: EpochMs, calendar: Calendar): IsoDate {
  return dayAt(dayNumberAt(at, calendar), calendar).date;
}

/** The first millisecond of a local date. */
export function startOfDay(date: IsoDate, calendar: Calendar): EpochMs {
  return dayAt(dayNumber(date), calendar).startsAt as EpochMs;
}

/** The last millisecond of a local date, included. */
export function endOfDay(date: IsoDate, calendar: Calendar): EpochMs {
  return (dayAt(dayNumber(date), calendar).endsBefore - 1) as EpochMs;
}

/** Whether the vendor works on a date: a working day of the week, and no holiday. */
export function isBusinessDay(date: IsoDate, calendar: Calendar): boolean {
  return isWorking(workAt(dayNumber(date), calendar));
}

function isWorking({ workFrom, workUntil }: WorkInstants): boolean {
  return workUntil > workFrom;
}

/** Hours of an ordinary working day, by the clock. */
export function hoursOfBusinessDay(calendar: Calendar): number {
  return (minutesOf(calendar.until) - minutesOf(calendar.from)) / 60;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/**
 * The instant at which so many working hours have passed since `at`.
 *
 * Outside working hours the count starts with the next working day; a count that is used up exactly at the end of a
 * day ends then, not the next morning; none leaves `at` as it is.
 *
 * @param hours not negative, fractions allowed; the result is rounded to the millisecond
 * @throws when `hours` is negative, or the calendar has no working day within four years
 */
export function addBusinessHours(at: EpochMs, hours: number, calendar: Calendar): EpochMs {
  if (!(hours >= 0)) throw new Error(`expected business hours of zero or more, found ${hours}`);
  let left = Math.round(hours * HOUR_MS);
  if (left === 0) return at;
  const first = dayNumberAt(at, calendar);
  let idle = 0;
  for (let day = first; idle < SEARCH_DAYS; day += 1) {
    const { workFrom, workUntil } = workAt(day, calendar);
    const from = Math.max(workFrom, at);
    const length = workUntil - from;
    if (length <= 0) {
      idle += 1;
      continue;
    }
    if (left <= length) return (from + left) as EpochMs;
    left -= length;
    idle = 0;
  }
  throw new Error(
    `expected a working day within ${SEARCH_DAYS} days of ${dateOfDayNumber(first)}, found none in the calendar`,
  );
}

/** The latest instant from which so many working hours lead to `at`: `addBusinessHours` counted backwards. */
export function subtractBusinessHours(at: EpochMs, hours: number, calendar: Calendar): EpochMs {
  if (!(hours >= 0)) throw new Error(`expected business hours of zero or more, found ${hours}`);
  let left = Math.round(hours * HOUR_MS);
  if (left === 0) return at;
  const first = dayNumberAt(at, calendar);
  let idle = 0;
  for (let day = first; idle < SEARCH_DAYS; day -= 1) {
    const { workFrom, workUntil } = workAt(day, calendar);
    const until = Math.min(workUntil, at);
    const length = until - workFrom;
    if (length <= 0) {
      idle += 1;
      continue;
    }
    if (left <= length) return (until - left) as EpochMs;
    left -= length;
    idle = 0;
  }
  throw new Error(
    `expected a working day within ${SEARCH_DAYS} days before ${dateOfDayNumber(first)}, found none in the calendar`,
  );
}

/** Working hours between two instants; negative when `to` comes first. */
export function businessHoursBetween(from: EpochMs, to: EpochMs, calendar: Calendar): number {
  if (to < from) return -businessHoursBetween(to, from, calendar);
  const last = dayNumberAt(to, calendar);
  let sum = 0;
  for (let day = dayNumberAt(from, calendar); day <= last; day += 1) {
    const { workFrom, workUntil } = workAt(day, calendar);
    const length = Math.min(workUntil, to) - Math.max(workFrom, from);
    if (length > 0) sum += length;
  }
  return sum / HOUR_MS;
}

/**
 * So many business days later.
 *
 * For an instant a business day is one working day's hours, so two of them from Monday 15:00 end on Wednesday 15:00;
 * fractions are allowed, a negative count is not. For a date it is the n-th working day after it, or before it when
 * negative; none leaves the date as it is.
 */
export function addBusinessDays(at: EpochMs, days: number, calendar: Calendar): EpochMs;
export function addBusinessDays(date: IsoDate, days: number, calendar: Calendar): IsoDate;
export function addBusinessDays(start: EpochMs | IsoDate, days: number, calendar: Calendar): EpochMs | IsoDate {
  if (typeof start === 'number') return addBusinessHours(start, days * hoursOfBusinessDay(calendar), calendar);
  const step = days < 0 ? -1 : 1;
  let left = Math.ceil(Math.abs(days));
  let date: IsoDate = start;
  for (let tried = 0; left > 0; tried += 1) {
    if (tried > SEARCH_DAYS + left * 7) {
      throw new Error(`expected a working day within ${SEARCH_DAYS} days of ${start}, found none in the calendar`);
    }
    date = addDays(date, step);
    if (isBusinessDay(date, calendar)) left -= 1;
  }
  return date;
}

/** Working days after `from` up to and with `to`; negative when `to` comes first. */
export function businessDaysBetween(from: IsoDate, to: IsoDate, calendar: Calendar): number {
  if (to < from) return -businessDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) if (isWorking(workAt(day, calendar))) count += 1;
  return count;
}

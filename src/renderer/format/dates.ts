import type { EpochMs, IsoDate } from '../../contract/units.ts';
import { dateFormat, relativeFormat } from './formatters.ts';

// A calendar date has no zone: noon UTC is that date in every formatter that is told to use UTC.
const noon = (date: IsoDate) => Date.parse(`${date}T12:00:00Z`);

const dayMs = 86_400_000;

/** “9 Jan 2027”. */
export const longDate = (date: IsoDate, locale: string) =>
  dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(noon(date));

/** “9 Jan”, with the year where it isn't that of `today`. */
export const shortDate = (date: IsoDate, today: IsoDate, locale: string) =>
  date.slice(0, 4) === today.slice(0, 4)
    ? dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(noon(date))
    : longDate(date, locale);

/** “1 Apr – 30 Jun 2026”: a year that both days have is said once. */
export const dateSpan = (from: IsoDate, until: IsoDate, locale: string) =>
  dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).formatRange(
    noon(from),
    noon(until),
  );

/** “September 2026”, of a date or a month `2026-09`. */
export const monthName = (month: string, locale: string) =>
  dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month.slice(0, 7)}-15T12:00:00Z`),
  );

/** “Sep”, and “Jan 26” where a year begins: for axes. */
export const axisMonth = (month: string, locale: string) =>
  dateFormat(locale, {
    month: 'short',
    ...(month.slice(5, 7) === '01' ? { year: '2-digit' as const } : {}),
    timeZone: 'UTC',
  }).format(Date.parse(`${month.slice(0, 7)}-15T12:00:00Z`));

/** The day of an instant in the workspace's time zone, “10 Oct”, with the year where it isn't that of `now`. */
export function instantDay(
  at: EpochMs,
  now: EpochMs,
  timeZone: string,
  locale: string,
  time: Intl.DateTimeFormatOptions = {},
): string {
  const year = dateFormat('en', { year: 'numeric', timeZone });
  const otherYear = year.format(at) !== year.format(now);
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(otherYear ? { year: 'numeric' as const } : {}),
    ...time,
    timeZone,
  }).format(at);
}

/** The same to the minute, “10 Oct, 09:14”. */
export const instant = (at: EpochMs, now: EpochMs, timeZone: string, locale: string): string =>
  instantDay(at, now, timeZone, locale, { hour: '2-digit', minute: '2-digit' });

/** “10 October 2026 at 09:14:22 CEST”: for titles and proofs. */
export const fullInstant = (at: EpochMs, timeZone: string, locale: string) =>
  dateFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone }).format(at);

/** Calendar days from `today` to `date`, negative in the past. */
export const daysUntil = (date: IsoDate, today: IsoDate) => Math.round((noon(date) - noon(today)) / dayMs);

/** “today”, “in 12 days”, “3 days ago”. */
export const relativeDay = (date: IsoDate, today: IsoDate, locale: string) =>
  relativeFormat(locale, { numeric: 'auto' }).format(daysUntil(date, today), 'day');

/** “3 minutes ago”, “2 hours ago”, “yesterday”, then days. */
export function ago(at: EpochMs, now: EpochMs, locale: string): string {
  const minutes = Math.round((at - now) / 60_000);
  const words = relativeFormat(locale, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 24 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / (24 * 60)), 'day');
}

/** A day in figures that is no part of a file's name: “decisions 2026-11-23.csv” is called so and not otherwise. */
const DAY =
  /(?<![\d-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])(?![^“”,;:]{0,60}\.(?:csv|xlsx|json|jsonl|pdf|html|txt|tributary)\b)/g;

/** A sentence with its ISO dates as people read them: “No win since 2025-11-23.” says “since 23 Nov 2025”. */
export const datesInWords = (sentence: string, today: IsoDate, locale: string) =>
  sentence.replace(DAY, (date) =>
    // “2026-02-31” is quoted where somebody wrote it: a day there isn't must not become another.
    new Date(noon(date as IsoDate)).toISOString().startsWith(date) ? shortDate(date as IsoDate, today, locale) : date,
  );

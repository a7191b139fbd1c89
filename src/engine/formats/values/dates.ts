import type { IsoDate } from '../../../contract/units.ts';
import { type Cell, isDateCell, textOf } from '../table.ts';
import { quoted, type Reading, read, unread } from './reading.ts';

/** In which order a column writes day and month. `none`: nothing in it says so, or it has no dates in figures. */
export type DateOrder = 'iso' | 'dmy' | 'mdy' | 'ambiguous' | 'none';

const inFigures = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;

/**
 * The order of day and month in a column, from samples of it.
 *
 * A number above 12 decides. Points between the numbers are written in countries that put the day first. Where nothing
 * decides, or some cells say one thing and some another, the answer is `ambiguous` and a person is asked once.
 */
export function detectDateOrder(samples: Iterable<Cell>): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  let points = 0;
  let open = 0;
  let iso = 0;
  for (const sample of samples) {
    const text = textOf(sample).trim();
    if (typeof sample === 'object' || yearFirst.test(text)) {
      iso += 1;
      continue;
    }
    const parts = inFigures.exec(text);
    if (!parts) continue;
    const [first, second] = [Number(parts[1]), Number(parts[3])];
    if (first > 12 && second <= 12) dayFirst += 1;
    else if (second > 12 && first <= 12) monthFirst += 1;
    else if (parts[2] === '.') points += 1;
    else open += 1;
  }
  if (dayFirst > 0 && monthFirst > 0) return 'ambiguous';
  if (monthFirst > 0) return 'mdy';
  if (dayFirst > 0 || (points > 0 && open === 0)) return 'dmy';
  if (open > 0) return 'ambiguous';
  return iso > 0 ? 'iso' : 'none';
}

const monthLocales = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'cs', 'sv', 'da'];
let monthNames: ReadonlyMap<string, number> | undefined;

/** Names of months, long and short, in the languages of the countries that partners write from. */
function monthsByName(): ReadonlyMap<string, number> {
  if (monthNames) return monthNames;
  const names = new Map<string, number>();
  for (const locale of monthLocales) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const part = format.formatToParts(Date.UTC(2026, month - 1, 1)).find(({ type }) => type === 'month');
        const name = bareName(part?.value ?? '');
        if (/\p{L}/u.test(name) && !names.has(name)) names.set(name, month);
      }
    }
  }
  names.set('sept', 9);
  monthNames = names;
  return names;
}

const bareName = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

/**
 * The calendar date in a cell. A time that follows it is left off, never used to move the date by a zone.
 *
 * Reads ISO dates, `20260930`, figures in the column's order, and months by name (`30 Sep 2026`, `September 30, 2026`,
 * `30. März 26`). Years of two figures mean 1970 to 2069. With an undecided order a date is read where it can only be
 * one. A quarter, a bare number and a day that does not exist are refused, with what they probably meant.
 */
export function readDate(cell: Cell, order: DateOrder): Reading<IsoDate> {
  if (typeof cell === 'object' && isDateCell(cell) && /^\d{4}/.test(cell.date))
    return checked(cell.date, ...isoParts(cell.date));
  const text = textOf(cell).trim();
  const year = yearFirst.exec(text) ?? /^(\d{4})()(\d\d)(\d\d)$/.exec(text);
  if (year) return checked(text, Number(year[1]), Number(year[3]), Number(year[4]));
  const figures = inFigures.exec(text);
  if (figures) return fromFigures(text, figures, order);
  return fromWords(text) ?? notADate(text);
}

const isoParts = (iso: string): [number, number, number] => [
  Number(iso.slice(0, 4)),
  Number(iso.slice(5, 7)),
  Number(iso.slice(8, 10)),
];

function fromFigures(text: string, parts: RegExpExecArray, order: DateOrder): Reading<IsoDate> {
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), fullYear(parts[4] ?? '')];
  if (order === 'dmy') return checkedIn(text, year, [second, first]);
  if (order === 'mdy') return checkedIn(text, year, [first, second]);
  if (first === second || (first <= 12 && second > 12)) return checked(text, year, first, second);
  if (second <= 12 && first > 12) return checked(text, year, second, first);
  const [dayFirst, monthFirst] = [isoOf(year, second, first), isoOf(year, first, second)];
  return unread(
    'date_ambiguous',
    `${quoted(text)} can be ${dayFirst} or ${monthFirst}: nothing in the column says which number is the month.`,
    `Choose the order of day and month for this file, or write dates as ${dayFirst}.`,
  );
}

/** A day in the column's order; one that is a day in the other order alone is refused with that. */
function checkedIn(text: string, year: number, [month, day]: [number, number]): Reading<IsoDate> {
  const reading = checked(text, year, month, day);
  const other = checked(text, year, day, month);
  if (reading.ok || !other.ok || month <= 12) return reading;
  const todo = `The rest of the column has day and month the other way round. If ${other.value} is meant, write that.`;
  return unread('date_unreadable', `${quoted(text)} is not a date.`, todo, other.value);
}

const fullYear = (text: string) =>
  text.length === 2 ? Number(text) + (Number(text) < 70 ? 2_000 : 1_900) : Number(text);

function fromWords(text: string): Reading<IsoDate> | undefined {
  const words =
    /^(?:\p{L}{2,}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s-]*(?:de\s+)?(\p{L}{3,}\.?)[\s,-]*(?:de\s+)?(\d{4}|\d{2})(?!\d)/u.exec(
      text,
    );
  const american =
    /^(?:\p{L}{2,}\.?,\s+)?(\p{L}{3,}\.?)[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s,-]+(\d{4}|\d{2})(?!\d)/u.exec(text);
  const [day, name, year] = words ? [words[1], words[2], words[3]] : [american?.[2], american?.[1], american?.[3]];
  const month = name === undefined ? undefined : monthsByName().get(bareName(name));
  return month === undefined ? undefined : checked(text, fullYear(year ?? ''), month, Number(day));
}

/** Which day is meant nobody knows: the form is shown, not a day to copy. */
const WRITTEN = 'Write year, month and day, for example 2026-09-30.';

function notADate(text: string): Reading<IsoDate> {
  const quarter = /^Q([1-4])[\s/-]*(FY)?[\s']*(\d{4}|\d{2})$/i.exec(text);
  if (quarter) {
    const month = Number(quarter[1]) * 3;
    const lastDay = isoOf(fullYear(quarter[3] ?? ''), month, daysIn(fullYear(quarter[3] ?? ''), month));
    const fiscal = quarter[2] === undefined ? '' : ' (and the fiscal year may not be the calendar’s)';
    return unread(
      'date_is_quarter',
      `${quoted(text)} is a quarter, not a day${fiscal}.`,
      `Write a day, for example ${lastDay}.`,
      fiscal === '' ? lastDay : undefined,
    );
  }
  const serial = /^[2-6]\d{4}(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (serial !== undefined) {
    const meant = new Date(Date.UTC(1899, 11, 30 + Math.floor(serial))).toISOString().slice(0, 10);
    return unread(
      'date_is_serial',
      `${quoted(text)} is a spreadsheet’s number for a day.`,
      `Write it as ${meant}.`,
      meant,
    );
  }
  return unread('date_unreadable', `${quoted(text)} is not a date.`, WRITTEN);
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isoOf = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function checked(text: string, year: number, month: number, day: number): Reading<IsoDate> {
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    return unread('date_unreadable', `${quoted(text)} is not a date.`, WRITTEN);
  }
  if (year < 1900 || year > 2199) {
    return unread(
      'date_out_of_range',
      `${quoted(text)} lies in the year ${year}.`,
      'Check the year: 1900 to 2199 is read.',
    );
  }
  const last = daysIn(year, month);
  if (day > last) {
    return unread(
      'date_unreadable',
      `${quoted(text)} is not a date: that month has ${last} days.`,
      'Find out which day is meant and write that one.',
    );
  }
  return read(isoOf(year, month, day) as IsoDate);
}

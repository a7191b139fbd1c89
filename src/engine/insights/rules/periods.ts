import type { IsoDate } from '../../../contract/units.ts';
import { addDays, addMonths, daysBetween, monthOf, quarterOf } from '../../programme/rules/dates.ts';

/** A span of days, the last one included. */
export interface Span {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/** A span with its name: `Q3 2026`. */
export interface Period extends Span {
  readonly title: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** “30 Sep 2026”. Not by `Intl`, whose month names change with its version, while a frozen text must not. */
export const dayWords = (date: IsoDate): string =>
  `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;

/** “Sep 2026”. */
export const monthWords = (month: string): string =>
  `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;

/** “1 Jul 2026 to 30 Sep 2026”; `day` writes a date. */
export const spanTitle = ({ from, until }: Span, day: (date: IsoDate) => string = dayWords): string =>
  `${day(from)} to ${day(until)}`;

/** “Q3 2026” of `2026-Q3`. */
export const quarterTitle = (name: string) => `${name.slice(5)} ${name.slice(0, 4)}`;

/** IS9: a span is named by the calendar quarter or year it is, else by its first and last day, which `day` writes. */
export function periodOf({ from, until }: Span, day?: (date: IsoDate) => string): Period {
  const quarter = quarterOf(from);
  if (quarter.from === from && quarter.until === until) return { from, until, title: quarterTitle(quarter.name) };
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && until === `${year}-12-31`) return { from, until, title: year };
  return { from, until, title: spanTitle({ from, until }, day) };
}

/**
 * IS9: the period asked for; where nothing is asked, the calendar quarter of the extract's date. One end alone is
 * completed to a year before it, or to that date after it.
 */
export function periodAsked(asked: { from?: IsoDate | undefined; until?: IsoDate | undefined }, asOf: IsoDate): Period {
  if (asked.from === undefined && asked.until === undefined) return periodOf(quarterOf(asOf));
  const until = asked.until ?? (asked.from !== undefined && asked.from > asOf ? asked.from : asOf);
  const from = asked.from ?? addDays(addMonths(until, -12), 1);
  return periodOf({ from, until });
}

/** IS9: what a period is compared with: the quarter before a quarter, the year before a year, else as many days before it. */
export function periodBefore({ from, until }: Span): Period {
  const quarter = quarterOf(from);
  if (quarter.from === from && quarter.until === until) return periodOf(quarterOf(addDays(from, -1)));
  if (from.endsWith('-01-01') && until === `${from.slice(0, 4)}-12-31`) {
    return periodOf({ from: addMonths(from, -12), until: addDays(from, -1) });
  }
  const days = daysBetween(from, until) + 1;
  return periodOf({ from: addDays(from, -days), until: addDays(from, -1) });
}

/** The months a span touches, `2026-07`, in order. */
export function monthsOf({ from, until }: Span): string[] {
  const months: string[] = [];
  for (let first = `${monthOf(from)}-01` as IsoDate; first <= until; first = addMonths(first, 1)) {
    months.push(monthOf(first));
  }
  return months;
}

/** The part of a month that lies in a span; `null` where none does. */
export function monthWithin(month: string, span: Span): Span | null {
  const first = `${month}-01` as IsoDate;
  const last = addDays(addMonths(first, 1), -1);
  const from = first > span.from ? first : span.from;
  const until = last < span.until ? last : span.until;
  return from <= until ? { from, until } : null;
}

/** The calendar quarters up to the one of a date, oldest first, so many. */
export function quartersUntil(date: IsoDate, count: number): Period[] {
  const quarters: Period[] = [periodOf(quarterOf(date))];
  for (let made = 1; made < count; made += 1) {
    const first = quarters[0];
    if (first !== undefined) quarters.unshift(periodBefore(first));
  }
  return quarters;
}

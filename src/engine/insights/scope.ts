import type { InsightFilter } from '../../contract/insights.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { type Edition, programmeAt } from '../programme/index.ts';
import { endOfDay, startOfDay } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { type Period, periodAsked, periodOf, type Span } from './rules/periods.ts';
import { type Rates, ratesOf } from './rules/totals.ts';

/** What a question is about, with everything it reads the facts by. */
export interface Scope {
  readonly period: Period;
  readonly filter: InsightFilter;
  /** The day the CRM's facts are of: the date of the newest extract; `today` before the first. */
  readonly asOf: IsoDate;
  /** The day our own facts are of. Nothing dated later counts. */
  readonly today: IsoDate;
  readonly programme: Edition;
  readonly rates: Rates;
}

/** The scope of a question asked at a moment. */
export function scopeOf(db: ReadDb, filter: InsightFilter, moment: Moment): Scope {
  const { today, ...programme } = programmeAt(db, moment);
  const asOf = extractDate(db) ?? today;
  return { period: periodAsked(filter, asOf), filter, asOf, today, programme, rates: ratesOf(programme.body) };
}

/** The date of the newest extract of opportunities, else of accounts, by its as-of date; `null` before the first. */
function extractDate(db: ReadDb): IsoDate | null {
  const dates = extractsOf(db);
  return (dates.find((one) => one.kind === 'opportunities') ?? dates[0])?.asOf ?? null;
}

/** The newest extract of each kind, until a day where one is given. */
export const extractsOf = (db: ReadDb, until = '9999-12-31'): { kind: 'accounts' | 'opportunities'; asOf: IsoDate }[] =>
  db.all(
    `SELECT f.kind, max(f.as_of_on) AS asOf FROM batch_files f JOIN batches b ON b.id = f.batch_id AND b.state = 'committed'
     WHERE f.kind IN ('accounts', 'opportunities') AND f.as_of_on <= ? GROUP BY f.kind ORDER BY f.kind`,
    until,
  );

/** The scope of a question about a span as it stood on a day: nothing dated later counts. */
export function scopeOn(
  db: ReadDb,
  filter: Omit<InsightFilter, 'from' | 'until'>,
  span: Span,
  asOf: IsoDate,
  moment: Moment,
): Scope {
  const { today: _, ...programme } = programmeAt(db, moment);
  const crm = extractDate(db) ?? asOf;
  const period = { ...periodOf(span), until: span.until < asOf ? span.until : asOf };
  return { period, filter, asOf: crm < asOf ? crm : asOf, today: asOf, programme, rates: ratesOf(programme.body) };
}

/** The same question about another period. */
export const during = (scope: Scope, period: Period): Scope => ({ ...scope, period });

/** The first and last millisecond of a span in the programme's time zone, never later than the scope's day. */
export function instantsOf({ from, until }: Span, { programme, today }: Scope): { from: EpochMs; until: EpochMs } {
  const last = until < today ? until : today;
  return { from: startOfDay(from, programme.calendar), until: endOfDay(last, programme.calendar) };
}

import type { InsightFilter } from '../../contract/insights.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { latestExtract } from '../accounts/index.ts';
import { type Edition, programmeAt } from '../programme/index.ts';
import { endOfDay, startOfDay } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { type Period, periodAsked, type Span } from './rules/periods.ts';
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
  const asOf = (latestExtract(db, 'opportunities') ?? latestExtract(db))?.asOf ?? today;
  return { period: periodAsked(filter, asOf), filter, asOf, today, programme, rates: ratesOf(programme.body) };
}

/** The same question about another period. */
export const during = (scope: Scope, period: Period): Scope => ({ ...scope, period });

/** The first and last millisecond of a span in the programme's time zone, never later than the scope's day. */
export function instantsOf({ from, until }: Span, { programme, today }: Scope): { from: EpochMs; until: EpochMs } {
  const last = until < today ? until : today;
  return { from: startOfDay(from, programme.calendar), until: endOfDay(last, programme.calendar) };
}

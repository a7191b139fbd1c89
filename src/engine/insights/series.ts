import type { Answer, Asked } from '../../contract/handler.ts';
import { type InsightFilter, SeriesId } from '../../contract/insights.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import { addDays, addMonths, monthOf } from '../programme/rules/dates.ts';
import { currencyDigits } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';
import { amountsOf, closedDuring, closedIn, dealsOf, decidedIn, isSourced, receiptsOf, wholeOf } from './facts.ts';
import { monthsOf, monthWithin, periodOf, type Span } from './rules/periods.ts';
import { totalOf } from './rules/totals.ts';
import { during, type Scope, scopeOf } from './scope.ts';
import type { ClosedRow, DealRow } from './sql.ts';

const MONTHS_SHOWN = 12;

/** What dates each series goes by. */
export const SERIES_BASIS: Record<SeriesId, string> = {
  registered: 'receipt date',
  approved: 'decision date',
  'won sourced': 'close date',
  'won direct': 'close date',
  'sourced revenue': 'close date',
  'direct revenue': 'close date',
};

/** The scope of a series: the twelve months up to the one of the extract where no period is asked for. */
export function seriesScope(db: ReadDb, filter: InsightFilter, moment: Moment): Scope {
  const scope = scopeOf(db, filter, moment);
  if (filter.from !== undefined || filter.until !== undefined) return scope;
  const first = `${monthOf(scope.asOf)}-01` as IsoDate;
  return during(scope, periodOf({ from: addMonths(first, 1 - MONTHS_SHOWN), until: addDays(addMonths(first, 1), -1) }));
}

/** Figures by month: counts, and values in major units of the programme's currency. */
export function series(db: ReadDb, input: Asked<'insights', 'series'>, moment: Moment): Answer<'insights', 'series'> {
  const scope = seriesScope(db, input.filter, moment);
  const months = monthsOf(scope.period);
  const asked = SeriesId.options.filter((one) => input.series.includes(one));
  const figures = figuresOf(db, scope, asked, months);
  return {
    asOf: scope.asOf,
    months: months.map((month) => ({
      month,
      values: Object.fromEntries(asked.map((one) => [one, figures(one, month)])),
    })),
    currency: scope.rates.currency,
    dateBasis: Object.fromEntries(asked.map((one) => [one, SERIES_BASIS[one]])),
  };
}

type Figure = (series: SeriesId, month: string) => number;

/** Reads what the asked series need, once, and answers month by month. */
function figuresOf(db: ReadDb, scope: Scope, asked: readonly SeriesId[], months: readonly string[]): Figure {
  const wants = (...some: SeriesId[]) => some.some((one) => asked.includes(one));
  const registered = wants('registered') ? countByMonth(receiptsOf(db, scope)) : undefined;
  const approved = wants('approved')
    ? countByMonth(
        decidedIn(db, scope)
          .filter((row) => row.approved === 1)
          .map((row) => dayOf(row.decidedAt as EpochMs, scope.programme.calendar)),
      )
    : undefined;
  const deals = wants('won sourced', 'sourced revenue', 'won direct', 'direct revenue')
    ? dealsOf(db, scope.filter)
    : [];
  const closed = wants('won direct', 'direct revenue')
    ? closedByMonth(closedIn(db, scope.period, scope.filter))
    : undefined;
  const spans = new Map(months.map((month) => [month, monthWithin(month, scope.period)]));
  const major = (minor: number) => minor / 10 ** currencyDigits(scope.rates.currency);
  return (one, month) => {
    const span = spans.get(month) ?? null;
    if (span === null) return 0;
    switch (one) {
      case 'registered':
        return registered?.get(month) ?? 0;
      case 'approved':
        return approved?.get(month) ?? 0;
      case 'won sourced':
        return sourcedWonIn(deals, span, scope).length;
      case 'sourced revenue':
        return major(totalOf(amountsOf(sourcedWonIn(deals, span, scope)), scope.rates).money.minor);
      default: {
        const whole = wholeOf(closed?.get(month) ?? [], deals, span, scope);
        return one === 'won direct' ? whole.directWon : major(whole.directTotal.money.minor);
      }
    }
  };
}

/** Sourced deals won in a span. */
export const sourcedWonIn = (deals: readonly DealRow[], span: Span, { filter }: Scope): DealRow[] =>
  deals.filter((deal) => deal.status === 'won' && isSourced(deal, filter) && closedDuring(deal, span));

function countByMonth(days: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const day of days) counts.set(day.slice(0, 7), (counts.get(day.slice(0, 7)) ?? 0) + 1);
  return counts;
}

function closedByMonth(rows: readonly ClosedRow[]): Map<string, ClosedRow[]> {
  const months = new Map<string, ClosedRow[]>();
  for (const row of rows) {
    const month = row.on.slice(0, 7);
    const list = months.get(month);
    if (list === undefined) months.set(month, [row]);
    else list.push(row);
  }
  return months;
}

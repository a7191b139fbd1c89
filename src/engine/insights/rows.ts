import type { Answer, Asked } from '../../contract/handler.ts';
import type { InsightRow, SeriesId } from '../../contract/insights.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { offsetOf, pageOf } from '../store/page.ts';
import { closedIn, cohortOf, dealsOf, decidedIn, type Whole, wholeOf } from './facts.ts';
import type { Closed, Counts } from './measured.ts';
import { METRICS } from './metrics.ts';
import { inTotals, pictureOf } from './picture.ts';
import { FUNNEL_STAGES, stageReached } from './rules/funnel.ts';
import { monthWithin, monthWords, type Span } from './rules/periods.ts';
import { during, type Scope, scopeOf } from './scope.ts';
import { seriesScope, sourcedWonIn } from './series.ts';
import { type Condition, closedRowsSql, opportunityFilter, opportunityRowsSql, registrationRowsSql } from './sql.ts';
import { courseOf } from './summary.ts';

type Input = Asked<'insights', 'rows'>;

type Listed = Extract<Counts, { ids: readonly string[] }>;

/** The records of an answer: listed by id, or those that closed in a span. */
type Records = Listed | { readonly of: 'closed'; readonly which: Closed; readonly span: Span };

/** The very records behind a tile's numerator, a funnel stage or a month of a series, the latest first. */
export function insightRows(db: ReadDb, input: Input, moment: Moment): Answer<'insights', 'rows'> {
  const { scope, records, title } = recordsOf(db, input, moment);
  const offset = offsetOf(input.cursor);
  const { rows, total } =
    records.of === 'closed'
      ? closedPage(db, scope, records, input.limit, offset)
      : listedPage(db, records, scope, input.limit, offset);
  return { title, ...pageOf(rows, offset, total) };
}

function recordsOf(
  db: ReadDb,
  { of, filter }: Input,
  moment: Moment,
): { scope: Scope; records: Records; title: string } {
  if ('series' in of) {
    const scope = seriesScope(db, filter, moment);
    const span = /^\d{4}-(0[1-9]|1[0-2])$/.test(of.month) ? monthWithin(of.month, scope.period) : null;
    if (span === null) {
      throw refused(
        problem('month_unknown', `“${of.month}” is not a month of the series.`, 'Write one such as 2026-09.', {
          column: 'month',
        }),
      );
    }
    const month = during(scope, { ...span, title: monthWords(of.month) });
    return {
      scope: month,
      records: recordsOfSeries(db, of.series, month),
      title: `${SERIES_TITLE[of.series]}, ${month.period.title}`,
    };
  }
  const scope = scopeOf(db, filter, moment);
  if ('metric' in of) {
    const { title, measure } = METRICS[of.metric];
    const { counts, outOf } = measure(pictureOf(db, scope));
    const records = of.part === 'denominator' ? outOf : counts;
    if (records === undefined) {
      throw refused(
        problem('no_share', `“${title}” is no share: it has no denominator.`, 'Ask for its numerator.', {
          column: 'part',
        }),
      );
    }
    return {
      scope,
      records: records.of === 'closed' ? { ...records, span: scope.period } : records,
      title: `${title}, ${scope.period.title}`,
    };
  }
  const place = (FUNNEL_STAGES as readonly string[]).indexOf(of.stage);
  if (place < 0) {
    throw refused(
      problem(
        'stage_unknown',
        `“${of.stage}” is not a stage of the funnel.`,
        `Write one of ${FUNNEL_STAGES.join(', ')}.`,
        {
          column: 'stage',
        },
      ),
    );
  }
  const reached = cohortOf(db, scope).filter((row) => FUNNEL_STAGES.indexOf(stageReached(courseOf(row))) >= place);
  const ids = reached.map((row) => row.id);
  return {
    scope,
    records: { of: 'registration', by: 'receipt', ids },
    title: `${of.stage}, received in ${scope.period.title}`,
  };
}

const SERIES_TITLE: Record<SeriesId, string> = {
  registered: 'Registered',
  approved: 'Approved',
  'won sourced': 'Won, sourced',
  'won direct': 'Won, direct',
  'sourced revenue': 'Sourced revenue',
  'direct revenue': 'Direct revenue',
};

function recordsOfSeries(db: ReadDb, series: SeriesId, scope: Scope): Records {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);
  switch (series) {
    case 'registered':
      return { of: 'registration', by: 'receipt', ids: ids(cohortOf(db, scope)) };
    case 'approved':
      return {
        of: 'registration',
        by: 'decision',
        ids: ids(decidedIn(db, scope).filter((row) => row.approved === 1)),
      };
    case 'won sourced':
      return { of: 'opportunity', ids: ids(sourcedWonIn(dealsOf(db, scope.filter), scope.period, scope)) };
    case 'sourced revenue':
      return {
        of: 'opportunity',
        ids: ids(inTotals(sourcedWonIn(dealsOf(db, scope.filter), scope.period, scope), scope)),
      };
    default:
      return {
        of: 'closed',
        which: { status: 'won', direct: true, valued: series === 'direct revenue' },
        span: scope.period,
      };
  }
}

interface RecordRow {
  id: string;
  label: string;
  customer: string | null;
  partnerName: string | null;
  /** A date, or an instant of it. */
  day: string | null;
  at: number | null;
  minor: number | null;
  currency: string | null;
  state: string;
}

const rowIn = (kind: InsightRow['kind'], row: RecordRow, scope: Scope): InsightRow => ({
  kind,
  id: row.id,
  label: row.label,
  customer: row.customer ?? '',
  partnerName: row.partnerName,
  on: (row.at === null ? (row.day ?? scope.asOf) : dayOf(row.at as EpochMs, scope.programme.calendar)) as IsoDate,
  value:
    row.minor === null || row.currency === null
      ? null
      : ({ minor: row.minor, currency: row.currency } as InsightRow['value']),
  state: row.state,
});

function listedPage(db: ReadDb, records: Listed, scope: Scope, limit: number, offset: number) {
  const sql = records.of === 'opportunity' ? opportunityRowsSql : registrationRowsSql(records.by);
  const rows = db.all<RecordRow>(sql, JSON.stringify(records.ids), limit, offset);
  return { rows: rows.map((row) => rowIn(records.of, row, scope)), total: records.ids.length };
}

function closedPage(
  db: ReadDb,
  scope: Scope,
  { span, which }: Extract<Records, { of: 'closed' }>,
  limit: number,
  offset: number,
) {
  const filter = opportunityFilter(db, scope.filter);
  const inSum = which.valued ? convertible(scope) : { sql: '1', params: [] };
  const where: Condition = { sql: `${filter.sql} AND ${inSum.sql}`, params: [...filter.params, ...inSum.params] };
  const whole = wholeOf(closedIn(db, span, scope.filter), dealsOf(db, scope.filter), span, scope);
  const rows = db.all<RecordRow>(closedRowsSql(which, where), span.from, span.until, ...where.params, limit, offset);
  return { rows: rows.map((row) => rowIn('opportunity', row, scope)), total: countOf(whole, which) };
}

/** How many they are, as the tile counted them. */
function countOf(whole: Whole, { status, direct, valued }: Closed): number {
  if (valued) return (direct ? whole.directTotal : whole.wonTotal).deals;
  const lost = status === 'won' ? 0 : direct ? whole.directLost : whole.lost;
  return (direct ? whole.directWon : whole.won) + lost;
}

/** What a total in the programme's currency can hold: amounts in it, or from the first day there is a rate on. */
function convertible({ rates }: Scope): Condition {
  const foreign = rates.firstDays();
  return {
    sql: `o.value_minor IS NOT NULL AND (o.currency = ?${' OR (o.currency = ? AND o.close_on >= ?)'.repeat(foreign.length)})`,
    params: [rates.currency, ...foreign.flatMap(({ currency, on }) => [currency, on])],
  };
}

import type { InsightFilter } from '../../contract/insights.ts';
import type { IsoDate } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { keptUntilNextEntry } from './kept.ts';
import type { Span } from './rules/periods.ts';
import { type DatedAmount, type Total, totalOf } from './rules/totals.ts';
import { instantsOf, type Scope } from './scope.ts';
import {
  appealsSql,
  type ClosedRow,
  type CohortRow,
  closedSql,
  cohortSql,
  type DealRow,
  type DecidedRow,
  dealsSql,
  decidedSql,
  opportunityFilter,
  receivedSql,
  registrationFilter,
  type SpanParams,
} from './sql.ts';

/** Every opportunity in which a partner has a part, of the filter's family and region; of all partners. */
export function dealsOf(db: ReadDb, { family, region }: InsightFilter): readonly DealRow[] {
  return keptUntilNextEntry(db, JSON.stringify(['deals', family, region]), () => {
    const where = opportunityFilter(db, { family, region });
    return db.all<DealRow>(dealsSql(where), ...where.params);
  });
}

/** What closed in a span, whatever its origin. */
export function closedIn(db: ReadDb, { from, until }: Span, filter: InsightFilter): ClosedRow[] {
  const where = opportunityFilter(db, filter);
  return db.all<ClosedRow>(closedSql(where), from, until, ...where.params);
}

const spanParams = (scope: Scope, span: Span): SpanParams => {
  const { from: fromAt, until: untilAt } = instantsOf(span, scope);
  const { until: at } = instantsOf({ from: scope.today, until: scope.today }, scope);
  return { fromAt, untilAt, on: scope.today, at };
};

/** The registrations received in the scope's period. */
export function cohortOf(db: ReadDb, scope: Scope): CohortRow[] {
  const where = registrationFilter(db, scope.filter);
  return db.all<CohortRow>(cohortSql(where), ...where.params, { ...spanParams(scope, scope.period) });
}

/** The day of receipt of each registration of the scope's period. */
export function receiptsOf(db: ReadDb, scope: Scope): string[] {
  const where = registrationFilter(db, scope.filter);
  return db
    .all<{ receivedOn: string }>(receivedSql(where), ...where.params, { ...spanParams(scope, scope.period) })
    .map((row) => row.receivedOn);
}

/** The registrations approved or rejected in the scope's period. */
export function decidedIn(db: ReadDb, scope: Scope): DecidedRow[] {
  const where = registrationFilter(db, scope.filter);
  return db.all<DecidedRow>(decidedSql(where), ...where.params, { ...spanParams(scope, scope.period) });
}

/** What became of appeals. */
export interface Appeals {
  readonly decided: number;
  readonly changed: number;
  readonly pending: number;
}

/** Appeals decided in the scope's period, how many of them changed the ruling, and how many are still to be decided. */
export function appealsIn(db: ReadDb, scope: Scope): Appeals {
  const { fromAt, untilAt, at } = spanParams(scope, scope.period);
  return db.get<Appeals>(appealsSql, { fromAt, untilAt, at }) ?? { decided: 0, changed: 0, pending: 0 };
}

/** Whether a deal closed in a span; not when its registration was a mistake. */
export const closedDuring = (deal: DealRow, { from, until }: Span): boolean =>
  deal.mistake === 0 &&
  deal.status !== 'open' &&
  deal.closeOn !== null &&
  deal.closeOn >= from &&
  deal.closeOn <= until;

/** Whether a deal is the sourced business of the filter's partner, or of any where none is named. */
export const isSourced = (deal: DealRow, filter: InsightFilter): boolean =>
  deal.origin === 'sourced' && (filter.partner === undefined || deal.partner === filter.partner);

/** Deals as dated amounts, those without a value left out. */
export function* amountsOf(deals: Iterable<DealRow>): Generator<DatedAmount> {
  for (const { minor, currency, closeOn } of deals) {
    if (minor !== null && currency !== null) yield { minor, currency, on: closeOn ?? '9999-12-31', deals: 1 };
  }
}

/** What the whole of a span comes to: everything won and lost, less what belongs to mistakes. */
export interface Whole {
  readonly won: number;
  readonly lost: number;
  readonly wonTotal: Total;
  readonly directWon: number;
  readonly directLost: number;
  readonly directTotal: Total;
}

/**
 * The whole, and its direct part: what is left of everything closed when the deals of partners are taken off, whoever
 * the partner is.
 */
export function wholeOf(closed: readonly ClosedRow[], deals: readonly DealRow[], span: Span, scope: Scope): Whole {
  const partnered = deals.filter(
    (deal) =>
      deal.status !== 'open' && deal.closeOn !== null && deal.closeOn >= span.from && deal.closeOn <= span.until,
  );
  const mistakes = partnered.filter((deal) => deal.mistake === 1);
  const count = (status: 'won' | 'lost') => closed.reduce((sum, row) => (row.status === status ? sum + row.n : sum), 0);
  const less = (status: 'won' | 'lost', rows: readonly DealRow[]) => rows.filter((row) => row.status === status).length;
  const total = (rows: readonly DealRow[]) => totalOf(lessAmounts(closed, rows), scope.rates);
  return {
    won: count('won') - less('won', mistakes),
    lost: count('lost') - less('lost', mistakes),
    wonTotal: total(mistakes),
    directWon: count('won') - less('won', partnered),
    directLost: count('lost') - less('lost', partnered),
    directTotal: total(partnered),
  };
}

/** What was won by day and currency, less the won ones of some deals. */
function* lessAmounts(closed: readonly ClosedRow[], deals: readonly DealRow[]): Generator<DatedAmount> {
  for (const { status, minor, currency, on, valued } of closed) {
    if (status === 'won' && minor !== null && currency !== null) yield { minor, currency, on, deals: valued };
  }
  for (const amount of amountsOf(deals.filter((deal) => deal.status === 'won'))) {
    yield { ...amount, minor: -amount.minor, deals: -1 };
  }
}

/** Days between two dates; `null` where one is missing or they are backwards. */
export function daysFrom(from: string | null, until: string | null): number | null {
  if (from === null || until === null || until < from) return null;
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** Days from receipt to won of every registration won by a day. */
export const cyclesOf = (deals: readonly DealRow[], on: IsoDate): number[] =>
  deals
    .filter((deal) => deal.status === 'won' && deal.closeOn !== null && deal.closeOn <= on && deal.mistake === 0)
    .map((deal) => daysFrom(deal.receivedOn, deal.closeOn))
    .filter((days) => days !== null);

import { addMonths } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import {
  type Appeals,
  appealsIn,
  closedDuring,
  closedIn,
  cohortOf,
  dealsOf,
  decidedIn,
  isSourced,
  type Whole,
  wholeOf,
} from './facts.ts';
import { type Period, periodOf } from './rules/periods.ts';
import { isConvertible } from './rules/totals.ts';
import { during, type Scope } from './scope.ts';
import type { CohortRow, DealRow, DecidedRow } from './sql.ts';

/** Everything the metrics of one period are worked out from; each part is read when it is first asked for. */
export interface Picture {
  readonly scope: Scope;
  /** The deals of partners, of all time. */
  readonly deals: readonly DealRow[];
  /** Sourced deals that closed in the period. */
  readonly sourcedClosed: readonly DealRow[];
  readonly whole: Whole;
  readonly cohort: readonly CohortRow[];
  readonly decided: readonly DecidedRow[];
  readonly appeals: Appeals;
}

/** The facts of a scope's period. */
export function pictureOf(db: ReadDb, scope: Scope): Picture {
  const { period, filter } = scope;
  const deals = once(() => dealsOf(db, filter));
  const whole = once(() => wholeOf(closedIn(db, period, filter), deals(), period, scope));
  const sourced = once(() => deals().filter((deal) => isSourced(deal, filter) && closedDuring(deal, period)));
  const cohort = once(() => cohortOf(db, scope));
  const decided = once(() => decidedIn(db, scope));
  const appeals = once(() => appealsIn(db, scope));
  return {
    scope,
    get deals() {
      return deals();
    },
    get sourcedClosed() {
      return sourced();
    },
    get whole() {
      return whole();
    },
    get cohort() {
      return cohort();
    },
    get decided() {
      return decided();
    },
    get appeals() {
      return appeals();
    },
  };
}

function once<T>(read: () => T): () => T {
  let known: { value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

/** The facts of another period of the same question. */
export const pictureDuring = (db: ReadDb, { scope }: Picture, period: Period): Picture =>
  pictureOf(db, during(scope, period));

/** Sourced deals that were won in the period. */
export const sourcedWon = ({ sourcedClosed }: Picture): DealRow[] =>
  sourcedClosed.filter((deal) => deal.status === 'won');

/** Those of them that a total in the programme's currency can hold. */
export const inTotals = (deals: readonly DealRow[], { rates }: Scope): DealRow[] =>
  deals.filter(
    ({ minor, currency, closeOn }) =>
      minor !== null && currency !== null && isConvertible(currency, closeOn ?? '9999-12-31', rates),
  );

/** Sourced deals open on the scope's day: opened by then, and not closed until later. */
export const sourcedOpen = ({ deals, scope }: Picture): DealRow[] =>
  deals.filter(
    (deal) =>
      isSourced(deal, scope.filter) &&
      deal.mistake === 0 &&
      (deal.status === 'open' || (deal.closeOn ?? '') > scope.today) &&
      (deal.openedOn ?? '') <= scope.today,
  );

/** Sourced deals closed in the twelve months up to the date of the extract. */
export function sourcedClosedInYear({ deals, scope }: Picture): { won: number; lost: number } {
  const span = periodOf({ from: addMonths(scope.asOf, -12), until: scope.asOf });
  const closed = deals.filter((deal) => isSourced(deal, scope.filter) && closedDuring(deal, span));
  const won = closed.filter((deal) => deal.status === 'won').length;
  return { won, lost: closed.length - won };
}

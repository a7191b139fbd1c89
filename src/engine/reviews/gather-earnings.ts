import type { Currency, IsoDate, Minor, Money } from '../../contract/units.ts';
import type { Scope } from '../insights/index.ts';
import { periodBefore, periodOf, quartersUntil, type Span } from '../insights/rules/periods.ts';
import { quarterOf } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import type { EarningsFigures } from './figures.ts';
import { earnedSql, earnersSql, earningLinesSql, netByQuarterSql } from './sql.ts';

const LINES_SHOWN = 10;
const QUARTERS_SHOWN = 8;

interface Earned {
  readonly currency: string;
  readonly n: number;
  readonly accrued: number;
  readonly reversed: number;
}

type Line = { what: string; on: IsoDate; minor: number; currency: string };
type RuleLine = Line & { rule: string };
type PartnerLine = Line & { lines: number };

/** What was earned in the period, in the programme's currency; lines left in their own for want of a rate stay apart. */
export function earningsOf(db: ReadDb, scope: Scope, span: Span, partner: string | null): EarningsFigures {
  const { currency } = scope.rates;
  const money = (minor: number, own: string = currency): Money => ({
    minor: minor as Minor,
    currency: own as Currency,
  });
  const until = scope.period.until;
  const earned = db.all<Earned>(earnedSql, { partner, from: scope.period.from, until });
  const own = earned.find((row) => row.currency === currency) ?? { accrued: 0, reversed: 0, n: 0 };
  const earlier = periodBefore(periodOf(span));
  const before = db
    .all<Earned>(earnedSql, { partner, from: earlier.from, until: earlier.until })
    .find((row) => row.currency === currency);
  const net = new Map(
    db
      .all<{ quarter: string; minor: number }>(netByQuarterSql, { partner, until, currency })
      .map((row) => [row.quarter, row.minor]),
  );
  const values = { from: scope.period.from, until, limit: LINES_SHOWN };
  const lines =
    partner === null
      ? db.all<PartnerLine>(earnersSql, { ...values, currency })
      : db.all<RuleLine>(earningLinesSql, { ...values, partner });
  return {
    accrued: money(own.accrued),
    reversed: money(own.reversed),
    net: money(own.accrued + own.reversed),
    netBefore: money((before?.accrued ?? 0) + (before?.reversed ?? 0)),
    leftOut: earned
      .filter((row) => row.currency !== currency)
      .map((row) => money(row.accrued + row.reversed, row.currency)),
    quarters: quartersUntil(until, QUARTERS_SHOWN).map((quarter) => ({
      quarter: quarterOf(quarter.from).name,
      minor: net.get(quarterOf(quarter.from).name) ?? 0,
    })),
    lines: lines.map((line) => ({
      what: line.what,
      of: 'rule' in line ? { rule: line.rule } : { lines: line.lines },
      on: line.on,
      amount: money(line.minor, line.currency),
    })),
    count: own.n,
  };
}

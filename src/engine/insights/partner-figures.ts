import type { Money } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { amountsOf, closedDuring } from './facts.ts';
import type { Picture } from './picture.ts';
import { type Period, quartersUntil } from './rules/periods.ts';
import { type Rate, winRate } from './rules/rates.ts';
import { median } from './rules/spread.ts';
import { totalOf } from './rules/totals.ts';
import type { Scope } from './scope.ts';
import type { DealRow } from './sql.ts';

const TREND_QUARTERS = 8;

/** What one partner did in a period. */
export interface PartnerFigures {
  readonly partner: string;
  readonly name: string;
  readonly registered: number;
  readonly approved: number;
  readonly won: number;
  readonly closed: number;
  readonly sourced: Money;
  readonly winRate: Rate;
  /** Sourced won value of the last eight calendar quarters, minor units, oldest first. */
  readonly trend: number[];
  /** Median business hours the vendor took to decide; `null` when it decided nothing. */
  readonly decidedIn: number | null;
}

/** The partners that did anything in the period, by sourced won value, the most first. */
export function partnerFigures(db: ReadDb, picture: Picture): PartnerFigures[] {
  const { scope } = picture;
  const registered = countBy(picture.cohort);
  const approved = countBy(picture.decided.filter((row) => row.approved === 1));
  const hours = grouped(picture.decided);
  const closed = grouped(picture.sourcedClosed);
  const all = grouped(picture.deals.filter((deal) => deal.origin === 'sourced'));
  const quarters = quartersUntil(scope.period.until < scope.today ? scope.period.until : scope.today, TREND_QUARTERS);
  const active = new Set([...registered.keys(), ...approved.keys(), ...closed.keys()]);
  const names = new Map(
    db.all<{ id: string; name: string }>('SELECT id, name FROM partners').map(({ id, name }) => [id, name]),
  );
  return [...active]
    .map((partner) => {
      const deals = closed.get(partner) ?? [];
      const won = deals.filter((deal) => deal.status === 'won');
      return {
        partner,
        name: names.get(partner) ?? partner,
        registered: registered.get(partner) ?? 0,
        approved: approved.get(partner) ?? 0,
        won: won.length,
        closed: deals.length,
        sourced: totalOf(amountsOf(won), scope.rates).money,
        winRate: winRate({ won: won.length, lost: deals.length - won.length }),
        trend: quarters.map((quarter) => wonIn(all.get(partner) ?? [], quarter, scope)),
        decidedIn: median((hours.get(partner) ?? []).flatMap((row) => (row.tookHours === null ? [] : [row.tookHours]))),
      };
    })
    .sort((a, b) => b.sourced.minor - a.sourced.minor || b.won - a.won || (a.name < b.name ? -1 : 1));
}

/** Won value of deals in a quarter, minor units of the programme's currency. */
export const wonIn = (deals: readonly DealRow[], quarter: Period, { rates }: Scope): number =>
  totalOf(amountsOf(deals.filter((deal) => deal.status === 'won' && closedDuring(deal, quarter))), rates).money.minor;

function grouped<Row extends { readonly partner: string | null }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.partner === null) continue;
    const group = groups.get(row.partner);
    if (group === undefined) groups.set(row.partner, [row]);
    else group.push(row);
  }
  return groups;
}

const countBy = (rows: readonly { readonly partner: string | null }[]): Map<string, number> =>
  new Map([...grouped(rows)].map(([partner, group]) => [partner, group.length]));

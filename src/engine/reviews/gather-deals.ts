import type { Currency, Minor, Money } from '../../contract/units.ts';
import { type DealRow, type Picture, sourcedOpen } from '../insights/index.ts';
import { totalOf } from '../insights/rules/totals.ts';
import { addDays, quarterOf } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import type { Deal, FamilyRow, PipelineFigures, Wins } from './figures.ts';
import { dealsSql, endingSql, familiesSql } from './sql.ts';

const DEALS_SHOWN = 10;
const PROTECTIONS_END_WITHIN_DAYS = 30;

type Row = Omit<Deal, 'value'> & { id: string; minor: number | null; currency: string | null };

const moneyOf = ({ minor, currency }: { minor: number | null; currency: string | null }): Money | null =>
  minor === null || currency === null ? null : { minor: minor as Minor, currency: currency as Currency };

/** What each deal is worth in the programme's currency on a day; 0 without a value or a rate: it then comes last. */
function worth(deal: DealRow, on: string, { scope }: Picture): number {
  const { minor, currency } = deal;
  return minor === null || currency === null
    ? 0
    : totalOf([{ minor, currency, on, deals: 1 }], scope.rates).money.minor;
}

/** The largest deals, the largest first. */
function largest(db: ReadDb, deals: readonly DealRow[], picture: Picture, on: (deal: DealRow) => string): Deal[] {
  const ids = deals
    .map((deal) => ({ id: deal.id, worth: worth(deal, on(deal), picture) }))
    .sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1))
    .slice(0, DEALS_SHOWN)
    .map((deal) => deal.id);
  return db.all<Row>(dealsSql, JSON.stringify(ids)).map((row) => ({
    customer: row.customer,
    family: row.family,
    partner: row.partner,
    number: row.number,
    stage: row.stage,
    on: row.on,
    value: moneyOf(row),
  }));
}

const total = (deals: readonly DealRow[], on: string, { scope }: Picture) =>
  totalOf(
    deals.flatMap(({ minor, currency }) =>
      minor === null || currency === null ? [] : [{ minor, currency, on, deals: 1 }],
    ),
    scope.rates,
  ).money;

/** The open sourced deals on the review's day. */
export function pipelineOf(db: ReadDb, picture: Picture, partner: string | null): PipelineFigures {
  const { scope } = picture;
  const open = sourcedOpen(picture);
  const on = scope.asOf;
  const current = quarterOf(scope.today);
  const next = quarterOf(addDays(current.until, 1));
  const among = (from: string, until: string) =>
    open.filter((deal) => deal.closeOn !== null && deal.closeOn >= from && deal.closeOn <= until);
  const soon = among(scope.today, next.until);
  const groups = [
    { expected: 'overdue', deals: among('', addDays(scope.today, -1)) },
    { expected: { quarter: current.name }, deals: among(scope.today, current.until) },
    { expected: { quarter: next.name }, deals: among(next.from, next.until) },
    { expected: 'later', deals: open.filter((deal) => deal.closeOn === null || deal.closeOn > next.until) },
  ] as const;
  return {
    count: open.length,
    total: total(open, on, picture),
    soon: { until: next.name, total: total(soon, on, picture) },
    byQuarter: groups.map((group) => ({
      expected: group.expected,
      minor: total(group.deals, on, picture).minor,
      count: group.deals.length,
    })),
    largest: largest(db, open, picture, () => on),
    protectionsEnding:
      db.get<{ n: number }>(endingSql, {
        from: scope.today,
        until: addDays(scope.today, PROTECTIONS_END_WITHIN_DAYS),
        partner,
      })?.n ?? 0,
  };
}

/** The sourced deals that closed in the period. */
export function winsOf(db: ReadDb, picture: Picture): Wins {
  const closed = picture.sourcedClosed;
  const won = closed.filter((deal) => deal.status === 'won');
  return {
    count: won.length,
    lost: closed.length - won.length,
    largest: largest(db, won, picture, (deal) => deal.closeOn ?? picture.scope.asOf),
  };
}

/** The registrations of the period by product family, the most first. */
export function familiesOf(db: ReadDb, { cohort }: Picture): FamilyRow[] {
  const family = new Map(
    db
      .all<{ id: string; family: string }>(familiesSql, JSON.stringify(cohort.map((row) => row.id)))
      .map((row) => [row.id, row.family]),
  );
  const rows = new Map<string, { registered: number; approved: number; won: number }>();
  for (const one of cohort) {
    const name = family.get(one.id) ?? '';
    const row = rows.get(name) ?? { registered: 0, approved: 0, won: 0 };
    row.registered += 1;
    row.approved += one.approved;
    row.won += one.linked === 2 ? 1 : 0;
    rows.set(name, row);
  }
  return [...rows]
    .map(([name, row]) => ({ family: name, ...row }))
    .sort((a, b) => b.registered - a.registered || (a.family < b.family ? -1 : 1));
}

import type { Currency, Money } from '../../contract/units.ts';
import { minor as minorOf, timesBasisPoints } from '../programme/rules/money.ts';
import { amountsOf, daysFrom } from './facts.ts';
import { type BasisOf, closeBasis, currencyBasis, ids, type Measured, noShare, ofValue, shareOf } from './measured.ts';
import { inTotals, type Picture, sourcedClosedInYear, sourcedOpen } from './picture.ts';
import { winRate } from './rules/rates.ts';
import { median } from './rules/spread.ts';
import { totalOf } from './rules/totals.ts';
import { velocityOf } from './rules/velocity.ts';
import type { DealRow } from './sql.ts';

/** Open deals as if they closed on the day of the extract: the only rate there is for them. */
const asOfAmounts = (deals: readonly DealRow[], on: string) =>
  deals.flatMap(({ minor, currency }) =>
    minor === null || currency === null ? [] : [{ minor, currency, on, deals: 1 }],
  );

/** Open sourced value times the chance such a deal had in the last twelve months. */
export function weightedPipeline(picture: Picture): Measured {
  const { scope } = picture;
  const open = sourcedOpen(picture);
  const chance = winRate(sourcedClosedInYear(picture));
  const total = totalOf(asOfAmounts(open, scope.asOf), scope.rates);
  const weighted = (bp: number): Money => ({
    ...total.money,
    minor: timesBasisPoints(total.money.minor, bp, 'half even'),
  });
  const counting = inTotals(
    open.map((deal) => ({ ...deal, closeOn: scope.asOf })),
    scope,
  );
  return {
    figures: ofValue(
      chance.shown ? { unit: 'money', money: weighted(chance.bp) } : { unit: 'none' },
      total.deals,
      scope.asOf,
      { leftOut: total.leftOut, chance: chance.shown ? { bp: chance.bp, n: chance.n } : null },
    ),
    why: chance.shown ? '' : `${chance.why} Counted over twelve months.`,
    words: (say) =>
      `${say.counted(total.deals, 'open deal')}, ${say.money(total.money)} unweighted${say.leftOut(total.leftOut)}`,
    counts: { of: 'opportunity', ids: ids(counting) },
  };
}

export const weightedPipelineBasis: BasisOf = ({ n, chance }, { crmAsOf, currency }, say) => ({
  numerator: `${say.counted(n, 'open deal')}, origin sourced, with a value`,
  ...noShare(
    chance === null
      ? 'a sum'
      : `a sum, each deal weighted by ${say.rate(chance.bp)}, the share of sourced deals won of those closed in twelve months (n = ${say.count(chance.n)})`,
  ),
  dateBasis: `open on ${say.day(crmAsOf)}`,
  countedBy: 'open',
  currencyBasis: `${currency}, each amount at the rate of ${say.day(crmAsOf)}`,
  currency: currency as Currency,
});

/** Median days from opened to won of deals. */
const medianCycleDays = (deals: readonly DealRow[]): number | null =>
  median(deals.map((deal) => daysFrom(deal.openedOn, deal.closeOn)).filter((days) => days !== null));

/** What the open sourced pipeline turns into won value, a day. */
export function velocity(picture: Picture): Measured {
  const { scope } = picture;
  const open = sourcedOpen(picture);
  const closed = picture.sourcedClosed;
  const wonDeals = closed.filter((deal) => deal.status === 'won');
  const total = totalOf(amountsOf(wonDeals), scope.rates);
  const averageWonMinor = total.deals === 0 ? 0 : total.money.minor / total.deals;
  const medianDays = medianCycleDays(wonDeals);
  const speed = velocityOf({
    open: open.length,
    averageWonMinor,
    won: wonDeals.length,
    lost: closed.length - wonDeals.length,
    medianCycleDays: medianDays,
  });
  const average: Money = { ...total.money, minor: minorOf(Math.round(averageWonMinor)) };
  return {
    figures: ofValue(
      speed.shown ? { unit: 'money', money: { ...total.money, minor: minorOf(speed.perDayMinor) } } : { unit: 'none' },
      open.length,
      scope.asOf,
      { leftOut: total.leftOut, hits: wonDeals.length },
    ),
    why: speed.shown ? '' : speed.why,
    words: (say) =>
      `a day: ${say.count(open.length)} open × ${say.money(average)} × ${say.count(wonDeals.length)} of ${say.count(closed.length)} won / ${medianDays === null ? '?' : say.count(Math.round(medianDays))} days`,
    counts: { of: 'opportunity', ids: ids(open) },
  };
}

export const velocityBasis: BasisOf = ({ n, hits }, about, say) => ({
  numerator: `${say.counted(n, 'open deal')}, origin sourced, × average won value × win rate`,
  ...shareOf(`median days from opened to won of ${say.counted(hits, 'deal')}`),
  dateBasis: `open on ${say.day(about.crmAsOf)}; value, rate and days by ${closeBasis(about, say).dateBasis}`,
  countedBy: 'open',
  ...currencyBasis(about),
});

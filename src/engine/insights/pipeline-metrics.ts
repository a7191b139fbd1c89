import type { Money } from '../../contract/units.ts';
import { minor as minorOf, timesBasisPoints } from '../programme/rules/money.ts';
import { amountsOf, daysFrom } from './facts.ts';
import { closeBasis, currencyBasis, ids, type Measured } from './measured.ts';
import { inTotals, type Picture, sourcedClosedInYear, sourcedOpen } from './picture.ts';
import { dayWords } from './rules/periods.ts';
import { winRate } from './rules/rates.ts';
import { median } from './rules/spread.ts';
import { totalOf } from './rules/totals.ts';
import { velocityOf } from './rules/velocity.ts';
import type { DealRow } from './sql.ts';
import { counted, leftOutWords, moneyWords, rateWords } from './words.ts';

/** Open deals as if they closed on the day of the extract: the only rate there is for them. */
const asOfAmounts = (deals: readonly DealRow[], on: string) =>
  deals.flatMap(({ minor, currency }) =>
    minor === null || currency === null ? [] : [{ minor, currency, on, deals: 1 }],
  );

/** Open sourced value times the chance such a deal had in the last twelve months. */
export function weightedPipeline(picture: Picture): Measured {
  const { scope } = picture;
  const open = sourcedOpen(picture);
  const year = sourcedClosedInYear(picture);
  const chance = winRate(year);
  const total = totalOf(asOfAmounts(open, scope.asOf), scope.rates);
  const weighted: Money | null = chance.shown
    ? { ...total.money, minor: timesBasisPoints(total.money.minor, chance.bp, 'half even') }
    : null;
  const counting = inTotals(
    open.map((deal) => ({ ...deal, closeOn: scope.asOf })),
    scope,
  );
  return {
    tile: {
      value:
        weighted === null
          ? { unit: 'none', why: `${chance.shown ? '' : chance.why} Counted over twelve months.` }
          : { unit: 'money', money: weighted },
      words: `${counted(total.deals, 'open deal')}, ${moneyWords(total.money)} unweighted${leftOutWords(total.leftOut)}`,
      numerator: `${counted(total.deals, 'open deal')}, origin sourced, with a value`,
      denominator: chance.shown
        ? `none: a sum, each deal weighted by ${rateWords(chance.bp)}, the share of sourced deals won of those closed in twelve months (n = ${chance.n})`
        : 'none: a sum',
      n: total.deals,
      dateBasis: `open on ${dayWords(scope.asOf)}`,
      currencyBasis: `${scope.rates.currency}, each amount at the rate of ${dayWords(scope.asOf)}`,
      asOf: scope.asOf,
      interval: null,
      leftOut: [...total.leftOut],
    },
    counts: { of: 'opportunity', ids: ids(counting) },
  };
}

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
    tile: {
      value: speed.shown
        ? { unit: 'money', money: { ...total.money, minor: minorOf(speed.perDayMinor) } }
        : { unit: 'none', why: speed.why },
      words: `a day: ${open.length} open × ${moneyWords(average)} × ${wonDeals.length} of ${closed.length} won / ${medianDays === null ? '?' : Math.round(medianDays)} days`,
      numerator: `${counted(open.length, 'open deal')}, origin sourced, × average won value × win rate`,
      denominator: `median days from opened to won of ${counted(wonDeals.length, 'deal')}`,
      n: open.length,
      dateBasis: `open on ${dayWords(scope.asOf)}; value, rate and days by ${closeBasis(picture)}`,
      currencyBasis: currencyBasis(picture),
      asOf: scope.asOf,
      interval: null,
      leftOut: [...total.leftOut],
    },
    counts: { of: 'opportunity', ids: ids(open) },
  };
}

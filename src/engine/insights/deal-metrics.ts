import { amountsOf } from './facts.ts';
import { closeBasis, countOf, currencyBasis, ids, type Measured, NO_AMOUNTS, ofRate } from './measured.ts';
import { inTotals, type Picture, sourcedWon } from './picture.ts';
import { shareOfValue, winRate } from './rules/rates.ts';
import { totalOf } from './rules/totals.ts';
import type { DealRow } from './sql.ts';
import { counted, leftOutWords, moneyWords, rateWords } from './words.ts';

const withoutValue = (deals: readonly DealRow[]) => deals.filter((deal) => deal.minor === null).length;

/** Won value of sourced deals. */
export function sourcedRevenue(picture: Picture): Measured {
  const won = sourcedWon(picture);
  const total = totalOf(amountsOf(won), picture.scope.rates);
  const valueless = withoutValue(won);
  return {
    tile: {
      value: { unit: 'money', money: total.money },
      words: `${counted(total.deals, 'deal')} won${valueless === 0 ? '' : `, ${valueless} more without a value`}${leftOutWords(total.leftOut)}`,
      numerator: `${counted(total.deals, 'deal')} won, origin sourced, with a value`,
      denominator: 'none: a sum',
      n: total.deals,
      dateBasis: closeBasis(picture),
      currencyBasis: currencyBasis(picture),
      asOf: picture.scope.asOf,
      interval: null,
      leftOut: [...total.leftOut],
    },
    counts: { of: 'opportunity', ids: ids(inTotals(won, picture.scope)) },
  };
}

/** Won value of sourced deals in that of all. */
export function sourcedShare(picture: Picture): Measured {
  const { whole, scope } = picture;
  const won = sourcedWon(picture);
  const total = totalOf(amountsOf(won), scope.rates);
  const rate = ofRate(shareOfValue(total.money.minor, whole.wonTotal.money.minor, whole.wonTotal.deals));
  return {
    tile: {
      ...rate,
      words: `${counted(total.deals, 'deal')} of ${whole.wonTotal.deals}`,
      numerator: `${counted(total.deals, 'deal')} won, origin sourced: ${moneyWords(total.money)}`,
      denominator: `${counted(whole.wonTotal.deals, 'deal')} won, all origins: ${moneyWords(whole.wonTotal.money)}`,
      dateBasis: closeBasis(picture),
      currencyBasis: currencyBasis(picture),
      asOf: scope.asOf,
      leftOut: [...whole.wonTotal.leftOut],
    },
    counts: { of: 'opportunity', ids: ids(inTotals(won, scope)) },
  };
}

/** Sourced deals won of those closed, beside the direct ones. */
export function winRateSourced(picture: Picture): Measured {
  const { scope, whole } = picture;
  const closed = picture.sourcedClosed;
  const won = closed.filter((deal) => deal.status === 'won');
  const direct = winRate({ won: whole.directWon, lost: whole.directLost });
  const wonTotal = totalOf(amountsOf(won), scope.rates);
  const allTotal = totalOf(amountsOf(closed), scope.rates);
  const byValue = shareOfValue(wonTotal.money.minor, allTotal.money.minor, allTotal.deals);
  return {
    tile: {
      ...ofRate(winRate({ won: won.length, lost: closed.length - won.length })),
      words: [
        direct.shown ? `direct ${rateWords(direct.bp)}` : '',
        byValue.shown ? `by value ${rateWords(byValue.bp)}` : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
      numerator: `${counted(won.length, 'deal')} won, origin sourced`,
      denominator: `${counted(closed.length, 'deal')} won or lost, origin sourced`,
      dateBasis: closeBasis(picture),
      currencyBasis: NO_AMOUNTS,
      asOf: scope.asOf,
      leftOut: [],
    },
    counts: { of: 'opportunity', ids: ids(won) },
  };
}

/** Direct deals won of those closed. */
export function winRateDirect(picture: Picture): Measured {
  const { directWon, directLost } = picture.whole;
  return {
    tile: {
      ...ofRate(winRate({ won: directWon, lost: directLost })),
      words: 'no partner has a part',
      numerator: `${counted(directWon, 'deal')} won, origin direct or none`,
      denominator: `${counted(directWon + directLost, 'deal')} won or lost, origin direct or none`,
      dateBasis: closeBasis(picture),
      currencyBasis: NO_AMOUNTS,
      asOf: picture.scope.asOf,
      leftOut: [],
    },
    counts: { of: 'direct' },
  };
}

/** Sourced deals won. */
export function won(picture: Picture): Measured {
  const rows = sourcedWon(picture);
  return countOf(
    picture,
    rows.length,
    { of: 'opportunity', ids: ids(rows) },
    {
      words: `of ${picture.whole.won} won in all`,
      numerator: `${counted(rows.length, 'deal')} won, origin sourced`,
      dateBasis: 'close date',
      asOf: picture.scope.asOf,
    },
  );
}

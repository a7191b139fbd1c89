import { amountsOf } from './facts.ts';
import {
  type BasisOf,
  basisBy,
  closeBasis,
  countOf,
  currencyBasis,
  ids,
  type Measured,
  NO_AMOUNTS,
  noShare,
  ofRate,
  ofValue,
  shareOf,
} from './measured.ts';
import { inTotals, type Picture, sourcedWon } from './picture.ts';
import { shareOfValue, winRate } from './rules/rates.ts';
import { totalOf } from './rules/totals.ts';
import type { DealRow } from './sql.ts';

const withoutValue = (deals: readonly DealRow[]) => deals.filter((deal) => deal.minor === null).length;

/** Won value of sourced deals. */
export function sourcedRevenue(picture: Picture): Measured {
  const { scope } = picture;
  const won = sourcedWon(picture);
  const total = totalOf(amountsOf(won), scope.rates);
  const valueless = withoutValue(won);
  return {
    figures: ofValue({ unit: 'money', money: total.money }, total.deals, scope.asOf, { leftOut: total.leftOut }),
    why: '',
    words: (say) =>
      `${say.counted(total.deals, 'deal')} won${valueless === 0 ? '' : `, ${say.count(valueless)} more without a value`}${say.leftOut(total.leftOut)}`,
    counts: { of: 'opportunity', ids: ids(inTotals(won, scope)) },
  };
}

export const sourcedRevenueBasis: BasisOf = ({ n }, about, say) => ({
  numerator: `${say.counted(n, 'deal')} won, origin sourced, with a value`,
  ...noShare('a sum'),
  ...closeBasis(about, say),
  ...currencyBasis(about),
});

/** Won value of sourced deals in that of all. */
export function sourcedShare(picture: Picture): Measured {
  const { whole, scope } = picture;
  const won = sourcedWon(picture);
  const total = totalOf(amountsOf(won), scope.rates);
  const { money, deals, leftOut } = whole.wonTotal;
  return {
    ...ofRate(shareOfValue(total.money.minor, money.minor, deals), total.deals, scope.asOf, {
      amounts: { part: total.money, whole: money },
      leftOut,
    }),
    words: (say) => `${say.counted(total.deals, 'deal')} of ${say.count(deals)}`,
    counts: { of: 'opportunity', ids: ids(inTotals(won, scope)) },
    outOf: { of: 'closed', which: { status: 'won', direct: false, valued: true } },
  };
}

export const sourcedShareBasis: BasisOf = ({ hits, n, amounts }, about, say) => ({
  numerator: `${say.counted(hits, 'deal')} won, origin sourced${amounts === null ? '' : `: ${say.money(amounts.part)}`}`,
  ...shareOf(`${say.counted(n, 'deal')} won, all origins${amounts === null ? '' : `: ${say.money(amounts.whole)}`}`),
  ...closeBasis(about, say),
  ...currencyBasis(about),
});

/** Sourced deals won of those closed, beside the direct ones. */
export function winRateSourced({ scope, whole, sourcedClosed: closed }: Picture): Measured {
  const won = closed.filter((deal) => deal.status === 'won');
  const direct = winRate({ won: whole.directWon, lost: whole.directLost });
  const wonTotal = totalOf(amountsOf(won), scope.rates);
  const allTotal = totalOf(amountsOf(closed), scope.rates);
  const byValue = shareOfValue(wonTotal.money.minor, allTotal.money.minor, allTotal.deals);
  return {
    ...ofRate(winRate({ won: won.length, lost: closed.length - won.length }), won.length, scope.asOf),
    words: (say) =>
      [byValue.shown ? `by value ${say.rate(byValue.bp)}` : '', direct.shown ? `direct ${say.rate(direct.bp)}` : '']
        .filter((part) => part !== '')
        .join(' · '),
    counts: { of: 'opportunity', ids: ids(won) },
    outOf: { of: 'opportunity', ids: ids(closed) },
  };
}

export const winRateSourcedBasis: BasisOf = ({ hits, n }, about, say) => ({
  numerator: `${say.counted(hits, 'deal')} won, origin sourced`,
  ...shareOf(`${say.counted(n, 'deal')} won or lost, origin sourced`),
  ...closeBasis(about, say),
  ...NO_AMOUNTS,
});

/** Direct deals won of those closed. */
export const winRateDirect = ({ whole: { directWon, directLost }, scope }: Picture): Measured => ({
  ...ofRate(winRate({ won: directWon, lost: directLost }), directWon, scope.asOf),
  words: () => 'no partner has a part',
  counts: { of: 'closed', which: { status: 'won', direct: true, valued: false } },
  outOf: { of: 'closed', which: { status: 'won or lost', direct: true, valued: false } },
});

export const winRateDirectBasis: BasisOf = ({ hits, n }, about, say) => ({
  numerator: `${say.counted(hits, 'deal')} won, origin direct or none`,
  ...shareOf(`${say.counted(n, 'deal')} won or lost, origin direct or none`),
  ...closeBasis(about, say),
  ...NO_AMOUNTS,
});

/** Sourced deals won. */
export function won(picture: Picture): Measured {
  const rows = sourcedWon(picture);
  return countOf(
    rows.length,
    picture.scope.asOf,
    { of: 'opportunity', ids: ids(rows) },
    (say) => `of ${say.count(picture.whole.won)} won in all`,
  );
}

export const wonBasis: BasisOf = ({ n }, about, say) => ({
  numerator: `${say.counted(n, 'deal')} won, origin sourced`,
  ...noShare('a count'),
  ...basisBy('close date', about, say),
  ...NO_AMOUNTS,
});

import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { IsoDate, Minor, Money } from '../../../contract/units.ts';
import { addMonths, monthsBetween } from '../../programme/rules/dates.ts';
import { minor, moneyWords, percentWords, type Rounding, timesBasisPoints } from '../../programme/rules/money.ts';
import type { CalculationStep } from './earnings.ts';

/** An accrual that may be taken back. */
export interface AccruedFacts {
  readonly amount: Money;
  /** The day of the win it was accrued for. */
  readonly wonOn: IsoDate;
  /** What was taken back of it before, zero or less. */
  readonly reversedBefore: Minor;
  readonly rounding: Rounding;
}

/** A row of its own that takes an accrual back, wholly or in part. */
export interface Reversal {
  /** Below zero. In the currency of the accrual, at its original rate. */
  readonly amount: Money;
  readonly because: string;
  readonly steps: readonly CalculationStep[];
}

/**
 * How much of an accrual is taken back when the deal is lost or refunded on a day: all of it before the 6th month after the win, half
 * of it to the 12th, that day included, nothing afterwards. In hundredths of a percent.
 */
export function clawbackShareBp(
  wonOn: IsoDate,
  on: IsoDate,
  clawback: ProgrammeBody['incentives']['clawback'],
): 10_000 | 5_000 | 0 {
  if (on < addMonths(wonOn, clawback.fullBeforeMonths)) return 10_000;
  return on <= addMonths(wonOn, clawback.halfUntilMonths) ? 5_000 : 0;
}

/**
 * IN8: the row that takes an accrual back after a loss or refund, at the original rate; `null` where nothing is left to take.
 *
 * Never more in all than was accrued.
 */
export function clawbackOf(
  accrued: AccruedFacts,
  on: IsoDate,
  clawback: ProgrammeBody['incentives']['clawback'],
): Reversal | null {
  const shareBp = clawbackShareBp(accrued.wonOn, on, clawback);
  const wished = timesBasisPoints(accrued.amount.minor, shareBp, accrued.rounding);
  const left = accrued.amount.minor + accrued.reversedBefore;
  const taken = minor(Math.min(wished, left));
  if (taken <= 0) return null;
  const amount: Money = { minor: minor(-taken), currency: accrued.amount.currency };
  const months = monthsBetween(accrued.wonOn, on);
  const words = `${percentWords(shareBp)} of ${moneyWords(accrued.amount)} is taken back: ${months} whole months after the win on ${accrued.wonOn}`;
  return { amount, because: `Lost or refunded on ${on}.`, steps: [{ step: 'clawback', words, value: amount }] };
}

/** IN9: the row that takes back what is left of an accrual whose facts were wrong or have changed, whatever its age; `null` where nothing is left. */
export function reversalOf(accrued: Pick<AccruedFacts, 'amount' | 'reversedBefore'>, because: string): Reversal | null {
  const left = accrued.amount.minor + accrued.reversedBefore;
  if (left === 0) return null;
  const amount: Money = { minor: minor(-left), currency: accrued.amount.currency };
  return {
    amount,
    because,
    steps: [
      { step: 'clawback', words: `All that is left of ${moneyWords(accrued.amount)} is taken back`, value: amount },
    ],
  };
}

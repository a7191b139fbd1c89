import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { Currency, IsoDate, Money } from '../../../contract/units.ts';
import { addDays, quarterNamed, quarterOf } from '../../programme/rules/dates.ts';
import { minor } from '../../programme/rules/money.ts';

/** The totals of a statement. */
export interface StatementTotals {
  readonly accrued: Money;
  /** Zero or less. */
  readonly reversed: Money;
  readonly net: Money;
}

/** The totals of a partner's lines in one quarter; all lines are in the programme's currency. */
export function statementTotals(lines: readonly { readonly amount: Money }[], currency: Currency): StatementTotals {
  const other = lines.find((line) => line.amount.currency !== currency);
  if (other) throw new Error(`expected lines in ${currency}, found one in ${other.amount.currency}`);
  const sum = (amounts: readonly number[]): Money => ({
    minor: minor(amounts.reduce((total, amount) => total + amount, 0)),
    currency,
  });
  const amounts = lines.map((line) => line.amount.minor);
  return {
    accrued: sum(amounts.filter((amount) => amount > 0)),
    reversed: sum(amounts.filter((amount) => amount < 0)),
    net: sum(amounts),
  };
}

/** IN10: an accrual belongs to the calendar quarter it accrued in, and is paid within 45 days of that quarter's end. */
export function payByOf(
  accruedOn: IsoDate,
  incentives: Pick<ProgrammeBody['incentives'], 'payWithinDaysOfQuarterEnd'>,
): { readonly quarter: string; readonly payBy: IsoDate } {
  const { name, until } = quarterOf(accruedOn);
  return { quarter: name, payBy: addDays(until, incentives.payWithinDaysOfQuarterEnd) };
}

/** IN11: a line may be disputed for 30 days after the quarter's end. */
export function disputeUntil(quarter: string, incentives: Pick<ProgrammeBody['incentives'], 'disputeDays'>): IsoDate {
  return addDays(quarterNamed(quarter).until, incentives.disputeDays);
}

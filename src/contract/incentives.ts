import { z } from 'zod';
import { change, listInput, listOutput, question, SearchText } from './procedure.ts';
import {
  AccrualId,
  AskedQuarter,
  Currency,
  EpochMs,
  IsoDate,
  Money,
  OpportunityId,
  PartnerId,
  Quarter,
  RegistrationId,
} from './units.ts';
import { WriteTo, Written } from './workspace.ts';

/** One step of a calculation: what was done, with which figures, and what came out. */
export const CalculationStep = z.object({
  step: z.enum(['discount', 'base', 'share', 'rate', 'cap', 'minimum', 'round', 'clawback']),
  /** In words, with its figures: “10 % of €184,000.00”. */
  words: z.string(),
  /** What came out; `null` where the step gives a rate only. */
  value: Money.nullable(),
});
export type CalculationStep = z.infer<typeof CalculationStep>;

export const Accrual = z.object({
  id: AccrualId,
  partner: PartnerId,
  partnerName: z.string(),
  opportunity: OpportunityId,
  opportunityName: z.string(),
  customer: z.string(),
  registration: RegistrationId.nullable(),
  number: z.string().nullable(),
  /** The rule of the plan and the edition of the programme it stood in. */
  rule: z.string(),
  ruleName: z.string(),
  edition: z.int(),
  accruedOn: IsoDate,
  quarter: Quarter,
  amount: Money,
  /** The accrual this row takes back, wholly or in part. */
  reverses: AccrualId.nullable(),
  because: z.string(),
  steps: z.array(CalculationStep),
  /** The last day to pay it, were it payable. */
  payBy: IsoDate,
  /** The ruling its deal was credited by is appealed: when the answer is due. `null` where none is pending. */
  underAppealUntil: EpochMs.nullable(),
});
export type Accrual = z.infer<typeof Accrual>;

export const Statement = z.object({
  partner: PartnerId,
  partnerName: z.string(),
  quarter: Quarter,
  currency: Currency,
  lines: z.array(Accrual),
  accrued: Money,
  reversed: Money,
  net: Money,
  payBy: IsoDate,
  /** The last day to dispute a line. */
  disputeUntil: IsoDate,
  /** The head of the journal when the statement was drawn up. */
  head: z.string(),
});
export type Statement = z.infer<typeof Statement>;

export const incentivesContract = {
  accruals: question(
    'Accruals and reversals, newest first, each with every step of its calculation; amounts in minor units of their currency, rates in basis points.',
  )
    .input(
      listInput(
        z
          .object({
            partner: PartnerId,
            opportunity: OpportunityId,
            quarter: Quarter,
            reversals: z.boolean(),
            text: SearchText,
          })
          .partial(),
        ['accruedOn', 'amount', 'partner'],
      ),
    )
    .output(listOutput(Accrual)),
  statements: question(
    'One line a partner and quarter: what accrued, what was reversed, the net, in minor units of the programme’s currency, the newest quarter and the largest net first. A line that stays in its own currency for want of a rate is counted and left out of the totals.',
  )
    .input(listInput(z.object({ quarter: Quarter, partner: PartnerId }).partial(), ['net', 'partner', 'quarter']))
    .output(
      listOutput(
        z.object({
          partner: PartnerId,
          partnerName: z.string(),
          quarter: Quarter,
          lines: z.int(),
          accrued: Money,
          reversed: Money,
          net: Money,
          payBy: IsoDate,
        }),
      ).extend({ quarters: z.array(Quarter) }),
    ),
  statement: question(
    'The statement of one partner and quarter, each line with its steps. NOT_FOUND when the partner is not there.',
  )
    .input(z.object({ partner: z.string(), quarter: AskedQuarter }))
    .output(Statement),
  exportStatement: change(
    'Writes a statement as XLSX: the lines, the steps with live formulas that recompute each amount, and the totals.',
  )
    .input(z.object({ partner: z.string(), quarter: AskedQuarter, to: WriteTo }))
    .output(Written),
};

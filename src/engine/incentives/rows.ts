import type { Answer } from '../../contract/handler.ts';
import type { CalculationStep } from '../../contract/incentives.ts';
import type { ReadDb } from '../store/db.ts';

type Accrual = Answer<'incentives', 'accruals'>['items'][number];

interface AccrualRow extends Omit<Accrual, 'amount' | 'steps'> {
  readonly amountMinor: number;
  readonly currency: string;
  readonly steps: string;
}

/** What a statement about accruals selects from; `c` is the accrual. */
export const FROM_ACCRUALS = `FROM accruals c
  JOIN partners p ON p.id = c.partner_id
  LEFT JOIN opportunities o ON o.id = c.opportunity_id
  LEFT JOIN accounts a ON a.id = o.account_id
  LEFT JOIN registrations r ON r.id = c.registration_id`;

const COLUMNS = `c.id, c.partner_id AS partner, p.name AS partnerName, c.opportunity_id AS opportunity,
  coalesce(o.name, 'no longer in the extracts') AS opportunityName,
  coalesce(a.name, o.account_name, r.customer_name, 'not named') AS customer, c.registration_id AS registration,
  r.number, c.rule, c.rule_name AS ruleName, c.edition, c.accrued_on AS accruedOn, c.quarter,
  c.amount_minor AS amountMinor, c.currency, c.reverses, c.because, c.steps, c.pay_by_on AS payBy,
  (SELECT max(q.answer_due_at) FROM case_claims k JOIN cases s ON s.id = k.case_id JOIN appeals q ON q.case_id = s.id
   WHERE k.registration_id = coalesce(c.registration_id, (SELECT t.registration_id FROM attributions t WHERE t.opportunity_id = c.opportunity_id))
     AND s.state = 'appealed') AS underAppealUntil`;

/** Accruals and reversals by a statement's rest: conditions, order, page. */
export const accrualsWhere = (db: ReadDb, rest: string, ...params: (string | number)[]): Accrual[] =>
  db
    .all<AccrualRow>(`SELECT ${COLUMNS} ${FROM_ACCRUALS} ${rest}`, ...params)
    .map(({ amountMinor, currency, steps, ...row }) => ({
      ...row,
      amount: { minor: amountMinor, currency },
      steps: JSON.parse(steps) as CalculationStep[],
    }));

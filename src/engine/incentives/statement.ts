import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, problem, refused } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { lastEntry } from '../journal/index.ts';
import { type NamedPartner, partnerNamed } from '../partners/index.ts';
import { editionOn } from '../programme/index.ts';
import { quarterNamed } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import { accrualsWhere } from './rows.ts';
import { disputeUntil, payByOf, statementTotals } from './rules/statement.ts';

type Input = Pick<Asked<'incentives', 'statement'>, 'partner' | 'quarter'>;

/** The partner a text names. @throws NOT_FOUND; REFUSED when several partners have the name */
function partnerFor(db: ReadDb, text: string): NamedPartner {
  const naming = partnerNamed(db, text);
  switch (naming.found) {
    case 'one':
      return naming.partner;
    case 'several':
      throw refused(
        problem(
          'partner_ambiguous',
          `${naming.partners.length} partners are called “${text}”.`,
          `Name one by its key: ${naming.partners.map(({ key }) => key).join(', ')}.`,
          { column: 'partner' },
        ),
      );
    default:
      throw notFound('partner', text);
  }
}

/**
 * The statement of one partner and quarter, each line with its steps, in the order the lines were made.
 *
 * Totals are in the programme's currency; a line that stays in its own for want of a rate is shown and left out of them.
 *
 * @throws NOT_FOUND when the partner is not there; REFUSED when several have the name
 */
export function statement(db: ReadDb, input: Input, _moment: Moment): Answer<'incentives', 'statement'> {
  const partner = partnerFor(db, input.partner);
  // The rules of the last day of the quarter say when it is paid and until when it may be disputed.
  const { until } = quarterNamed(input.quarter);
  const { currency, incentives } = editionOn(db, until).body;
  const lines = accrualsWhere(
    db,
    'WHERE c.partner_id = ? AND c.quarter = ? ORDER BY c.accrued_on, c.rowid',
    partner.id,
    input.quarter,
  );
  const totals = statementTotals(
    lines.flatMap(({ amount }) => (amount.currency === currency ? [{ amount: amount as never }] : [])),
    currency,
  );
  return {
    partner: partner.id,
    partnerName: partner.name,
    quarter: input.quarter,
    currency,
    lines,
    ...totals,
    payBy: payByOf(until, incentives).payBy,
    disputeUntil: disputeUntil(input.quarter, incentives),
    head: lastEntry(db).hash,
  };
}

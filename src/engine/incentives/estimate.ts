import type { RegistrationType } from '../../contract/programme.ts';
import { notFound } from '../../contract/refusal.ts';
import type { Currency, Minor, Moment, Money } from '../../contract/units.ts';
import { editionNumbered, programmeAt } from '../programme/index.ts';
import { moneyWords } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';
import { type EarningFacts, earningsOf } from './rules/earnings.ts';

interface WouldRow {
  readonly type: RegistrationType;
  readonly partner: string;
  readonly tier: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
  readonly edition: number;
  readonly expansion: number;
  readonly renewal: number | null;
}

/**
 * What the partner would earn if the registration were approved now and won at its estimated value today, and how.
 *
 * @returns `money: null` where nothing can be said or nothing is paid; `words` say why
 * @throws NOT_FOUND
 */
export function estimate(
  db: ReadDb,
  registrationId: string,
  moment: Moment,
): { readonly money: Money | null; readonly words: string } {
  const row = db.get<WouldRow>(
    `SELECT r.type, r.partner_id AS partner, p.tier, r.value_minor AS minor, r.currency, r.edition,
       EXISTS (SELECT 1 FROM opportunities o WHERE o.account_id = r.account_id AND o.status = 'won') AS expansion,
       (SELECT o.renewal FROM links l JOIN opportunities o ON o.id = l.opportunity_id
         WHERE l.registration_id = r.id AND l.state = 'linked') AS renewal
     FROM registrations r JOIN partners p ON p.id = r.partner_id WHERE r.id = ?`,
    registrationId,
  );
  if (row === undefined) throw notFound('registration', registrationId);
  if (row.minor === null || row.currency === null) return { money: null, words: 'No value is given.' };
  const { body } = editionNumbered(db, row.edition);
  const { today, body: newest } = programmeAt(db, moment);
  const facts: EarningFacts = {
    type: row.type,
    origin: 'sourced',
    customer: row.expansion === 1 ? 'expansion' : 'new logo',
    renewal: row.renewal === 1,
    value: { minor: row.minor as Minor, currency: row.currency as Currency },
    discount: null,
    firstYear: null,
    collected: null,
    wonOn: today,
    parts: [{ partner: row.partner, role: 'originator', shareBp: 10_000, tier: row.tier }],
  };
  const { earnings, noneBecause } = earningsOf(facts, { ...body, exchangeRates: newest.exchangeRates });
  if (noneBecause !== null) return { money: null, words: noneBecause };
  const total = earnings.reduce((sum, one) => sum + one.amount.minor, 0);
  const words = earnings
    .map(
      (one) => `${one.ruleName}: ${one.nothingBecause ?? one.steps.find(({ step }) => step === 'rate')?.words ?? ''}`,
    )
    .join('; ');
  const money: Money = { minor: total as Minor, currency: body.currency };
  return total === 0 ? { money: null, words: `${words}.` } : { money, words: `${words} = ${moneyWords(money)}.` };
}

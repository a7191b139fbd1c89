import type { Account } from '../../contract/accounts.ts';
import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound } from '../../contract/refusal.ts';
import type { RegistrationId } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { lineageOf } from './lineage-of.ts';
import { ACCOUNT_COLUMNS } from './list-accounts.ts';
import { opportunitiesOf } from './opportunities.ts';

/**
 * One account with its opportunities, the registrations on it and where it came from.
 *
 * @throws NOT_FOUND
 */
export function getAccount(db: ReadDb, input: Asked<'accounts', 'get'>): Answer<'accounts', 'get'> {
  const account = db.get<Account>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts a WHERE a.id = ?`, input.account);
  if (account === undefined) throw notFound('account', input.account);
  return {
    ...account,
    opportunities: opportunitiesOf(
      db,
      'WHERE o.account_id = ? ORDER BY o.close_on DESC NULLS FIRST, o.id',
      input.account,
    ),
    registrations: db.all<{ id: RegistrationId; number: string; partner: string; state: string }>(
      // Who claims in a blind case is hidden here too.
      `SELECT r.id, r.number, coalesce('claimant in ' || b.number, p.name) AS partner, r.state
       FROM registrations r JOIN partners p ON p.id = r.partner_id LEFT JOIN blind_claims b ON b.registration_id = r.id
       WHERE r.account_id = ? ORDER BY r.received_at DESC, r.id`,
      input.account,
    ),
    lineage: lineageOf(db, input.account),
  };
}

import type { Customer } from '../../contract/matching.ts';
import type { AccountId, IsoDate, RegistrationId } from '../../contract/units.ts';
import { candidateOf, findAccounts } from '../accounts/index.ts';
import { lastEntry, type WriteTx } from '../journal/index.ts';
import { addDays } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import { registrationFor, updateRegistration } from './rows.ts';
import { LINK_WINDOW_DAYS } from './rules/protection.ts';

/**
 * Approved registrations whose customer was in no extract when they were last looked at, before `sinceSeq`, and those that expired within the
 * link window before `today`: their opportunity may turn up late. The oldest first.
 */
export const withoutAccount = (db: ReadDb, sinceSeq: number, today: IsoDate): RegistrationId[] =>
  db
    .all<{ id: RegistrationId }>(
      `SELECT id FROM registrations WHERE account_id IS NULL AND checked_seq < ?
         AND (state = 'approved' OR (state = 'closed' AND close_kind = 'expired' AND closed_on >= ?)) ORDER BY id`,
      sinceSeq,
      addDays(today, -LINK_WINDOW_DAYS),
    )
    .map(({ id }) => id);

/**
 * Looks the customer of an approved registration up again, inside an open change: a net-new customer becomes an account only after the approval.
 * The findings it was approved on stay as they were.
 *
 * @returns the account it is resolved to now; `null` where there is still none
 */
export function resolveAccount(tx: WriteTx, registrationId: string): AccountId | null {
  const row = registrationFor(tx, registrationId);
  const found = findAccounts(tx, JSON.parse(row.customer) as Customer).candidates;
  const account = found.find(({ verdict }) => verdict === 'same')?.id ?? null;
  const candidates = JSON.stringify(found.filter(({ verdict }) => verdict !== 'different').map(candidateOf));
  const checkedSeq = lastEntry(tx).seq + 1;
  if (account === row.accountId && candidates === row.candidates) {
    tx.run('UPDATE registrations SET checked_seq = ? WHERE id = ?', checkedSeq, row.id);
  } else {
    updateRegistration(tx, row, { accountId: account, candidates, checkedSeq });
    tx.run('UPDATE protections SET account_id = ? WHERE registration_id = ?', account, row.id);
  }
  return account as AccountId | null;
}

import type { IsoDate, ProtectionId } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import type { Edition } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { type RegistrationRow, registrationFor } from './rows.ts';
import { type Grant, protectionGranted } from './rules/protection.ts';

/** The protection that an approval today would give. */
export function grantFor(
  db: ReadDb,
  row: Pick<RegistrationRow, 'partnerId' | 'family' | 'receivedOn'>,
  edition: Edition,
  approvedOn: IsoDate,
): Grant {
  const tier = db.get<{ tier: string | null }>('SELECT tier FROM partners WHERE id = ?', row.partnerId)?.tier ?? null;
  return protectionGranted(
    { tier, family: row.family, submittedOn: null, receivedOn: row.receivedOn as IsoDate, approvedOn },
    edition.body,
  );
}

/** The running protection of a registration. */
const runningProtection = (db: ReadDb, registrationId: string) =>
  db.get<{ id: ProtectionId; untilOn: IsoDate }>(
    "SELECT id, until_on AS untilOn FROM protections WHERE registration_id = ? AND state = 'running'",
    registrationId,
  );

/** Makes the protection of an approval. One that runs already, as that of an approved claim in a case does, goes on. */
export function protect(
  tx: WriteTx,
  row: RegistrationRow,
  grant: Grant,
): { readonly id: ProtectionId; readonly untilOn: IsoDate } {
  const running = runningProtection(tx, row.id);
  if (running !== undefined) return running;
  const id = tx.newId() as ProtectionId;
  const { at, actor } = tx.moment;
  tx.run(
    `INSERT INTO protections (id, registration_id, partner_id, account_id, family_key, from_on, until_on, cap_on, state,
       meeting_due_on, meeting_lapse_on, created_at, updated_at, updated_by, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, 1)`,
    ...[id, row.id, row.partnerId, row.accountId, row.familyKey, grant.from, grant.until, grant.capOn],
    ...[grant.meetingDueOn, grant.meetingLapseOn, at, at, actor],
  );
  return { id, untilOn: grant.until };
}

/**
 * Ends the running protection of a registration before its time: it was withdrawn, closed, or ruled against.
 *
 * @returns the protection that ended; `null` where none ran
 */
export function endProtection(
  tx: WriteTx,
  registrationId: string,
  ended: { readonly on: IsoDate; readonly because: string },
): ProtectionId | null {
  const running = runningProtection(tx, registrationId);
  if (running === undefined) return null;
  stop(tx, running.id, 'ended', ended);
  return running.id;
}

/**
 * Lapses a running protection: it expired, or no first meeting was held in time. Those who wait behind it are checked
 * again. The registration stays approved; whoever lapses it closes it too where the programme wants that.
 *
 * @param lapsed.on the first day without protection
 * @returns false where it was not running any more
 */
export function lapseInto(
  tx: WriteTx,
  protectionId: string,
  lapsed: { readonly on: IsoDate; readonly because: 'expired' | 'no first meeting' },
): boolean {
  const protection = tx.get<{ registrationId: string; state: string }>(
    'SELECT registration_id AS registrationId, state FROM protections WHERE id = ?',
    protectionId,
  );
  if (protection?.state !== 'running') return false;
  const row = registrationFor(tx, protection.registrationId);
  const rivals = rivalsOf(tx, row);
  stop(tx, protectionId, 'lapsed', lapsed);
  refreshRivals(tx, rivals);
  return true;
}

function stop(
  tx: WriteTx,
  protectionId: string,
  state: 'lapsed' | 'ended',
  { on, because }: { on: IsoDate; because: string },
): void {
  tx.run(
    `UPDATE protections SET state = ?, ended_on = ?, because = ?, updated_at = ?, updated_by = ?, revision = revision + 1
     WHERE id = ?`,
    ...[state, on, because, tx.moment.at, tx.moment.actor, protectionId],
  );
}

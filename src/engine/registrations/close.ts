import type { CloseKind } from '../../contract/registrations.ts';
import type { IsoDate } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { type Decision, keepBefore, lastDecision, requireState, restoreBefore } from './decisions.ts';
import { endProtection } from './protect.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { type RegistrationRow, registrationFor, updateRegistration } from './rows.ts';

const CLOSED = 'registrations.close';

/**
 * Closes an approved registration inside an open change: won, lost, expired, or a mistake. Its protection ends.
 *
 * @param closed.because in words: “opportunity 1C1I7A6R was won”
 * @returns false where it is closed in this way already
 * @throws NOT_DECIDABLE when it was not approved
 */
export function closeInto(
  tx: WriteTx,
  registrationId: string,
  closed: { readonly kind: CloseKind; readonly on: IsoDate; readonly because: string },
): boolean {
  const row = registrationFor(tx, registrationId);
  if (row.state === 'closed' && row.closeKind === closed.kind && row.closedOn === closed.on) return false;
  requireState(row, ['approved', 'closed']);
  // A closing that changes, from lost to won say, goes on from what was there before the first one.
  if (row.state === 'closed') return reopenInto(tx, registrationId) && closeInto(tx, registrationId, closed);
  const rivals = rivalsOf(tx, row);
  keepBefore(tx, row, CLOSED);
  updateRegistration(tx, row, { state: 'closed', closeKind: closed.kind, closedOn: closed.on, provisional: false });
  endProtection(tx, row.id, { on: closed.on, because: closed.because });
  refreshRivals(tx, rivals);
  return true;
}

/**
 * Takes a closing back inside an open change, when what it followed from is no longer so: the registration is approved again, with its protection.
 *
 * @returns false where it is not closed
 */
export function reopenInto(tx: WriteTx, registrationId: string): boolean {
  const row = registrationFor(tx, registrationId);
  const closing = lastDecision(tx, registrationId, CLOSED);
  if (row.state !== 'closed' || closing === undefined) return false;
  restoreBefore(tx, { ...closing, before: onAccountOfNow(closing.before, row) });
  refreshRivals(tx, rivalsOf(tx, registrationFor(tx, registrationId)));
  return true;
}

/** Which account the customer is was no part of the closing, and the one of then may be in no extract any more. */
function onAccountOfNow(before: Decision['before'], now: RegistrationRow): Decision['before'] {
  const { accountId, candidates, checkedAt, checkedSeq } = now;
  return {
    ...before,
    row: { ...before.row, accountId, candidates, checkedAt, checkedSeq },
    protections: before.protections.map((protection) => ({ ...protection, accountId })),
  };
}

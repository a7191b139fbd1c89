import type { WriteTx } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { blindCaseOf } from './blind.ts';
import { type Called, lookupColumns } from './content.ts';
import { claimOf, type RegistrationRow, registrationFor, updateRegistration } from './rows.ts';

/** How a registration may be called now: a blind case hides the partner. */
export const calledNow = (db: ReadDb, { id, number, partnerId }: RegistrationRow): Called => ({
  number,
  partnerName:
    blindCaseOf(db, id) === undefined
      ? (db.get<{ name: string }>('SELECT name FROM partners WHERE id = ?', partnerId)?.name ?? '')
      : null,
});

/** What lists sort a registration by and searches find it by, as it may be known now. */
export const lookupsOf = (db: ReadDb, row: RegistrationRow) =>
  lookupColumns(claimOf(db, row), calledNow(db, row), editionNumbered(db, row.edition));

/** Makes a registration findable by its partner and its value again, or no longer: when its case is sealed or dismissed, or was opened. */
export function refreshLookups(tx: WriteTx, id: string): void {
  const row = registrationFor(tx, id);
  const lookups = lookupsOf(tx, row);
  if (row.searchText !== lookups.searchText || row.programmeMinor !== lookups.programmeMinor) {
    updateRegistration(tx, row, lookups);
  }
}

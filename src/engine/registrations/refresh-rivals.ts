import type { WriteTx } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { checkAgain } from './check.ts';
import { registrationFacts } from './read-facts.ts';
import { othersOn } from './rivals.ts';
import { claimOf, type RegistrationRow, registrationRow } from './rows.ts';
import { sameClaim } from './rules/net-new.ts';

/** Other registrations that may claim what this one claims, of whichever partner. */
export function rivalsOf(db: ReadDb, row: RegistrationRow): string[] {
  const claim = claimOf(db, row);
  const facts = registrationFacts(claim);
  const accountIds = row.accountId === null ? [] : [row.accountId];
  return othersOn(db, { customer: claim.customer, accountIds, familyKey: row.familyKey }, row.id)
    .filter((other) => sameClaim(other, facts) !== null)
    .map(({ id }) => id);
}

/**
 * Checks registrations again that wait for a decision, after a claim beside theirs came, changed or went. Decided ones
 * and those in a case stay as they were judged.
 */
export function refreshRivals(tx: WriteTx, rivals: readonly string[]): void {
  for (const id of rivals) {
    const row = registrationRow(tx, id);
    if (row === undefined || (row.state !== 'submitted' && row.state !== 'returned')) continue;
    checkAgain(tx, row, editionNumbered(tx, row.edition));
  }
}

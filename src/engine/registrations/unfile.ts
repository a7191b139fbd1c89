import type { WriteTx } from '../journal/index.ts';
import { unindexCustomer } from '../matching/index.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { registrationFor } from './rows.ts';

/**
 * Takes a registration out again, inside an open change, as if it had never been filed; those that stood beside it are
 * checked again. For the undo of an import: the caller has made sure that nothing was built on it.
 */
export function unfileInto(tx: WriteTx, registrationId: string): void {
  const row = registrationFor(tx, registrationId);
  const rivals = rivalsOf(tx, row);
  for (const table of ['registration_evidence', 'findings', 'decisions'])
    tx.run(`DELETE FROM ${table} WHERE registration_id = ?`, row.id);
  unindexCustomer(tx, row.id);
  tx.run('DELETE FROM registrations WHERE id = ?', row.id);
  refreshRivals(tx, rivals);
}

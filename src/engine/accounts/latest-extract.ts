import type { IsoDate } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** A CRM extract: one imported table of accounts or opportunities. */
export interface Extract {
  readonly kind: 'accounts' | 'opportunities';
  readonly batch: string;
  readonly file: string;
  readonly asOf: IsoDate;
  /** The earliest date it shows anything of; `null` where it has no dates. */
  readonly coveredFrom: IsoDate | null;
  /** Seq of the journal entry that took it in. */
  readonly seq: number;
}

/**
 * The newest extract of a kind; of either kind when none is named.
 *
 * Newest by its as-of date, not by when it was imported: an older file that comes late does not make things staler.
 */
export function latestExtract(db: ReadDb, kind?: Extract['kind']): Extract | null {
  const kinds: readonly Extract['kind'][] = kind === undefined ? ['accounts', 'opportunities'] : [kind];
  const found = kinds.flatMap((one) => {
    const row = db.get<Omit<Extract, 'kind'>>(
      `SELECT f.batch_id AS batch, f.file, f.as_of_on AS asOf, f.covered_from_on AS coveredFrom, b.committed_seq AS seq
       FROM batch_files f JOIN batches b ON b.id = f.batch_id AND b.state = 'committed'
       WHERE f.kind = ? AND f.as_of_on IS NOT NULL ORDER BY f.as_of_on DESC, b.committed_seq DESC, f.ord DESC LIMIT 1`,
      one,
    );
    return row === undefined ? [] : [{ ...row, kind: one }];
  });
  return found.reduce<Extract | null>(
    (newest, one) => (newest === null || one.asOf > newest.asOf ? one : newest),
    null,
  );
}

/** Seq of the last entry that changed accounts or opportunities: a committed or an undone batch; 0 before the first. */
export function lastExtractSeq(db: ReadDb): number {
  return (
    db.get<{ seq: number | null }>(
      "SELECT max(seq) AS seq FROM journal_entries WHERE verb IN ('exchange.commit', 'exchange.undo')",
    )?.seq ?? 0
  );
}

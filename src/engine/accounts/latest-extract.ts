import type { IsoDate } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** A CRM extract: one imported table of accounts or opportunities. */
export interface Extract {
  readonly kind: 'accounts' | 'opportunities';
  readonly batch: string;
  readonly file: string;
  readonly asOf: IsoDate;
  /** The earliest date that extracts of the kind show anything of, this one or one before it; `null` where they have no dates. */
  readonly coveredFrom: IsoDate | null;
  /** Whether a column of it holds dates of activities. */
  readonly hasActivityDates: boolean;
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
  const known = knownOf(db);
  const found = kinds.flatMap((one) => {
    const newest = known.get(one) ?? newestOf(db, one);
    known.set(one, newest);
    return newest ?? [];
  });
  return found.reduce<Extract | null>(
    (newest, one) => (newest === null || one.asOf > newest.asOf ? one : newest),
    null,
  );
}

interface Kept {
  readonly batches: string;
  readonly newest: Map<Extract['kind'], Extract | null>;
}

const kept = new WeakMap<ReadDb['all'], Kept>();

/**
 * What is known of the extracts while the committed batches are the same: every check of a registration asks. A batch once
 * undone does not come back, so number, sum of places and the last one tell which there are.
 */
function knownOf(db: ReadDb): Kept['newest'] {
  const batches = JSON.stringify(
    db.get("SELECT count(*), sum(committed_seq), max(committed_seq), id FROM batches WHERE state = 'committed'"),
  );
  const known = kept.get(db.all);
  if (known?.batches === batches) return known.newest;
  const newest: Kept['newest'] = new Map();
  kept.set(db.all, { batches, newest });
  return newest;
}

function newestOf(db: ReadDb, kind: Extract['kind']): Extract | null {
  const row = db.get<Omit<Extract, 'kind' | 'coveredFrom' | 'hasActivityDates'> & { activity: number }>(
    `SELECT f.batch_id AS batch, f.file, f.as_of_on AS asOf, b.committed_seq AS seq,
       json_extract(f.mapping, '$.fields.lastActivityOn') IS NOT NULL AS activity
     FROM batch_files f JOIN batches b ON b.id = f.batch_id AND b.state = 'committed'
     WHERE f.kind = ? AND f.as_of_on IS NOT NULL ORDER BY f.as_of_on DESC, b.committed_seq DESC, f.ord DESC LIMIT 1`,
    kind,
  );
  if (row === undefined) return null;
  const { activity, ...extract } = row;
  const covered = db.get<{ day: IsoDate | null }>(
    `SELECT min(f.covered_from_on) AS day FROM batch_files f JOIN batches b ON b.id = f.batch_id AND b.state = 'committed'
     WHERE f.kind = ?`,
    kind,
  );
  return { ...extract, kind, coveredFrom: covered?.day ?? null, hasActivityDates: activity === 1 };
}

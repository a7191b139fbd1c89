import { problem } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** A committed batch, as far as its undo looks. */
export interface CommittedBatch {
  readonly id: string;
  readonly state: 'committed' | 'undone';
  readonly committedSeq: number;
}

/** A way in which something was built on a batch: records (at most a few) that stand in the way, by name. */
interface Obstacle {
  readonly code: string;
  readonly sql: string;
  readonly say: (names: string) => string;
  readonly todo: string;
}

const NAMED = 3;
const NEW = "l.batch_id = @batch AND l.fate = 'new'";
/** A decision after the batch was taken in, that stands: its entry names the registration. */
const DECIDED_SINCE = `r.decided_at IS NOT NULL AND EXISTS (SELECT 1 FROM journal_entries e WHERE e.subject = r.id AND e.seq > @seq
  AND e.verb IN ('registrations.approve', 'registrations.reject'))`;

/** A later import that changed something; one with accounts may have led opportunities to them. */
const LATER = `b.state = 'committed' AND b.committed_seq > @seq AND EXISTS (SELECT 1 FROM batch_files f
  WHERE f.batch_id = b.id AND (f.kind = 'accounts' OR json_extract(f.counts, '$.changed') > 0))`;
const FILES_OF_LATER = '(SELECT group_concat(DISTINCT f.file) FROM batch_files f WHERE f.batch_id = b.id)';
/** Up to so many rows a batch is looked at from its own records; from there on, from those of the later imports. */
const FEW_ROWS = 2_000;
const IS_LITTLE = `(SELECT count(*) FROM (SELECT 1 FROM lineage its WHERE its.batch_id = @batch LIMIT ${FEW_ROWS + 1})) <= ${FEW_ROWS}`;
/** Kinds of the records this batch made or changed: `lineage_by_batch` alone. */
const ITS_KINDS = `SELECT k.value FROM json_each('["accounts","opportunities","partners","registrations","products","contacts"]') k
  WHERE EXISTS (SELECT 1 FROM lineage its WHERE its.batch_id = @batch AND its.kind = k.value)`;

/**
 * By index: `lineage_by_batch` from the batch outwards, then the primary or foreign keys of what was built on it. What is
 * done by hand is little beside a batch of a hundred thousand rows: it comes first (`CROSS JOIN` keeps the order).
 */
const OBSTACLES: readonly Obstacle[] = [
  {
    code: 'changed_since',
    // One is enough: whoever undoes it is told of the next.
    sql: `SELECT * FROM (SELECT ${FILES_OF_LATER} AS name FROM (SELECT 1 WHERE ${IS_LITTLE} AND EXISTS (SELECT 1 FROM batches b WHERE ${LATER}))
          CROSS JOIN lineage l CROSS JOIN lineage later ON later.record_id = l.record_id CROSS JOIN batches b ON b.id = later.batch_id
        WHERE l.batch_id = @batch AND later.fate = 'changed' AND ${LATER} LIMIT 1)
      UNION ALL SELECT * FROM (SELECT ${FILES_OF_LATER} FROM (SELECT 1 WHERE NOT ${IS_LITTLE}) CROSS JOIN batches b CROSS JOIN lineage later ON later.batch_id = b.id
        WHERE ${LATER} AND later.kind IN (${ITS_KINDS}) AND later.fate = 'changed'
          AND EXISTS (SELECT 1 FROM lineage l WHERE l.record_id = later.record_id AND l.batch_id = @batch) LIMIT 1)`,
    say: (names) => `A later import (${names}) changed the same records.`,
    todo: 'Undo the later import first.',
  },
  {
    code: 'referred_to_since',
    sql: `SELECT o.name FROM lineage l JOIN opportunities o ON o.account_id = l.record_id WHERE ${NEW} AND l.kind = 'accounts'
        AND NOT EXISTS (SELECT 1 FROM lineage own WHERE own.record_id = o.id AND own.batch_id = @batch)
      UNION ALL SELECT c.name FROM lineage l JOIN contacts c ON c.partner_id = l.record_id WHERE ${NEW} AND l.kind = 'partners'
        AND NOT EXISTS (SELECT 1 FROM lineage own WHERE own.record_id = c.id AND own.batch_id = @batch)`,
    say: (names) => `A later import brought records that belong to accounts or partners of this one: ${names}.`,
    todo: 'Undo the later import first.',
  },
  {
    code: 'partner_registered',
    sql: `SELECT r.number AS name FROM lineage l JOIN registrations r ON r.partner_id = l.record_id WHERE ${NEW} AND l.kind = 'partners'
        AND NOT EXISTS (SELECT 1 FROM lineage own WHERE own.record_id = r.id AND own.batch_id = @batch)`,
    say: (names) => `Partners of this import have filed registrations since: ${names}.`,
    todo: 'A registration stays with its partner; correct the partner list and import it again instead.',
  },
  {
    code: 'registration_decided',
    sql: `SELECT r.number AS name FROM lineage l JOIN registrations r ON r.id = l.record_id WHERE ${NEW} AND l.kind = 'registrations'
        AND (r.state <> 'submitted' OR EXISTS (SELECT 1 FROM decisions d WHERE d.registration_id = r.id AND d.undone_at IS NULL)
          OR EXISTS (SELECT 1 FROM case_claims k WHERE k.registration_id = r.id))`,
    say: (names) => `Registrations of this import were decided on: ${names}.`,
    todo: 'Take those decisions back first.',
  },
  {
    code: 'account_decided_on',
    sql: `SELECT r.number AS name FROM lineage l JOIN registrations r ON r.account_id = l.record_id
        WHERE ${NEW} AND l.kind = 'accounts' AND ${DECIDED_SINCE}`,
    say: (names) => `Registrations were decided on accounts of this import: ${names}.`,
    todo: 'Take those decisions back first.',
  },
  {
    code: 'case_opened',
    sql: `SELECT c.number AS name FROM lineage l JOIN cases c ON c.account_id = l.record_id WHERE ${NEW} AND l.kind = 'accounts'
      UNION SELECT c.number FROM case_claims k JOIN cases c ON c.id = k.case_id JOIN lineage l ON l.record_id = k.opportunity_id
        WHERE k.opportunity_id IS NOT NULL AND ${NEW}`,
    say: (names) => `Cases rest on records of this import: ${names}.`,
    todo: 'A case stays; correct the extract and import it again instead.',
  },
  {
    code: 'linked_by_hand',
    sql: `SELECT r.number AS name FROM links k CROSS JOIN lineage l ON l.record_id = k.opportunity_id
        JOIN registrations r ON r.id = k.registration_id WHERE k.by_hand = 1 AND k.state <> 'offered' AND ${NEW}
      UNION SELECT o.name FROM attributions t CROSS JOIN lineage l ON l.record_id = t.opportunity_id
        JOIN opportunities o ON o.id = t.opportunity_id WHERE t.by_hand = 1 AND ${NEW}`,
    say: (names) => `Somebody linked or credited opportunities of this import by hand: ${names}.`,
    todo: 'Take those links and credits back first.',
  },
];

const named = (params: { batch: string; seq: number }, sql: string): Record<string, string | number> => ({
  ...(sql.includes('@batch') ? { batch: params.batch } : {}),
  ...(sql.includes('@seq') ? { seq: params.seq } : {}),
});

/**
 * What was built on a batch, so that it cannot be undone; empty when it can. Links, credits and earnings that followed by
 * themselves are no obstacle: they go back by themselves.
 */
export function obstaclesTo(db: ReadDb, batch: CommittedBatch): Problem[] {
  if (batch.state === 'undone')
    return [problem('undone_already', 'This import was undone already.', 'Nothing is to be done.')];
  return OBSTACLES.flatMap(({ code, sql, say, todo }) => {
    const query = `SELECT name FROM (${sql}) LIMIT ${NAMED + 1}`;
    const rows = db.all<{ name: string }>(query, named({ batch: batch.id, seq: batch.committedSeq }, sql));
    if (rows.length === 0) return [];
    const names = rows.slice(0, NAMED).map(({ name }) => name);
    return [problem(code, say(names.join(', ') + (rows.length > NAMED ? ' and more' : '')), todo)];
  });
}

// What stands in the way changes only when the journal goes on, and lists ask often.
const known = new Map<string, Problem[]>();
const KNOWN_LIMIT = 500;

/** `obstaclesTo`, remembered while the journal stands where it is. */
export function obstaclesKnown(db: ReadDb, batch: CommittedBatch): Problem[] {
  const head = db.get<{ hash: string }>('SELECT hash FROM journal_entries ORDER BY seq DESC LIMIT 1')?.hash ?? '';
  const key = `${batch.id} ${head}`;
  let found = known.get(key);
  if (found === undefined) {
    found = obstaclesTo(db, batch);
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(key, found);
  }
  return found;
}

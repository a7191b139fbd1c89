import type { IsoDate } from '../contract/units.ts';
import type { WriteTx } from './journal/index.ts';
import {
  closeInto,
  dueAsExtractAged,
  dueForRecheck,
  lapseInto,
  recheck,
  reopenInto,
  resolveAccount,
  withoutAccount,
} from './registrations/index.ts';
import { standingOn } from './registrations/rules/protection.ts';
import { NOT_FOLLOWING, OVER } from './settle-sql.ts';
import type { ReadDb } from './store/db.ts';

/** What followed for one record, and from what. */
export interface Consequence {
  readonly record: string;
  readonly became: string;
  readonly because: string;
}

/**
 * Seq of the last entry that changed accounts, opportunities or products: a committed batch that holds some, or any undone one; 0 before the first. A
 * file of registrations alone asks for no new check of the others.
 */
function lastCrmSeq(db: ReadDb): number {
  const row = db.get<{ committed: number | null; undone: number | null }>(
    `SELECT (SELECT max(b.committed_seq) FROM batches b WHERE EXISTS (SELECT 1 FROM batch_files f
         WHERE f.batch_id = b.id AND f.kind IN ('accounts', 'opportunities', 'products'))) AS committed,
       (SELECT max(seq) FROM journal_entries WHERE verb = 'exchange.undo') AS undone`,
  );
  return Math.max(row?.committed ?? 0, row?.undone ?? 0);
}

/** Checks again what the newest extract concerns: undecided registrations, provisional approvals, and granted ones whose customer was in no extract. */
export function recheckAfterExtract(tx: WriteTx, today: IsoDate): Consequence[] {
  const seq = lastCrmSeq(tx);
  const because = `entry ${seq} of the journal changed what they were checked against`;
  const checked = dueForRecheck(tx, seq).map((id) => checkedAgain(tx, id, because));
  const resolved = withoutAccount(tx, seq, today).map((id): Consequence => {
    const account = resolveAccount(tx, id);
    return { record: id, became: account === null ? 'unchanged' : `on account ${account}`, because };
  });
  // What has changed is named first, for the journal names only so many.
  return [...checked, ...resolved].sort((a, b) => Number(a.became === 'unchanged') - Number(b.became === 'unchanged'));
}

/** Checks again what is not decided and was checked against an extract that has become too old for it since. */
export function recheckAsExtractAged(tx: WriteTx, today: IsoDate): Consequence[] {
  const due = dueAsExtractAged(tx, today);
  return due === null
    ? []
    : due.ids.map((id) => checkedAgain(tx, id, `the extract of ${due.asOf} is too old for them`));
}

function checkedAgain(tx: WriteTx, id: string, because: string): Consequence {
  const { became, failed } = recheck(tx, id);
  return { record: id, became: failed.length === 0 ? became : `${became}: ${failed.join(', ')}`, because };
}

interface FollowRow {
  id: string;
  kind: 'won' | 'lost';
  key: string;
  closeOn: string | null;
}

/** Closes registrations as their opportunities were: won or lost, on the day the extract says. */
export function closeByOpportunity(tx: WriteTx, today: IsoDate): Consequence[] {
  return tx.all<FollowRow>(NOT_FOLLOWING).flatMap(({ id, kind, key, closeOn }): Consequence[] => {
    const because = `opportunity ${key} was ${kind}`;
    const on = (closeOn ?? today) as IsoDate;
    return closeInto(tx, id, { kind, on, because }) ? [{ record: id, became: kind, because }] : [];
  });
}

/** Opens registrations again that were closed by an opportunity which is open now, or not theirs any more. */
export function reopenUnlinked(tx: WriteTx): Consequence[] {
  const unfounded = tx.all<{ id: string; key: string | null }>(
    `SELECT r.id, o.key FROM registrations r
     LEFT JOIN links l ON l.registration_id = r.id AND l.state = 'linked'
     LEFT JOIN opportunities o ON o.id = l.opportunity_id
     WHERE r.state = 'closed' AND r.close_kind IN ('won', 'lost') AND (o.id IS NULL OR o.status = 'open')
     ORDER BY r.number`,
  );
  return unfounded.flatMap(({ id, key }): Consequence[] => {
    const because = key === null ? 'its opportunity is not there any more' : `opportunity ${key} is open again`;
    return reopenInto(tx, id) ? [{ record: id, became: 'approved', because }] : [];
  });
}

/** Opens registrations again that expired unworked, as it seemed, and have an opportunity after all: LK3 found one, or a person linked it. */
export function reopenWorked(tx: WriteTx): Consequence[] {
  const worked = tx.all<{ id: string; key: string }>(
    `SELECT r.id, min(o.key) AS key FROM registrations r
     JOIN links l ON l.registration_id = r.id AND l.state IN ('linked', 'offered')
     JOIN opportunities o ON o.id = l.opportunity_id
     WHERE r.state = 'closed' AND r.close_kind = 'expired' GROUP BY r.id ORDER BY r.number`,
  );
  return worked.flatMap(({ id, key }): Consequence[] =>
    reopenInto(tx, id) ? [{ record: id, became: 'approved', because: `opportunity ${key} may be its own` }] : [],
  );
}

interface RunningRow {
  id: string;
  registration: string;
  until: string;
  meetingOn: string | null;
  meetingLapseOn: string;
}

/** Lapses protections: PR5, at the end of the last day in the programme’s time zone. */
export function lapseProtections(tx: WriteTx, today: IsoDate): Consequence[] {
  return tx.all<RunningRow>(OVER, today, today).flatMap((row): Consequence[] => {
    const standing = standingOn(
      {
        until: row.until as IsoDate,
        meetingHeldOn: row.meetingOn as IsoDate | null,
        meetingLapseOn: row.meetingLapseOn as IsoDate,
      },
      today,
    );
    if (standing.state === 'running') return [];
    const { on, because } = standing;
    return lapseInto(tx, row.id, { on, because })
      ? [{ record: row.registration, became: `lapsed on ${on}`, because }]
      : [];
  });
}

/**
 * Closes approved registrations that nobody worked on: the protection lapsed, and no opportunity came of it. One that waits for a person to say
 * whether an opportunity is its own is not unworked.
 */
export function expireUnworked(tx: WriteTx): Consequence[] {
  const unworked = tx.all<{ id: string; on: string; because: string | null }>(
    `SELECT r.id, max(p.ended_on) AS "on", p.because FROM registrations r
     JOIN protections p ON p.registration_id = r.id AND p.state = 'lapsed'
     WHERE r.state = 'approved'
       AND NOT EXISTS (SELECT 1 FROM protections q WHERE q.registration_id = r.id AND q.state = 'running')
       AND NOT EXISTS (SELECT 1 FROM links l WHERE l.registration_id = r.id AND l.state IN ('linked', 'offered'))
     GROUP BY r.id ORDER BY r.number`,
  );
  return unworked.flatMap(({ id, on, because }): Consequence[] => {
    const words = because === 'no first meeting' ? 'no first meeting was held' : 'the protection ran out unworked';
    return closeInto(tx, id, { kind: 'expired', on: on as IsoDate, because: words })
      ? [{ record: id, became: 'expired', because: words }]
      : [];
  });
}

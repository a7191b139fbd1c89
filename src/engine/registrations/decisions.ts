import { eq, sql } from 'drizzle-orm';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Evidence, RegistrationState } from '../../contract/registrations.ts';
import type { WriteTx } from '../journal/index.ts';
import type { ReadDb } from '../store/db.ts';
import { evidenceOf, placeOf, type RegistrationRow, saveEvidence } from './rows.ts';
import { protections, registrations } from './tables.ts';

type ProtectionRow = typeof protections.$inferSelect;

/** A registration with all that hangs on it, as it was before a decision. */
interface Snapshot {
  readonly row: RegistrationRow;
  readonly evidence: readonly Evidence[];
  readonly protections: readonly ProtectionRow[];
}

/** A decision that stands. */
export interface Decision {
  readonly id: string;
  /** The procedure that took it. */
  readonly verb: string;
  readonly at: number;
  readonly by: string;
  readonly before: Snapshot;
}

/**
 * Keeps a registration as it is now, before a decision changes it, so that the decision can be taken back.
 *
 * @param verb the procedure that decides
 */
export function keepBefore(tx: WriteTx, row: RegistrationRow, verb: string): void {
  const before: Snapshot = {
    row,
    evidence: evidenceOf(tx, row.id),
    protections: tx.orm.select().from(protections).where(eq(protections.registrationId, row.id)).all(),
  };
  tx.run(
    'INSERT INTO decisions (id, registration_id, verb, before, at, by) VALUES (?, ?, ?, ?, ?, ?)',
    ...[tx.newId(), row.id, verb, JSON.stringify(before), tx.moment.at, tx.moment.actor],
  );
}

/** The last decision that was not taken back; of one verb, where one is named. */
export function lastDecision(db: ReadDb, registrationId: string, verb?: string): Decision | undefined {
  const row = db.get<Omit<Decision, 'before'> & { before: string }>(
    `SELECT id, verb, at, by, before FROM decisions
     WHERE registration_id = ? AND undone_at IS NULL AND (? IS NULL OR verb = ?) ORDER BY at DESC, rowid DESC LIMIT 1`,
    registrationId,
    verb ?? null,
    verb ?? null,
  );
  return row === undefined ? undefined : { ...row, before: JSON.parse(row.before) as Snapshot };
}

/**
 * Puts a registration back to what it was before a decision, with its evidence and its protections; those that the decision
 * made are gone. Revisions go on, so that nobody decides on what they read before.
 */
export function restoreBefore(tx: WriteTx, { id, before }: Decision): void {
  const { row, evidence, protections: kept } = before;
  const now = { updatedAt: tx.moment.at, updatedBy: tx.moment.actor };
  tx.orm
    .update(registrations)
    .set({ ...row, ...now, ...placeOf({ ...row, ...now }), revision: sql`${registrations.revision} + 1` })
    .where(eq(registrations.id, row.id))
    .run();
  saveEvidence(tx, row.id, evidence);
  tx.run(
    'DELETE FROM protections WHERE registration_id = ? AND id NOT IN (SELECT value FROM json_each(?))',
    row.id,
    JSON.stringify(kept.map((protection) => protection.id)),
  );
  for (const protection of kept) {
    tx.orm
      .update(protections)
      .set({ ...protection, ...now, revision: sql`${protections.revision} + 1` })
      .where(eq(protections.id, protection.id))
      .run();
  }
  tx.run('UPDATE decisions SET undone_at = ? WHERE id = ?', tx.moment.at, id);
}

const WAY_OUT_OF: Readonly<Record<RegistrationState, string>> = {
  submitted: 'Decide it first.',
  returned: 'Enter the partner’s answer first.',
  'in case': 'Rule on the case; the ruling decides it.',
  approved: 'Take the approval back first, or withdraw it.',
  rejected: 'Take the rejection back first.',
  withdrawn: 'Take the withdrawal back first.',
  closed: 'It is over; a new claim needs a new registration.',
};

/** @throws NOT_DECIDABLE when a registration is in none of the states in which this can be done */
export function requireState(row: RegistrationRow, allowed: readonly RegistrationState[]): void {
  if (allowed.includes(row.state)) return;
  throw notDecidable(
    problem(
      row.state === 'in case' ? 'in_case' : 'state_differs',
      `${row.number} is ${row.state === 'in case' ? 'in a case' : row.state}.`,
      WAY_OUT_OF[row.state],
    ),
  );
}

/** A registration in a sentence of the journal: its number, customer and partner. */
export function nameOf(db: ReadDb, row: Pick<RegistrationRow, 'number' | 'customerName' | 'partnerId'>): string {
  const partner = db.get<{ name: string }>('SELECT name FROM partners WHERE id = ?', row.partnerId);
  return `${row.number} of ${partner?.name ?? 'an unknown partner'} for ${row.customerName}`;
}

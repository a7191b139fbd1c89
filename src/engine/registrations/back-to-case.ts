import type { IsoDate } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { lastDecision } from './decisions.ts';
import { endProtection } from './protect.ts';
import { registrationFor, updateRegistration } from './rows.ts';

/**
 * Takes back what a ruling did to a registration, inside an open change: it is in its case again. A protection the ruling gave
 * ends and stays on record, one it took away runs again, and what happened on the registration meanwhile is kept.
 *
 * @param verb the procedure whose ruling is changed
 */
export function backToCase(
  tx: WriteTx,
  registrationId: string,
  verb: string,
  ended: { readonly on: IsoDate; readonly because: string },
): void {
  const ruled = lastDecision(tx, registrationId, verb);
  if (ruled === undefined) throw new Error(`expected ${registrationId} to have been ruled on, found no trace`);
  const { row: before, protections } = ruled.before;
  const kept = protections.map(({ id }) => id);
  const given = tx.get<{ id: string }>(
    `SELECT id FROM protections WHERE registration_id = ? AND state = 'running'
       AND id NOT IN (SELECT value FROM json_each(?))`,
    registrationId,
    JSON.stringify(kept),
  );
  if (given !== undefined) endProtection(tx, registrationId, ended);
  for (const { id, state, endedOn, because } of protections) {
    tx.run(
      `UPDATE protections SET state = ?, ended_on = ?, because = ?, updated_at = ?, updated_by = ?, revision = revision + 1
       WHERE id = ? AND state <> ?`,
      ...[state, endedOn, because, tx.moment.at, tx.moment.actor, id, state],
    );
  }
  updateRegistration(tx, registrationFor(tx, registrationId), {
    state: before.state,
    closeKind: before.closeKind,
    closedOn: before.closedOn,
    provisional: before.provisional,
    decidedAt: before.decidedAt,
    decidedBy: before.decidedBy,
    tookHours: before.tookHours,
    decisionCode: before.decisionCode,
    decisionReason: before.decisionReason,
    returnedAt: before.returnedAt,
    answerDueAt: before.answerDueAt,
    returnedHours: before.returnedHours,
    decideByAt: before.decideByAt,
    escalateAt: before.escalateAt,
  });
  tx.run(
    `UPDATE decisions SET undone_at = ? WHERE registration_id = ? AND undone_at IS NULL
       AND rowid >= (SELECT rowid FROM decisions WHERE id = ?)`,
    tx.moment.at,
    registrationId,
    ruled.id,
  );
}

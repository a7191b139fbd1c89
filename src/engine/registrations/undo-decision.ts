import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Moment, Problem } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { indexCustomer } from '../matching/index.ts';
import { editionNumbered } from '../programme/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { checkAgain } from './check.ts';
import { type Decision, lastDecision, nameOf, restoreBefore } from './decisions.ts';
import { itemOf } from './item.ts';
import { refreshLookups } from './lookups.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { claimOf, type RegistrationRow, registrationFor } from './rows.ts';

/** What a person decides on a registration, and how each is called when it is taken back. */
const UNDOABLE: Readonly<Record<string, string>> = {
  'registrations.approve': 'approval',
  'registrations.return': 'return',
  'registrations.answer': 'answer',
  'registrations.reject': 'rejection',
  'registrations.withdraw': 'withdrawal',
  'registrations.recordMeeting': 'first meeting',
};

/**
 * Takes the last decision on a registration back, with what it made.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when there is none, or something was built on it (the problems say what)
 */
export function undoDecision(
  db: WriteDb,
  input: Asked<'registrations', 'undo'>,
  moment: Moment,
): Answer<'registrations', 'undo'> {
  return change(db, { verb: 'registrations.undo', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    const decision = lastDecision(tx, row.id);
    const problems = problemsWithUndo(tx, row, decision);
    if (decision === undefined || problems.length > 0) throw notDecidable(...problems);
    const rivals = rivalsOf(tx, row);
    restoreBefore(tx, decision);
    refreshLookups(tx, row.id);
    const restored = registrationFor(tx, row.id);
    indexCustomer(tx, 'registration', row.id, claimOf(tx, restored).customer);
    if (restored.state === 'submitted' || restored.state === 'returned') {
      checkAgain(tx, restored, editionNumbered(tx, restored.edition));
    }
    refreshRivals(tx, [...new Set([...rivals, ...rivalsOf(tx, restored)])]);
    const name = UNDOABLE[decision.verb] ?? decision.verb;
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The ${name} of ${nameOf(tx, row)} was taken back`,
      what: { verb: decision.verb, decision: decision.id, state: restored.state },
      edition: row.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

/** Why the last decision cannot be taken back; empty when it can. */
export function problemsWithUndo(db: ReadDb, row: RegistrationRow, decision: Decision | undefined): Problem[] {
  const refuse = (code: string, message: string, todo: string) => [problem(code, message, todo)];
  if (row.state === 'in case')
    return refuse('in_case', `${row.number} is in a case.`, 'Rule on the case; the ruling decides it.');
  if (decision === undefined)
    return refuse('nothing_to_undo', `Nothing was decided on ${row.number} yet.`, 'There is nothing to take back.');
  if (UNDOABLE[decision.verb] === undefined) {
    return decision.verb.startsWith('conflicts.')
      ? refuse('ruled', `${row.number} was decided by a ruling.`, 'A claimant may appeal; an appeal can change it.')
      : refuse('followed_from_facts', `${row.number} is ${row.state} by what the extracts say.`, 'Undo that import.');
  }
  if (decision.before.row.state === 'in case') return builtOnCase(db, row, decision);
  return decision.verb === 'registrations.approve' ? builtOnApproval(db, row) : [];
}

/** What was decided while it was in a case can be taken back into that case alone, and an answer not at all: the other claimants’ clock went on with it. */
function builtOnCase(db: ReadDb, row: RegistrationRow, decision: Decision): Problem[] {
  if (decision.verb === 'registrations.answer') {
    return [
      problem('answered_in_case', `${row.number} was answered while it was in a case.`, 'Return it for what is wrong.'),
    ];
  }
  const open = db.get(
    `SELECT 1 FROM case_claims k JOIN cases c ON c.id = k.case_id
     WHERE k.registration_id = ? AND c.state IN ('open', 'sealed')`,
    row.id,
  );
  if (open !== undefined) return [];
  return [problem('case_over', `The case ${row.number} was in is over.`, 'A new claim needs a new registration.')];
}

function builtOnApproval(db: ReadDb, row: RegistrationRow): Problem[] {
  const built: readonly (readonly [code: string, sql: string, message: string, todo: string])[] = [
    [
      'extended',
      'SELECT 1 FROM protection_extensions e JOIN protections p ON p.id = e.protection_id WHERE p.registration_id = ?',
      'Its protection was extended.',
      'Withdraw the registration instead.',
    ],
    [
      'linked',
      "SELECT 1 FROM links WHERE registration_id = ? AND state = 'linked'",
      'It is linked to an opportunity.',
      'Decline the link first.',
    ],
    [
      'attributed',
      'SELECT 1 FROM attributions WHERE registration_id = ?',
      'An opportunity is attributed to it.',
      'Set the attribution without it first.',
    ],
    [
      'accrued',
      'SELECT 1 FROM accruals WHERE registration_id = ?',
      'Earnings accrued on it.',
      'Withdraw the registration instead; earnings are taken back by rows of their own.',
    ],
  ];
  return built.flatMap(([code, sql, message, todo]) =>
    db.get(`${sql} LIMIT 1`, row.id) === undefined ? [] : [problem(code, message, todo)],
  );
}

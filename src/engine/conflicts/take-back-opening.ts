import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Moment, RegistrationId } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { asBeforeCase, isJustPutIntoCase } from '../registrations/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { type CaseRow, caseRow, refuseStale } from './rows.ts';

/**
 * Takes back the opening of a case in which nothing has happened yet: the case is gone, and its claims are where they were, their clocks as if it
 * had not been opened. The journal keeps both, and the number is not given again.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when anything was entered in the case, or a claim in it has moved on
 */
export function takeBackOpening(
  db: WriteDb,
  input: Asked<'conflicts', 'takeBackOpening'>,
  moment: Moment,
): Answer<'conflicts', 'takeBackOpening'> {
  return change(db, { verb: 'conflicts.takeBackOpening', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    if (!isUntouched(tx, row)) {
      throw notDecidable(
        problem(
          'built_on',
          `Something has happened in ${row.number} since it was opened.`,
          row.state === 'open' || row.state === 'sealed'
            ? 'Dismiss the case.'
            : 'A ruling is changed by an appeal alone.',
        ),
      );
    }
    const registrations = registrationsIn(tx, row.id);
    for (const table of ['case_opportunities', 'case_claims']) tx.run(`DELETE FROM ${table} WHERE case_id = ?`, row.id);
    tx.run('DELETE FROM cases WHERE id = ?', row.id);
    for (const registration of registrations) asBeforeCase(tx, registration);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The opening of ${row.number} was taken back`,
      what: { registrations: registrations.length },
      edition: row.edition,
    });
    return { number: row.number, registrations };
  });
}

const registrationsIn = (db: ReadDb, caseId: string): RegistrationId[] =>
  db
    .all<{ id: RegistrationId }>(
      'SELECT registration_id AS id FROM case_claims WHERE case_id = ? AND registration_id IS NOT NULL ORDER BY label',
      caseId,
    )
    .map(({ id }) => id);

/** Nothing was changed in the case since it was opened, and nothing decided on its claims. */
export const isUntouched = (db: ReadDb, { id, state, revision }: CaseRow): boolean =>
  state === 'open' &&
  revision === 1 &&
  registrationsIn(db, id).every((registration) => isJustPutIntoCase(db, registration));

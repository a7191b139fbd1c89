import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { caseDetail } from './detail.ts';

export { appeal } from './appeal.ts';
export { ask } from './ask.ts';
export { partsOf } from './claims.ts';
export { type ClosedCase, closeCases } from './close-cases.ts';
export { decideAppeal } from './decide-appeal.ts';
export { dismiss } from './dismiss.ts';
export { listCases } from './list.ts';
export { openCase, openCaseAgain } from './open-case.ts';
export { recordPreference } from './record-preference.ts';
export { rule } from './rule.ts';
export { score } from './score.ts';
export { takeBackOpening } from './take-back-opening.ts';
export { takeBackPreference } from './take-back-preference.ts';
export { undoRequest } from './undo.ts';

/** One case. While it is blind no name, tier, revenue or value of a claimant is in the answer. @throws NOT_FOUND */
export const getCase = (db: ReadDb, input: Asked<'conflicts', 'get'>, moment: Moment): Answer<'conflicts', 'get'> =>
  caseDetail(db, input.case, moment);

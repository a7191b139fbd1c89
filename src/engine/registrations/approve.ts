import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Finding } from '../../contract/registrations.ts';
import type { IsoDate, Moment, ProtectionId } from '../../contract/units.ts';
import { latestExtract } from '../accounts/index.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import { type Edition, editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { findingsOf } from './check.ts';
import { keepBefore, nameOf, requireState } from './decisions.ts';
import { itemOf } from './item.ts';
import { grantFor, protect } from './protect.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { type RegistrationRow, registrationFor, updateRegistration } from './rows.ts';
import { type ApprovalOutcome, approvalOutcome } from './rules/approval.ts';
import { decisionColumns } from './times.ts';

/** What an approval gave. */
export interface Approved {
  readonly number: string;
  /** `null` where the approval gives none. */
  readonly protection: ProtectionId | null;
  readonly protectedUntil: IsoDate | null;
  readonly provisional: boolean;
  readonly edition: number;
}

/**
 * Approves a registration; protection runs from the date the programme states.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when it is not waiting for a decision, or a check fails and no override says why it is approved all the same
 */
export function approve(
  db: WriteDb,
  input: Asked<'registrations', 'approve'>,
  moment: Moment,
): Answer<'registrations', 'approve'> {
  return change(db, { verb: 'registrations.approve', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    requireState(row, ['submitted']);
    const failed = findingsOf(tx, row.id).filter(({ result }) => result === 'fail');
    if (failed.length > 0 && input.override === undefined) throw notDecidable(...failed.map(overrideNeeded));
    const approved = approveInto(tx, row.id, {
      verb: 'registrations.approve',
      ...(failed.length > 0 && input.override !== undefined ? { reason: input.override } : {}),
    });
    const until = approved.protectedUntil === null ? '' : `, protected until ${approved.protectedUntil}`;
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${nameOf(tx, row)} was approved${approved.provisional ? ' provisionally' : ''}${until}`,
      what: {
        protection: approved.protection,
        protectedUntil: approved.protectedUntil,
        provisional: approved.provisional,
        overridden: failed.map(({ rule }) => rule),
      },
      edition: approved.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

const overrideNeeded = (failed: Finding) =>
  problem(
    'override_needed',
    `${failed.rule} ${failed.title}: ${failed.words}`,
    'Say why it is approved all the same, return it, or reject it.',
  );

/**
 * Approves inside an open change, which records it: what a decider or a ruling does.
 *
 * @param options.verb    the procedure that decides
 * @param options.reason  why it is approved although a check failed, or what the ruling says
 * @param options.protect false for a ruling without protection
 */
export function approveInto(
  tx: WriteTx,
  registrationId: string,
  options: { readonly verb: string; readonly reason?: string; readonly protect?: boolean },
): Approved {
  const row = registrationFor(tx, registrationId);
  requireState(row, ['submitted', 'in case']);
  const edition = editionNumbered(tx, row.edition);
  const { provisional } = approvalOf(tx, row, findingsOf(tx, row.id), edition, tx.moment);
  keepBefore(tx, row, options.verb);
  updateRegistration(tx, row, {
    state: 'approved',
    provisional,
    ...decisionColumns(tx, row, edition),
    decisionReason: options.reason ?? null,
  });
  const today: IsoDate = dayOf(tx.moment.at, edition.calendar);
  const protection = options.protect === false ? null : protect(tx, row, grantFor(tx, row, edition, today));
  refreshRivals(tx, rivalsOf(tx, row));
  return {
    number: row.number,
    protection: protection?.id ?? null,
    protectedUntil: protection?.untilOn ?? null,
    provisional,
    edition: row.edition,
  };
}

/** What an approval at a moment would be: provisional or not, and what it would override. */
export function approvalOf(
  db: ReadDb,
  row: Pick<RegistrationRow, 'receivedOn'>,
  findings: readonly Finding[],
  edition: Edition,
  moment: Moment,
): ApprovalOutcome {
  return approvalOutcome({
    findings,
    extractAsOf: latestExtract(db, 'opportunities')?.asOf ?? null,
    receivedOn: row.receivedOn as IsoDate,
    approvedOn: dayOf(moment.at, edition.calendar),
    staleAfterDays: edition.body.netNew.staleAfterDays,
  });
}

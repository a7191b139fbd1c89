import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { RegistrationInput } from '../../contract/registrations.ts';
import type { EpochMs, IsoDate, Moment, Problem, RegistrationId } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import { indexCustomer } from '../matching/index.ts';
import { type NamedPartner, partnerNamed } from '../partners/index.ts';
import { type Edition, editionOn, familyNamed, programmeAt } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { checkClaim, saveFindings } from './check.ts';
import { contentColumns, restOf, textOrNull } from './content.ts';
import { contentHashOf } from './content-hash.ts';
import { getRegistration } from './get-registration.ts';
import { nextNumber } from './number.ts';
import { refreshRivals } from './refresh-rivals.ts';
import { type Claim, insertRegistration, placeOf, saveEvidence } from './rows.ts';
import { deadlinesAtReceipt } from './rules/service-levels.ts';

/** What was filed. */
export interface Submitted {
  readonly id: RegistrationId;
  readonly number: string;
  readonly partner: NamedPartner;
  readonly edition: number;
  readonly fails: number;
  readonly cannotTell: number;
  readonly contested: boolean;
}

/**
 * Files a registration as the partner wrote it and checks it.
 *
 * @throws REFUSED when the partner is unknown or ambiguous, it was received later than now, or this very content was filed before
 */
export function submit(
  db: WriteDb,
  input: Asked<'registrations', 'submit'>,
  moment: Moment,
): Answer<'registrations', 'submit'> {
  const { id } = change(db, { verb: 'registrations.submit', input }, moment, (tx) => {
    const submitted = submitInto(tx, input);
    record(tx, {
      subject: submitted.id,
      subjectName: submitted.number,
      words: `${submitted.number} came in from ${submitted.partner.name} for ${input.customer.name}`,
      what: {
        number: submitted.number,
        partner: submitted.partner.id,
        contentHash: contentHashOf({ ...input, partner: submitted.partner.id }),
        fails: submitted.fails,
        cannotTell: submitted.cannotTell,
        contested: submitted.contested,
      },
      edition: submitted.edition,
    });
    return submitted;
  });
  return getRegistration(db, { registration: id }, moment);
}

/**
 * Files a registration inside an open change, which records it. Numbers are given in the order of the calls: let them be
 * in the order of receipt.
 *
 * @param options.receivedAt when the input has none; else the moment of the change
 * @throws REFUSED as `submit` does
 */
export function submitInto(
  tx: WriteTx,
  input: RegistrationInput,
  options: { readonly receivedAt?: EpochMs } = {},
): Submitted {
  const partner = partnerFor(tx, input.partner);
  const receivedAt = (input.receivedAt ?? options.receivedAt ?? tx.moment.at) as EpochMs;
  const contentHash = contentHashOf({ ...input, partner: partner.id });
  const problems = [...notYetReceived(receivedAt, tx.moment.at), ...filedBefore(tx, contentHash)];
  if (problems.length > 0) throw refused(...problems);
  const { edition, receivedOn } = judgedBy(tx, receivedAt);
  const claim: Claim = {
    id: tx.newId(),
    partnerId: partner.id,
    type: input.type,
    customer: input.customer,
    site: textOrNull(input.site),
    family: textOrNull(input.family) === null ? null : familyNamed(tx, (input.family ?? '').trim()),
    value: input.value ?? null,
    expectedClose: input.expectedClose ?? null,
    evidence: input.evidence,
    rest: restOf(input),
    contentHash,
    receivedAt,
    receivedOn,
    edition: edition.edition,
  };
  const number = nextNumber(tx, receivedOn);
  const { columns, findings, rivals } = checkClaim(tx, claim, edition);
  insertRow(tx, claim, number, partner.name, edition, columns);
  saveEvidence(tx, claim.id, claim.evidence);
  saveFindings(tx, claim.id, findings);
  indexCustomer(tx, 'registration', claim.id, claim.customer);
  refreshRivals(tx, rivals);
  const { fails, cannotTell, contested } = columns;
  return {
    id: claim.id as RegistrationId,
    number,
    partner,
    edition: edition.edition,
    fails,
    cannotTell,
    contested,
  };
}

/** The edition in force on the day of receipt, and that day in the programme's time zone. */
function judgedBy(db: WriteTx, receivedAt: EpochMs): { edition: Edition; receivedOn: IsoDate } {
  const receivedOn = dayOf(receivedAt, programmeAt(db, db.moment).calendar);
  return { edition: editionOn(db, receivedOn), receivedOn };
}

/** The partner a registration names. @throws REFUSED when there is none, or several of that name */
function partnerFor(db: ReadDb, text: string): NamedPartner {
  const named = partnerNamed(db, text);
  switch (named.found) {
    case 'one':
      return named.partner;
    case 'several':
      throw refused(
        problem(
          'partner_ambiguous',
          `${named.partners.length} partners are called “${text}”.`,
          `Write the key of the one that is meant: ${named.partners.map(({ key }) => key).join(', ')}.`,
          { column: 'partner' },
        ),
      );
    default:
      throw refused(
        problem(
          'partner_unknown',
          `“${text}” is not a partner of this programme.`,
          'Import the partner list first, or write the key or the name as it stands there.',
          { column: 'partner' },
        ),
      );
  }
}

function notYetReceived(receivedAt: EpochMs, now: EpochMs): Problem[] {
  if (receivedAt <= now) return [];
  return [
    problem(
      'received_later_than_now',
      `It is said to have been received at ${new Date(receivedAt).toISOString()}, which is still to come.`,
      'Give the time it reached you, or leave it out.',
      { column: 'receivedAt' },
    ),
  ];
}

function filedBefore(db: ReadDb, contentHash: string): Problem[] {
  const before = db.get<{ number: string; state: string }>(
    'SELECT number, state FROM registrations WHERE content_hash = ? LIMIT 1',
    contentHash,
  );
  if (before === undefined) return [];
  return [
    problem(
      'filed_before',
      `This very content was filed as ${before.number} (${before.state}).`,
      'Nothing is to be done; where something is new in it, say what.',
    ),
  ];
}

function insertRow(
  tx: WriteTx,
  claim: Claim,
  number: string,
  partnerName: string,
  edition: Edition,
  columns: ReturnType<typeof checkClaim>['columns'],
): void {
  const { decideBy, escalateAt } = deadlinesAtReceipt(claim.receivedAt, edition.body.serviceLevels, edition.calendar);
  const { moment } = tx;
  const state = 'submitted';
  insertRegistration(tx, {
    id: claim.id,
    number,
    partnerId: claim.partnerId,
    state,
    provisional: false,
    ...contentColumns(claim, { number, partnerName }, edition),
    contentHash: claim.contentHash,
    receivedAt: claim.receivedAt,
    receivedOn: claim.receivedOn,
    edition: claim.edition,
    decideByAt: decideBy,
    escalateAt,
    returnedHours: 0,
    returnedTimes: 0,
    missing: '[]',
    ...columns,
    updatedBy: moment.actor,
    createdAt: moment.at,
    updatedAt: moment.at,
    revision: 1,
    ...placeOf({
      state,
      contested: columns.contested,
      decideByAt: decideBy,
      answerDueAt: null,
      decidedAt: null,
      updatedAt: moment.at,
    }),
  });
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { BroughtInput, Evidence } from '../../contract/registrations.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { indexCustomer } from '../matching/index.ts';
import { editionNumbered, familyNamed } from '../programme/index.ts';
import { businessHoursBetween } from '../programme/rules/calendar.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { canonicalJson } from '../store/ids.ts';
import { goOnWhenAnswered } from './case.ts';
import { checkClaim, saveFindings } from './check.ts';
import { contentColumns, textOrNull } from './content.ts';
import { keepBefore, nameOf, requireState } from './decisions.ts';
import { itemOf } from './item.ts';
import { calledNow } from './lookups.ts';
import { refreshRivals, rivalsOf } from './refresh-rivals.ts';
import { type Claim, claimOf, registrationFor, saveEvidence, updateRegistration } from './rows.ts';
import { deadlinesAfterReturn } from './rules/service-levels.ts';

/**
 * Enters the partner’s answer to a return, or to what its case asked all claimants for: what it brought is put in, the clock goes on, the
 * checks are made again. In a case it stays there, and the clock goes on with the last answer.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when no return is open; REFUSED when the answer is said to have come before the return, or later than now
 */
export function answerReturn(
  db: WriteDb,
  input: Asked<'registrations', 'answer'>,
  moment: Moment,
): Answer<'registrations', 'answer'> {
  return change(db, { verb: 'registrations.answer', input }, moment, (tx) => {
    const row = registrationFor(tx, input.registration, input.revision);
    // In a case it may be answered while it is asked for something.
    const isInCase = row.state === 'in case' && row.returnedAt !== null;
    requireState(row, isInCase ? ['in case'] : ['returned']);
    const edition = editionNumbered(tx, row.edition);
    const returnedAt = (row.returnedAt ?? moment.at) as EpochMs;
    const answeredAt = (input.answeredAt ?? moment.at) as EpochMs;
    refuseImpossible(answeredAt, returnedAt, moment.at);
    const rivalsBefore = rivalsOf(tx, row);
    keepBefore(tx, row, 'registrations.answer');
    const claim = withBrought(tx, claimOf(tx, row), input.brought);
    const { columns, findings, rivals } = checkClaim(tx, claim, edition);
    const deadlines = deadlinesAfterReturn(
      { decideBy: row.decideByAt as EpochMs, escalateAt: row.escalateAt as EpochMs },
      returnedAt,
      answeredAt,
      edition.calendar,
    );
    updateRegistration(tx, row, {
      state: isInCase ? row.state : 'submitted',
      ...contentColumns(claim, calledNow(tx, row), edition),
      ...columns,
      decideByAt: isInCase ? row.decideByAt : deadlines.decideBy,
      escalateAt: isInCase ? row.escalateAt : deadlines.escalateAt,
      returnedAt: null,
      answerDueAt: null,
      returnedHours: row.returnedHours + businessHoursBetween(returnedAt, answeredAt, edition.calendar),
    });
    saveEvidence(tx, row.id, claim.evidence);
    saveFindings(tx, row.id, findings);
    indexCustomer(tx, 'registration', row.id, claim.customer);
    if (isInCase) goOnWhenAnswered(tx, row.id, answeredAt);
    refreshRivals(tx, [...new Set([...rivalsBefore, ...rivals])]);
    const fields = Object.keys(input.brought).sort();
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `${nameOf(tx, row)} was answered${fields.length === 0 ? '' : `: ${fields.join(', ')}`}`,
      what: { brought: fields, fails: columns.fails, cannotTell: columns.cannotTell, contested: columns.contested },
      edition: row.edition,
    });
    return itemOf(tx, row.id, moment);
  });
}

function refuseImpossible(answeredAt: EpochMs, returnedAt: EpochMs, now: EpochMs): void {
  if (answeredAt >= returnedAt && answeredAt <= now) return;
  const when = new Date(answeredAt).toISOString();
  throw refused(
    problem(
      'answered_at_impossible',
      answeredAt > now
        ? `It is said to have been answered at ${when}, which is still to come.`
        : `It is said to have been answered at ${when}, before it was returned at ${new Date(returnedAt).toISOString()}.`,
      'Give the time the answer reached you, or leave it out.',
      { column: 'answeredAt' },
    ),
  );
}

/** A claim with what an answer brought: named fields take the place of what was there, evidence is added to it. */
function withBrought(db: ReadDb, claim: Claim, brought: BroughtInput): Claim {
  const family = textOrNull(brought.family);
  return {
    ...claim,
    type: brought.type ?? claim.type,
    customer: brought.customer === undefined ? claim.customer : { ...claim.customer, ...given(brought.customer) },
    site: textOrNull(brought.site) ?? claim.site,
    family: family === null ? claim.family : familyNamed(db, family),
    value: brought.value ?? claim.value,
    expectedClose: brought.expectedClose ?? claim.expectedClose,
    evidence: together(claim.evidence, brought.evidence ?? []),
    rest: {
      contact: { ...claim.rest.contact, ...given(brought.contact ?? {}) },
      need: brought.need ?? claim.rest.need,
      designCustomer: brought.designCustomer ?? claim.rest.designCustomer,
      purchasingCustomer: brought.purchasingCustomer ?? claim.rest.purchasingCustomer,
      reference: brought.reference ?? claim.rest.reference,
    },
  };
}

/** The fields of an answer that say something: an empty one leaves what was there. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ) as Partial<T>;
}

function together(before: readonly Evidence[], brought: readonly Evidence[]): Evidence[] {
  const known = new Set(before.map((one) => canonicalJson(one)));
  return [...before, ...brought.filter((one) => !known.has(canonicalJson(one)))];
}

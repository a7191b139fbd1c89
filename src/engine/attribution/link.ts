import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, notFound, problem } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { offerOf } from './offers.ts';
import { opportunityOf } from './opportunity.ts';
import { saveLink } from './save-link.ts';

type Offer = Answer<'attribution', 'link'>;

interface Linkable {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly closeKind: string | null;
}

function registrationOf(db: ReadDb, id: string): Linkable {
  const row = db.get<Linkable>('SELECT id, number, state, close_kind AS closeKind FROM registrations WHERE id = ?', id);
  if (row === undefined) throw notFound('registration', id);
  return row;
}

function stored(tx: WriteTx, registration: string, opportunity: string): Offer {
  const offer = offerOf(tx, registration, opportunity);
  if (offer === undefined) throw new Error(`expected a link of ${registration} to ${opportunity}, found none`);
  return offer;
}

/** What stands in the way of a link; `undefined` when nothing does. */
function obstacle(db: ReadDb, registration: Linkable, opportunity: { id: string; key: string }) {
  if (registration.state !== 'approved' && registration.closeKind !== 'expired') {
    return problem(
      'not_approved',
      `${registration.number} is ${registration.state}.`,
      'An approved registration can be linked, or one that expired after its approval.',
    );
  }
  const other = db.get<{ key: string }>(
    `SELECT o.key FROM links l JOIN opportunities o ON o.id = l.opportunity_id
     WHERE l.registration_id = ? AND l.state = 'linked' AND l.opportunity_id <> ?`,
    registration.id,
    opportunity.id,
  );
  if (other !== undefined) {
    return problem(
      'linked_elsewhere',
      `${registration.number} is linked to ${other.key}.`,
      'Decline that link first: a registration is one opportunity.',
    );
  }
  const rival = db.get<{ number: string }>(
    `SELECT r.number FROM links l JOIN registrations r ON r.id = l.registration_id
     WHERE l.opportunity_id = ? AND l.state = 'linked' AND l.registration_id <> ?`,
    opportunity.id,
    registration.id,
  );
  if (rival !== undefined) {
    return problem(
      'opportunity_taken',
      `${opportunity.key} is linked to ${rival.number}.`,
      'Decline that link first: an opportunity has one origin.',
    );
  }
  return undefined;
}

/**
 * Links a registration to its opportunity by hand; no extract undoes it. One that had expired unworked is open again.
 *
 * @throws NOT_FOUND; NOT_DECIDABLE when the registration was not approved, or either is linked to another
 */
export function link(db: WriteDb, input: Asked<'attribution', 'link'>, moment: Moment): Offer {
  return change(db, { verb: 'attribution.link', input }, moment, (tx) => {
    const registration = registrationOf(tx, input.registration);
    const opportunity = opportunityOf(tx, input.opportunity);
    const problem = obstacle(tx, registration, opportunity);
    if (problem !== undefined) throw notDecidable(problem);
    const before = offerOf(tx, registration.id, opportunity.id);
    saveLink(tx, {
      registration: registration.id,
      opportunity: opportunity.id,
      state: 'linked',
      score: before?.score ?? 1,
      words: [...(before?.words ?? []), 'Linked by hand.'],
      byHand: true,
    });
    record(tx, {
      subject: registration.id,
      subjectName: registration.number,
      words: `${registration.number} was linked to opportunity ${opportunity.key}`,
      what: { registration: registration.id, opportunity: opportunity.id, before: before?.state ?? 'none' },
    });
    return stored(tx, registration.id, opportunity.id);
  });
}

/**
 * Says that an offered or made link is wrong; it is not offered again.
 *
 * @throws NOT_FOUND; NOT_DECIDABLE when there is no such link, or it was declined before
 */
export function decline(db: WriteDb, input: Asked<'attribution', 'decline'>, moment: Moment): Offer {
  return change(db, { verb: 'attribution.decline', input }, moment, (tx) => {
    const registration = registrationOf(tx, input.registration);
    const opportunity = opportunityOf(tx, input.opportunity);
    const before = offerOf(tx, registration.id, opportunity.id);
    if (before === undefined || before.state === 'declined') {
      throw notDecidable(
        problem(
          before === undefined ? 'not_offered' : 'declined_already',
          `${registration.number} and ${opportunity.key} ${before === undefined ? 'are not linked and were not offered' : 'were declined before'}.`,
          'Nothing needs to be done.',
        ),
      );
    }
    const reason = input.reason.trim();
    saveLink(tx, {
      registration: registration.id,
      opportunity: opportunity.id,
      state: 'declined',
      score: before.score,
      words: [...before.words, reason === '' ? 'Declined.' : `Declined: ${reason}`],
      byHand: true,
    });
    record(tx, {
      subject: registration.id,
      subjectName: registration.number,
      words: `${registration.number} is not opportunity ${opportunity.key}`,
      what: { registration: registration.id, opportunity: opportunity.id, before: before.state },
    });
    return stored(tx, registration.id, opportunity.id);
  });
}

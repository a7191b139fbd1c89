import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { Audience, Slide } from '../../contract/reviews.ts';
import type { Moment } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { commitmentsOf, decksOf, itemOf, reviewRow, vendorOf } from './rows.ts';

type Review = Answer<'reviews', 'get'>;

/** A frozen review, as an audience may see it. @throws NOT_FOUND; REFUSED for the partner version of a programme's review */
export function getReview(db: ReadDb, input: Asked<'reviews', 'get'>, _moment: Moment): Review {
  return reviewFor(db, input.review, input.audience);
}

/** A frozen review with its commitments, as an audience may see it. */
export function reviewFor(db: ReadDb, review: string, audience: Audience): Review {
  const row = reviewRow(db, review);
  const decks = decksOf(db, review);
  const commitments = commitmentsOf(db, review);
  const vendor = vendorOf(db);
  return {
    ...itemOf(row),
    createdBy: audience === 'partner' ? vendor : row.createdBy,
    deck: audience === 'partner' ? partnerDeck(decks.partner) : decks.internal,
    // Who at the vendor has a promise on their list is the vendor's own affair.
    commitments:
      audience === 'partner'
        ? commitments.map((one) => (one.side === 'vendor' ? { ...one, owner: vendor } : one))
        : commitments,
    head: row.head,
    extracts: JSON.parse(row.extracts) as Review['extracts'],
    sourcedTotal: { minor: row.sourcedMinor, currency: row.currency },
  };
}

function partnerDeck(deck: Slide[] | null): Slide[] {
  if (deck !== null) return deck;
  throw refused(
    problem(
      'no_partner_version',
      'This review is of the whole programme, so there is no version of it for one partner.',
      'Make a review of that partner.',
    ),
  );
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { Audience, Slide } from '../../contract/reviews.ts';
import type { IsoDate, Moment, Problem } from '../../contract/units.ts';
import { sayIn } from '../insights/index.ts';
import type { ReadDb } from '../store/db.ts';
import { type Frozen, frozenOf, slidesOf } from './frozen.ts';
import { searchFor, type Trace, type Watch, watchFor } from './guard.ts';
import { commitmentsOf, itemOf, reviewRow, vendorOf } from './rows.ts';
import { textsOfSlide } from './texts.ts';

type Review = Answer<'reviews', 'get'>;

/**
 * A frozen review, as an audience may see it. A partner's version is searched for every other partner before it is shown,
 * as it is before it is written: what stands on a screen in a meeting has left the house.
 *
 * @throws NOT_FOUND; REFUSED for the partner version of a programme's review, and for one that names another partner
 */
export function getReview(db: ReadDb, input: Asked<'reviews', 'get'>, _moment: Moment): Review {
  const review = reviewFor(db, input);
  if (input.audience === 'partner') refuseStrangers(watchFor(db, ownerOf(review), input.locale), review, 'shown');
  return review;
}

/** The partner whose version a review is. */
export function ownerOf({ partner }: Review): string {
  if (partner === null) throw new Error('expected a partner’s version of one partner’s review, found none');
  return partner;
}

/** @throws REFUSED naming each other partner that is found in a partner's version, and where it stands */
export function refuseStrangers(watch: Watch, review: Review, done: 'shown' | 'written'): void {
  const search = searchFor(watch);
  const slides = review.deck.flatMap((slide, place) =>
    search(textsOfSlide(slide as Slide), '').map((trace) => strangerProblem(trace, `slide ${place + 1}`, done)),
  );
  // The last slide shows every commitment; the list beside it is searched all the same.
  const promised = review.commitments.flatMap((one) => [one.words, one.owner, one.measure]);
  const inList = search(promised, '').map((trace) => strangerProblem(trace, 'the list of commitments', done));
  const problems = slides.length > 0 ? slides : inList;
  if (problems.length > 0) throw refused(...problems);
}

/** What is said of a trace of another partner in what was to be shown or written. */
export const strangerProblem = ({ partner, by, written }: Trace, where: string, done: 'shown' | 'written'): Problem =>
  problem(
    'names_another_partner',
    `On ${where} stands “${written}”: the ${by} of ${partner}, another partner. The partner’s version was not ${done}.`,
    'Take it out of the commitments, or show the internal version only.',
  );

/** A frozen review with its commitments, as an audience may see it. */
export function reviewFor(
  db: ReadDb,
  { review, audience, locale }: { review: string; audience: Audience; locale?: string | undefined },
): Review {
  const row = reviewRow(db, review);
  const frozen = frozenOf(db, review);
  const commitments = commitmentsOf(db, review);
  const vendor = vendorOf(db);
  return {
    ...itemOf(row),
    createdBy: audience === 'partner' ? vendor : row.createdBy,
    deck: slidesOf(
      audience === 'partner' ? partnerVersion(frozen.partner) : frozen.internal,
      { commitments, vendor, until: row.until as IsoDate },
      audience,
      sayIn(locale),
    ),
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

function partnerVersion(frozen: Frozen | null): Frozen {
  if (frozen !== null) return frozen;
  throw refused(
    problem(
      'no_partner_version',
      'This review is of the whole programme, so there is no version of it for one partner.',
      'Make a review of that partner.',
    ),
  );
}

import { notFound } from '../../contract/refusal.ts';
import type { Audience, Slide } from '../../contract/reviews.ts';
import type { IsoDate } from '../../contract/units.ts';
import type { Say } from '../insights/index.ts';
import type { ReadDb } from '../store/db.ts';
import { deckOf } from './deck.ts';
import type { ReviewFigures } from './figures.ts';
import { commitmentsSlide } from './slides/closing.ts';
import { nextTitle, tell } from './tell.ts';

/**
 * One deck of a review as it is stored: its figures, from which the slides are drawn whenever they are read, and the notes
 * that somebody wrote over ours. Reviews of the first version were stored as their slides; those stay as they are.
 */
export type Frozen =
  | { readonly figures: ReviewFigures; readonly notes: Partial<Record<Slide['id'], string>> }
  | readonly Slide[];

/** Both decks of a review: the vendor's own, and the partner's where it has one. @throws NOT_FOUND */
export function frozenOf(db: ReadDb, review: string): { internal: Frozen; partner: Frozen | null } {
  const row = db.get<{ deck: string; partnerDeck: string | null }>(
    'SELECT deck, partner_deck AS partnerDeck FROM reviews WHERE id = ?',
    review,
  );
  if (row === undefined) throw notFound('review', review);
  return {
    internal: JSON.parse(row.deck) as Frozen,
    partner: row.partnerDeck === null ? null : (JSON.parse(row.partnerDeck) as Frozen),
  };
}

/** A deck with other notes on a slide. */
export const withNotes = (frozen: Frozen, slide: Slide['id'], notes: string): Frozen =>
  'figures' in frozen
    ? { ...frozen, notes: { ...frozen.notes, [slide]: notes } }
    : frozen.map((one) => (one.id === slide ? { ...one, notes } : one));

/** What the last slide is drawn from: it follows the commitments, however long the rest has been frozen. */
export interface Agreed {
  readonly commitments: Parameters<typeof commitmentsSlide>[0];
  readonly vendor: string;
  /** The last day of the review's period. */
  readonly until: IsoDate;
}

/** The slides of a deck, as their reader writes figures. */
export function slidesOf(frozen: Frozen, agreed: Agreed, audience: Audience, say: Say): Slide[] {
  const { commitments, vendor, until } = agreed;
  const last = commitmentsSlide(
    commitments,
    { vendor, next: nextTitle(until), forPartner: audience === 'partner' },
    say,
  );
  if ('figures' in frozen) {
    const { figures, notes } = frozen;
    return [...deckOf(tell(figures, say)), last].map((slide) => ({ ...slide, notes: notes[slide.id] ?? slide.notes }));
  }
  return frozen.map((slide) => unbroken(slide.id === last.id ? { ...last, notes: slide.notes } : slide));
}

/** A slide of the first version, its rates kept on one line. */
const unbroken = (slide: Slide): Slide =>
  JSON.parse(JSON.stringify(slide).replaceAll(/(?<=\d) %/g, '\u00a0%')) as Slide;

import { z } from 'zod';
import { Locale } from './insights.ts';
import { change, listInput, listOutput, question, staleRevision } from './procedure.ts';
import { AskedDay, EpochMs, IsoDate, Money, PartnerId, ReviewId, Sha256 } from './units.ts';
import { WriteTo, Written } from './workspace.ts';

export const Audience = z.enum(['internal', 'partner']);
export type Audience = z.infer<typeof Audience>;

/** What stands on a slide: frozen figures, written as the locale asked for writes them (plainly where none is). */
export const SlideBlock = z.discriminatedUnion('block', [
  z.object({
    block: z.literal('figures'),
    items: z.array(z.object({ title: z.string(), value: z.string(), words: z.string(), basis: z.string() })),
  }),
  z.object({
    block: z.literal('columns'),
    title: z.string(),
    unit: z.string(),
    labels: z.array(z.string()),
    series: z.array(z.object({ name: z.string(), values: z.array(z.number()) })),
    /** Which label is this period. */
    highlight: z.int().nullable(),
  }),
  z.object({
    block: z.literal('bars'),
    title: z.string(),
    items: z.array(z.object({ name: z.string(), value: z.number(), words: z.string() })),
  }),
  z.object({
    block: z.literal('table'),
    title: z.string(),
    columns: z.array(z.object({ name: z.string(), align: z.enum(['left', 'right']) })),
    rows: z.array(z.array(z.string())),
    empty: z.string(),
  }),
  z.object({
    block: z.literal('promises'),
    title: z.string(),
    items: z.array(z.object({ words: z.string(), kept: z.string(), tone: z.enum(['pass', 'due', 'fail', 'neutral']) })),
  }),
  z.object({ block: z.literal('text'), words: z.array(z.string()) }),
]);
export type SlideBlock = z.infer<typeof SlideBlock>;

export const Slide = z.object({
  id: z.enum([
    'title',
    'headlines',
    'commitments so far',
    'pipeline',
    'conversion',
    'partners',
    'conflicts and service levels',
    'wins',
    'earnings',
    'commitments',
  ]),
  /** A sentence that says the finding, not the topic. */
  title: z.string(),
  blocks: z.array(SlideBlock),
  /** Speaker notes. */
  notes: z.string(),
});
export type Slide = z.infer<typeof Slide>;

export const Commitment = z.object({
  id: z.string(),
  words: z.string(),
  side: z.enum(['vendor', 'partner']),
  owner: z.string(),
  dueOn: IsoDate,
  measure: z.string(),
  state: z.enum(['open', 'kept', 'late', 'dropped']),
  revision: z.int(),
});
export type Commitment = z.infer<typeof Commitment>;

export const ReviewItem = z.object({
  id: ReviewId,
  title: z.string(),
  /** `null`: the whole programme. */
  partner: PartnerId.nullable(),
  partnerName: z.string().nullable(),
  from: IsoDate,
  until: IsoDate,
  asOf: IsoDate,
  createdAt: EpochMs,
  createdBy: z.string(),
  slides: z.int(),
  commitmentsOpen: z.int(),
  revision: z.int(),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

export const reviewsContract = {
  list: question(
    'Frozen reviews, newest first; narrowed to a partner, or to those whose period begins or ends on a day.',
  )
    .input(listInput(z.object({ partner: PartnerId, from: IsoDate, until: IsoDate }).partial(), ['createdAt']))
    .output(listOutput(ReviewItem)),
  create: change(
    'Freezes a review of a period as of a date: slides with speaker notes, drawn from the metrics of that day. One partner’s, or the whole programme’s when none is given.',
  )
    .input(z.object({ partner: z.string().nullish(), from: AskedDay, until: AskedDay, asOf: AskedDay.optional() }))
    .output(ReviewItem),
  get: question(
    'A frozen review with its slides and commitments. `audience: partner` leaves out what a partner must not see. NOT_FOUND.',
  )
    .input(z.object({ review: ReviewId, audience: Audience.default('internal'), locale: Locale.optional() }))
    .output(
      ReviewItem.extend({
        deck: z.array(Slide),
        commitments: z.array(Commitment),
        head: Sha256,
        extracts: z.array(z.object({ kind: z.string(), asOf: IsoDate })),
        sourcedTotal: Money,
      }),
    ),
  note: change(
    'Changes the speaker notes of a slide of our own version; the partner’s keeps those it was made with. NOT_FOUND; STALE_REVISION.',
  )
    .input(z.object({ review: ReviewId, slide: Slide.shape.id, notes: z.string(), revision: z.int().optional() }))
    .output(ReviewItem)
    .errors(staleRevision),
  commit: change(
    'Adds a commitment to a review, or changes one when `id` is given; the last slide of both versions shows it. NOT_FOUND; REFUSED when it does not say what; STALE_REVISION.',
  )
    .input(
      z.object({
        review: ReviewId,
        id: z.string().optional(),
        /** Of the commitment, as it was read. */
        revision: z.int().optional(),
        commitment: Commitment.omit({ id: true, revision: true }),
      }),
    )
    .output(Commitment)
    .errors(staleRevision),
  commitments: question(
    'Commitments of all reviews, the soonest due first; of open ones or of a partner’s where that is asked.',
  )
    .input(listInput(z.object({ open: z.boolean(), partner: PartnerId }).partial(), ['dueOn']))
    .output(
      listOutput(Commitment.extend({ review: ReviewId, reviewTitle: z.string(), partnerName: z.string().nullable() })),
    ),
  export: change(
    'Writes a review as PDF or JSON. The partner’s version is searched, unpacked, for every other partner’s name, domain and id before it is handed over; REFUSED when one is found. A programme-wide review has no partner version. Cancel by aborting.',
  )
    .input(
      z.object({
        review: ReviewId,
        audience: Audience,
        format: z.enum(['pdf', 'json']),
        to: WriteTo,
        locale: Locale.optional(),
        /** A name for the progress stream. */
        job: z.string().optional(),
      }),
    )
    .output(Written),
};

import type { Answer, Asked } from '../../contract/handler.ts';
import { refused } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { createPool, type Pool } from '../jobs/index.ts';
import { change, record } from '../journal/index.ts';
import { queued, type ReadDb, type WriteDb } from '../store/db.ts';
import type { Outside } from '../store/outside.ts';
import { type DrawInput, type DrawnReview, drawReviewJob } from './draw-review.ts';
import { refuseStrangers, reviewFor, strangerProblem } from './get.ts';
import { type Watch, watchFor } from './guard.ts';

type Input = Asked<'reviews', 'export'>;
type Review = Answer<'reviews', 'get'>;

/**
 * Writes a review as PDF or JSON, drawn in a worker: decisions go on meanwhile. A partner's version carries no speaker notes, and its very bytes are unpacked and searched
 * for every other partner before they are handed over.
 *
 * @throws NOT_FOUND; REFUSED when another partner is found in it, or it is a programme's review asked for a partner
 */
export async function exportReview(
  db: WriteDb,
  input: Input,
  moment: Moment,
  outside: Outside,
  signal?: AbortSignal,
): Promise<Answer<'reviews', 'export'>> {
  const { audience, format } = input;
  const review = forFile(reviewFor(db, input.review, audience), audience);
  const watch = audience === 'partner' ? watchOf(db, review) : undefined;
  if (watch !== undefined) refuseStrangers(db, review, 'written');
  const { bytes, traces } = await drawn({ review, format, watch }, signal);
  if (traces.length > 0)
    throw refused(...traces.map((trace) => strangerProblem(trace, 'the finished file', 'written')));
  return queued(db, () => writeAndRecord(db, input, review, bytes, moment, outside));
}

function writeAndRecord(
  db: WriteDb,
  input: Input,
  review: Review,
  bytes: Uint8Array,
  moment: Moment,
  outside: Outside,
): Answer<'reviews', 'export'> {
  const { audience, format } = input;
  const written = outside.write(input.to, bytes, review.deck.length);
  const what = { audience, format, file: written.file, sha256: written.sha256, sizeBytes: written.sizeBytes };
  change(db, { verb: 'reviews.export', input: { review: review.id, ...what } }, moment, (tx) =>
    record(tx, {
      subject: review.id,
      subjectName: review.title,
      words: `Review “${review.title}” was exported to ${written.file}${audience === 'partner' ? ', the partner’s version' : ''}`,
      what,
    }),
  );
  return written;
}

/** What leaves the house: for a partner without the speaker's notes. */
function forFile(review: Review, audience: Input['audience']): Review {
  return audience === 'internal' ? review : { ...review, deck: review.deck.map((slide) => ({ ...slide, notes: '' })) };
}

function watchOf(db: ReadDb, review: Review): Watch {
  if (review.partner == null) throw new Error('expected a partner’s version of one partner’s review, found none');
  return watchFor(db, review.partner);
}

// One worker: it is started with the first export and ends when it has been idle.
let pool: Pool | undefined;

/** @throws the signal's reason when given up */
async function drawn(input: DrawInput, signal: AbortSignal | undefined): Promise<DrawnReview> {
  pool ??= createPool({ maxWorkers: 1 });
  try {
    return await pool.runJob(drawReviewJob, input, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { refused } from '../../contract/refusal.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import { sayIn } from '../insights/index.ts';
import { createPool, type Pool } from '../jobs/index.ts';
import type { JobProgress } from '../jobs/job.ts';
import type { Progress, ProgressBoard } from '../jobs/progress.ts';
import { change, record } from '../journal/index.ts';
import { queued, type WriteDb } from '../store/db.ts';
import type { Outside } from '../store/outside.ts';
import { type DrawInput, type DrawnReview, drawReviewJob } from './draw-review.ts';
import { ownerOf, refuseStrangers, reviewFor, strangerProblem } from './get.ts';
import { watchFor } from './guard.ts';

type Input = Asked<'reviews', 'export'>;
type Review = Answer<'reviews', 'get'>;

/** Where an export tells how far it is, and how it is given up. */
interface Work {
  readonly progress?: Pick<ProgressBoard, 'tell'> | undefined;
  readonly signal?: AbortSignal | undefined;
}

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
  { progress, signal }: Work = {},
): Promise<Answer<'reviews', 'export'>> {
  const { audience, format } = input;
  const locale = format === 'pdf' ? printableLocale(input.locale) : input.locale;
  const review = forFile(reviewFor(db, { ...input, locale }), audience);
  const watch = audience === 'partner' ? watchFor(db, ownerOf(review), locale) : undefined;
  if (watch !== undefined) refuseStrangers(watch, review, 'written');
  const job = input.job ?? 'reviews.export';
  const tell = (label: string, done: number, total: number, ended: Progress['ended'] = 'no') =>
    progress?.tell({ job, label, done, total, ended });
  try {
    const { bytes, traces } = await drawn({ review, format, watch, locale }, signal, ({ label, done, total }) =>
      tell(label, done, total),
    );
    if (traces.length > 0)
      throw refused(...traces.map((trace) => strangerProblem(trace, 'the finished file', 'written')));
    const written = await queued(db, () => {
      signal?.throwIfAborted();
      return writeAndRecord(db, input, review, bytes, moment, outside);
    });
    tell('Written', 1, 1, 'done');
    return written;
  } catch (error) {
    tell(signal?.aborted ? 'Cancelled' : 'Failed', 0, 1, signal?.aborted ? 'cancelled' : 'failed');
    throw error;
  }
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

/** Days and digits in letters that the typeface of a PDF has; in others they would stand there in Latin transcription. */
const PRINTABLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]*$/u;
const A_DAY = '2026-09-30' as IsoDate;

function printableLocale(locale: string | undefined): string | undefined {
  const { day, count } = sayIn(locale);
  return PRINTABLE.test(day(A_DAY)) && /\d/.test(count(1)) ? locale : undefined;
}

// One worker: it is started with the first export and ends when it has been idle.
let pool: Pool | undefined;

/** @throws the signal's reason when given up */
async function drawn(
  input: DrawInput,
  signal: AbortSignal | undefined,
  onProgress: (progress: JobProgress) => void,
): Promise<DrawnReview> {
  pool ??= createPool({ maxWorkers: 1 });
  try {
    return await pool.runJob(drawReviewJob, input, { signal, onProgress });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

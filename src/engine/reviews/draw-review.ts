import type { Answer, Asked } from '../../contract/handler.ts';
import type { Slide } from '../../contract/reviews.ts';
import type { EpochMs, IsoDate } from '../../contract/units.ts';
import { createPdf } from '../formats/write-pdf.ts';
import { type Say, sayIn } from '../insights/index.ts';
import { type JobContext, type JobName, jobName } from '../jobs/index.ts';
import { drawSlide } from './draw-slide.ts';
import { searchFor, type Trace, type Watch } from './guard.ts';
import { PAGE } from './slide-look.ts';
import { unpackPdf } from './unpack-pdf.ts';

type Review = Answer<'reviews', 'get'>;
type Format = Asked<'reviews', 'export'>['format'];

/** A review as it is to leave the house, and what the finished file is searched for. Plain data, fit for a worker. */
export interface DrawInput {
  readonly review: Review;
  readonly format: Format;
  readonly watch: Watch | undefined;
  readonly locale: string | undefined;
}

/** The bytes of the file, and other partners that were found in them. */
export interface DrawnReview {
  readonly bytes: Uint8Array;
  readonly traces: readonly Trace[];
}

/** The job that draws a review, in a worker. */
export const drawReviewJob: JobName<DrawInput, DrawnReview> = jobName('reviews.draw');

/** Draws a review as a file, and searches what came out. The same review gives the same bytes whenever it is drawn. */
export async function drawReview({ review, format, watch, locale }: DrawInput, job: JobContext): Promise<DrawnReview> {
  const bytes =
    format === 'pdf' ? await pdfOf(review, sayIn(locale), job) : Buffer.from(`${JSON.stringify(review, null, 2)}\n`);
  return { bytes, traces: watch === undefined ? [] : tracesInFile(bytes, format, watch) };
}

async function pdfOf(review: Review, say: Say, job: JobContext): Promise<Uint8Array> {
  const pdf = createPdf({ title: review.title, createdAt: review.createdAt as EpochMs, size: PAGE });
  const subject = `${review.title.replace(', ', ' · ')} review`;
  for (const [place, slide] of review.deck.entries()) {
    job.throwIfAborted();
    job.progress({ label: 'Drawing the slides', done: place, total: review.deck.length });
    drawSlide(pdf, slide as Slide, {
      review: subject,
      asOf: say.day(review.asOf as IsoDate),
      head: review.head,
      page: place + 1,
      pages: review.deck.length,
      say,
    });
  }
  return pdf.bytes();
}

/** Traces of other partners in the bytes of a file, unpacked. */
export function tracesInFile(bytes: Uint8Array, format: Format, watch: Watch): Trace[] {
  if (format === 'json') return searchFor(watch)([Buffer.from(bytes).toString('utf8')], '');
  const { texts, rest } = unpackPdf(bytes);
  return searchFor(watch)(texts, rest);
}

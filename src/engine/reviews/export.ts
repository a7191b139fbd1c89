import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused } from '../../contract/refusal.ts';
import type { Slide } from '../../contract/reviews.ts';
import type { EpochMs, IsoDate, Moment, Problem } from '../../contract/units.ts';
import { createPdf } from '../formats/write-pdf.ts';
import { dayWords } from '../insights/rules/periods.ts';
import { change, record } from '../journal/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import type { Outside } from '../store/outside.ts';
import { drawSlide } from './draw-slide.ts';
import { reviewFor } from './get.ts';
import { searchFor, type Trace, type Watch, watchFor } from './guard.ts';
import { PAGE } from './slide-look.ts';
import { textsOfSlide } from './texts.ts';
import { unpackPdf } from './unpack-pdf.ts';

type Input = Asked<'reviews', 'export'>;
type Review = Answer<'reviews', 'get'>;

/**
 * Writes a review as PDF or JSON. A partner's version carries no speaker notes, and its very bytes are unpacked and searched
 * for every other partner before they are handed over.
 *
 * @throws NOT_FOUND; REFUSED when another partner is found in it, or it is a programme's review asked for a partner
 */
export async function exportReview(
  db: WriteDb,
  input: Input,
  moment: Moment,
  outside: Outside,
): Promise<Answer<'reviews', 'export'>> {
  const { audience, format } = input;
  const review = forFile(reviewFor(db, input.review, audience), audience);
  const bytes = format === 'pdf' ? await pdfOf(review) : jsonOf(review);
  if (audience === 'partner') refuseStrangers(db, review, bytes, format);
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

const jsonOf = (review: Review): Uint8Array => Buffer.from(`${JSON.stringify(review, null, 2)}\n`);

/** The slides as pages. The same review gives the same bytes whenever it is exported. */
async function pdfOf(review: Review): Promise<Uint8Array> {
  const pdf = createPdf({ title: review.title, createdAt: review.createdAt as EpochMs, size: PAGE });
  const subject = `${review.title.replace(', ', ' · ')} review`;
  for (const [place, slide] of review.deck.entries()) {
    drawSlide(pdf, slide as Slide, {
      review: subject,
      asOf: dayWords(review.asOf as IsoDate),
      head: review.head,
      page: place + 1,
      pages: review.deck.length,
    });
    // A page takes some 40 ms: between two of them the thread answers others.
    await nextTurn();
  }
  return pdf.bytes();
}

/** @throws REFUSED naming each other partner that was found, and the slide it stands on */
function refuseStrangers(db: ReadDb, review: Review, bytes: Uint8Array, format: Input['format']): void {
  if (review.partner == null) throw new Error('expected a partner’s version of one partner’s review, found none');
  const watch = watchFor(db, review.partner);
  const search = searchFor(watch);
  const problems = review.deck.flatMap((slide, place) =>
    search(textsOfSlide(slide as Slide), '').map((trace) => strangerProblem(trace, `slide ${place + 1}`)),
  );
  if (problems.length === 0) {
    const where = 'the finished file';
    problems.push(...tracesInFile(bytes, format, watch).map((trace) => strangerProblem(trace, where)));
  }
  if (problems.length > 0) throw refused(...problems);
}

/** Traces of other partners in the bytes of a file, unpacked. */
export function tracesInFile(bytes: Uint8Array, format: Input['format'], watch: Watch): Trace[] {
  if (format === 'json') return searchFor(watch)([Buffer.from(bytes).toString('utf8')], '');
  const { texts, rest } = unpackPdf(bytes);
  return searchFor(watch)(texts, rest);
}

const strangerProblem = ({ partner, by, written }: Trace, where: string): Problem =>
  problem(
    'names_another_partner',
    `On ${where} stands “${written}”: the ${by} of ${partner}, another partner. The file was not written.`,
    'Take it out of the commitments, or show the internal version only.',
  );

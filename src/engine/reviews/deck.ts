import type { Slide } from '../../contract/reviews.ts';
import type { ReviewFacts } from './facts.ts';
import { commitmentsSlide, earningsSlide } from './slides/closing.ts';
import { conversionSlide, pipelineSlide, winsSlide } from './slides/deals.ts';
import { conflictsSlide } from './slides/fairness.ts';
import { commitmentsSoFarSlide, headlinesSlide, titleSlide } from './slides/opening.ts';
import { partnersSlide } from './slides/partners.ts';

/** The slides of a review in the order they are told: what was promised and found, then what is to be done. */
export function deckOf(facts: ReviewFacts): Slide[] {
  return [
    titleSlide(facts),
    headlinesSlide(facts),
    commitmentsSoFarSlide(facts),
    pipelineSlide(facts),
    conversionSlide(facts),
    partnersSlide(facts),
    conflictsSlide(facts),
    winsSlide(facts),
    earningsSlide(facts),
    commitmentsSlide([], { vendor: facts.vendor, next: facts.next.title, forPartner: facts.others === null }),
  ];
}

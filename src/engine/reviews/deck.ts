import type { Slide } from '../../contract/reviews.ts';
import type { ReviewFacts } from './facts.ts';
import { earningsSlide } from './slides/closing.ts';
import { conversionSlide, pipelineSlide, winsSlide } from './slides/deals.ts';
import { conflictsSlide } from './slides/fairness.ts';
import { commitmentsSoFarSlide, headlinesSlide, titleSlide } from './slides/opening.ts';
import { partnersSlide } from './slides/partners.ts';

/** The slides of a review that follow from its figures, in the order they are told; what is agreed on comes last, from the commitments. */
export const deckOf = (facts: ReviewFacts): Slide[] => [
  titleSlide(facts),
  headlinesSlide(facts),
  commitmentsSoFarSlide(facts),
  pipelineSlide(facts),
  conversionSlide(facts),
  partnersSlide(facts),
  conflictsSlide(facts),
  winsSlide(facts),
  earningsSlide(facts),
];

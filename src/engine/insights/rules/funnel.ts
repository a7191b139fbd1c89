import type { IsoDate } from '../../../contract/units.ts';
import { addDays } from '../../programme/rules/dates.ts';
import { quantile } from './spread.ts';

/** The stages of a registration, in order. */
export const FUNNEL_STAGES = ['Registered', 'Approved', 'First meeting', 'Opportunity', 'Won'] as const;
export type FunnelStage = (typeof FUNNEL_STAGES)[number];

/** How far one registration came. */
export interface Course {
  readonly approved: boolean;
  readonly met: boolean;
  readonly linked: boolean;
  readonly won: boolean;
}

/**
 * IS11: the last stage a registration reached. A later stage implies those before it: an opportunity there is, was not
 * reached without a meeting, whether or not somebody wrote the meeting down.
 */
export function stageReached(course: Course): FunnelStage {
  if (course.won) return 'Won';
  if (course.linked) return 'Opportunity';
  if (course.approved) return course.met ? 'First meeting' : 'Approved';
  return 'Registered';
}

/** IS11: how many of a cohort reached each stage or a later one. Never grows from stage to stage. */
export function funnelOf(courses: readonly Course[]): { readonly stage: FunnelStage; readonly count: number }[] {
  const reached = courses.map((course) => FUNNEL_STAGES.indexOf(stageReached(course)));
  return FUNNEL_STAGES.map((stage, place) => ({ stage, count: reached.filter((last) => last >= place).length }));
}

/** How long a cohort takes where the past is too short to say. */
const CYCLE_UNKNOWN_DAYS = 180;
const FEWEST_CYCLES = 5;

/**
 * IS12: days after which a cohort may be read as final: nine of ten won registrations were won within them. 180 where
 * fewer than five were.
 *
 * @param cycleDays days from receipt to won, of every registration won so far
 */
export function maturityDays(cycleDays: readonly number[]): number {
  if (cycleDays.length < FEWEST_CYCLES) return CYCLE_UNKNOWN_DAYS;
  return Math.ceil(quantile(cycleDays, 0.9) ?? CYCLE_UNKNOWN_DAYS);
}

/** IS12: a cohort is mature when its last registration has had that long. */
export const isMature = (cohortUntil: IsoDate, asOf: IsoDate, maturity: number): boolean =>
  addDays(cohortUntil, maturity) <= asOf;

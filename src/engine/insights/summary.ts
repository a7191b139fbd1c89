import type { Answer, Asked } from '../../contract/handler.ts';
import type { BusinessHours, Moment, PartnerId } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { choicesOf } from './choices.ts';
import { cyclesOf } from './facts.ts';
import { type PartnerFigures, partnerFigures } from './partner-figures.ts';
import { type Picture, pictureDuring, pictureOf } from './picture.ts';
import { type Course, type FunnelStage, funnelOf, isMature, maturityDays } from './rules/funnel.ts';
import { periodBefore, periodOf } from './rules/periods.ts';
import { FEWEST_FOR_A_RATE } from './rules/rates.ts';
import { scopeOf } from './scope.ts';
import type { CohortRow } from './sql.ts';
import { tilesOf } from './tiles.ts';
import { type Say, sayIn } from './words.ts';

type Summary = Answer<'insights', 'summary'>;

/** Tiles, the funnel and the partners of a period. */
export function summary(db: ReadDb, input: Asked<'insights', 'summary'>, moment: Moment): Summary {
  const scope = scopeOf(db, input.filter, moment);
  const picture = pictureOf(db, scope);
  const before = pictureDuring(db, picture, periodBefore(scope.period));
  const say = sayIn(input.locale);
  return {
    period: periodOf(scope.period, say.day),
    asOf: scope.asOf,
    tiles: tilesOf(picture, before, say),
    funnel: funnelStages(picture).map((step) => ({ ...step, words: stageWords(step.stage, picture, say) })),
    funnelMature: cohortIsMature(picture),
    partners: partnerFigures(db, picture).map(asAnswered),
    filters: choicesOf(db, scope),
  };
}

const asAnswered = (figures: PartnerFigures): Summary['partners'][number] => ({
  partner: figures.partner as PartnerId,
  name: figures.name,
  registered: figures.registered,
  approved: figures.approved,
  won: figures.won,
  sourced: figures.sourced,
  winRateBp: figures.winRate.shown ? figures.winRate.bp : null,
  closed: figures.closed,
  trend: figures.trend,
  decidedIn: figures.decidedIn as BusinessHours | null,
});

/** How far a registration came, as the funnel's rule takes it. */
export const courseOf = (row: CohortRow): Course => ({
  approved: row.approved === 1,
  met: row.met === 1,
  linked: row.linked > 0,
  won: row.linked === 2,
});

/** Whether the registrations received in the period had the time that nine of ten won ones took. */
export const cohortIsMature = ({ scope, deals }: Picture): boolean =>
  isMature(scope.period.until, scope.today, maturityDays(cyclesOf(deals, scope.today)));

/** The stages of the registrations received in the period. */
export function funnelStages({
  cohort,
}: Picture): (Omit<Summary['funnel'][number], 'words'> & { stage: FunnelStage })[] {
  const stages = funnelOf(cohort.map(courseOf));
  return stages.map(({ stage, count }, place) => {
    const previous = stages[place - 1]?.count;
    const ofPreviousBp =
      previous === undefined || previous < FEWEST_FOR_A_RATE ? null : Math.round((count * 10_000) / previous);
    const implied = stage === 'First meeting' ? unwrittenMeetings(cohort) : 0;
    return { stage, count, ofPreviousBp, implied };
  });
}

/** Meetings that nobody wrote down, and that an opportunity shows were held. */
const unwrittenMeetings = (cohort: readonly CohortRow[]): number =>
  cohort.filter((row) => row.met === 0 && row.linked > 0).length;

function stageWords(stage: FunnelStage, { cohort, scope }: Picture, say: Say): string {
  switch (stage) {
    case 'Registered': {
      const waiting = cohort.filter((row) => row.decided === 0).length;
      return `received in the period${waiting === 0 ? '' : `, ${say.count(waiting)} of them not decided by ${say.day(scope.today)}`}`;
    }
    case 'Approved':
      return 'approved, whatever became of it';
    case 'First meeting': {
      const unwritten = unwrittenMeetings(cohort);
      return `meeting held${unwritten === 0 ? '' : `, or reached later without one on record (${say.count(unwritten)})`}`;
    }
    case 'Opportunity':
      return 'linked to an opportunity of the CRM';
    default:
      return 'the opportunity was won';
  }
}

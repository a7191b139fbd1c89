import { MetricId } from '../../contract/insights.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import {
  amountsOf,
  cohortIsMature,
  extractsOf,
  figuresOf,
  funnelStages,
  type PartnerFigures,
  type Picture,
  partnerFigures,
  pictureDuring,
  pictureOf,
  scopeOn,
  sourcedWon,
  wonIn,
} from '../insights/index.ts';
import { periodBefore, periodOf, quartersUntil, type Span } from '../insights/rules/periods.ts';
import { concentrationOf } from '../insights/rules/spread.ts';
import { totalOf } from '../insights/rules/totals.ts';
import { lastEntry } from '../journal/index.ts';
import { hoursOfBusinessDay } from '../programme/rules/calendar.ts';
import { quarterOf } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import type { Others, ReviewFigures, Subject } from './figures.ts';
import { casesOf } from './gather-cases.ts';
import { familiesOf, pipelineOf, winsOf } from './gather-deals.ts';
import { earningsOf } from './gather-earnings.ts';
import { serviceOf } from './gather-service.ts';
import { placeAmong } from './rules/comparison.ts';
import { commitmentsSql, previousSql } from './sql.ts';

const QUARTERS_SHOWN = 8;

/** What a review is about. */
export interface Question {
  readonly partner: { readonly id: string; readonly name: string } | null;
  readonly span: Span;
  readonly asOf: IsoDate;
}

/** Both sets of figures: the vendor's own, and for one partner's review those of its version. */
export interface Gathered {
  readonly internal: ReviewFigures;
  readonly partner: ReviewFigures | null;
}

/** Reads everything a review shows, as it stands at a moment. */
export function gatherFigures(db: ReadDb, { partner, span, asOf }: Question, moment: Moment): Gathered {
  const scope = scopeOn(db, partner === null ? {} : { partner: partner.id as never }, span, asOf, moment);
  const now = pictureOf(db, scope);
  const before = pictureDuring(db, now, periodBefore(periodOf(span)));
  const everybody = partner === null ? now : pictureOf(db, { ...scope, filter: {} });
  const figures = partnerFigures(db, everybody);
  const cases = casesOf(db, now, partner?.id ?? null);
  const subject: Subject = partner === null ? { kind: 'programme' } : { kind: 'partner', name: partner.name };
  const common: Omit<ReviewFigures, 'cases' | 'others' | 'tiles'> = {
    vendor: db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '',
    subject,
    span,
    asOf,
    crmAsOf: scope.asOf,
    extracts: extractsOf(db, asOf),
    head: lastEntry(db).hash,
    currency: scope.rates.currency,
    hoursPerDay: hoursOfBusinessDay(scope.programme.calendar),
    quarters: quartersOf(now),
    sourced: totalOf(amountsOf(sourcedWon(now)), scope.rates).money,
    sourcedBefore: totalOf(amountsOf(sourcedWon(before)), scope.rates).money,
    registered: now.cohort.length,
    registeredBefore: before.cohort.length,
    funnel: funnelStages(now).map(({ stage, count, implied }) => ({ stage, count, implied })),
    funnelMature: cohortIsMature(now),
    pipeline: pipelineOf(db, now, partner?.id ?? null),
    won: winsOf(db, now),
    service: serviceOf(db, now, partner?.id ?? null),
    earnings: earningsOf(db, scope, span, partner?.id ?? null),
    families: familiesOf(db, now),
    previous: previousReview(db, partner?.id ?? null, span),
    rank: partner === null ? null : rankOf(partner.id, figures),
  };
  const tiles = tilesOf(now, before);
  const internal: ReviewFigures = {
    ...common,
    cases: cases.internal,
    tiles,
    others: othersOf(figures, partner?.id ?? null),
  };
  if (partner === null) return { internal, partner: null };
  return { internal, partner: { ...common, cases: cases.own, tiles: ownTiles(tiles), others: null } };
}

const tilesOf = (now: Picture, before: Picture): ReviewFigures['tiles'] =>
  Object.fromEntries(MetricId.options.map((metric) => [metric, figuresOf(metric, now, before)]));

/** The tiles whose numerator and denominator are the partner's own: a share of all won, or the direct rate, would tell of others. */
const OWN: readonly MetricId[] = [
  'sourced revenue',
  'win rate sourced',
  'time to decide',
  'approval rate',
  'conflict rate',
  'registered',
  'approved',
  'won',
  'weighted pipeline',
  'velocity',
];

const ownTiles = (tiles: ReviewFigures['tiles']): ReviewFigures['tiles'] =>
  Object.fromEntries(OWN.map((metric) => [metric, tiles[metric]]));

function quartersOf({ scope, deals }: Picture): ReviewFigures['quarters'] {
  const { partner } = scope.filter;
  const own = deals.filter((deal) => deal.origin === 'sourced' && (partner === undefined || deal.partner === partner));
  return quartersUntil(scope.period.until, QUARTERS_SHOWN).map((quarter) => {
    const until = quarter.until < scope.period.until ? quarter.until : scope.period.until;
    return { quarter: quarterOf(quarter.from).name, minor: wonIn(own, { ...quarter, until }, scope) };
  });
}

function rankOf(partner: string, figures: readonly PartnerFigures[]): ReviewFigures['rank'] {
  const own = figures.find((one) => one.partner === partner)?.sourced.minor ?? 0;
  const peers = figures.filter((one) => one.partner !== partner).map((one) => one.sourced.minor);
  return placeAmong(own, peers);
}

function othersOf(figures: readonly PartnerFigures[], partner: string | null): Others {
  const concentration = concentrationOf(figures.map((one) => one.sourced.minor));
  return {
    partners: figures.map((one) => ({
      name: one.name,
      registered: one.registered,
      approved: one.approved,
      won: one.won,
      closed: one.closed,
      sourced: one.sourced,
      winRateBp: one.winRate.shown ? one.winRate.bp : null,
      isSubject: one.partner === partner,
    })),
    topThreeBp: concentration?.topThreeBp ?? null,
    effectiveNumber: concentration?.effectiveNumber ?? null,
  };
}

/** The newest review of a period that ended before this one’s: another of the same quarter is no last review. */
function previousReview(db: ReadDb, partner: string | null, { until }: Span): ReviewFigures['previous'] {
  const review = db.get<{ id: string; title: string }>(previousSql, { partner, until });
  if (review === undefined) return null;
  type Row = NonNullable<ReviewFigures['previous']>['commitments'][number];
  return { title: review.title, commitments: db.all<Row>(commitmentsSql, review.id) };
}

import { MetricId, type Tile } from '../../contract/insights.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import {
  amountsOf,
  cohortIsMature,
  extractsOf,
  funnelStages,
  type PartnerFigures,
  type Picture,
  partnerFigures,
  pictureDuring,
  pictureOf,
  scopeOn,
  sourcedWon,
  tileOf,
  wonIn,
} from '../insights/index.ts';
import { periodBefore, periodOf, quartersUntil, type Span } from '../insights/rules/periods.ts';
import { concentrationOf } from '../insights/rules/spread.ts';
import { totalOf } from '../insights/rules/totals.ts';
import { lastEntry } from '../journal/index.ts';
import { hoursOfBusinessDay } from '../programme/rules/calendar.ts';
import { addDays, quarterOf } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import type { Others, ReviewFacts, Subject } from './facts.ts';
import { casesOf } from './gather-cases.ts';
import { familiesOf, pipelineOf, winsOf } from './gather-deals.ts';
import { earningsOf } from './gather-earnings.ts';
import { serviceOf } from './gather-service.ts';
import { quarterLabel } from './quarter-label.ts';
import { placeAmong } from './rules/comparison.ts';
import { commitmentsSql, previousSql } from './sql.ts';

const QUARTERS_SHOWN = 8;

/** What a review is about. */
export interface Question {
  readonly partner: { readonly id: string; readonly name: string } | null;
  readonly span: Span;
  readonly asOf: IsoDate;
}

/** Both sets of facts: the vendor's own, and for one partner's review those of its version. */
export interface Gathered {
  readonly internal: ReviewFacts;
  readonly partner: ReviewFacts | null;
}

/** Reads everything a review shows, as it stands at a moment. */
export function gatherFacts(db: ReadDb, { partner, span, asOf }: Question, moment: Moment): Gathered {
  const scope = scopeOn(db, partner === null ? {} : { partner: partner.id as never }, span, asOf, moment);
  const now = pictureOf(db, scope);
  const before = pictureDuring(db, now, periodBefore(periodOf(span)));
  const everybody = partner === null ? now : pictureOf(db, { ...scope, filter: {} });
  const figures = partnerFigures(db, everybody);
  const cases = casesOf(db, now, partner?.id ?? null);
  const subject: Subject = partner === null ? { kind: 'programme' } : { kind: 'partner', name: partner.name };
  const common: Omit<ReviewFacts, 'cases' | 'others' | 'tiles'> = {
    vendor: db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '',
    subject,
    period: scope.period,
    before: { title: before.scope.period.title },
    next: { title: periodOf(quarterOf(addDays(span.until, 1))).title },
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
    funnel: funnelStages(now),
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
  const internal: ReviewFacts = {
    ...common,
    cases: cases.internal,
    tiles,
    others: othersOf(everybody, figures, partner?.id ?? null),
  };
  if (partner === null) return { internal, partner: null };
  return { internal, partner: { ...common, cases: cases.own, tiles: ownTiles(tiles), others: null } };
}

function tilesOf(now: Picture, before: Picture): ReviewFacts['tiles'] {
  return Object.fromEntries(MetricId.options.map((metric) => [metric, tileOf(metric, now, before)]));
}

/** The tiles whose numerator and denominator are the partner's own: a share of all won, or the direct rate, would tell of others. */
const OWN: readonly Tile['metric'][] = [
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

/** A tile's words set it beside the whole; a partner's version has no whole. */
const ownTiles = (tiles: ReviewFacts['tiles']): ReviewFacts['tiles'] =>
  Object.fromEntries(
    OWN.flatMap((metric) => {
      const tile = tiles[metric];
      return tile === undefined ? [] : [[metric, { ...tile, words: '' }]];
    }),
  );

function quartersOf({ scope, deals }: Picture): ReviewFacts['quarters'] {
  const { partner } = scope.filter;
  const own = deals.filter((deal) => deal.origin === 'sourced' && (partner === undefined || deal.partner === partner));
  return quartersUntil(scope.period.until, QUARTERS_SHOWN).map((quarter) => {
    const until = quarter.until < scope.period.until ? quarter.until : scope.period.until;
    return { label: quarterLabel(quarter.title), minor: wonIn(own, { ...quarter, until }, scope) };
  });
}

function rankOf(partner: string, figures: readonly PartnerFigures[]): ReviewFacts['rank'] {
  const own = figures.find((one) => one.partner === partner)?.sourced.minor ?? 0;
  const peers = figures.filter((one) => one.partner !== partner).map((one) => one.sourced.minor);
  return placeAmong(own, peers);
}

function othersOf(everybody: Picture, figures: readonly PartnerFigures[], partner: string | null): Others {
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
    direct: { winRate: tileOf('win rate direct', everybody, everybody) },
  };
}

/** The newest review of a period that ended before this one’s: another of the same quarter is no last review. */
function previousReview(db: ReadDb, partner: string | null, { until }: Span): ReviewFacts['previous'] {
  const review = db.get<{ id: string; title: string }>(previousSql, { partner, until });
  if (review === undefined) return null;
  type Row = NonNullable<ReviewFacts['previous']>['commitments'][number];
  return { title: review.title, commitments: db.all<Row>(commitmentsSql, review.id) };
}

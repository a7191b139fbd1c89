import type { MetricId } from '../../contract/insights.ts';
import * as deals from './deal-metrics.ts';
import type { BasisOf, Measured } from './measured.ts';
import type { Picture } from './picture.ts';
import * as pipeline from './pipeline-metrics.ts';
import * as registrations from './registration-metrics.ts';

/** A metric: its title, how it is measured, and what its figures rest on. */
interface Metric {
  readonly title: string;
  readonly measure: (picture: Picture) => Measured;
  readonly basis: BasisOf;
}

/** Every metric, in the order of the tiles. */
export const METRICS: Record<MetricId, Metric> = {
  'sourced revenue': {
    title: 'Sourced revenue won',
    measure: deals.sourcedRevenue,
    basis: deals.sourcedRevenueBasis,
  },
  'sourced share': { title: 'Share of all won', measure: deals.sourcedShare, basis: deals.sourcedShareBasis },
  'win rate sourced': {
    title: 'Win rate, sourced',
    measure: deals.winRateSourced,
    basis: deals.winRateSourcedBasis,
  },
  'win rate direct': { title: 'Win rate, direct', measure: deals.winRateDirect, basis: deals.winRateDirectBasis },
  'time to decide': {
    title: 'Time to decide, median',
    measure: registrations.timeToDecide,
    basis: registrations.timeToDecideBasis,
  },
  'approval rate': {
    title: 'Approval rate',
    measure: registrations.approvals,
    basis: registrations.approvalsBasis,
  },
  'conflict rate': {
    title: 'Conflict rate',
    measure: registrations.conflictRate,
    basis: registrations.conflictRateBasis,
  },
  registered: { title: 'Registered', measure: registrations.registered, basis: registrations.registeredBasis },
  approved: { title: 'Approved', measure: registrations.approved, basis: registrations.approvedBasis },
  won: { title: 'Won, sourced', measure: deals.won, basis: deals.wonBasis },
  'weighted pipeline': {
    title: 'Weighted pipeline',
    measure: pipeline.weightedPipeline,
    basis: pipeline.weightedPipelineBasis,
  },
  velocity: { title: 'Velocity', measure: pipeline.velocity, basis: pipeline.velocityBasis },
};

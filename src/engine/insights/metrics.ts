import type { MetricId } from '../../contract/insights.ts';
import { sourcedRevenue, sourcedShare, winRateDirect, winRateSourced, won } from './deal-metrics.ts';
import type { Measured } from './measured.ts';
import type { Picture } from './picture.ts';
import { velocity, weightedPipeline } from './pipeline-metrics.ts';
import { approvals, approved, conflictRate, registered, timeToDecide } from './registration-metrics.ts';

/** Every metric: its title and how it is measured. */
export const METRICS: Record<MetricId, { readonly title: string; readonly measure: (picture: Picture) => Measured }> = {
  'sourced revenue': { title: 'Sourced revenue won', measure: sourcedRevenue },
  'sourced share': { title: 'Share of all won', measure: sourcedShare },
  'win rate sourced': { title: 'Win rate, sourced', measure: winRateSourced },
  'win rate direct': { title: 'Win rate, direct', measure: winRateDirect },
  'time to decide': { title: 'Time to decide, median', measure: timeToDecide },
  'approval rate': { title: 'Approval rate', measure: approvals },
  'conflict rate': { title: 'Conflict rate', measure: conflictRate },
  registered: { title: 'Registered', measure: registered },
  approved: { title: 'Approved', measure: approved },
  won: { title: 'Won, sourced', measure: won },
  'weighted pipeline': { title: 'Weighted pipeline', measure: weightedPipeline },
  velocity: { title: 'Velocity', measure: velocity },
};

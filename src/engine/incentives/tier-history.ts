import type { EpochMs } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** The tiers partners have, and when they had others. */
export interface TierHistory {
  readonly now: ReadonlyMap<string, string | null>;
  /** Changes of a partner's tier, the oldest first: until when which one held. */
  readonly before: ReadonlyMap<string, readonly { readonly until: number; readonly tier: string | null }[]>;
}

/** Reads the tiers: what partners have now, and what imports have changed. */
export function tierHistory(db: ReadDb): TierHistory {
  const now = new Map(
    db.all<{ id: string; tier: string | null }>('SELECT id, tier FROM partners').map(({ id, tier }) => [id, tier]),
  );
  const before = new Map<string, { until: number; tier: string | null }[]>();
  // Batches that hold partners are few: read by `lineage_by_batch`, for the other lineage is of every row that was ever imported.
  const changes = db.all<{ id: string; until: number; tier: string | null }>(
    `SELECT g.record_id AS id, b.committed_at AS until, g.before ->> 'tier' AS tier
     FROM (SELECT DISTINCT batch_id FROM batch_files WHERE kind = 'partners') f
     CROSS JOIN batches b ON b.id = f.batch_id CROSS JOIN lineage g ON g.batch_id = b.id AND g.kind = 'partners'
     WHERE b.state = 'committed' AND g.fate = 'changed' AND json_type(g.before, '$.tier') IS NOT NULL
     ORDER BY b.committed_seq`,
  );
  for (const { id, until, tier } of changes) before.set(id, [...(before.get(id) ?? []), { until, tier }]);
  return { now, before };
}

/** The tier a partner had at an instant; `null` for none. */
export function tierAt(history: TierHistory, partner: string, at: EpochMs): string | null {
  const earlier = history.before.get(partner)?.find(({ until }) => at < until);
  return earlier === undefined ? (history.now.get(partner) ?? null) : earlier.tier;
}

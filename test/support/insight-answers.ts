import { insightsContract, type Tile } from '../../src/contract/insights.ts';
import { insightRows, summary } from '../../src/engine/insights/index.ts';
import type { ReadDb } from '../../src/engine/store/db.ts';
import { moment } from './workspace.ts';

/** After the third quarter of 2026. */
export const now = moment('2026-10-05T09:00Z');
export type Filter = { from?: string; until?: string; partner?: string; family?: string; region?: string };

/** What the contract promises holds of the answer too. */
export function checked<T>(procedure: { '~orpc': { outputSchema?: unknown } }, answer: T): T {
  const schema = procedure['~orpc'].outputSchema as { parse(value: unknown): unknown };
  schema.parse(answer);
  return answer;
}

export const summaryOf = (db: ReadDb, filter: Filter = {}) =>
  checked(insightsContract.summary, summary(db, { filter: filter as never }, now));
export const tileOf = (db: ReadDb, metric: Tile['metric'], filter: Filter = {}) => {
  const tile = summaryOf(db, filter).tiles.find((one) => one.metric === metric);
  if (tile === undefined) throw new Error(`expected a tile ${metric}, found none`);
  return tile;
};
export const rowsOf = (db: ReadDb, of: unknown, filter: Filter = {}, limit = 1_000, cursor?: string) =>
  checked(insightsContract.rows, insightRows(db, { of, filter, limit, ...(cursor ? { cursor } : {}) } as never, now));

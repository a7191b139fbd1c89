import type { Asked } from '../../contract/handler.ts';

export type RegistrationOrder = NonNullable<Asked<'registrations', 'list'>['sort']>['by'];

/** The columns of an order, the index that has them in it together with queue and state, and how ties are broken (by age). */
const ORDERS: Readonly<Record<Exclude<RegistrationOrder, 'partner'>, { columns: readonly string[]; index: string }>> = {
  clock: { columns: ['r.clock_rank', 'r.clock_at'], index: 'registrations_queue' },
  receivedAt: { columns: ['r.received_at'], index: 'registrations_by_received' },
  customer: { columns: ['r.search_text'], index: 'registrations_by_text' },
  value: { columns: ['r.programme_minor'], index: 'registrations_by_value' },
  number: { columns: ['r.number'], index: 'registrations_by_number' },
};

/** Which registrations a walk keeps: those of some queues and, where `state` is true, of one state (a parameter). */
interface Only {
  /** Values of the derived column `queue`. */
  readonly queues: readonly number[];
  readonly state: boolean;
}

const QUEUES_IN_ALL = 5;

/** The order, last by row, which is the order of filing. An amount that cannot be compared comes last either way. */
const orderBy = (columns: readonly string[], descending: boolean): string =>
  [...columns, 'r.rowid']
    .map((column) => `${column}${descending ? ' DESC' : ''}${column === 'r.programme_minor' ? ' NULLS LAST' : ''}`)
    .join(', ');

function keeping({ queues, state }: Only): string {
  const parts = [
    ...(queues.length === QUEUES_IN_ALL ? [] : [`r.queue IN (${queues.join(', ')})`]),
    ...(state ? ['r.state = ?'] : []),
  ];
  return parts.length === 0 ? '1' : parts.join(' AND ');
}

/** All of a walk's queues have one rank on the clock: then the walk begins there. */
function rankOf(queues: readonly number[]): number | undefined {
  const ranks = new Set(queues.map((queue) => (queue <= 2 ? 0 : queue === 3 ? 1 : 2)));
  return ranks.size === 1 ? [...ranks][0] : undefined;
}

/** Raw: counts 100 000 registrations by queue from `registrations_counts` alone. */
export const countsSql = (state: boolean): string =>
  `SELECT r.queue, count(*) AS n FROM registrations r INDEXED BY registrations_counts
   WHERE ${state ? 'r.state = ?' : '1'} GROUP BY r.queue`;

/** Raw: walks the index of the order and reads nothing else, so that a page deep down costs a few milliseconds. Limit and offset are the last parameters. */
export function walkedPageSql(by: Exclude<RegistrationOrder, 'partner'>, only: Only, descending: boolean): string {
  const { columns, index } = ORDERS[by];
  const rank = by === 'clock' ? rankOf(only.queues) : undefined;
  return `SELECT r.rowid AS "row" FROM registrations r INDEXED BY ${index}
    WHERE ${keeping(only)}${rank === undefined ? '' : ` AND r.clock_rank = ${rank}`}
    ORDER BY ${orderBy(columns, descending)} LIMIT ? OFFSET ?`;
}

/** Raw: walks partners by name and the registrations of each by `registrations_by_partner`; nothing is sorted. */
export function partnerPageSql(only: Only, descending: boolean): string {
  const columns = ['p.name_key', 'p.rowid', 'r.state', 'r.close_kind', 'r.received_at'];
  return `SELECT r.rowid AS "row" FROM partners p INDEXED BY partners_by_name
    CROSS JOIN registrations r INDEXED BY registrations_by_partner ON r.partner_id = p.id
    WHERE ${keeping(only)}
    ORDER BY ${columns.map((column) => `${column}${descending ? ' DESC' : ''}`).join(', ')} LIMIT ? OFFSET ?`;
}

/**
 * Raw: finds what matches once, counts it by queue (rows without `row`) and gives a page of it. A search by text alone
 * reads `registrations_by_text` and no row; that index has the clock in it too.
 */
export function matchingPageSql(
  where: string,
  by: RegistrationOrder,
  queues: readonly number[],
  descending: boolean,
  textOnly: boolean,
): string {
  const columns = by === 'partner' ? ['p.name_key', 'p.rowid'] : ORDERS[by].columns;
  const keys = columns.map((_, place) => `k${place}`);
  const order = [...keys, '"row"'].map(
    (key) => `${key}${descending ? ' DESC' : ''}${by === 'value' && key === 'k0' ? ' NULLS LAST' : ''}`,
  );
  return `WITH m AS MATERIALIZED (
      SELECT r.rowid AS "row", r.queue, ${columns.map((column, place) => `${column} AS k${place}`).join(', ')}
      FROM registrations r ${textOnly ? 'INDEXED BY registrations_by_text' : ''}
      ${by === 'partner' ? 'JOIN partners p ON p.id = r.partner_id' : ''}
      WHERE ${where})
    SELECT NULL AS "row", queue, count(*) AS n FROM m GROUP BY queue
    UNION ALL
    SELECT "row", NULL, 0 FROM (
      SELECT "row" FROM m WHERE queue IN (${queues.join(', ')}) ORDER BY ${order.join(', ')} LIMIT ? OFFSET ?)`;
}

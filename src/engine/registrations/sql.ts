import type { Asked } from '../../contract/handler.ts';
import { BLIND_ROWS } from './blind.ts';

export type RegistrationOrder = NonNullable<Asked<'registrations', 'list'>['sort']>['by'];

/** The columns of an order, the index that begins with them, and how that index goes on: equals stand in its order, last by row, which is the order of filing. */
interface Order {
  readonly columns: readonly string[];
  readonly rest: readonly string[];
  readonly index: string;
}

const QUEUE_AND_STATE = ['r.queue', 'r.state'];
const AND_CLOCK = [...QUEUE_AND_STATE, 'r.clock_rank', 'r.clock_at'];

const ORDERS: Readonly<Record<RegistrationOrder, Order>> = {
  clock: { columns: ['r.clock_rank', 'r.clock_at'], rest: QUEUE_AND_STATE, index: 'registrations_queue' },
  receivedAt: { columns: ['r.received_at'], rest: AND_CLOCK, index: 'registrations_by_received' },
  customer: {
    columns: ['r.search_text'],
    rest: [...AND_CLOCK, 'r.received_at', 'r.programme_minor', 'r.number'],
    index: 'registrations_by_text',
  },
  value: { columns: ['r.programme_minor'], rest: QUEUE_AND_STATE, index: 'registrations_by_value' },
  number: { columns: ['r.number'], rest: QUEUE_AND_STATE, index: 'registrations_by_number' },
  partner: {
    columns: ['p.name_key', 'p.rowid', 'r.state', 'r.close_kind', 'r.received_at'],
    rest: ['r.queue'],
    index: 'registrations_by_partner',
  },
};

/** Which registrations a walk keeps: those of some queues and, where `state` is true, of one state; parameters are the state, then each word. */
interface Only {
  /** Values of the column `queue`, each one more than the one before it. */
  readonly queues: readonly number[];
  readonly state: boolean;
  /** How many words are searched for. */
  readonly words: number;
}

const QUEUES_IN_ALL = 5;

/** Folded words are letters and digits alone: none means anything to GLOB. */
export const HAS_WORD = "r.search_text GLOB '*' || ? || '*'";

/** Over so many matches a search is common: its page is found sooner by walking the order than by sorting what matches. */
export const MANY_MATCHES = 2_000;

/** An amount that cannot be compared comes last either way, and so does a partner that is hidden, where the order has such. */
function directed(columns: readonly string[], by: RegistrationOrder, descending: boolean, hasHidden: boolean): string {
  const isLast = by === 'value' || (by === 'partner' && hasHidden);
  return columns
    .map((column, place) => `${column}${descending ? ' DESC' : ''}${isLast && place === 0 ? ' NULLS LAST' : ''}`)
    .join(', ');
}

/** Queues that follow each other are a range: SQLite tells that at once, a list of values it looks up for every row. */
function keeping({ queues, state, words }: Only): string {
  const parts = [
    ...(queues.length === QUEUES_IN_ALL ? [] : [`r.queue BETWEEN ${Math.min(...queues)} AND ${Math.max(...queues)}`]),
    ...(state ? ['r.state = ?'] : []),
    ...Array.from({ length: words }, () => HAS_WORD),
  ];
  return parts.length === 0 ? '1' : parts.join(' AND ');
}

/** All of a walk's queues have one rank on the clock: then the walk begins there. */
function rankOf(queues: readonly number[]): number | undefined {
  const ranks = new Set(queues.map((queue) => (queue <= 2 ? 0 : queue === 3 ? 1 : 2)));
  return ranks.size === 1 ? [...ranks][0] : undefined;
}

/**
 * Raw: counts by queue, of one state where `state` is true, and all there are (`queue` -1). Most are decided, so those are told by
 * the difference and not counted: `registrations_counts` is read for the others alone.
 */
export const countsSql = (state: boolean): string =>
  state
    ? 'SELECT r.queue, count(*) AS n FROM registrations r WHERE r.queue IN (0, 1, 2, 3, 4) AND r.state = ? GROUP BY r.queue'
    : `SELECT r.queue, count(*) AS n FROM registrations r WHERE r.queue IN (0, 1, 2, 3) GROUP BY r.queue
       UNION ALL SELECT -1, count(*) FROM registrations`;

/**
 * Raw: walks the index of the order, or partners by name and the registrations of each, and reads and sorts nothing else, so
 * that a page deep down costs a few milliseconds. By partner without those a blind case hides. Parameters: state, words, limit, offset.
 */
export function walkedPageSql(by: RegistrationOrder, only: Only, descending: boolean): string {
  const { columns, index } = ORDERS[by];
  const rank = by === 'clock' ? rankOf(only.queues) : undefined;
  const from =
    by === 'partner'
      ? `partners p INDEXED BY partners_by_name CROSS JOIN registrations r INDEXED BY ${index} ON r.partner_id = p.id`
      : `registrations r INDEXED BY ${index}`;
  return `SELECT r.rowid AS "row" FROM ${from}
    WHERE ${keeping(only)}${rank === undefined ? '' : ` AND r.clock_rank = ${rank}`}${by === 'partner' ? ` AND r.rowid NOT IN ${BLIND_ROWS}` : ''}
    ORDER BY ${directed(columns, by, descending, false)} LIMIT ? OFFSET ?`;
}

/** Raw: those of a walk by partner that a blind case hides, by the clock. Parameters: state, words. */
export const hiddenSql = (only: Only): string =>
  `SELECT r.rowid AS "row" FROM registrations r WHERE r.rowid IN ${BLIND_ROWS} AND ${keeping(only)}
   ORDER BY r.clock_rank, r.clock_at, r.rowid`;

/** Raw: counts by queue what a text finds, in one pass over `registrations_by_text`; summed, for grouping would sort all that is found. */
export const textCountsSql = (where: string): string =>
  `WITH c AS (SELECT ${[0, 1, 2, 3, 4].map((queue) => `sum(r.queue = ${queue}) AS n${queue}`).join(', ')}
     FROM registrations r INDEXED BY registrations_by_text WHERE ${where})
   ${[0, 1, 2, 3, 4].map((queue) => `SELECT ${queue} AS queue, n${queue} AS n FROM c`).join(' UNION ALL ')}`;

/** What else a list asks beside queue, state and words, and how far it looks. */
interface Matching {
  readonly where: string;
  readonly queues: readonly number[];
  /** `text`: by text alone, stopping at one more than `MANY_MATCHES`. `all text`: by text alone. `rows`: whatever index fits. */
  readonly among: 'text' | 'all text' | 'rows';
}

/**
 * Raw: finds what matches once, counts it by queue (rows without `row`) and gives a page of it. A search by text alone
 * reads `registrations_by_text` and no row; that index has what orders go by in it too.
 */
export function matchingPageSql(
  by: RegistrationOrder,
  descending: boolean,
  { where, queues, among }: Matching,
): string {
  const { columns, rest } = ORDERS[by];
  // One that a blind case hides has no place in an order by partner.
  const known = by === 'partner' ? columns.map((column) => `iif(r.rowid IN ${BLIND_ROWS}, NULL, ${column})`) : columns;
  const keys = [...known, ...rest];
  const order = directed([...keys.map((_, place) => `k${place}`), '"row"'], by, descending, true);
  return `WITH m AS MATERIALIZED (
      SELECT r.rowid AS "row", r.queue, ${keys.map((column, place) => `${column} AS k${place}`).join(', ')}
      FROM registrations r ${among === 'rows' ? '' : 'INDEXED BY registrations_by_text'}
      ${by === 'partner' ? 'JOIN partners p ON p.id = r.partner_id' : ''}
      WHERE ${where} ${among === 'text' ? `LIMIT ${MANY_MATCHES + 1}` : ''})
    SELECT NULL AS "row", queue, count(*) AS n FROM m GROUP BY queue
    UNION ALL
    SELECT "row", NULL, 0 FROM (
      SELECT "row" FROM m WHERE queue IN (${queues.join(', ')}) ORDER BY ${order} LIMIT ? OFFSET ?)`;
}

import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { type Edition, familyKey, familyNamed, programmeAt } from '../programme/index.ts';
import { endOfDay, startOfDay } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { BLIND_ROWS } from './blind.ts';
import { itemsByRow } from './item.ts';
import { foldedWords } from './search-text.ts';
import {
  countsSql,
  HAS_WORD,
  hiddenSql,
  MANY_MATCHES,
  matchingPageSql,
  type RegistrationOrder,
  textCountsSql,
  walkedPageSql,
} from './sql.ts';

type Input = Asked<'registrations', 'list'>;
type Filter = NonNullable<Input['filter']>;
type Queue = NonNullable<Filter['queue']>;

const DECIDED = 4;

/** Values of the derived column `queue` in each of the queues. */
const QUEUES: Readonly<Record<Queue, readonly number[]>> = {
  toDecide: [0, 1],
  uncontested: [0],
  competing: [1],
  inCase: [2],
  contested: [1, 2],
  returned: [3],
  decided: [DECIDED],
  all: [0, 1, 2, 3, DECIDED],
};

/** A page of registrations by the clock, unless asked otherwise, with the size of each queue under the other filters. */
export function listRegistrations(db: ReadDb, input: Input, moment: Moment): Answer<'registrations', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const { narrow, words } = conditionsOf(db, filter, programmeAt(db, moment), moment);
  const queues = QUEUES[filter.queue ?? 'all'];
  const page = { by: sort?.by ?? 'clock', descending: sort?.descending ?? false, limit, offset: offsetOf(cursor) };
  const asked: Wanted = { queues, state: filter.state, narrow, words };
  const { counts, rows } =
    narrow.none && words.length === 0
      ? walked(db, asked, page)
      : narrow.none
        ? searched(db, asked, page)
        : matching(db, asked, page, 'rows');
  const count = (which: readonly number[]) => which.reduce((sum, queue) => sum + (counts.get(queue) ?? 0), 0);
  return {
    ...pageOf(itemsByRow(db, rows, moment), page.offset, count(queues)),
    queues: {
      toDecide: count(QUEUES.toDecide),
      uncontested: count(QUEUES.uncontested),
      competing: count(QUEUES.competing),
      inCase: count(QUEUES.inCase),
      contested: count(QUEUES.contested),
      returned: count(QUEUES.returned),
      decided: count(QUEUES.decided),
    },
  };
}

type Page = { by: RegistrationOrder; descending: boolean; limit: number; offset: number };
type Found = { counts: Map<number, number>; rows: number[] };
type Narrow = ReturnType<typeof conditions>;
type Wanted = { queues: readonly number[]; state: string | undefined; narrow: Narrow; words: readonly string[] };

/** The filters beside queue and state; a text narrows by each of its words. */
function conditionsOf(
  db: ReadDb,
  filter: Filter,
  { calendar }: Edition,
  moment: Moment,
): { narrow: Narrow; words: string[] } {
  const narrow = conditions();
  // Who claims in a blind case is not found by the partner: that would tell.
  narrow.and(`r.partner_id = ? AND r.rowid NOT IN ${BLIND_ROWS}`, filter.partner);
  narrow.and('r.account_id = ?', filter.account);
  if (filter.family !== undefined) narrow.and('r.family_key = ?', familyKey(familyNamed(db, filter.family)));
  if (filter.overdue !== undefined) {
    narrow.and(
      filter.overdue
        ? "(r.state IN ('submitted', 'in case') AND r.decide_by_at < ?)"
        : "NOT (r.state IN ('submitted', 'in case') AND r.decide_by_at < ?)",
      moment.at,
    );
  }
  if (filter.provisional !== undefined) narrow.and(filter.provisional ? 'r.provisional = 1' : 'r.provisional = 0');
  if (filter.receivedFrom !== undefined) narrow.and('r.received_at >= ?', startOfDay(filter.receivedFrom, calendar));
  if (filter.receivedUntil !== undefined) narrow.and('r.received_at <= ?', endOfDay(filter.receivedUntil, calendar));
  const text = foldedWords(filter.text ?? '');
  return { narrow, words: text === '' ? [] : text.split(' ') };
}

/** Nothing but queue and state is asked: an index is walked in its order, and no row is read that is not shown. */
function walked(db: ReadDb, { queues, state }: Wanted, page: Page): Found {
  const stated = state === undefined ? [] : [state];
  const counts = countsOf(db.all<Count>(countsSql(state !== undefined), ...stated));
  const all = counts.get(-1);
  if (all !== undefined) {
    counts.delete(-1);
    counts.set(DECIDED, all - [...counts.values()].reduce((sum, n) => sum + n, 0));
  }
  return { counts, rows: walkedRows(db, { queues, state: state !== undefined, words: 0 }, page, stated, counts) };
}

/** The rows of a page along the index of its order. By partner the hidden ones are in no place of that order: they come after all others, by the clock. */
function walkedRows(
  db: ReadDb,
  only: Parameters<typeof walkedPageSql>[1],
  page: Page,
  params: readonly string[],
  counts: Found['counts'],
): number[] {
  const rows = rowsOf(db.all(walkedPageSql(page.by, only, page.descending), ...params, page.limit, page.offset));
  if (page.by !== 'partner' || rows.length === page.limit) return rows;
  const hidden = rowsOf(db.all(hiddenSql(only), ...params));
  const total = only.queues.reduce((sum, queue) => sum + (counts.get(queue) ?? 0), 0);
  const from = Math.max(0, page.offset - (total - hidden.length));
  return [...rows, ...hidden.slice(from, from + page.limit - rows.length)];
}

/** A text alone is asked: what is found seldom is sorted, what is found everywhere is met soon enough on a walk. */
function searched(db: ReadDb, wanted: Wanted, page: Page): Found {
  const few = matching(db, wanted, page, 'text');
  const found = [...few.counts.values()].reduce((sum, n) => sum + n, 0);
  if (found <= MANY_MATCHES) return few;
  if (page.offset > MANY_MATCHES) return matching(db, wanted, page, 'all text');
  const { queues, state, words } = wanted;
  const params = [...(state === undefined ? [] : [state]), ...words];
  const only = { queues, state: state !== undefined, words: words.length };
  const counts = countsOf(db.all<Count>(textCountsSql(conditionOf(wanted)), ...params));
  return { counts, rows: walkedRows(db, only, page, params, counts) };
}

/** Everything that matches is found once, then counted and paged. */
function matching(db: ReadDb, wanted: Wanted, page: Page, among: 'text' | 'all text' | 'rows'): Found {
  const { queues, state, narrow, words } = wanted;
  const found = db.all<{ row: number | null; queue: number | null; n: number }>(
    matchingPageSql(page.by, page.descending, { where: conditionOf(wanted), queues, among }),
    ...narrow.params,
    ...(state === undefined ? [] : [state]),
    ...words,
    page.limit,
    page.offset,
  );
  return {
    counts: countsOf(found.flatMap(({ row, queue, n }) => (row === null && queue !== null ? [{ queue, n }] : []))),
    rows: rowsOf(found),
  };
}

const conditionOf = ({ narrow, state, words }: Wanted): string =>
  [
    ...(narrow.none ? [] : [narrow.sql]),
    ...(state === undefined ? [] : ['r.state = ?']),
    ...words.map(() => HAS_WORD),
  ].join(' AND ');

type Count = { queue: number; n: number };
const countsOf = (rows: readonly Count[]) => new Map(rows.map(({ queue, n }) => [queue, n] as const));
const rowsOf = (rows: readonly { row: number | null }[]) => rows.flatMap(({ row }) => row ?? []);

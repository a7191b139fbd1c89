import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { type Edition, familyKey, familyNamed, programmeAt } from '../programme/index.ts';
import { endOfDay, startOfDay } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { itemsByRow } from './item.ts';
import { foldedWords } from './search-text.ts';
import { countsSql, matchingPageSql, partnerPageSql, type RegistrationOrder, walkedPageSql } from './sql.ts';

type Input = Asked<'registrations', 'list'>;
type Filter = NonNullable<Input['filter']>;
type Queue = NonNullable<Filter['queue']>;

/** Values of the derived column `queue` in each of the queues. */
const QUEUES: Readonly<Record<Queue, readonly number[]>> = {
  toDecide: [0, 1],
  uncontested: [0],
  contested: [1, 2],
  returned: [3],
  decided: [4],
  all: [0, 1, 2, 3, 4],
};

/** A page of registrations by the clock, unless asked otherwise, with the size of each queue under the other filters. */
export function listRegistrations(db: ReadDb, input: Input, moment: Moment): Answer<'registrations', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const { narrow, words } = conditionsOf(db, filter, programmeAt(db, moment), moment);
  const queues = QUEUES[filter.queue ?? 'all'];
  const page = { by: sort?.by ?? 'clock', descending: sort?.descending ?? false, limit, offset: offsetOf(cursor) };
  const { counts, rows } =
    narrow.none && words.length === 0
      ? walked(db, queues, filter.state, page)
      : matching(db, queues, filter.state, narrow, words, page);
  const count = (which: readonly number[]) => which.reduce((sum, queue) => sum + (counts.get(queue) ?? 0), 0);
  return {
    ...pageOf(itemsByRow(db, rows, moment), page.offset, count(queues)),
    queues: {
      toDecide: count(QUEUES.toDecide),
      uncontested: count(QUEUES.uncontested),
      contested: count(QUEUES.contested),
      returned: count(QUEUES.returned),
      decided: count(QUEUES.decided),
    },
  };
}

type Page = { by: RegistrationOrder; descending: boolean; limit: number; offset: number };
type Found = { counts: Map<number, number>; rows: number[] };
type Narrow = ReturnType<typeof conditions>;

/** The filters beside queue and state; a text narrows by each of its words. */
function conditionsOf(
  db: ReadDb,
  filter: Filter,
  { calendar }: Edition,
  moment: Moment,
): { narrow: Narrow; words: string[] } {
  const narrow = conditions();
  narrow.and('r.partner_id = ?', filter.partner);
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
function walked(db: ReadDb, queues: readonly number[], state: string | undefined, page: Page): Found {
  const counts = countsOf(
    db.all<{ queue: number; n: number }>(countsSql(state !== undefined), ...(state === undefined ? [] : [state])),
  );
  const only = { queues, state: state !== undefined };
  const sql =
    page.by === 'partner' ? partnerPageSql(only, page.descending) : walkedPageSql(page.by, only, page.descending);
  const params = [...(state === undefined ? [] : [state]), page.limit, page.offset];
  return { counts, rows: db.all<{ row: number }>(sql, ...params).map(({ row }) => row) };
}

/** Everything that matches is found once, then counted and paged. */
function matching(
  db: ReadDb,
  queues: readonly number[],
  state: string | undefined,
  narrow: Narrow,
  words: readonly string[],
  page: Page,
): Found {
  const where = [
    ...(narrow.none ? [] : [narrow.sql]),
    ...(state === undefined ? [] : ['r.state = ?']),
    ...words.map(() => "r.search_text GLOB '*' || ? || '*'"),
  ].join(' AND ');
  const found = db.all<{ row: number | null; queue: number | null; n: number }>(
    matchingPageSql(where, page.by, queues, page.descending, narrow.none && words.length > 0),
    ...narrow.params,
    ...(state === undefined ? [] : [state]),
    ...words,
    page.limit,
    page.offset,
  );
  return {
    counts: countsOf(found.flatMap(({ row, queue, n }) => (row === null && queue !== null ? [{ queue, n }] : []))),
    rows: found.flatMap(({ row }) => row ?? []),
  };
}

const countsOf = (rows: readonly { queue: number; n: number }[]) =>
  new Map(rows.map(({ queue, n }) => [queue, n] as const));

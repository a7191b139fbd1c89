import type { Answer, Asked } from '../../contract/handler.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { type Edition, editionNumbered } from '../programme/index.ts';
import { businessHoursBetween } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, likeText, offsetOf, pageOf } from '../store/page.ts';
import { type OpenRequest, openRequests } from './requests.ts';
import { CASE_COLUMNS, type CaseRow, type RulingRow } from './rows.ts';

type Item = Answer<'conflicts', 'list'>['items'][number];

/** What a list shows of a case beside its row. */
export interface CaseFigures {
  readonly claims: number;
  readonly appealUntil: string | null;
  readonly outcome: RulingRow['outcome'] | null;
  readonly answerDueAt: number | null;
}

type ItemRow = CaseRow & CaseFigures;

const ITEM_COLUMNS = `${CASE_COLUMNS},
  (SELECT count(*) FROM case_claims k WHERE k.case_id = c.id) AS claims,
  (SELECT r.appeal_until_on FROM rulings r WHERE r.case_id = c.id ORDER BY r.ord LIMIT 1) AS appealUntil,
  (SELECT r.outcome FROM rulings r WHERE r.case_id = c.id ORDER BY r.ord DESC LIMIT 1) AS outcome,
  (SELECT p.answer_due_at FROM appeals p WHERE p.case_id = c.id) AS answerDueAt`;

/** One case as a list shows it. */
export const itemRowOf = (db: ReadDb, id: string): ItemRow | undefined =>
  db.get<ItemRow>(`SELECT ${ITEM_COLUMNS} FROM cases c WHERE c.id = ?`, id);

/**
 * The case in a row of a list.
 *
 * @param edition the edition the case is judged by; its calendar counts the business hours left
 * @param asked   its open request
 */
export function itemIn(row: ItemRow, moment: Moment, edition: Edition, asked: OpenRequest | null): Item {
  const waiting = row.state === 'open' || row.state === 'sealed' || row.state === 'appealed';
  const dueAt = row.state === 'appealed' && row.answerDueAt !== null ? row.answerDueAt : row.ruleByAt;
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    title: row.family === null ? row.customer : `${row.customer}, ${row.family}`,
    customer: row.customer,
    family: row.family,
    claims: row.claims,
    openedAt: row.openedAt,
    ruleBy: dueAt,
    leftHours: waiting ? businessHoursBetween(moment.at, dueAt as EpochMs, edition.calendar) : 0,
    overdue: waiting && moment.at > dueAt,
    waiting:
      asked === null ? null : { ...asked, leftHours: businessHoursBetween(moment.at, asked.until, edition.calendar) },
    appealUntil: row.appealUntil,
    outcome: row.outcome,
    revision: row.revision,
  };
}

const ORDER = {
  // What is shown as due: on an appealed case the answer, not the ruling that was made.
  ruleBy: `CASE c.state WHEN 'appealed'
    THEN coalesce((SELECT p.answer_due_at FROM appeals p WHERE p.case_id = c.id), c.rule_by_at) ELSE c.rule_by_at END`,
  openedAt: 'c.opened_at',
  number: 'c.number',
} as const;

/** Cases, the soonest ruling date first. The filter by partner leaves blind cases out: it would tell who claims. */
export function listCases(db: ReadDb, input: Asked<'conflicts', 'list'>, moment: Moment): Answer<'conflicts', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('c.state = ?', filter.state);
  if (filter.open !== undefined) where.and(`c.state ${filter.open ? 'IN' : 'NOT IN'} ('open', 'sealed', 'appealed')`);
  where.and(
    `c.state <> 'open' AND c.id IN (SELECT k.case_id FROM case_claims k
       JOIN registrations r ON r.id = k.registration_id WHERE r.partner_id = ?)`,
    filter.partner,
  );
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const like = `%${likeText(text)}%`;
    where.and(
      "(c.number LIKE ? ESCAPE '\\' OR c.customer LIKE ? ESCAPE '\\' OR c.family LIKE ? ESCAPE '\\')",
      ...[like, like, like],
    );
  }
  const offset = offsetOf(cursor);
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM cases c WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  // By default what waits for somebody comes before what is decided.
  const first = sort === undefined ? "c.state NOT IN ('open', 'sealed', 'appealed'), " : '';
  const rows = db.all<ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM cases c WHERE ${where.sql}
     ORDER BY ${first}${ORDER[sort?.by ?? 'ruleBy']} ${sort?.descending ? 'DESC' : 'ASC'}, c.number LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  const editions = new Map<number, Edition>();
  const editionOf = (number: number) => {
    const edition = editions.get(number) ?? editionNumbered(db, number);
    editions.set(number, edition);
    return edition;
  };
  const asked = openRequests(
    db,
    rows.map(({ id }) => id),
    moment.at,
  );
  return pageOf(
    rows.map((row) => itemIn(row, moment, editionOf(row.edition), asked.get(row.id) ?? null)),
    offset,
    total,
  );
}

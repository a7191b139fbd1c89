import type { Asked } from '../../contract/handler.ts';
import type { ReadDb } from '../store/db.ts';
import { likeText, offsetOf, pageOf } from '../store/page.ts';
import { ENTRY_COLUMNS, type EntryBody } from './chain.ts';

type Entry = EntryBody & { hash: string };
type ListInput = Asked<'journal', 'list'>;

const seen = (entry: Entry) => ({ ...entry, what: JSON.parse(entry.what) as unknown });

/** A page of the journal, newest first unless asked otherwise. */
export function listEntries(db: ReadDb, input: ListInput) {
  const { filter = {}, sort, limit, cursor } = input;
  const where: string[] = ['1'];
  const params: (string | number)[] = [];
  const and = (condition: string, ...values: (string | number)[]) => {
    where.push(condition);
    params.push(...values);
  };
  if (filter.verb !== undefined) and('verb = ?', filter.verb);
  if (filter.subject !== undefined) and('subject = ?', filter.subject);
  if (filter.actor !== undefined) and('actor = ?', filter.actor);
  if (filter.from !== undefined) and('at >= ?', filter.from);
  if (filter.until !== undefined) and('at <= ?', filter.until);
  if (filter.text !== undefined && filter.text.trim() !== '') {
    const pattern = `%${likeText(filter.text.trim())}%`;
    and(
      "(words LIKE ? ESCAPE '\\' OR subject_name LIKE ? ESCAPE '\\' OR actor LIKE ? ESCAPE '\\')",
      pattern,
      pattern,
      pattern,
    );
  }
  const condition = where.join(' AND ');
  const offset = offsetOf(cursor);
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM journal_entries WHERE ${condition}`, ...params)?.n ?? 0;
  const direction = sort === undefined || sort.descending ? 'DESC' : 'ASC';
  const entries = db.all<Entry>(
    `SELECT ${ENTRY_COLUMNS} FROM journal_entries WHERE ${condition} ORDER BY seq ${direction} LIMIT ? OFFSET ?`,
    ...params,
    limit,
    offset,
  );
  return pageOf(entries.map(seen), offset, total);
}

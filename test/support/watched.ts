import type { ReadDb } from '../../src/engine/store/db.ts';

type Asked = { readonly sql: string; readonly params: never[] };

/** A database that keeps every raw statement it is asked, and tells how SQLite goes about each. */
export function watched(db: ReadDb) {
  const asked: Asked[] = [];
  const watch =
    (how: 'all' | 'get') =>
    (sql: string, ...params: never[]) => {
      asked.push({ sql, params });
      return (db[how] as (...of: unknown[]) => unknown)(sql, ...params);
    };
  return {
    db: { ...db, all: watch('all'), get: watch('get') } as ReadDb,
    asked,
    plans: () =>
      asked.map(({ sql, params }) =>
        db
          .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
          .map(({ detail }) => detail)
          .join(' | '),
      ),
  };
}

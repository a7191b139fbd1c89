import type Database from 'better-sqlite3';
import { KIND_ORDER } from './kinds.ts';

/**
 * Gives rows that are staged again the fates they had: what the lineage names was made or changed, anything else that
 * looks so now was not.
 */
export function fatesFromLineage(sqlite: Database.Database, batch: string): void {
  for (const kind of KIND_ORDER) {
    const its = `l.batch_id = @batch AND l.kind = '${kind}' AND l.file_ord = ${kind}.file_ord AND l."row" = ${kind}.row`;
    sqlite
      .prepare(
        `UPDATE ${kind} SET fate = CASE fate WHEN 'changed' THEN 'unchanged' ELSE 'wrong' END
         WHERE fate IN ('new', 'changed') AND NOT EXISTS (SELECT 1 FROM ws.lineage l WHERE ${its})`,
      )
      .run({ batch });
    sqlite
      .prepare(`UPDATE ${kind} SET fate = l.fate, target = l.record_id FROM ws.lineage l WHERE ${its}`)
      .run({ batch });
  }
}

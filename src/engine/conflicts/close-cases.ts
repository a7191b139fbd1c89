import type { IsoDate } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { touchCase } from './touch.ts';

/** A case that is over: nobody appealed in time. */
export interface ClosedCase {
  readonly case: string;
  readonly number: string;
  readonly because: string;
}

/** Closes the cases whose term to appeal is over. The last day of it counts. */
export function closeCases(tx: WriteTx, today: IsoDate): ClosedCase[] {
  const over = tx.all<{ case: string; number: string; until: string }>(
    `SELECT c.id AS "case", c.number, u.appeal_until_on AS until FROM cases c
     JOIN rulings u ON u.case_id = c.id AND u.ord = 1
     WHERE c.state = 'ruled' AND u.appeal_until_on < ? ORDER BY c.number`,
    today,
  );
  for (const one of over) {
    tx.run("UPDATE cases SET state = 'closed' WHERE id = ?", one.case);
    touchCase(tx, one.case);
  }
  return over.map(({ until, ...one }) => ({ ...one, because: `Nobody appealed until ${until}.` }));
}

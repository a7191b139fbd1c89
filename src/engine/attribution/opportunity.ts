import type { Opportunity } from '../../contract/accounts.ts';
import { notFound } from '../../contract/refusal.ts';
import type { OpportunityId } from '../../contract/units.ts';
import { opportunitiesOf, opportunityById } from '../accounts/index.ts';
import type { ReadDb } from '../store/db.ts';

/** One opportunity. @throws NOT_FOUND */
export function opportunityOf(db: ReadDb, id: OpportunityId): Opportunity {
  const opportunity = opportunityById(db, id);
  if (opportunity === undefined) throw notFound('opportunity', id);
  return opportunity;
}

/** Opportunities by their ids; those no longer in any extract are not among them. */
export const opportunitiesById = (db: ReadDb, ids: readonly string[]): Map<string, Opportunity> =>
  new Map(
    opportunitiesOf(db, 'WHERE o.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)).map((one) => [
      one.id,
      one,
    ]),
  );

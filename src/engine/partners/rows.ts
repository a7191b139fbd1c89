import type { Partner } from '../../contract/partners.ts';
import type { ReadDb } from '../store/db.ts';

type PartnerRow = Omit<Partner, 'territories' | 'families' | 'verticals'> & {
  territories: string;
  families: string;
  verticals: string;
};

const COLUMNS = `p.id, p.key, p.name, p.type, p.tier, p.stage, p.country, p.region, p.city, p.domain, p.territories,
  p.families, p.verticals, p.supporter, p.signed_on AS signedOn, p.revision`;

/** Partners in the order of the ids given; ids of nobody are left out. */
export function partnersById(db: ReadDb, ids: readonly string[]): Partner[] {
  return db
    .all<PartnerRow>(
      `SELECT ${COLUMNS} FROM json_each(?) AS page JOIN partners p ON p.id = page.value ORDER BY page.key`,
      JSON.stringify(ids),
    )
    .map((row) => ({
      ...row,
      territories: JSON.parse(row.territories) as string[],
      families: JSON.parse(row.families) as string[],
      verticals: JSON.parse(row.verticals) as string[],
    }));
}

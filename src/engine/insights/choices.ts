import type { Answer } from '../../contract/handler.ts';
import type { IsoDate } from '../../contract/units.ts';
import { quarterOf } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import { keptUntilNextEntry } from './kept.ts';
import { periodBefore, periodOf } from './rules/periods.ts';
import type { Scope } from './scope.ts';
import { earliestSql, familiesSql, regionsSql } from './sql.ts';

const MOST_QUARTERS = 40;

/** What a filter can name: partners, families, regions, and the quarters there are facts of, the newest first. */
export function choicesOf(db: ReadDb, scope: Scope): Answer<'insights', 'summary'>['filters'] {
  return keptUntilNextEntry(db, JSON.stringify(['choices', scope.asOf, scope.today]), () => ({
    partners: db.all<{ id: string; name: string }>('SELECT id, name FROM partners ORDER BY name, id'),
    families: familiesOf(db, scope),
    regions: db.all<{ region: string }>(regionsSql).map((row) => row.region),
    quarters: quartersOf(db, scope),
  }));
}

function familiesOf(db: ReadDb, { programme }: Scope): string[] {
  const names = new Set(programme.body.productFamilies.map((family) => family.name));
  for (const { family } of db.all<{ family: string | null }>(familiesSql)) if (family !== null) names.add(family);
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}

function quartersOf(db: ReadDb, { asOf, today }: Scope): string[] {
  const latest = asOf > today ? asOf : today;
  const earliest = (db.get<{ day: string | null }>(earliestSql)?.day ?? latest) as IsoDate;
  const quarters: string[] = [];
  let quarter = periodOf(quarterOf(latest));
  while (quarters.length < MOST_QUARTERS) {
    quarters.push(quarterOf(quarter.from).name);
    if (quarter.from <= earliest) break;
    quarter = periodBefore(quarter);
  }
  return quarters;
}

import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { type Edition, programmeAt } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, likeText, offsetOf, pageOf } from '../store/page.ts';
import { partnerNameKey } from './partner-named.ts';
import { partnersById } from './rows.ts';
import { standingsOf, talliesOf, wonValuesOf } from './standing.ts';

type By = NonNullable<Asked<'partners', 'list'>['sort']>['by'];

/** A page of partners by name, unless asked otherwise. */
export function listPartners(db: ReadDb, input: Asked<'partners', 'list'>, moment: Moment): Answer<'partners', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const where = conditions();
  where.and('stage = ?', filter.stage);
  where.and('tier = ?', filter.tier);
  where.and('country = ?', filter.country);
  where.and('type = ?', filter.type);
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const like = `%${likeText(text)}%`;
    const folded = `%${likeText(partnerNameKey(text))}%`;
    where.and(
      "(name_key LIKE ? ESCAPE '\\' OR key LIKE ? ESCAPE '\\' OR domain LIKE ? ESCAPE '\\' OR city LIKE ? ESCAPE '\\')",
      ...[folded, like, like, like],
    );
  }
  const found = db.all<{ id: string; tier: string | null }>(
    `SELECT id, tier FROM partners WHERE ${where.sql} ORDER BY name_key, key`,
    ...where.params,
  );
  const programme = programmeAt(db, moment);
  const ordered = inOrder(db, programme, found, sort?.by ?? 'name', sort?.descending ?? false);
  const offset = offsetOf(cursor);
  const ids = ordered.slice(offset, offset + limit);
  const standing = standingsOf(db, programme, ids);
  const items = partnersById(db, ids).map((partner) => ({ ...partner, standing: standing(partner.id) }));
  return pageOf(items, offset, found.length);
}

/** Ids in the order asked for; equals by name. A programme has hundreds of partners, thousands at most, so this is done here. */
function inOrder(
  db: ReadDb,
  programme: Edition,
  found: readonly { id: string; tier: string | null }[],
  by: By,
  descending: boolean,
): string[] {
  const key = keyOf(db, programme, by);
  const step = descending ? -1 : 1;
  const keyed = found.map((one, place) => ({ id: one.id, key: key(one, place) }));
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -step : step));
  return keyed.map(({ id }) => id);
}

function keyOf(
  db: ReadDb,
  programme: Edition,
  by: By,
): (partner: { id: string; tier: string | null }, place: number) => number | string {
  switch (by) {
    case 'name':
      return (_, place) => place;
    case 'tier':
      return ({ tier }) => programme.body.tiers.findIndex((one) => one.name === tier);
    case 'wonValue': {
      const won = wonValuesOf(db, programme);
      return ({ id }) => won(id).minor;
    }
    case 'lastRegisteredOn': {
      const tallies = talliesOf(db, programme);
      return ({ id }) => tallies(id).lastRegisteredOn ?? '';
    }
    default: {
      const tallies = talliesOf(db, programme);
      return ({ id }) => tallies(id)[by];
    }
  }
}

import type { Answer } from '../../contract/handler.ts';
import type { BasisPoints, BusinessHours, Currency, EpochMs, IsoDate, Minor, Money } from '../../contract/units.ts';
import type { Edition } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import { inProgrammeCurrency, minor } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';

type Standing = Answer<'partners', 'list'>['items'][number]['standing'];

/** The part of a standing that lists sort by. */
export type Tally = Pick<
  Standing,
  'registered' | 'open' | 'approved' | 'rejected' | 'won' | 'lost' | 'lastRegisteredOn'
>;

const NOTHING: Tally = {
  registered: 0,
  open: 0,
  approved: 0,
  rejected: 0,
  won: 0,
  lost: 0,
  lastRegisteredOn: null,
};

/** Under so many decisions a rate says nothing. */
const LEAST_DECISIONS = 5;

/** Always by partner, so that `registrations_by_partner` is what is read. */
const OF = (ids: readonly string[] | undefined, column: string) =>
  `${column} IN (${ids === undefined ? 'SELECT id FROM partners' : 'SELECT value FROM json_each(?)'})`;
const params = (ids: readonly string[] | undefined) => (ids === undefined ? [] : [JSON.stringify(ids)]);

/** How many registrations each partner brought and what became of them; mistakes (closed as error) count nowhere. */
export function talliesOf(db: ReadDb, programme: Edition, ids?: readonly string[]): (partner: string) => Tally {
  const rows = db.all<{ partner: string; state: string; closeKind: string | null; n: number; last: number }>(
    `SELECT partner_id AS partner, state, close_kind AS closeKind, count(*) AS n, max(received_at) AS last
     FROM registrations WHERE ${OF(ids, 'partner_id')} GROUP BY partner_id, state, close_kind`,
    ...params(ids),
  );
  const tallies = new Map<string, { -readonly [K in keyof Tally]: Tally[K] } & { last: number }>();
  for (const { partner, state, closeKind, n, last } of rows) {
    if (closeKind === 'error') continue;
    const tally = tallies.get(partner) ?? { ...NOTHING, last: 0 };
    tallies.set(partner, tally);
    tally.registered += n;
    tally.last = Math.max(tally.last, last);
    if (state === 'submitted' || state === 'returned' || state === 'in case' || state === 'approved') tally.open += n;
    if (state === 'approved' || state === 'closed') tally.approved += n;
    if (state === 'rejected') tally.rejected += n;
    if (closeKind === 'won') tally.won += n;
    if (closeKind === 'lost') tally.lost += n;
  }
  for (const tally of tallies.values()) tally.lastRegisteredOn = dayOf(tally.last as EpochMs, programme.calendar);
  return (partner) => {
    const { last: _, ...tally } = tallies.get(partner) ?? { ...NOTHING, last: 0 };
    return tally;
  };
}

/** What each partner's won registrations came to, at the value of the linked opportunity, else their own; in the programme's currency at the day of closing. */
export function wonValuesOf(db: ReadDb, programme: Edition, ids?: readonly string[]): (partner: string) => Money {
  const { currency } = programme.body;
  const rows = db.all<{ partner: string; currency: string; on: string; minor: number }>(
    `SELECT r.partner_id AS partner,
       iif(o.value_minor IS NULL, r.currency, o.currency) AS currency,
       coalesce(r.closed_on, r.received_on) AS "on",
       sum(coalesce(o.value_minor, r.value_minor)) AS minor
     FROM registrations r
     LEFT JOIN links l ON l.registration_id = r.id AND l.state = 'linked'
     LEFT JOIN opportunities o ON o.id = l.opportunity_id AND o.currency IS NOT NULL
     WHERE r.state = 'closed' AND r.close_kind = 'won' AND coalesce(o.currency, r.currency) IS NOT NULL AND ${OF(ids, 'r.partner_id')}
     GROUP BY 1, 2, 3 HAVING minor IS NOT NULL`,
    ...params(ids),
  );
  const sums = new Map<string, number>();
  for (const row of rows) {
    const money = { minor: row.minor as Minor, currency: row.currency as Currency };
    const converted = inProgrammeCurrency(money, row.on as IsoDate, programme.body);
    if (converted !== null) sums.set(row.partner, (sums.get(row.partner) ?? 0) + converted.money.minor);
  }
  return (partner) => ({ minor: minor(sums.get(partner) ?? 0), currency });
}

/** The whole standing of some partners, all time. */
export function standingsOf(db: ReadDb, programme: Edition, ids: readonly string[]): (partner: string) => Standing {
  const tallies = talliesOf(db, programme, ids);
  const won = wonValuesOf(db, programme, ids);
  const cases = casesOf(db, ids);
  const medians = decidedIn(db, ids);
  return (partner) => {
    const tally = tallies(partner);
    const decisions = tally.approved + tally.rejected;
    return {
      ...tally,
      wonValue: won(partner),
      cases: cases.get(partner) ?? 0,
      approvalRateBp:
        decisions < LEAST_DECISIONS ? null : (Math.round((tally.approved * 10_000) / decisions) as BasisPoints),
      decidedIn: medians.get(partner) ?? null,
    };
  };
}

/** Cases a partner claims or claimed in; one that is blind is not told by the number of cases, and one that was dismissed was none. */
function casesOf(db: ReadDb, ids: readonly string[]): Map<string, number> {
  const rows = db.all<{ partner: string; n: number }>(
    `SELECT r.partner_id AS partner, count(DISTINCT c.case_id) AS n
     FROM case_claims c CROSS JOIN registrations r ON r.id = c.registration_id CROSS JOIN cases k ON k.id = c.case_id
     WHERE r.partner_id IN (SELECT value FROM json_each(?)) AND k.state NOT IN ('open', 'dismissed') GROUP BY r.partner_id`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ partner, n }) => [partner, n]));
}

/** The median business hours to a decision, by partner. */
function decidedIn(db: ReadDb, ids: readonly string[]): Map<string, BusinessHours> {
  const rows = db.all<{ partner: string; median: number }>(
    `SELECT partner, avg(hours) AS median FROM (
       SELECT partner_id AS partner, took_hours AS hours,
         row_number() OVER (PARTITION BY partner_id ORDER BY took_hours) AS place,
         count(*) OVER (PARTITION BY partner_id) AS n
       FROM registrations WHERE partner_id IN (SELECT value FROM json_each(?)) AND took_hours IS NOT NULL)
     WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY partner`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ partner, median }) => [partner, median as BusinessHours]));
}

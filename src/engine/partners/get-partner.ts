import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound } from '../../contract/refusal.ts';
import type { Currency, EpochMs, IsoDate, Minor, Moment, Money } from '../../contract/units.ts';
import { type Edition, programmeAt } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import { addMonths, quarterOf } from '../programme/rules/dates.ts';
import { inProgrammeCurrency, minor } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';
import { partnerNamed } from './partner-named.ts';
import { partnersById } from './rows.ts';
import { standingsOf } from './standing.ts';

type Whole = Answer<'partners', 'get'>;

/**
 * One partner, by id, key or a name that only it has.
 *
 * @throws NOT_FOUND, also where several partners have the name
 */
export function getPartner(db: ReadDb, input: Asked<'partners', 'get'>, moment: Moment): Whole {
  const named = partnerNamed(db, input.partner);
  const [partner] = named.found === 'one' ? partnersById(db, [named.partner.id]) : [];
  if (partner === undefined) throw notFound('partner', input.partner);
  const programme = programmeAt(db, moment);
  return {
    ...partner,
    standing: standingsOf(db, programme, [partner.id])(partner.id),
    contacts: contactsOf(db, partner.id),
    trend: trendOf(db, partner.id, programme),
    service: serviceTo(db, partner.id, programme.today),
    owed: owedTo(db, partner.id, programme),
    earnings: earningsOf(db, partner.id),
  };
}

function contactsOf(db: ReadDb, partner: string): Whole['contacts'] {
  return db
    .all<{ name: string; title: string | null; email: string | null; phone: string | null; certifications: string }>(
      'SELECT name, title, email, phone, certifications FROM contacts WHERE partner_id = ? ORDER BY name, key',
      partner,
    )
    .map((row) => ({
      ...row,
      certifications: JSON.parse(row.certifications) as { family: string; until: IsoDate | null }[],
    }));
}

const QUARTERS = 8;

/** Sourced won value by the quarter of closing, and registrations by the quarter of receipt; calendar quarters, oldest first. */
function trendOf(db: ReadDb, partner: string, programme: Edition & { today: IsoDate }): Whole['trend'] {
  const { currency } = programme.body;
  const quarters = Array.from({ length: QUARTERS }, (_, back) =>
    quarterOf(addMonths(programme.today, -3 * back)),
  ).reverse();
  const from = quarters[0]?.from ?? programme.today;
  const won = db.all<{ on: IsoDate; minor: Minor; currency: Currency }>(
    `SELECT o.close_on AS "on", o.value_minor AS minor, o.currency
     FROM registrations r
     JOIN attributions t ON t.registration_id = r.id AND t.origin = 'sourced'
     JOIN opportunities o ON o.id = t.opportunity_id AND o.status = 'won'
     WHERE r.partner_id = ? AND o.close_on >= ? AND o.value_minor IS NOT NULL AND o.currency IS NOT NULL`,
    partner,
    from,
  );
  const received = db.all<{ on: IsoDate; n: number }>(
    'SELECT received_on AS "on", count(*) AS n FROM registrations WHERE partner_id = ? AND received_on >= ? GROUP BY received_on',
    partner,
    from,
  );
  return quarters.map(({ name, from: first, until }) => {
    const inside = ({ on }: { on: IsoDate }) => on >= first && on <= until;
    const sum = won.filter(inside).reduce((total, { on, ...money }) => {
      return total + (inProgrammeCurrency(money, on, programme.body)?.money.minor ?? 0);
    }, 0);
    return {
      quarter: name,
      won: { minor: minor(sum), currency },
      registered: received.filter(inside).reduce((total, { n }) => total + n, 0),
    };
  });
}

function serviceTo(db: ReadDb, partner: string, today: IsoDate): Whole['service'] {
  const decided = db.get<{ decided: number; inTime: number | null }>(
    `SELECT count(*) AS decided, sum(decided_at <= decide_by_at) AS inTime
     FROM registrations WHERE partner_id = ? AND decided_at IS NOT NULL AND state <> 'withdrawn'`,
    partner,
  );
  const meetings = db.get<{ due: number; held: number | null }>(
    `SELECT count(*) AS due, sum(r.meeting_on IS NOT NULL) AS held
     FROM registrations r JOIN protections p ON p.registration_id = r.id
     WHERE r.partner_id = ? AND (p.meeting_due_on <= ? OR r.meeting_on IS NOT NULL)`,
    partner,
    today,
  );
  return {
    decided: decided?.decided ?? 0,
    decidedInTime: decided?.inTime ?? 0,
    firstMeetingsDue: meetings?.due ?? 0,
    firstMeetingsHeld: meetings?.held ?? 0,
  };
}

/** What the vendor owes this partner now: decisions, rulings (not on blind cases: who claims there is hidden), first meetings and what was promised in a review; the soonest first. */
function owedTo(db: ReadDb, partner: string, { calendar }: Edition): Whole['owed'] {
  const day = (at: number) => dayOf(at as EpochMs, calendar);
  const decisions = db
    .all<{ number: string; at: number; record: string }>(
      `SELECT number, decide_by_at AS at, id AS record FROM registrations
       WHERE partner_id = ? AND state = 'submitted' ORDER BY decide_by_at LIMIT 50`,
      partner,
    )
    .map(({ number, at, record }) => ({
      what: `Decide ${number}`,
      dueOn: day(at),
      record,
      kind: 'registration' as const,
    }));
  const rulings = db
    .all<{ number: string; at: number; record: string }>(
      `SELECT DISTINCT c.number, c.rule_by_at AS at, c.id AS record FROM registrations r
       JOIN case_claims k ON k.registration_id = r.id JOIN cases c ON c.id = k.case_id
       WHERE r.partner_id = ? AND r.state = 'in case' AND c.state = 'sealed'`,
      partner,
    )
    .map(({ number, at, record }) => ({ what: `Rule on ${number}`, dueOn: day(at), record, kind: 'case' as const }));
  const meetings = db
    .all<{ number: string; dueOn: IsoDate; record: string }>(
      `SELECT r.number, p.meeting_due_on AS dueOn, r.id AS record FROM registrations r
       JOIN protections p ON p.registration_id = r.id AND p.state = 'running'
       WHERE r.partner_id = ? AND r.state = 'approved' AND r.meeting_on IS NULL`,
      partner,
    )
    .map(({ number, dueOn, record }) => ({
      what: `Hold the first meeting on ${number}`,
      dueOn,
      record,
      kind: 'registration' as const,
    }));
  const commitments = db
    .all<{ words: string; dueOn: IsoDate; record: string }>(
      `SELECT c.words, c.due_on AS dueOn, c.review_id AS record FROM commitments c JOIN reviews v ON v.id = c.review_id
       WHERE v.partner_id = ? AND c.side = 'vendor' AND c.state = 'open'`,
      partner,
    )
    .map(({ words, dueOn, record }) => ({ what: words, dueOn, record, kind: 'review' as const }));
  return [...decisions, ...rulings, ...meetings, ...commitments].sort((a, b) =>
    a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1,
  );
}

function earningsOf(db: ReadDb, partner: string): Whole['earnings'] {
  const rows = db.all<{ quarter: string; currency: Currency; accrued: number; reversed: number }>(
    `SELECT quarter, currency, sum(iif(amount_minor > 0, amount_minor, 0)) AS accrued,
       sum(iif(amount_minor < 0, amount_minor, 0)) AS reversed
     FROM accruals WHERE partner_id = ? GROUP BY quarter, currency ORDER BY quarter DESC, currency`,
    partner,
  );
  return rows.map(({ quarter, currency, accrued, reversed }) => {
    const money = (amount: number): Money => ({ minor: minor(amount), currency });
    return { quarter, accrued: money(accrued), reversed: money(reversed), net: money(accrued + reversed) };
  });
}

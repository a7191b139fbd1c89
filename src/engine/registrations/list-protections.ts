import type { Answer, Asked } from '../../contract/handler.ts';
import type { Customer } from '../../contract/matching.ts';
import { notFound } from '../../contract/refusal.ts';
import type { ProtectionItem } from '../../contract/registrations.ts';
import type { IsoDate, Moment, PartnerId } from '../../contract/units.ts';
import { editionNumbered, familyKey, programmeAt } from '../programme/index.ts';
import { addDays, daysBetween } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { blindCaseOf, claimantIn } from './blind.ts';
import { liveClaimsOn } from './rivals.ts';
import { askBy } from './rules/protection.ts';
import { foldedWords } from './search-text.ts';

type Input = Asked<'protection', 'list'>;

interface ProtectionRow
  extends Omit<
    ProtectionItem,
    'daysLeft' | 'extensions' | 'firstMeeting' | 'askBy' | 'nextInQueue' | 'partner' | 'blind'
  > {
  partner: PartnerId;
  edition: number;
  accountId: string | null;
  customerWritten: string;
  site: string | null;
  meetingOn: IsoDate | null;
  meetingDueOn: IsoDate;
  meetingLapseOn: IsoDate;
  extensions: string;
}

const COLUMNS = `t.id, t.registration_id AS registration, r.number, r.customer_name AS customer, r.family,
  t.partner_id AS partner, p.name AS partnerName, t.from_on AS "from", t.until_on AS until, t.state, t.because,
  t.cap_on AS capOn, t.revision, r.edition, r.account_id AS accountId, r.customer AS customerWritten, r.site,
  r.meeting_on AS meetingOn, t.meeting_due_on AS meetingDueOn, t.meeting_lapse_on AS meetingLapseOn,
  (SELECT json_group_array(json_object('until', e.until_on, 'on', e.extended_on, 'by', e.by))
   FROM (SELECT * FROM protection_extensions x WHERE x.protection_id = t.id ORDER BY x.ord) e) AS extensions`;
const FROM = `FROM protections t JOIN registrations r ON r.id = t.registration_id JOIN partners p ON p.id = t.partner_id`;

const ORDER = {
  until: 't.until_on',
  from: 't.from_on',
  customer: 'r.search_text',
  partner: 'iif(t.registration_id IN (SELECT registration_id FROM blind_claims), NULL, p.name_key)',
} as const;

/** A page of protections, ending soonest first unless asked otherwise. */
export function listProtections(db: ReadDb, input: Input, moment: Moment): Answer<'protection', 'list'> {
  const { filter = {}, sort, limit, cursor } = input;
  const { today } = programmeAt(db, moment);
  const where = conditions();
  where.and('t.state = ?', filter.state);
  // As in the queue: what a blind case hides is not found by its partner.
  where.and(`t.partner_id = ? AND t.registration_id NOT IN (SELECT registration_id FROM blind_claims)`, filter.partner);
  if (filter.endingWithinDays !== undefined) {
    where.and("t.state = 'running' AND t.until_on <= ?", addDays(today, filter.endingWithinDays));
  }
  const text = foldedWords(filter.text ?? '');
  for (const word of text === '' ? [] : text.split(' ')) where.and("r.search_text GLOB '*' || ? || '*'", word);
  const offset = offsetOf(cursor);
  const from = text === '' ? 'FROM protections t' : FROM;
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${from} WHERE ${where.sql}`, ...where.params)?.n ?? 0;
  const direction = sort?.descending === true ? 'DESC' : 'ASC';
  const rows = db.all<ProtectionRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${where.sql}
     ORDER BY ${ORDER[sort?.by ?? 'until']} ${direction} NULLS LAST, t.id LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  );
  return pageOf(
    rows.map((row) => itemOfRow(db, row, today)),
    offset,
    total,
  );
}

/** One protection as lists show it. @throws NOT_FOUND */
export function protectionItem(db: ReadDb, id: string, moment: Moment): ProtectionItem {
  const row = db.get<ProtectionRow>(`SELECT ${COLUMNS} ${FROM} WHERE t.id = ?`, id);
  if (row === undefined) throw notFound('protection', id);
  return itemOfRow(db, row, programmeAt(db, moment).today);
}

function itemOfRow(db: ReadDb, row: ProtectionRow, today: IsoDate): ProtectionItem {
  const { body, calendar } = editionNumbered(db, row.edition);
  const { edition: _e, accountId: _a, customerWritten: _c, site: _s, ...shown } = row;
  const { extensions, meetingOn, meetingDueOn, meetingLapseOn, ...item } = shown;
  const blind = blindCaseOf(db, row.registration) ?? null;
  return {
    ...item,
    ...(blind === null ? {} : { partner: null, partnerName: claimantIn(blind) }),
    blind,
    daysLeft: row.state === 'running' ? daysBetween(today, row.until) : 0,
    extensions: JSON.parse(extensions) as ProtectionItem['extensions'],
    firstMeeting: { dueOn: meetingDueOn, heldOn: meetingOn, lapsesOn: meetingLapseOn },
    askBy: askBy(row.until, body, calendar),
    nextInQueue: row.state === 'running' ? nextInQueue(db, row) : null,
  };
}

/** Who comes next on the customer, family and site: another partner's undecided claim that surely is on it, the first received. */
function nextInQueue(db: ReadDb, row: ProtectionRow): ProtectionItem['nextInQueue'] {
  const next = liveClaimsOn(
    db,
    {
      customer: JSON.parse(row.customerWritten) as Customer,
      accounts: row.accountId === null ? [] : [row.accountId],
    },
    familyKey(row.family ?? ''),
    row.site,
  ).find((claim) => claim.verdict === 'same' && claim.partner !== row.partner && claim.state !== 'approved');
  if (next === undefined) return null;
  const blind = blindCaseOf(db, next.registration);
  const partnerName = blind === undefined ? next.partnerName : claimantIn(blind);
  return { registration: next.registration, number: next.number, partnerName };
}

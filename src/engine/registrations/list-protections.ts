import type { Answer, Asked } from '../../contract/handler.ts';
import type { Customer } from '../../contract/matching.ts';
import { notFound } from '../../contract/refusal.ts';
import type { ProtectionItem, RegistrationBlind } from '../../contract/registrations.ts';
import type { IsoDate, Moment, PartnerId } from '../../contract/units.ts';
import { editionNumbered, familyKey, programmeAt } from '../programme/index.ts';
import { addDays, daysBetween } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import { conditions, offsetOf, pageOf } from '../store/page.ts';
import { blindAmong, claimantIn } from './blind.ts';
import { type LiveClaim, liveClaimsOnEach } from './rivals.ts';
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
  return pageOf(itemsOf(db, rows, today), offset, total);
}

/** One protection as lists show it. @throws NOT_FOUND */
export function protectionItem(db: ReadDb, id: string, moment: Moment): ProtectionItem {
  const rows = db.all<ProtectionRow>(`SELECT ${COLUMNS} ${FROM} WHERE t.id = ?`, id);
  const [item] = itemsOf(db, rows, programmeAt(db, moment).today);
  if (item === undefined) throw notFound('protection', id);
  return item;
}

function itemsOf(db: ReadDb, rows: readonly ProtectionRow[], today: IsoDate): ProtectionItem[] {
  const editions = new Map([...new Set(rows.map(({ edition }) => edition))].map((n) => [n, editionNumbered(db, n)]));
  const nextBehind = nextInQueue(db, rows);
  const hidden = blindAmong(db, [
    ...rows.map(({ registration }) => registration),
    ...[...nextBehind.values()].map(({ registration }) => registration),
  ]);
  return rows.map((row) => {
    const { edition, accountId: _a, customerWritten: _c, site: _s, ...shown } = row;
    const { extensions, meetingOn, meetingDueOn, meetingLapseOn, ...item } = shown;
    const { body, calendar } = editions.get(edition) ?? editionNumbered(db, edition);
    const blind = hidden.get(row.registration) ?? null;
    const next = nextBehind.get(row.id);
    return {
      ...item,
      ...(blind === null ? {} : { partner: null, partnerName: claimantIn(blind) }),
      blind,
      daysLeft: row.state === 'running' ? daysBetween(today, row.until) : 0,
      extensions: JSON.parse(extensions) as ProtectionItem['extensions'],
      firstMeeting: { dueOn: meetingDueOn, heldOn: meetingOn, lapsesOn: meetingLapseOn },
      askBy: askBy(row.until, body, calendar),
      nextInQueue: next === undefined ? null : calledAs(next, hidden.get(next.registration)),
    };
  });
}

const calledAs = (claim: LiveClaim, blind: RegistrationBlind | undefined): ProtectionItem['nextInQueue'] => ({
  registration: claim.registration,
  number: claim.number,
  partnerName: blind === undefined ? claim.partnerName : claimantIn(blind),
});

/**
 * Who comes next on the customer, family and site of each protection that runs, by its id: another partner's undecided claim
 * that surely is on it, the first received.
 */
function nextInQueue(db: ReadDb, rows: readonly ProtectionRow[]): Map<string, LiveClaim> {
  const running = rows.filter(({ state }) => state === 'running');
  const claims = liveClaimsOnEach(
    db,
    running.map((row) => ({
      customer: JSON.parse(row.customerWritten) as Customer,
      accountIds: row.accountId === null ? [] : [row.accountId],
      familyKey: familyKey(row.family ?? ''),
      site: row.site,
    })),
  );
  return new Map(
    running.flatMap((row, at) => {
      const next = claims[at]?.find(
        (claim) => claim.verdict === 'same' && claim.partner !== row.partner && claim.state !== 'approved',
      );
      return next === undefined ? [] : [[row.id, next]];
    }),
  );
}

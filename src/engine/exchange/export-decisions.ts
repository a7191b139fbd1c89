import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, problem, refused } from '../../contract/refusal.ts';
import type { Currency, EpochMs, Minor, Moment } from '../../contract/units.ts';
import { writeCsv, writeXlsx, type XlsxCell } from '../formats/index.ts';
import { change, lastEntry, record } from '../journal/index.ts';
import { type NamedPartner, partnerNamed } from '../partners/index.ts';
import { programmeAt } from '../programme/index.ts';
import { type Calendar, dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import type { Outside } from '../store/outside.ts';

type Input = Asked<'exchange', 'export'>;

interface DecisionRow {
  number: string;
  partner: string;
  partnerId: string;
  customer: string;
  family: string | null;
  valueMinor: Minor | null;
  currency: Currency | null;
  receivedAt: EpochMs;
  state: string;
  closeKind: string | null;
  closedOn: string | null;
  decidedAt: EpochMs | null;
  code: string | null;
  reason: string | null;
  missing: string;
  decideByAt: EpochMs;
  answerDueAt: EpochMs | null;
  meetingOn: string | null;
  until: string | null;
  meetingDueOn: string | null;
  /** When the answer to the pending appeal against its ruling is due. */
  appealDueAt: EpochMs | null;
  /** Until when its ruling may be appealed. */
  appealUntil: string | null;
}

const TITLES = [
  'Number',
  'Customer',
  'Family',
  'Value',
  'Currency',
  'Received',
  'State',
  'Decision',
  'Reason',
  'Protected until',
  'Next step',
];

/**
 * Writes decisions and status of registrations, for one partner or for all, as XLSX or CSV. The day, and the head of the
 * journal, stand in the file: above the table of a workbook, in each row of a CSV, which is nothing but rows. A partner’s file holds that partner’s registrations and nobody else’s name.
 *
 * @throws NOT_FOUND without such a partner; REFUSED when several have the name, or the file cannot be written
 */
export function exportDecisions(
  db: WriteDb,
  input: Input,
  moment: Moment,
  outside: Outside,
): Answer<'exchange', 'export'> {
  const partner = input.partner == null ? null : onePartner(db, input.partner);
  const { calendar, today, edition } = programmeAt(db, moment);
  const head = lastEntry(db);
  const vendor = db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '';
  const found = decisionRows(db, partner);
  const rows = found.map((row) =>
    cellsOf(row, { calendar, at: moment.at, today }, partner === null ? [] : otherNames(db, row.partnerId)),
  );
  const title = `Registrations of ${partner?.name ?? 'all partners'}`;
  const about = [`As of ${today}`, `Journal entry ${head.seq}, head ${head.hash}`];
  const columns = partner === null ? ['Partner', ...TITLES] : TITLES;
  const lines = rows.map((cells, at) => (partner === null ? [found[at]?.partner ?? '', ...cells] : cells));
  const bytes =
    input.format === 'xlsx'
      ? writeXlsx(
          [
            {
              name: 'Registrations',
              columns: columns.map((name) => ({ title: name })),
              rows: lines,
              above: [title, ...about],
            },
          ],
          { title, createdAt: moment.at, author: vendor },
        )
      : writeCsv({
          columns: [...columns, 'As of', 'Journal entry', 'Journal head'],
          rows: lines.map((cells) => [...asText(cells), today, String(head.seq), head.hash]),
        });
  const written = outside.write(input.to, bytes, rows.length);
  // The names and the hash, never a path: the journal is replayed on other machines.
  const kept = {
    what: input.what,
    partner: partner?.id ?? null,
    format: input.format,
    file: written.file,
    sha256: written.sha256,
  };
  change(db, { verb: 'exchange.export', input: kept }, moment, (tx) =>
    record(tx, {
      subject: partner?.id ?? null,
      subjectName: partner?.name ?? null,
      words: `Decisions on ${rows.length} ${rows.length === 1 ? 'registration' : 'registrations'} of ${partner?.name ?? 'all partners'} were written to ${written.file}`,
      what: { ...kept, rows: rows.length, asOf: today, head: head.hash },
      edition,
    }),
  );
  return written;
}

function onePartner(db: ReadDb, text: string): NamedPartner {
  const named = partnerNamed(db, text);
  if (named.found === 'one') return named.partner;
  if (named.found === 'none') throw notFound('partner', text);
  const keys = named.partners.map(({ key }) => key).join(', ');
  throw refused(
    problem(
      'partner_ambiguous',
      `${named.partners.length} partners are called “${text}”.`,
      `Write the key of the one that is meant: ${keys}.`,
      { column: 'partner' },
    ),
  );
}

/** By `registrations_by_partner` for one partner; the newest receipt first. */
const decisionRows = (db: ReadDb, partner: NamedPartner | null): DecisionRow[] =>
  db.all<DecisionRow>(
    // A partner’s own file says what is its own; one about all keeps quiet about who claims in a blind case.
    `SELECT r.number, iif(b.number IS NULL OR @partner IS NOT NULL, p.name, 'claimant in ' || b.number) AS partner, r.partner_id AS partnerId, r.customer_name AS customer, r.family,
       iif(b.number IS NULL OR @partner IS NOT NULL, r.value_minor, NULL) AS valueMinor, r.currency, r.received_at AS receivedAt, r.state, r.close_kind AS closeKind,
       r.closed_on AS closedOn, r.decided_at AS decidedAt, r.decision_code AS code, r.decision_reason AS reason, r.missing,
       r.decide_by_at AS decideByAt, r.answer_due_at AS answerDueAt, r.meeting_on AS meetingOn,
       t.until_on AS until, t.meeting_due_on AS meetingDueOn,
       (SELECT a.answer_due_at FROM case_claims k JOIN cases c ON c.id = k.case_id JOIN appeals a ON a.case_id = c.id
        WHERE k.registration_id = r.id AND c.state = 'appealed') AS appealDueAt,
       (SELECT g.appeal_until_on FROM case_claims k JOIN cases c ON c.id = k.case_id JOIN rulings g ON g.case_id = c.id
        WHERE k.registration_id = r.id AND c.state = 'ruled') AS appealUntil
     FROM registrations r JOIN partners p ON p.id = r.partner_id
     LEFT JOIN protections t ON t.registration_id = r.id AND t.state = 'running'
     LEFT JOIN blind_claims b ON b.registration_id = r.id
     WHERE @partner IS NULL OR r.partner_id = @partner ORDER BY r.received_at DESC, r.number DESC`,
    { partner: partner?.id ?? null },
  );

/** Names of all other partners, folded; short ones could be any word. */
function otherNames(db: ReadDb, partnerId: string): string[] {
  const rows = db.all<{ name: string }>(
    'SELECT lower(name) AS name FROM partners WHERE id <> ? AND length(name) > 3',
    partnerId,
  );
  return rows.map(({ name }) => name);
}

function cellsOf(row: DecisionRow, now: Now, others: readonly string[]): XlsxCell[] {
  const { calendar } = now;
  const day = (at: EpochMs): XlsxCell => ({ date: dayOf(at, calendar) });
  const value: XlsxCell =
    row.valueMinor === null || row.currency === null
      ? null
      : { money: { minor: row.valueMinor, currency: row.currency } };
  return [
    row.number,
    row.customer,
    row.family,
    value,
    row.currency,
    day(row.receivedAt),
    row.closeKind === null ? row.state : `${row.state}: ${row.closeKind}`,
    row.decidedAt === null ? null : `${decisionOf(row)} on ${dayOf(row.decidedAt, calendar)}`,
    reasonOf(row, others),
    row.until === null ? null : { date: row.until },
    nextStep(row, now),
  ];
}

const decisionOf = (row: DecisionRow): string =>
  row.state === 'rejected' ? `rejected (${row.code ?? 'other'})` : row.state === 'withdrawn' ? 'decided' : 'approved';

/** What a partner is told. The reason of an approval is ours; one that names another partner is left at its code. */
function reasonOf(row: DecisionRow, others: readonly string[]): string | null {
  const text =
    row.state === 'rejected'
      ? row.reason
      : row.state === 'returned' || (row.state === 'in case' && row.answerDueAt !== null)
        ? (JSON.parse(row.missing) as string[]).join('; ')
        : null;
  if (text === null || text === '') return row.state === 'rejected' ? row.code : null;
  const folded = text.toLowerCase();
  return others.some((name) => folded.includes(name)) ? row.code : text;
}

/** The moment a file is written at. */
interface Now {
  readonly calendar: Calendar;
  readonly at: EpochMs;
  readonly today: string;
}

/** What follows from an appeal that is pending, or may still be filed; nothing where the ruling is final or there is none. */
function appealStep(row: DecisionRow, { calendar, today }: Now): string | undefined {
  if (row.appealDueAt !== null) return `The ruling is under appeal until ${dayOf(row.appealDueAt, calendar)}.`;
  return row.appealUntil !== null && row.appealUntil >= today
    ? `The ruling may be appealed until ${row.appealUntil}.`
    : undefined;
}

function nextStep(row: DecisionRow, now: Now): string {
  const { calendar } = now;
  const appeal = appealStep(row, now);
  switch (row.state) {
    case 'submitted':
      return row.decideByAt < now.at
        ? `We are late: the decision was due on ${dayOf(row.decideByAt, calendar)}.`
        : `We decide by ${dayOf(row.decideByAt, calendar)}.`;
    case 'returned':
      return row.answerDueAt === null
        ? 'Send what is missing.'
        : `Send what is missing by ${dayOf(row.answerDueAt, calendar)}.`;
    case 'in case':
      return row.answerDueAt === null
        ? 'Claims compete; a ruling follows.'
        : `Claims compete. All claimants are asked: send it by ${dayOf(row.answerDueAt, calendar)}.`;
    case 'approved':
      return row.meetingOn === null && row.meetingDueOn !== null
        ? [`Hold the first meeting by ${row.meetingDueOn}.`, appeal].join(' ').trim()
        : ['Go on, and tell us of each step.', appeal].join(' ').trim();
    case 'rejected':
      return appeal ?? 'Nothing; a new claim needs a new registration.';
    case 'withdrawn':
      return 'Nothing; you took it back.';
    default:
      return row.closedOn === null ? 'Nothing; it is over.' : `Nothing; it was closed on ${row.closedOn}.`;
  }
}

/** A row for CSV: money as a plain decimal, dates as ISO. */
function asText(cells: readonly XlsxCell[]): (string | null)[] {
  return cells.map((cell) => {
    if (cell === null || typeof cell !== 'object') return cell === null ? null : String(cell);
    if ('date' in cell) return cell.date;
    if ('money' in cell) return decimalOf(cell.money.minor, cell.money.currency);
    return null;
  });
}

function decimalOf(minor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return minor < 0 ? `-${whole}` : whole;
}

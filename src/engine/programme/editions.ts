import { ProgrammeBody } from '../../contract/programme.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { calendarWithHolidays } from './holidays.ts';
import { type Calendar, dayOf } from './rules/calendar.ts';

/** An edition of the programme with its calendar made ready. */
export interface Edition {
  readonly edition: number;
  readonly from: IsoDate;
  readonly body: ProgrammeBody;
  readonly calendar: Calendar;
}

interface EditionRow {
  edition: number;
  fromOn: string;
  createdAt: number;
}

// The body is long and never changes: it is read and parsed once a connection.
const COLUMNS = 'edition, from_on AS fromOn, created_at AS createdAt';
const read = new WeakMap<ReadDb['all'], Map<string, Edition>>();

function editionOf(db: ReadDb, row: EditionRow): Edition {
  let known = read.get(db.all);
  if (known === undefined) {
    known = new Map();
    read.set(db.all, known);
  }
  const name = `${row.edition} of ${row.createdAt}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const stored = db.get<{ body: string }>('SELECT body FROM programme_editions WHERE edition = ?', row.edition);
  const body = bodyOf(stored?.body ?? 'null');
  const calendar = calendarWithHolidays(body.calendar);
  const edition = { edition: row.edition, from: row.fromOn as IsoDate, body, calendar };
  known.set(name, edition);
  return edition;
}

// Each import reads the workspace by a connection of its own, and checking the form of a body takes 15 ms.
const bodies = new Map<string, ProgrammeBody>();
const BODIES_KEPT = 100;

function bodyOf(text: string): ProgrammeBody {
  const body = bodies.get(text) ?? ProgrammeBody.parse(JSON.parse(text));
  if (bodies.size >= BODIES_KEPT) bodies.clear();
  bodies.set(text, body);
  return body;
}

/** The edition in force on a date; the first one for dates before it. */
export function editionOn(db: ReadDb, date: IsoDate): Edition {
  const row =
    db.get<EditionRow>(
      `SELECT ${COLUMNS} FROM programme_editions WHERE from_on <= ? ORDER BY edition DESC LIMIT 1`,
      date,
    ) ?? db.get<EditionRow>(`SELECT ${COLUMNS} FROM programme_editions ORDER BY edition LIMIT 1`);
  if (row === undefined) throw new Error('expected a workspace to have a programme, found none');
  return editionOf(db, row);
}

/** An edition by its number, as a registration or accrual names it. */
export function editionNumbered(db: ReadDb, edition: number): Edition {
  const row = db.get<EditionRow>(`SELECT ${COLUMNS} FROM programme_editions WHERE edition = ?`, edition);
  if (row === undefined) throw new Error(`expected edition ${edition} of the programme, found none`);
  return editionOf(db, row);
}

/** The edition in force at a moment, and the calendar day the moment falls on in the programme's time zone. */
export function programmeAt(db: ReadDb, moment: Moment): Edition & { today: IsoDate } {
  const newest = db.get<EditionRow>(`SELECT ${COLUMNS} FROM programme_editions ORDER BY edition DESC LIMIT 1`);
  if (newest === undefined) throw new Error('expected a workspace to have a programme, found none');
  const today = dayOf(moment.at, editionOf(db, newest).calendar);
  return { ...editionOn(db, today), today };
}

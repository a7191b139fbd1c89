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
  body: string;
}

const COLUMNS = 'edition, from_on AS fromOn, body';
const parsed = new Map<string, { body: ProgrammeBody; calendar: Calendar }>();

/** Bodies never change once written, so a parsed one is kept by its text. */
function editionOf(row: EditionRow): Edition {
  let known = parsed.get(row.body);
  if (known === undefined) {
    const body = ProgrammeBody.parse(JSON.parse(row.body));
    known = { body, calendar: calendarWithHolidays(body.calendar, 2010, 2045) };
    if (parsed.size > 50) parsed.clear();
    parsed.set(row.body, known);
  }
  return { edition: row.edition, from: row.fromOn as IsoDate, ...known };
}

/** The edition in force on a date; the first one for dates before it. */
export function editionOn(db: ReadDb, date: IsoDate): Edition {
  const row =
    db.get<EditionRow>(
      `SELECT ${COLUMNS} FROM programme_editions WHERE from_on <= ? ORDER BY edition DESC LIMIT 1`,
      date,
    ) ?? db.get<EditionRow>(`SELECT ${COLUMNS} FROM programme_editions ORDER BY edition LIMIT 1`);
  if (row === undefined) throw new Error('expected a workspace to have a programme, found none');
  return editionOf(row);
}

/** An edition by its number, as a registration or accrual names it. */
export function editionNumbered(db: ReadDb, edition: number): Edition {
  const row = db.get<EditionRow>(`SELECT ${COLUMNS} FROM programme_editions WHERE edition = ?`, edition);
  if (row === undefined) throw new Error(`expected edition ${edition} of the programme, found none`);
  return editionOf(row);
}

/** The edition in force at a moment, and the calendar day the moment falls on in the programme's time zone. */
export function programmeAt(db: ReadDb, moment: Moment): Edition & { today: IsoDate } {
  const newest = db.get<EditionRow>(`SELECT ${COLUMNS} FROM programme_editions ORDER BY edition DESC LIMIT 1`);
  if (newest === undefined) throw new Error('expected a workspace to have a programme, found none');
  const today = dayOf(moment.at, editionOf(newest).calendar);
  return { ...editionOn(db, today), today };
}

import type { Answer, Asked } from '../../contract/handler.ts';
import { problem, refused, staleRevision } from '../../contract/refusal.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { editionOn, programmeAt } from './editions.ts';
import { rebuildFamilyNames } from './families.ts';
import { holidaysOf } from './holidays.ts';
import { soundProgramme } from './problems.ts';
import { addDays } from './rules/dates.ts';

type EditionItem = Omit<Answer<'programme', 'update'>, 'body'>;

function editionsOf(db: ReadDb): EditionItem[] {
  const rows = db.all<{ edition: number; from: string; note: string; changedBy: string; changedAt: number }>(
    `SELECT edition, from_on AS "from", note, changed_by AS changedBy, created_at AS changedAt FROM programme_editions ORDER BY edition`,
  );
  return rows.map((row, index) => {
    const next = rows[index + 1];
    return { ...row, until: next === undefined ? null : addDays(next.from as IsoDate, -1) };
  });
}

/** The day after the last receipt of a decided registration, and never before the newest edition: a change reaches no further back. */
function earliestChangeOf(db: ReadDb): IsoDate {
  const decided = db.get<{ day: string | null }>(
    'SELECT max(received_on) AS day FROM registrations WHERE decided_at IS NOT NULL',
  )?.day;
  const newest = db.get<{ day: string }>('SELECT max(from_on) AS day FROM programme_editions')?.day ?? '1970-01-01';
  const dates = [addDays(newest as IsoDate, 1), ...(decided == null ? [] : [addDays(decided as IsoDate, 1)])];
  return dates.reduce((latest, date) => (date > latest ? date : latest));
}

/** The programme on a date, with all its editions. */
export function getProgramme(db: ReadDb, input: Asked<'programme', 'get'>, moment: Moment): Answer<'programme', 'get'> {
  const { today } = programmeAt(db, moment);
  const current = editionOn(db, input.on ?? today);
  const editions = editionsOf(db);
  const item = editions.find((one) => one.edition === current.edition);
  if (item === undefined) throw new Error(`expected edition ${current.edition} in the list, found none`);
  const year = Number(today.slice(0, 4));
  const { country, extraHolidays } = current.body.calendar;
  return {
    current: { ...item, body: current.body },
    editions,
    earliestChange: earliestChangeOf(db),
    holidays: [...holidaysOf(country, year, year + 1), ...extraHolidays].sort((a, b) => (a.on < b.on ? -1 : 1)),
  };
}

/**
 * Makes the next edition.
 *
 * @throws REFUSED when the body is not valid or would reach back over a decided registration; STALE_REVISION when
 * another edition was made meanwhile
 */
export function updateProgramme(
  db: WriteDb,
  input: Asked<'programme', 'update'>,
  moment: Moment,
): Answer<'programme', 'update'> {
  const body = soundProgramme(input.body);
  return change(db, { verb: 'programme.update', input }, moment, (tx) => {
    const newest = editionsOf(tx).at(-1);
    if (newest !== undefined && newest.edition !== input.basedOn) {
      throw staleRevision(newest.changedBy, newest.changedAt as EpochMs);
    }
    const earliest = earliestChangeOf(tx);
    if (input.from < earliest) {
      throw refused(
        problem(
          'effective_too_early',
          `The change would take effect on ${input.from}, and what was received until ${addDays(earliest, -1)} is decided.`,
          `Choose ${earliest} or later.`,
          { column: 'from' },
        ),
      );
    }
    if (newest !== undefined && body.currency !== editionOn(tx, newest.from as IsoDate).body.currency) {
      throw refused(
        problem(
          'currency_fixed',
          'The programme’s currency cannot change: amounts already earned are in it.',
          'Keep the currency.',
          {
            column: 'currency',
          },
        ),
      );
    }
    const edition = input.basedOn + 1;
    tx.run(
      `INSERT INTO programme_editions (edition, from_on, body, note, changed_by, created_at, updated_at, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
      edition,
      input.from,
      JSON.stringify(body),
      input.note,
      moment.actor,
      moment.at,
      moment.at,
    );
    rebuildFamilyNames(tx);
    record(tx, {
      subject: `edition ${edition}`,
      subjectName: `Programme, edition ${edition}`,
      words: `Edition ${edition} of the programme takes effect on ${input.from}`,
      what: { edition, from: input.from },
      edition,
    });
    return {
      edition,
      from: input.from,
      until: null,
      body,
      changedBy: moment.actor,
      changedAt: moment.at,
      note: input.note,
    };
  });
}

import { problem, refused } from '../../contract/refusal.ts';
import type { NewWorkspace } from '../../contract/shell.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import type { WriteDb } from '../store/db.ts';
import { defaultProgramme, firstDefaultProgramme } from './default-programme.ts';
import { rebuildFamilyNames } from './families.ts';
import { calendarWithHolidays } from './holidays.ts';
import { soundProgramme } from './problems.ts';
import { dayOf } from './rules/calendar.ts';
import { addDays } from './rules/dates.ts';
import { isTimeZone } from './rules/soundness.ts';

/** The input of a workspace's first entry: what a replay needs to make the same workspace. */
export interface CreateInput extends NewWorkspace {
  readonly id: string;
  readonly kind: 'live' | 'trial' | 'demo';
  /** The programme to begin with; the default one when absent. */
  readonly programme?: unknown;
}

/** Edition 1 reaches back this far, so that a vendor's history can be imported under it. */
const FIRST_EDITION_DAYS_BACK = 3_652;

/**
 * Writes a workspace's first entry: its name, and edition 1 of its programme, kept whole so that the default one may change between versions.
 *
 * @throws REFUSED when the currency, time zone or country is unknown
 */
export function createWorkspace(db: WriteDb, input: CreateInput, moment: Moment): void {
  const settings = settingProblems(input);
  if (settings.length > 0) throw refused(...settings);
  const programme = input.programme ?? defaultProgramme(input, minorPerMajor(input.currency));
  createWorkspaceAgain(db, { ...input, programme }, moment);
}

/** The same from an entry. Those of the first versions name no programme and began with the default one of then. */
export function createWorkspaceAgain(db: WriteDb, input: CreateInput, moment: Moment): void {
  const body = soundProgramme(input.programme ?? firstDefaultProgramme(input, minorPerMajor(input.currency)));
  const today = dayOf(moment.at, calendarWithHolidays(body.calendar));
  const from: IsoDate = addDays(today, -FIRST_EDITION_DAYS_BACK);
  change(db, { verb: 'workspace.create', input }, moment, (tx) => {
    const stamps = [moment.at, moment.at, 1] as const;
    tx.run(
      'INSERT INTO workspace (id, name, kind, created_at, updated_at, revision) VALUES (?, ?, ?, ?, ?, ?)',
      input.id,
      input.name,
      input.kind,
      ...stamps,
    );
    tx.run(
      `INSERT INTO programme_editions (edition, from_on, body, note, changed_by, created_at, updated_at, revision)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?)`,
      from,
      JSON.stringify(body),
      'The programme the workspace began with',
      moment.actor,
      ...stamps,
    );
    rebuildFamilyNames(tx);
    record(tx, {
      subject: input.id,
      subjectName: input.name,
      words: `Workspace “${input.name}” was made`,
      what: { kind: input.kind, currency: input.currency, timeZone: input.timeZone, edition: 1 },
      edition: 1,
    });
  });
}

/** How many minor units a currency's major unit has, by ISO 4217 as `Intl` knows it. */
export function minorPerMajor(currency: string): number {
  return 10 ** minorDigits(currency);
}

/** Decimal places of a currency, by ISO 4217 as `Intl` knows it. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function settingProblems(input: NewWorkspace) {
  const problems = [];
  if (!Intl.supportedValuesOf('currency').includes(input.currency)) {
    problems.push(
      problem('currency_unknown', `“${input.currency}” is not a currency.`, 'Write an ISO code such as EUR.', {
        column: 'currency',
      }),
    );
  }
  if (!isTimeZone(input.timeZone)) {
    problems.push(
      problem('time_zone_unknown', `“${input.timeZone}” is not a time zone.`, 'Write one such as Europe/Berlin.', {
        column: 'timeZone',
      }),
    );
  }
  if (input.workingHours.from >= input.workingHours.until) {
    problems.push(
      problem('hours_backwards', 'The working day ends before it starts.', 'Let it end later than it starts.', {
        column: 'workingHours',
      }),
    );
  }
  return problems;
}

import type Database from 'better-sqlite3';
import type { ImportKind } from '../../contract/exchange.ts';
import { problem } from '../../contract/refusal.ts';
import type { Currency, EpochMs, IsoDate, Problem } from '../../contract/units.ts';
import type { TableIssue } from '../formats/index.ts';
import type { JobContext } from '../jobs/index.ts';
import { convert } from './convert-records.ts';
import { convertRegistration } from './convert-registration.ts';
import { isSetKind, TARGETS } from './kinds.ts';
import { lookupText, type PlannedTable, tableNamed } from './plan-tables.ts';
import type { ProgrammeWords } from './programme-words.ts';
import { stagedPages } from './read-into-staging.ts';
import { type RepairedCell, Repairs } from './repairs.ts';
import { type Follow, gettersOf, type RowIssue, RowReader } from './row-reader.ts';
import { statusOfState, statusOfWord } from './status-words.ts';

/** What the workspace brings to the reading of all rows. */
export interface WorkspaceRules {
  readonly currency: Currency;
  readonly words: ProgrammeWords;
  readonly now: EpochMs;
  readonly today: IsoDate;
  readonly startOfDay: (day: IsoDate) => EpochMs;
}

/** Dates a table knows: how far back it reaches, and the last day anything happened on. */
interface TableDates {
  coveredFrom: IsoDate | null;
  newest: IsoDate | null;
}

/** What is known of a table when its rows have been read. */
export interface ReadRecords {
  readonly dates: TableDates;
  readonly repairs: readonly RepairedCell[];
}

/** Where issues of rows go. */
export type TellRow = (ord: number, rowId: number | null, issue: TableIssue) => void;

/** More different words than this are no stages. */
const WORDS_KEPT = 60;

/**
 * Reads every row of an imported table as a record and stages it; a row with something wrong is staged as wrong.
 *
 * @param spoilt rows that the reading of the file already found wrong
 */
export function stageRecords(
  sqlite: Database.Database,
  one: PlannedTable,
  all: readonly PlannedTable[],
  rules: WorkspaceRules,
  spoilt: ReadonlySet<number>,
  tell: TellRow,
  job: JobContext,
): ReadRecords {
  const { kind, mapping, table } = one;
  const dates: TableDates = { coveredFrom: null, newest: null };
  const sheet = table.head?.sheet;
  const repairs = new Repairs(table.given.repairs ?? [], sheet ?? null, one.columns);
  if (kind === null || mapping === null) return { dates, repairs: repairs.used };
  const place = { file: table.given.name, ...(sheet === undefined ? {} : { sheet }) };
  const getters = gettersOf(mapping.fields, one.columns, one.styles, (steps) => following(sqlite, all, steps));
  const row = new RowReader(getters, place);
  const words = new Map<string, string>();
  let deletedRows = 0;
  let [alone, taken] = [0, 0];
  const write = writerOf(sqlite, kind, table.ord);
  const read = isSetKind(kind)
    ? () => convert(kind, row, { mapping, currency: rules.currency, words: rules.words })
    : () => registrationOf(row, one, rules);
  const rowTotal = table.lastRow - table.firstRow + 1;
  for (const page of stagedPages(sqlite, table)) {
    job.throwIfAborted();
    for (const { id, row: number, cells } of page) {
      const mended = repairs.mend(number, cells);
      row.begin(number, mended.cells);
      const deleted = row.has('deleted') && row.flag('deleted') === true;
      const record = read();
      if (deleted) deletedRows += 1;
      else for (const issue of untold(row.issues, spoilt.has(id))) tell(table.ord, id, issue);
      for (const cell of mended.repaired) tell(table.ord, id, { ...repairedInWords(cell), ...place, gravity: 'note' });
      const fate = deleted ? 'skipped' : row.isWrong || spoilt.has(id) || record === null ? 'wrong' : 'new';
      write(id, number, fate, record);
      if (kind === 'opportunities') rememberWord(words, row);
      if (fate === 'new' && (record?.ref ?? record?.refName ?? null) === null) alone += 1;
      if (fate === 'new') taken += 1;
      if (!deleted && record !== null) noteDates(dates, row, record.values, fate === 'new', rules.today);
    }
    job.progress({
      label: `Checking ${table.given.name}`,
      done: page.at(-1)?.id ?? 0,
      total: table.firstRow + rowTotal,
    });
  }
  const notes = notesOn(deletedRows, words, one);
  if (kind === 'opportunities' && taken > 0 && alone === taken) notes.push(nobodysDeals(one, taken));
  for (const found of notes) tell(table.ord, null, { ...found, ...place, gravity: 'note' });
  if (words.size > 0)
    mapping.words = { ...mapping.words, status: { ...Object.fromEntries(words), ...mapping.words.status } };
  return { dates, repairs: repairs.used };
}

/** The reading of the file has told already of the cells that show an error. */
const untold = (issues: readonly RowIssue[], isSpoilt: boolean): readonly RowIssue[] =>
  isSpoilt ? issues.filter(({ code }) => code !== 'cell_error') : issues;

const repairedInWords = ({ row, column, was, used }: RepairedCell): Problem => ({
  ...problem('cell_repaired', `“${was}” was read as “${used}”, as you said.`, 'The file stays as it is.'),
  ...{ row, column },
});

/** A character cut in half, which JSON and workbooks can hold and no journal, as the sign for one that cannot be read. */
const wholeCharacters = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : value;

/** Ids of stages say nothing without their names. */
const STAGE_ID = /^\d{3,}$|^[0-9a-f]{16,}$/i;

/** What is to be known of the table as a whole. */
function notesOn(deletedRows: number, words: ReadonlyMap<string, string>, { mapping }: PlannedTable): Problem[] {
  const notes: Problem[] = [];
  if (deletedRows > 0) {
    const rows = deletedRows === 1 ? '1 row is' : `${deletedRows} rows are`;
    notes.push(
      problem('deleted_in_source', `${rows} deleted in the source and left out.`, 'Nothing, if that is right.'),
    );
  }
  const unnamed = [...words.keys()].filter((word) => STAGE_ID.test(word));
  if (unnamed.length > 0 && mapping !== null && !('won' in mapping.fields)) {
    notes.push(
      problem(
        'stage_unnamed',
        `${unnamed.length === 1 ? 'A stage is' : `${unnamed.length} stages are`} only an id (${unnamed.slice(0, 3).join(', ')}) and taken as open.`,
        'Add the file with the names of the stages, or say in the mapping what each means: open, won or lost.',
      ),
    );
  }
  return notes;
}

/** Deals of no account are compared with no registration, whatever else is right about them. */
function nobodysDeals({ mapping }: PlannedTable, rows: number): Problem {
  const given = [mapping?.fields.account, mapping?.fields.accountName].find((from) => from !== undefined);
  const lookup = given !== undefined && 'column' in given ? given.column : undefined;
  const which = rows === 1 ? 'The opportunity of this file has' : `None of the ${rows} opportunities of this file has`;
  return problem(
    'accounts_absent',
    `${which}${rows === 1 ? ' no' : ' an'} account: registrations cannot be checked against ${rows === 1 ? 'it' : 'them'}, and no deal will be linked.`,
    lookup === undefined
      ? 'Choose the column with the account’s name or id, or export it too.'
      : `“${lookup}” is empty in every row: choose another column with the account’s name or id, or export it too.`,
  );
}

interface StagedRecord {
  readonly key: string | null;
  readonly byName: boolean;
  readonly ref: string | null;
  readonly refName: string | null;
  readonly values: Readonly<Record<string, string | number | null>>;
  readonly kept?: readonly string[];
}

function registrationOf(row: RowReader, { mapping }: PlannedTable, rules: WorkspaceRules): StagedRecord | null {
  if (mapping === null) return null;
  const claimed = convertRegistration(row, { ...rules, mapping });
  const { partner } = claimed;
  return {
    key: null,
    byName: true,
    ref: partner,
    refName: partner,
    values: { input: JSON.stringify(claimed, wholeCharacters) },
  };
}

/** Inserts staged records of a kind. */
function writerOf(sqlite: Database.Database, kind: ImportKind, ord: number) {
  const columns = isSetKind(kind)
    ? TARGETS[kind].map(({ column }) => column).filter((column) => !/^(account|partner)_id$/.test(column))
    : ['input'];
  const insert = sqlite.prepare(
    `INSERT INTO ${kind} (row_id, file_ord, row, fate, key, by_name, ref, ref_name, kept, ${columns.join(', ')})
     VALUES (${Array.from({ length: columns.length + 9 }, () => '?').join(', ')})`,
  );
  return (id: number, row: number, fate: string, record: StagedRecord | null): void => {
    const values = columns.map((column) => record?.values[column] ?? null);
    const { key = null, byName = true, ref = null, refName = null } = record ?? {};
    const kept = record?.kept === undefined || record.kept.length === 0 ? null : JSON.stringify(record.kept);
    insert.run(id, ord, row, fate, key, byName ? 1 : 0, ref, refName, kept, ...values);
  };
}

/** Follows a look-up through the tables of the batch. */
function following(
  sqlite: Database.Database,
  all: readonly PlannedTable[],
  steps: readonly { file: string; key: string; take: string }[],
): Follow {
  const maps = steps.map((step) => {
    const target = tableNamed(all, step.file);
    const map = new Map<string, string>();
    if (target === undefined) return map;
    const [key, take] = [target.columns.indexOf(step.key), target.columns.indexOf(step.take)];
    for (const page of stagedPages(sqlite, target.table)) {
      for (const { cells } of page) {
        const value = lookupText(cells[key]);
        if (value !== '' && !map.has(value)) map.set(value, lookupText(cells[take]));
      }
    }
    return map;
  });
  return (value) => maps.reduce<string | undefined>((at, map) => (at === undefined ? undefined : map.get(at)), value);
}

/** The words by which this source says how an opportunity stands, with what they are taken for. */
function rememberWord(words: Map<string, string>, row: RowReader): void {
  if (words.size >= WORDS_KEPT) return;
  const state = row.text('status');
  const word = state ?? row.text('stage');
  if (word === null || words.has(word)) return;
  const status = state === null ? statusOfWord(word) : statusOfState(word);
  if (status !== undefined) words.set(word, status);
}

/** A row that stays out tells as well how new the extract is, though not how far back it reaches. */
function noteDates(
  dates: TableDates,
  row: RowReader,
  values: Readonly<Record<string, string | number | null>>,
  isTaken: boolean,
  today: IsoDate,
): void {
  const happened = [values.opened_on, values.last_activity_on];
  for (const date of happened) {
    if (isTaken && typeof date === 'string' && (dates.coveredFrom === null || date < dates.coveredFrom))
      dates.coveredFrom = date as IsoDate;
  }
  const closed = values.status === 'won' || values.status === 'lost' ? values.close_on : null;
  const modified = row.has('modifiedOn') ? row.date('modifiedOn') : null;
  for (const date of [...happened, closed, modified]) {
    if (typeof date !== 'string' || date > today) continue;
    if (dates.newest === null || date > dates.newest) dates.newest = date as IsoDate;
  }
}

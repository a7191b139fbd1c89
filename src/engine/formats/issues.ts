import type { TableIssue } from './table.ts';

/** Where in the file; the file's name is always known. */
export interface Place {
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
}

type Gravity = TableIssue['gravity'];
type Sentence = readonly [gravity: Gravity, message: string, todo: string];

const count = (found: number, noun: string) => `${found} ${noun}${found === 1 ? '' : 's'}`;

/** Every sentence about files and tables: how far it reaches, what happened, what to do. */
const sentences = {
  file_missing: () => ['file', 'The file is no longer there.', 'Choose it again from where it is now.'],
  file_is_folder: () => ['file', 'This is a folder, not a file.', 'Open the folder and choose the files in it.'],
  file_not_regular: () => [
    'file',
    'This is a device or a pipe, not a file.',
    'Save the data as a file and choose that.',
  ],
  file_unreadable: (p: { because: string }) => [
    'file',
    `The file cannot be read: ${p.because}.`,
    'Check that you may open it and that no other program holds it, then choose it again.',
  ],
  file_empty: () => ['file', 'The file is empty (0 bytes).', 'Export it again, or ask the sender for it again.'],
  file_changed: () => [
    'file',
    'The file was changed while it was being read.',
    'Wait until the other program has finished writing it, then choose it again.',
  ],
  file_too_big: (p: { sizeMb: number; limitMb: number }) => [
    'file',
    `The file holds ${p.sizeMb} MB, more than the ${p.limitMb} MB that can be read at once.`,
    'Save it as CSV, or split it.',
  ],
  not_importable_kind: (p: { kind: string }) => [
    'file',
    `This is ${p.kind}: it holds no table that can be imported.`,
    'Export the table as CSV, XLSX or JSON and choose that file.',
  ],
  old_workbook: () => [
    'file',
    'This file is in the old Office format (.xls), which cannot be read.',
    'Open it in a spreadsheet program and save it as .xlsx.',
  ],
  workbook_encrypted: () => [
    'file',
    'This workbook is protected by a password, so nothing in it can be read.',
    'Open it with the password, save it without one (File, Info, Protect Workbook), and choose it again.',
  ],
  not_a_table: () => [
    'file',
    'There is nothing importable here: no row of column names with rows beneath it.',
    'Put the column names in one row and one record in each row under it, with nothing beside.',
  ],
  no_rows: () => ['note', 'There is a header and no row under it.', 'Nothing, if that is what you expected.'],
  truncated: (p: { what: string }) => [
    'file',
    `The file breaks off: ${p.what}.`,
    'It was not copied or downloaded to its end: get it again.',
  ],
  json_broken: (p: { at: string }) => [
    'file',
    `This is not valid JSON: it breaks ${p.at}.`,
    'Export it again, or ask the sender for it again.',
  ],
  json_no_records: () => [
    'file',
    'The JSON holds no list of records.',
    'A list of objects is expected, alone or under a name: [{"Name": "…"}] or {"records": [{"Name": "…"}]}.',
  ],
  json_other_lists: (p: { read: string; others: string }) => [
    'note',
    `The list “${p.read}” was read; the file also holds ${p.others}.`,
    'Save another list on its own if that one is meant.',
  ],
  record_not_object: () => [
    'row',
    'This entry of the list is no record: names with values are expected.',
    'Write it as {"Name": "…"} or take it out.',
  ],
  encoding_guessed: (p: { encoding: string; sample: string }) => [
    'note',
    `The text is not UTF-8; it was read as ${p.encoding}, for example “${p.sample}”.`,
    'If letters look wrong, choose in the mapping how the file is written, or save it as UTF-8.',
  ],
  characters_lost: () => [
    'row',
    'Some characters of this row cannot be read in the file’s encoding and show as �.',
    'Export the file again as UTF-8, or correct the row.',
  ],
  row_too_short: (p: { found: number; expected: number }) => [
    'row',
    `The row has ${count(p.found, 'cell')}, the header has ${p.expected}: it cannot be told which are missing.`,
    'Add the missing cells, or the missing delimiters, to this row.',
  ],
  row_too_long: (p: { found: number; expected: number; extra: string }) => [
    'row',
    `The row has ${count(p.found, 'cell')}, the header has ${p.expected}: “${p.extra}” has no column.`,
    'If a cell holds the delimiter, put it in quotes; otherwise remove what is too much.',
  ],
  cells_beside: (p: { extra: string }) => [
    'note',
    `“${p.extra}” stands beside the table, under no column name, and was not read.`,
    'Give it a column name if it belongs to the record.',
  ],
  quote_unclosed: () => [
    'row',
    'A quotation mark opens a cell in this row and is never closed.',
    'Close it, or write a quotation mark inside a cell twice ("").',
  ],
  quote_inside: () => [
    'row',
    'A quotation mark stands inside a quoted cell and is not doubled, so the end of the cell is a guess.',
    'Write a quotation mark inside a cell twice ("").',
  ],
  blank_rows_skipped: (p: { rows: string; count: number }) => [
    'note',
    `${count(p.count, 'blank row')} skipped (${p.rows}).`,
    'Nothing to do.',
  ],
  preamble_skipped: (p: { rows: string; text: string }) => [
    'note',
    `What stands above the header (${p.rows}) was not read as data: “${p.text}”.`,
    'Nothing to do, if the columns shown are right.',
  ],
  footer_skipped: (p: { rows: string; text: string }) => [
    'note',
    `The closing lines (${p.rows}) were not read as data: “${p.text}”.`,
    'Nothing to do, if they are no record.',
  ],
  header_repeated: (p: { rows: string }) => [
    'note',
    `The header is repeated (${p.rows}) and was skipped there.`,
    'Nothing to do.',
  ],
  header_blank: (p: { name: string; column: string }) => [
    'note',
    `Column ${p.column} has no name in the header; it is called “${p.name}” here.`,
    'Give the column a name if it is needed.',
  ],
  header_duplicate: (p: { name: string; as: string }) => [
    'note',
    `Two columns are called “${p.name}”; the later one is called “${p.as}” here.`,
    'Check which of them is meant, or rename one in the file.',
  ],
  header_absent: () => [
    'note',
    'The first row looks like data, so the columns have no names; they are called “Column A” and so on.',
    'Add a row of column names, or match the columns by hand.',
  ],
  sheet_missing: (p: { sheets: string }) => [
    'file',
    `The workbook has no such sheet; it has ${p.sheets}.`,
    'Choose one of these sheets.',
  ],
  sheet_empty: () => ['note', 'The sheet is empty and was skipped.', 'Nothing to do.'],
  sheet_not_a_table: () => [
    'note',
    'There is nothing importable on this sheet: no row of column names with rows beneath it.',
    'Put the column names in one row and one record in each row under it, with nothing beside.',
  ],
  sheet_not_cells: (p: { kind: string }) => [
    'note',
    `This sheet is ${p.kind}, not cells, and was skipped.`,
    'Nothing to do.',
  ],
  sheet_hidden: () => [
    'note',
    'This sheet is hidden in the workbook; it was read all the same.',
    'Leave it out if it is not meant.',
  ],
  sheet_unreadable: (p: { because: string }) => [
    'file',
    `The sheet cannot be read: ${p.because}.`,
    'Open the workbook in a spreadsheet program, save it again as .xlsx, and choose that file.',
  ],
  rows_hidden: (p: { count: number }) => [
    'note',
    `${count(p.count, 'row')} hidden in the workbook (by hand or by a filter) ${p.count === 1 ? 'was' : 'were'} read all the same.`,
    'Delete them in the workbook if they are not meant.',
  ],
  cell_error: (p: { error: string }) => [
    'row',
    `The cell shows the error ${p.error}.`,
    'Mend the formula, or write the value in its place.',
  ],
  formula_without_value: (p: { formula: string }) => [
    'row',
    `The cell holds the formula “${p.formula}” and no value was stored with it.`,
    'Open the workbook in a spreadsheet program and save it, so that the formula is calculated.',
  ],
  cells_merged: (p: { ranges: string }) => [
    'note',
    `Cells are merged (${p.ranges}); their value counts for the first of them only.`,
    'Unmerge them and fill in the value if it is meant for every row.',
  ],
  workbook_damaged: (p: { because: string }) => [
    'file',
    `The workbook is damaged: ${p.because}.`,
    'Open it in a spreadsheet program, let it be repaired, save it again as .xlsx, and choose that file.',
  ],
  workbook_bomb: (p: { sizeMb: number; limitMb: number }) => [
    'file',
    `Unpacked, the workbook would hold ${p.sizeMb} MB, more than the ${p.limitMb} MB allowed; this is how harmful files are made.`,
    'If you trust it, save the sheet that is needed as CSV.',
  ],
  too_slow: (p: { seconds: number }) => [
    'file',
    `The file could not be read within ${p.seconds} seconds.`,
    'Open it in a spreadsheet program, save it again as .xlsx or CSV, and choose that file.',
  ],
  reader_failed: (p: { because: string }) => [
    'file',
    `Reading the file failed: ${p.because}.`,
    'Save it again as CSV or .xlsx and choose that file; if it fails again, report it with the file.',
  ],
  more_alike: (p: { code: string; count: number }) => [
    'note',
    `There are ${p.count} more of these (${p.code}); only the first are listed.`,
    'Look at the first ones; what mends them mends the rest.',
  ],
} as const satisfies Record<string, (params: never) => Sentence>;

export type IssueCode = keyof typeof sentences;
type Params<Code extends IssueCode> = Parameters<(typeof sentences)[Code]>;

/** The issue with its sentence filled in; `params` are what the sentence of that code needs. */
export function issue<Code extends IssueCode>(code: Code, place: Place, ...params: Params<Code>): TableIssue {
  const [gravity, message, todo] = (sentences[code] as (...given: Params<Code>) => Sentence)(...params);
  return {
    code,
    message,
    todo,
    file: place.file,
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
    ...(place.row === undefined ? {} : { row: place.row }),
    ...(place.column === undefined ? {} : { column: place.column }),
    gravity,
  };
}

/** `3`, `3 and 4`, `3–7`, `3, 9, 12 and more`: rows named in a sentence. */
export function rowsInWords(rows: readonly number[]): string {
  const [first, ...rest] = rows;
  if (first === undefined) return 'no row';
  const last = rest.at(-1);
  if (last === undefined) return `row ${first}`;
  if (rest.length === 1) return `rows ${first} and ${last}`;
  if (last - first === rest.length) return `rows ${first}–${last}`;
  const named = rows.slice(0, 5);
  return rows.length > named.length
    ? `rows ${named.join(', ')} and more`
    : `rows ${named.slice(0, -1).join(', ')} and ${last}`;
}

/** Text from a file, short enough for a sentence and on one line. */
export function excerpt(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : line;
}

/** Issues of one kind that are listed; what lies beyond is counted. */
const LISTED = 20;

/** At most twenty issues of each code, and one that counts the others of that code. */
export function listed(issues: readonly TableIssue[], place: Place): TableIssue[] {
  const counts = new Map<string, number>();
  const kept = issues.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= LISTED;
  });
  for (const [code, count] of counts) {
    if (count > LISTED) kept.push(issue('more_alike', place, { code, count: count - LISTED }));
  }
  return kept;
}

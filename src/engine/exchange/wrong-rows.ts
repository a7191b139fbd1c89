import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, problem, refused } from '../../contract/refusal.ts';
import type { Moment, Problem } from '../../contract/units.ts';
import { type Cell, type CsvOptions, textOf, writeCsvAs } from '../formats/index.ts';
import { change, lastEntry, record } from '../journal/index.ts';
import type { WriteDb } from '../store/db.ts';
import type { Outside } from '../store/outside.ts';
import { reopen } from './reopen.ts';
import { tablesNamed } from './rows.ts';
import type { StagedTable } from './staged.ts';
import { type Staging, withStaging } from './staging-files.ts';

/** The column that says why a row stayed out. It stands in no list of headers, so a mended file comes in as it is. */
const REASON_COLUMN = 'Why it was not imported';

/**
 * Writes the wrong rows of one file of a batch as CSV: the same columns, cells as they came, and a column with the reason;
 * those of a CSV file with its delimiter, and in its encoding.
 *
 * @throws NOT_FOUND; REFUSED when nothing is wrong, or several files have wrong rows and none is named
 */
export async function wrongRows(
  db: WriteDb,
  input: Asked<'exchange', 'wrongRows'>,
  moment: Moment,
  outside: Outside,
): Promise<Answer<'exchange', 'wrongRows'>> {
  await reopen(db, input.batch);
  const { table, rows } = withStaging(db.file, input.batch, (staging) => {
    const chosen = chosenTable(staging, input.file);
    return { table: chosen, rows: wrongOf(staging, chosen) };
  });
  const columns = [...table.read.columns, REASON_COLUMN];
  const bytes = await writeCsvAs({ columns, rows }, { delimiter: delimiterOf(table) }, table.read.encoding);
  const written = outside.write(input.to, bytes, rows.length);
  // The names and the hash, never a path: the journal is replayed on other machines.
  const kept = { batch: input.batch, of: table.file, file: written.file, sha256: written.sha256 };
  change(db, { verb: 'exchange.export', input: kept }, moment, (tx) =>
    record(tx, {
      subject: input.batch,
      subjectName: table.file,
      words: `${rows.length} wrong ${rows.length === 1 ? 'row' : 'rows'} of ${table.file} went back to the sender`,
      what: { ...kept, rows: rows.length, head: lastEntry(tx).hash },
    }),
  );
  return written;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

const delimiterOf = ({ read }: StagedTable): NonNullable<CsvOptions['delimiter']> =>
  DELIMITERS.find((one) => one === read.delimiter) ?? ',';

function chosenTable({ tables }: Staging, file: string | undefined): StagedTable {
  const named = tablesNamed(tables, file);
  if (file !== undefined && named.length === 0) throw notFound('file', file);
  const wrong = named.filter((table) => table.counts.wrong > 0);
  const [first, second] = wrong;
  if (first === undefined)
    throw refused(problem('nothing_wrong', 'No row of this import is wrong.', 'There is nothing to send back.'));
  if (second !== undefined) {
    throw refused(
      problem(
        'file_needed',
        `Several files have wrong rows: ${wrong.map((table) => (table.sheet === null ? table.file : `${table.file}#${table.sheet}`)).join(', ')}.`,
        'Name one of them.',
      ),
    );
  }
  return first;
}

function wrongOf({ db }: Staging, table: StagedTable): (string | null)[][] {
  const found = db.all<{ id: number; cells: string }>(
    `SELECT r.id, r.cells FROM ${table.kind} k JOIN rows r ON r.id = k.row_id WHERE k.file_ord = ? AND k.fate = 'wrong' ORDER BY k.row_id`,
    table.ord,
  );
  return found.map(({ id, cells }) => {
    const row = (JSON.parse(cells) as Cell[]).map((cell) => (cell === '' ? null : textOf(cell)));
    return [
      ...row,
      reasonOf(
        db.all<{ body: string }>("SELECT body FROM issues WHERE row_id = ? AND gravity = 'row' ORDER BY id", id),
      ),
    ];
  });
}

const reasonOf = (found: readonly { body: string }[]): string =>
  found
    .map(({ body }) => JSON.parse(body) as Problem)
    .map(({ column, message, todo }) => `${column === undefined ? '' : `${column}: `}${message} ${todo}`)
    .join(' | ');

import { nameColumns, namelessColumns } from './columns.ts';
import type { CsvFlaw } from './csv-records.ts';
import { findHeader, HEADER_SAMPLE, isBlankCell, type PlacedCells } from './header.ts';
import { excerpt, issue, listed, type Place, rowsInWords } from './issues.ts';
import { RowShaper } from './shape-rows.ts';
import { type ReadOptions, type TableHead, type TableIssue, type TablePart, textOf } from './table.ts';

/** A record as a format's reader found it. */
export interface PlacedRecord extends PlacedCells {
  readonly flaw?: CsvFlaw;
  readonly issues?: readonly TableIssue[];
}

/** Records in order, in batches, and how far the reader has come in the file. */
export type RecordBatches = AsyncGenerator<{ readonly records: readonly PlacedRecord[]; readonly bytesDone: number }>;

/** What the format's reader knows of the table before its rows. */
export interface TableOrigin extends Omit<TableHead, 'headerRow' | 'columns'> {
  readonly bytesTotal: number;
  /** Records carry their full width, so that a short one has lost cells (CSV). */
  readonly widthTold: boolean;
  /** Some bytes could not be decoded and became U+FFFD. */
  readonly lossy: boolean;
  readonly issues: readonly TableIssue[];
  /** Issues that the reader learns of while it reads; asked for at the end. */
  readonly lateIssues?: () => readonly TableIssue[];
}

/**
 * Finds header and columns in a stream of records and yields the table in parts.
 *
 * @returns `not a table`, and has yielded nothing, when no header with rows under it was found
 */
export async function* shapeTable(
  batches: RecordBatches,
  origin: TableOrigin,
  options: ReadOptions,
): AsyncGenerator<TablePart, 'table' | 'not a table'> {
  const { bytesTotal, widthTold, lossy, issues: known, lateIssues, ...about } = origin;
  const place: Place = { file: about.file, sheet: about.sheet };
  const opening: PlacedRecord[] = [];
  let bytesDone = 0;
  while (opening.length < HEADER_SAMPLE) {
    const next = await batches.next();
    if (next.done) break;
    bytesDone = next.value.bytesDone;
    for (const record of next.value.records) opening.push(record);
  }
  const start = tableStart(opening, widthTold, options.headerRow, place);
  if (start === undefined) return 'not a table';
  yield { part: 'table', table: { ...about, headerRow: start.headerRow, columns: start.columns } };

  const shaper = new RowShaper({ ...start, place, widthTold, lossy });
  const limit = options.limitRows ?? Number.POSITIVE_INFINITY;
  let yielded = 0;
  let cut = false;
  const certain = function* (): Generator<TablePart> {
    const rows = shaper.take();
    cut = yielded + rows.length > limit;
    const wanted = cut ? rows.slice(0, limit - yielded) : rows;
    yielded += wanted.length;
    if (wanted.length > 0) yield { part: 'rows', rows: wanted };
  };
  for (let records: readonly PlacedRecord[] | undefined = opening.slice(start.skip); records !== undefined; ) {
    for (const { row, cells, flaw, issues } of records) shaper.push(row, cells, flaw, issues);
    yield* certain();
    options.onProgress?.({ bytesDone, bytesTotal, rows: yielded });
    if (cut) break;
    options.signal?.throwIfAborted();
    const next = await batches.next();
    records = next.done ? undefined : next.value.records;
    bytesDone = next.done ? bytesTotal : next.value.bytesDone;
  }
  if (!cut) {
    shaper.finish();
    yield* certain();
  }
  await batches.return(undefined);
  const issues = [...known, ...start.issues, ...shaper.issues, ...(lateIssues?.() ?? [])];
  if (yielded === 0 && limit > 0) issues.push(issue('no_rows', place));
  yield { part: 'end', rowCount: yielded, cut, issues: listed(issues, place) };
  return 'table';
}

interface TableStart {
  readonly columns: readonly string[];
  readonly header: PlacedCells['cells'];
  readonly headerRow: number;
  /** How many of the opening records are above the data. */
  readonly skip: number;
  readonly issues: readonly TableIssue[];
}

function tableStart(
  opening: readonly PlacedRecord[],
  widthTold: boolean,
  told: number | undefined,
  place: Place,
): TableStart | undefined {
  const found = told === undefined ? findHeader(opening, widthTold) : headerTold(opening, told);
  if (found.found === 'not a table') return undefined;
  if (found.found === 'none') {
    const columns = namelessColumns(found.width);
    return {
      columns,
      header: [],
      headerRow: 0,
      skip: 0,
      issues: [issue('header_absent', { ...place, row: opening[0]?.row })],
    };
  }
  const header = opening[found.at];
  if (header === undefined) return undefined;
  const skip = found.at + 1;
  const { columns, issues } = nameColumns(header, reachOf(opening.slice(skip), header.cells.length, widthTold), place);
  const above = opening.slice(0, found.at).filter(({ cells }) => !cells.every(isBlankCell));
  const [firstAbove] = above;
  const preamble = firstAbove
    ? [
        issue(
          'preamble_skipped',
          { ...place, row: firstAbove.row },
          {
            rows: rowsInWords(above.map(({ row }) => row)),
            text: excerpt(above.flatMap(({ cells }) => cells.map(textOf).filter(Boolean)).join(' · '), 100),
          },
        ),
      ]
    : [];
  return { columns, header: header.cells, headerRow: header.row, skip, issues: [...preamble, ...issues] };
}

function headerTold(opening: readonly PlacedRecord[], row: number): ReturnType<typeof findHeader> {
  if (row === 0) return { found: 'none', width: Math.max(0, ...opening.map(({ cells }) => cells.length)) };
  const at = opening.findIndex((record) => record.row === row);
  return at === -1 ? { found: 'not a table' } : { found: 'header', at };
}

/**
 * The columns that rows fill beyond the header's names: in a delimited text any the header has room for, in a sheet
 * those that most rows fill (a note beside the table is no column).
 */
function reachOf(below: readonly PlacedRecord[], headerWidth: number, widthTold: boolean): number {
  const filled: number[] = [];
  for (const { cells } of below) {
    cells.forEach((cell, column) => {
      if (!isBlankCell(cell)) filled[column] = (filled[column] ?? 0) + 1;
    });
  }
  const enough = widthTold ? 1 : below.length / 2;
  const reach = filled.findLastIndex((count) => (count ?? 0) >= enough) + 1;
  return widthTold ? Math.min(reach, headerWidth) : reach;
}

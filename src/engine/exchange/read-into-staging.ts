import { zstdCompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { type Cell, issue, type Row, readTables, type TableHead, type TableIssue } from '../formats/index.ts';
import { openSource, readAll } from '../formats/source.ts';
import type { JobContext } from '../jobs/index.ts';
import { sha256 } from '../store/ids.ts';
import type { StageFile } from './stage-input.ts';
import { StyleEvidence } from './styles.ts';

/** A file of this size is read; a larger one would not fit into memory beside its rows. */
const LARGEST_BYTES = 1024 * 1024 * 1024;

/** A table in the staging file: its head, where its rows are, and how its columns write dates and numbers. */
export interface ReadTable {
  readonly ord: number;
  readonly given: StageFile;
  readonly hash: string;
  readonly sizeBytes: number;
  readonly head: TableHead | null;
  readonly firstRow: number;
  lastRow: number;
  readonly evidence: ReadonlyMap<string, StyleEvidence>;
  /** The rows could not be read to their end: none of them is imported. */
  broken: boolean;
}

/** Takes issues as they are found; `row` is the staged row, `null` for the file as a whole. */
export type TellIssue = (ord: number, rowId: number | null, issue: TableIssue) => void;

/** Writes what is read, prepared once. */
export class StagedRows {
  private readonly insert: Database.Statement;
  private readonly raw: Database.Statement;
  private nextId = 1;

  constructor(sqlite: Database.Database) {
    this.insert = sqlite.prepare('INSERT INTO rows (id, file_ord, row, cells) VALUES (?, ?, ?, ?)');
    this.raw = sqlite.prepare('INSERT OR IGNORE INTO raw (hash, size_bytes, body) VALUES (?, ?, ?)');
  }

  get next(): number {
    return this.nextId;
  }

  add(ord: number, row: Row): number {
    const id = this.nextId++;
    this.insert.run(id, ord, row.row, JSON.stringify(row.cells));
    return id;
  }

  keepRaw(hash: string, bytes: Uint8Array): void {
    this.raw.run(hash, bytes.byteLength, zstdCompressSync(bytes));
  }
}

/** The bytes of a file, or why there are none. */
async function bytesOf(file: StageFile): Promise<Uint8Array | TableIssue> {
  const opened = await openSource(file.from, file.name);
  if (!opened.ok) return opened.issue;
  const { source } = opened;
  try {
    if (source.sizeBytes > LARGEST_BYTES) {
      const megabyte = 1024 * 1024;
      const sizes = { sizeMb: Math.ceil(source.sizeBytes / megabyte), limitMb: LARGEST_BYTES / megabyte };
      return issue('file_too_big', { file: file.name }, sizes);
    }
    return await readAll(source);
  } finally {
    await source.close();
  }
}

/**
 * Reads every table of a file into the staging file. The bytes are read once, so that what is kept, hashed and parsed is
 * the same even when the file is changed under us.
 *
 * @returns a table for each sheet that has one; one without a head for a file that could not be read
 */
export async function readIntoStaging(
  file: StageFile,
  firstOrd: number,
  rows: StagedRows,
  tell: TellIssue,
  job: JobContext,
): Promise<ReadTable[]> {
  const bytes = await bytesOf(file);
  const unread = (hash: string, sizeBytes: number): ReadTable => ({
    ...{ ord: firstOrd, given: file, hash, sizeBytes, head: null, firstRow: rows.next, lastRow: rows.next - 1 },
    ...{ evidence: new Map(), broken: true },
  });
  if (!(bytes instanceof Uint8Array)) {
    tell(firstOrd, null, bytes);
    return [unread(sha256(''), 0)];
  }
  const hash = sha256(bytes);
  const tables: ReadTable[] = [];
  let table: ReadTable | undefined;
  let evidence: StyleEvidence[] = [];
  const encoding = encodingSaid(file);
  const options = {
    name: file.name,
    ...(encoding === undefined ? {} : { encoding }),
    signal: job.signal,
    ...(file.sheet === undefined ? {} : { sheet: file.sheet }),
    onProgress: ({ bytesDone, bytesTotal }: { bytesDone: number; bytesTotal: number }) => {
      job.throwIfAborted();
      job.progress({ label: `Reading ${file.name}`, done: bytesDone, total: bytesTotal });
    },
  };
  for await (const part of readTables(listed(bytes), options)) {
    switch (part.part) {
      case 'table': {
        const pinned = file.pinned?.find((one) => one.sheet === (part.table.sheet ?? null));
        table = undefined;
        if (file.pinned !== undefined && pinned === undefined) break;
        evidence = part.table.columns.map(() => new StyleEvidence());
        table = {
          ...{
            ord: pinned?.ord ?? firstOrd + tables.length,
            given: file,
            hash,
            sizeBytes: bytes.byteLength,
            head: part.table,
          },
          ...{ firstRow: rows.next, lastRow: rows.next - 1, broken: false },
          evidence: new Map(part.table.columns.map((column, at) => [column, evidence[at] ?? new StyleEvidence()])),
        };
        tables.push(table);
        break;
      }
      case 'rows':
        if (table !== undefined) takeRows(table, part.rows, evidence, rows, tell);
        break;
      case 'end':
        for (const found of part.issues) tell(table?.ord ?? firstOrd, null, found);
        break;
      // Sheets without a table: told, and the others come in.
      case 'skipped':
        for (const found of part.issues) tell(firstOrd, null, found);
        break;
      case 'refused':
        for (const found of part.issues) tell(table?.ord ?? firstOrd, null, found);
        if (table !== undefined) table.broken = true;
        break;
      default:
        part satisfies never;
    }
  }
  if (tables.length === 0) return [unread(hash, bytes.byteLength)];
  rows.keepRaw(hash, bytes);
  return tables;
}

/** How a person said the file is written, now or when it was committed. */
const encodingSaid = ({ mapping, pinned }: StageFile): string | undefined =>
  mapping?.encoding ?? pinned?.map((one) => one.mapping?.encoding).find((said) => said !== undefined);

/** A larger file holds no single registration. */
const LARGEST_RECORD = 1024 * 1024;
const OPENING_BRACE = 123;

/**
 * A JSON file that is one registration, read as a list of one: a reader of lists would take its evidence for the records.
 */
function listed(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== OPENING_BRACE || bytes.byteLength > LARGEST_RECORD) return bytes;
  try {
    const root: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof root !== 'object' || root === null || !('customer' in root)) return bytes;
    return Buffer.from(JSON.stringify([root]));
  } catch (error) {
    if (error instanceof SyntaxError) return bytes;
    throw error;
  }
}

function takeRows(
  table: ReadTable,
  read: readonly Row[],
  evidence: readonly StyleEvidence[],
  rows: StagedRows,
  tell: TellIssue,
): void {
  for (const row of read) {
    const id = rows.add(table.ord, row);
    table.lastRow = id;
    row.cells.forEach((cell, at) => {
      if (cell !== '') evidence[at]?.add(cell);
    });
    for (const found of row.issues ?? []) tell(table.ord, id, found);
  }
}

/** Rows of a table in the order of the file, so many at a time. */
export function* stagedPages(
  sqlite: Database.Database,
  table: { readonly firstRow: number; readonly lastRow: number },
  page = 2_000,
): Generator<{ id: number; row: number; cells: Cell[] }[]> {
  const select = sqlite.prepare('SELECT id, row, cells FROM rows WHERE id BETWEEN ? AND ? ORDER BY id');
  for (let from = table.firstRow; from <= table.lastRow; from += page) {
    const rows = select.all(from, Math.min(from + page - 1, table.lastRow)) as {
      id: number;
      row: number;
      cells: string;
    }[];
    yield rows.map(({ id, row, cells }) => ({ id, row, cells: JSON.parse(cells) as Cell[] }));
  }
}

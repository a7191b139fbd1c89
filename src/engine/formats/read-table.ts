import { issue } from './issues.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readXlsx } from './read-xlsx.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';
import { openSource, refusalOf, type Source } from './source.ts';
import type { ReadOptions, Row, TableHead, TableIssue, TablePart } from './table.ts';

/** Bytes of a compound file in which its directory is looked for. */
const LARGEST_SEARCHED = 64 * 1024 * 1024;

/**
 * Reads the tables of a file, part by part, so that a large one never stands in memory whole.
 *
 * The format is recognised by content, never by the name. For every table: one `table` part (columns known), `rows`
 * parts of up to some ten thousand rows, one `end` part. A workbook's sheets come in their order, those without a table
 * are told in a last `skipped` part. A file that can't be read gives one `refused` part, in the middle too, when it
 * changes, breaks off, or fails its checksum.
 *
 * Nothing is thrown for a bad file. An aborted `signal` throws its reason. Reading is work for the pool
 * (`jobs/pool.ts`), which can be stopped: a damaged workbook may take long.
 *
 * @param from  a path, or the bytes themselves
 */
export async function* readTables(from: string | Uint8Array, options: ReadOptions): AsyncGenerator<TablePart> {
  options.signal?.throwIfAborted();
  const opened = await openSource(from, options.name);
  if (!opened.ok) {
    yield { part: 'refused', issues: [opened.issue] };
    return;
  }
  const { source } = opened;
  try {
    yield* readSource(source, options);
    if (await source.hasChanged()) yield { part: 'refused', issues: [issue('file_changed', { file: options.name })] };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    yield { part: 'refused', issues: [refusalOf(error, options.name)] };
  } finally {
    await source.close();
  }
}

async function* readSource(source: Source, options: ReadOptions): AsyncGenerator<TablePart> {
  const content = sniff(await source.read(0, SNIFF_BYTES));
  switch (content.kind) {
    case 'zip':
      yield* readXlsx(source, options);
      return;
    case 'compound':
      yield { part: 'refused', issues: [issue(await compoundKind(source), { file: options.name })] };
      return;
    case 'other':
      yield { part: 'refused', issues: [issue('not_importable_kind', { file: options.name }, { kind: content.what })] };
      return;
    case 'json':
      yield* readJson(source, options);
      return;
    case 'text':
      yield* readCsv(source, options);
  }
}

/** An encrypted workbook stands in a compound file too, in a stream of this name (MS-OFFCRYPTO 2.3.4.4). */
async function compoundKind(source: Source): Promise<'workbook_encrypted' | 'old_workbook'> {
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  const whole = Buffer.from(await source.read(0, LARGEST_SEARCHED));
  return whole.includes(name) ? 'workbook_encrypted' : 'old_workbook';
}

/** A table read whole; its row issues and table issues apart, as they came. */
export interface WholeTable extends TableHead {
  readonly rows: readonly Row[];
  readonly rowCount: number;
  readonly cut: boolean;
  readonly issues: readonly TableIssue[];
}

export interface WholeFile {
  readonly tables: readonly WholeTable[];
  /** Sheets that hold no table. */
  readonly skipped: readonly TableIssue[];
  /** Why the file, or the rest of it, could not be read; empty when all went well. */
  readonly refused: readonly TableIssue[];
}

/**
 * Reads all tables of a file into memory: for previews (with `limitRows`) and small files.
 */
export async function readWhole(from: string | Uint8Array, options: ReadOptions): Promise<WholeFile> {
  const tables: WholeTable[] = [];
  const skipped: TableIssue[] = [];
  const refused: TableIssue[] = [];
  let head: TableHead | undefined;
  let rows: Row[] = [];
  for await (const part of readTables(from, options)) {
    if (part.part === 'table') {
      head = part.table;
      rows = [];
    } else if (part.part === 'rows') {
      for (const row of part.rows) rows.push(row);
    } else if (part.part === 'skipped') {
      skipped.push(...part.issues);
    } else if (part.part === 'refused') {
      refused.push(...part.issues);
    } else if (head) {
      tables.push({ ...head, rows, rowCount: part.rowCount, cut: part.cut, issues: part.issues });
    }
  }
  return { tables, skipped, refused };
}

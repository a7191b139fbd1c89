import { excerpt, issue, type Place } from './issues.ts';
import { type RecordBatches, shapeTable } from './shape-table.ts';
import type { Source } from './source.ts';
import type { ReadOptions, TableIssue, TablePart } from './table.ts';
import {
  ArchiveDamaged,
  type ArchiveEntry,
  LARGEST_UNPACKED_BYTES,
  readDirectory,
  unpack,
  unpackWhole,
} from './unzip.ts';
import {
  type Archive,
  mainPart,
  partOf,
  readStyles,
  readTexts,
  readWorkbook,
  type SheetEntry,
  type Workbook,
} from './xlsx-parts.ts';
import { type SheetContext, SheetListener } from './xlsx-sheet.ts';
import { readXml, XmlBroken } from './xml.ts';

const MEGABYTE = 1024 * 1024;
/** Deflate packs real sheets 5 to 60 times; one part beyond this and large is made to hurt. */
const HIGHEST_RATIO = 300;
/** Ranges of merged cells named in issues. */
const MERGED_TOLD = 5;

/** Reads the sheets of an XLSX workbook in their order, row by row as they are unpacked. */
export async function* readXlsx(source: Source, options: ReadOptions): AsyncGenerator<TablePart> {
  const place = { file: options.name };
  try {
    const archive = await readDirectory(source);
    const main = await mainPart(source, archive);
    if (main === undefined) {
      yield { part: 'refused', issues: [await notAWorkbook(source, archive, place)] };
      return;
    }
    yield* readSheets(source, archive, await readWorkbook(source, archive, main), options);
  } catch (error) {
    yield { part: 'refused', issues: [damage(error, place)] };
  }
}

function damage(error: unknown, place: Place): TableIssue {
  if (!(error instanceof ArchiveDamaged || error instanceof XmlBroken)) throw error;
  const because = error.message;
  return place.sheet === undefined
    ? issue('workbook_damaged', place, { because })
    : issue('sheet_unreadable', place, { because });
}

async function* readSheets(
  source: Source,
  archive: Archive,
  workbook: Workbook,
  options: ReadOptions,
): AsyncGenerator<TablePart> {
  const place = { file: options.name };
  const wanted = workbook.sheets.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  if (wanted.length === 0) {
    const sheets = workbook.sheets.map(({ name }) => `“${excerpt(name, 40)}”`).join(', ') || 'none';
    yield { part: 'refused', issues: [issue('sheet_missing', { ...place, sheet: options.sheet }, { sheets })] };
    return;
  }
  const stylesEntry = named(archive, workbook.stylesPath);
  // Missing texts are told by the first cell that needs one.
  const textsEntry = workbook.textsPath === undefined ? undefined : partOf(archive, workbook.textsPath);
  const parts = [
    stylesEntry,
    textsEntry,
    ...wanted.map(({ path }) => (path === undefined ? undefined : partOf(archive, path))),
  ];
  const bomb = bombAmong(
    parts.filter((part) => part !== undefined),
    place,
  );
  if (bomb) {
    yield { part: 'refused', issues: [bomb] };
    return;
  }
  const context = {
    calendar: workbook.calendar,
    styles: await readStyles(source, stylesEntry),
    texts: await readTexts(source, textsEntry),
  };
  const skipped: TableIssue[] = [];
  let tables = 0;
  for (const sheet of wanted) {
    options.signal?.throwIfAborted();
    const where = { ...place, sheet: sheet.name };
    try {
      const outcome = yield* readSheet(source, archive, sheet, context, options);
      if (outcome === 'table') tables += 1;
      else skipped.push(outcome);
    } catch (error) {
      yield { part: 'refused', issues: [damage(error, where)] };
      return;
    }
  }
  const [first, ...others] = skipped;
  if (first && tables === 0) yield { part: 'refused', issues: [issue('not_a_table', place), first, ...others] };
  else if (first) yield { part: 'skipped', issues: [first, ...others] };
}

/** The styles that the workbook names must be there: without them, dates would be read as numbers. */
function named(archive: Archive, path: string | undefined): ArchiveEntry | undefined {
  const part = path === undefined ? undefined : partOf(archive, path);
  if (path !== undefined && part === undefined) throw new ArchiveDamaged(`its part “${path}” is missing`);
  return part;
}

function bombAmong(
  parts: readonly { packedBytes: number; unpackedBytes: number }[],
  place: Place,
): TableIssue | undefined {
  const unpacked = parts.reduce((sum, part) => sum + part.unpackedBytes, 0);
  const steep = parts.some(
    (part) => part.unpackedBytes > 32 * MEGABYTE && part.unpackedBytes > HIGHEST_RATIO * part.packedBytes,
  );
  if (unpacked <= LARGEST_UNPACKED_BYTES && !steep) return undefined;
  const limit = steep ? 32 * MEGABYTE : LARGEST_UNPACKED_BYTES;
  return issue('workbook_bomb', place, { sizeMb: Math.ceil(unpacked / MEGABYTE), limitMb: limit / MEGABYTE });
}

async function* readSheet(
  source: Source,
  archive: Archive,
  sheet: SheetEntry,
  context: SheetContext,
  options: ReadOptions,
): AsyncGenerator<TablePart, 'table' | TableIssue> {
  const place: Place = { file: options.name, sheet: sheet.name };
  if (sheet.kind !== 'cells') return issue('sheet_not_cells', place, { kind: sheet.kind });
  const entry = sheet.path === undefined ? undefined : partOf(archive, sheet.path);
  if (entry === undefined) throw new ArchiveDamaged('the part that holds it is missing');
  const listener = new SheetListener(context);
  let filled = false;
  const batches = (async function* (): RecordBatches {
    let chunks = 0;
    for await (const _ of readXml(unpack(source, entry), listener)) {
      chunks += 1;
      const records = listener.take();
      filled ||= records.some(({ cells }) => cells.length > 0);
      if (records.length > 0) yield { records, bytesDone: Math.min(source.sizeBytes, chunks * 65_536) };
    }
    const records = listener.take();
    filled ||= records.some(({ cells }) => cells.length > 0);
    yield { records, bytesDone: source.sizeBytes };
  })();
  const outcome = yield* shapeTable(
    batches,
    {
      format: 'xlsx',
      file: options.name,
      sheet: sheet.name,
      hidden: sheet.hidden,
      bytesTotal: source.sizeBytes,
      widthTold: false,
      lossy: false,
      issues: sheet.hidden ? [issue('sheet_hidden', place)] : [],
      lateIssues: () => lateIssues(listener, place),
    },
    options,
  );
  if (outcome === 'table') return 'table';
  return filled ? issue('sheet_not_a_table', place) : issue('sheet_empty', place);
}

function lateIssues(listener: SheetListener, place: Place): TableIssue[] {
  const issues: TableIssue[] = [];
  if (listener.merged.length > 0) {
    const named = listener.merged.slice(0, MERGED_TOLD).join(', ');
    const ranges =
      listener.merged.length > MERGED_TOLD ? `${named} and ${listener.merged.length - MERGED_TOLD} more` : named;
    issues.push(issue('cells_merged', place, { ranges }));
  }
  if (listener.hiddenRows > 0) issues.push(issue('rows_hidden', place, { count: listener.hiddenRows }));
  return issues;
}

/** What an archive that is no XLSX workbook is, by the parts it has. */
async function notAWorkbook(source: Source, archive: Archive, place: Place): Promise<TableIssue> {
  const has = (start: string) => [...archive.keys()].some((name) => name.startsWith(start));
  const mimetype = archive.get('mimetype');
  const declared =
    mimetype && mimetype.unpackedBytes < 200 ? Buffer.from(await unpackWhole(source, mimetype)).toString('latin1') : '';
  if (declared.includes('opendocument.spreadsheet'))
    return issue('not_importable_kind', place, { kind: 'an OpenDocument spreadsheet (.ods)' });
  if (has('xl/workbook.bin')) return issue('not_importable_kind', place, { kind: 'a binary workbook (.xlsb)' });
  if (has('xl/'))
    return issue('workbook_damaged', place, { because: 'the list of its sheets (xl/workbook.xml) is missing' });
  if (has('word/')) return issue('not_importable_kind', place, { kind: 'a text document (Word)' });
  if (has('ppt/')) return issue('not_importable_kind', place, { kind: 'a presentation (PowerPoint)' });
  return issue('not_importable_kind', place, { kind: 'an archive (ZIP)' });
}

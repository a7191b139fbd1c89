import { issue, type Place } from './issues.ts';
import type { Source } from './source.ts';
import type { Cell, ReadOptions, Row, TableIssue, TablePart } from './table.ts';
import { decode, detectEncoding } from './text-encoding.ts';

/** A JSON text is read whole, so its size is bounded; a list of 100 000 opportunities takes about 60 MB. */
const LARGEST_JSON_BYTES = 256 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
const BATCH = 1_000;
/** Objects inside objects become columns to this depth; what lies deeper stays JSON text. */
const DEEPEST = 4;

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * Reads records from JSON: a list of objects, alone or under a name (`records`, `opportunities`), or JSON Lines.
 *
 * Nested objects become columns with dots (`attributes.referenceId`), nested lists stay JSON text, `null` is an empty
 * cell. Of several lists the longest is read and the others are named. Whole numbers too long for a double stay text.
 */
export async function* readJson(source: Source, options: ReadOptions): AsyncGenerator<TablePart> {
  const place = { file: options.name };
  if (source.sizeBytes > LARGEST_JSON_BYTES) {
    const params = { sizeMb: Math.ceil(source.sizeBytes / MEGABYTE), limitMb: LARGEST_JSON_BYTES / MEGABYTE };
    yield { part: 'refused', issues: [issue('file_too_big', place, params)] };
    return;
  }
  const encoding = await detectEncoding(source);
  let text = '';
  for await (const piece of decode(source, encoding)) text += piece.text;
  options.signal?.throwIfAborted();
  const parsed = parse(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) {
    yield { part: 'refused', issues: [issue('json_broken', place, { at: parsed.at })] };
    return;
  }
  const [list, ...others] = recordLists(parsed.value);
  if (list === undefined) {
    yield { part: 'refused', issues: [issue('json_no_records', place)] };
    return;
  }
  const sheet = list.path === '' ? {} : { sheet: list.path };
  const names = others.map(({ path }) => path).join(', ');
  const issues =
    names === '' ? [] : [issue('json_other_lists', { ...place, ...sheet }, { read: list.path, others: names })];
  yield* listParts(list.records, { ...place, ...sheet }, encoding.encoding, source.sizeBytes, issues, options);
}

async function* listParts(
  records: readonly Json[],
  place: Place,
  encoding: string,
  bytesTotal: number,
  issues: readonly TableIssue[],
  options: ReadOptions,
): AsyncGenerator<TablePart> {
  const { columns, flat } = flattenAll(records);
  const sheet = place.sheet === undefined ? {} : { sheet: place.sheet };
  yield {
    part: 'table',
    table: {
      format: 'json',
      file: place.file,
      ...sheet,
      hidden: false,
      encoding,
      headerRow: 0,
      columns: columns.map(columnName),
    },
  };
  const limit = Math.min(options.limitRows ?? flat.length, flat.length);
  for (let from = 0; from < limit; from += BATCH) {
    options.signal?.throwIfAborted();
    const rows = flat.slice(from, Math.min(from + BATCH, limit)).map((fields, at): Row => {
      const row = from + at + 1;
      if (fields === undefined)
        return { row, cells: columns.map(() => ''), issues: [issue('record_not_object', { ...place, row })] };
      return { row, cells: columns.map((column) => fields.get(column) ?? '') };
    });
    yield { part: 'rows', rows };
    const done = from + rows.length;
    options.onProgress?.({ bytesDone: Math.round((bytesTotal * done) / flat.length), bytesTotal, rows: done });
  }
  yield { part: 'end', rowCount: limit, cut: limit < flat.length, issues };
}

const columnName = (path: string) => (path === '' ? '(no name)' : path);

type Parsed = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly at: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text, keepLongNumbers) as Json };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, at: 'because it is nested too deeply' };
    if (!(error instanceof SyntaxError)) throw error;
    return parseLines(text) ?? { ok: false, at: placeOf(error.message) };
  }
}

/** A whole number beyond 2^53 (an id) would lose its last digits as a double. */
function keepLongNumbers(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  return context?.source ?? value;
}

/** JSON Lines: one object a line. */
function parseLines(text: string): Parsed | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines[0]?.trim().startsWith('{')) return undefined;
  const values: Json[] = [];
  for (const line of lines) {
    try {
      values.push(JSON.parse(line, keepLongNumbers) as Json);
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
  return { ok: true, value: values };
}

function placeOf(message: string): string {
  const place = /line (\d+) column (\d+)/.exec(message);
  if (place) return `in line ${place[1]} at character ${place[2]}`;
  return /end of JSON|Unterminated/i.test(message) ? 'off before its end' : 'at its beginning';
}

interface RecordList {
  readonly path: string;
  readonly records: readonly Json[];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every list of objects in reach, the longest first. */
function recordLists(root: Json): RecordList[] {
  const found: RecordList[] = [];
  const search = (value: Json, path: string, depth: number): void => {
    if (Array.isArray(value)) {
      if (value.some(isObject)) found.push({ path, records: value });
    } else if (isObject(value) && depth < DEEPEST) {
      for (const [name, inner] of Object.entries(value))
        search(inner, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  search(root, '', 0);
  return found.sort((a, b) => b.records.length - a.records.length);
}

/** Columns in the order in which they first appear; a record that is no object has no fields. */
function flattenAll(records: readonly Json[]): { columns: string[]; flat: (ReadonlyMap<string, Cell> | undefined)[] } {
  const columns = new Set<string>();
  const flat = records.map((record) => {
    if (!isObject(record)) return undefined;
    const fields = new Map<string, Cell>();
    flatten(record, '', 1, fields);
    for (const column of fields.keys()) columns.add(column);
    return fields;
  });
  return { columns: [...columns], flat };
}

function flatten(record: JsonObject, prefix: string, depth: number, fields: Map<string, Cell>): void {
  for (const [name, value] of Object.entries(record)) {
    const path = prefix + name;
    if (isObject(value) && depth < DEEPEST) flatten(value, `${path}.`, depth + 1, fields);
    else if (typeof value === 'object' && value !== null) fields.set(path, JSON.stringify(value));
    else fields.set(path, value ?? '');
  }
}

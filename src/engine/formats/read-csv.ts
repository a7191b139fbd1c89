import { detectDialect, separatorLine } from './csv-dialect.ts';
import { type CsvDialect, splitRecords } from './csv-records.ts';
import { isGuarded, unguardFormula } from './formula-guard.ts';
import { issue } from './issues.ts';
import { type PlacedRecord, type RecordBatches, shapeTable } from './shape-table.ts';
import type { Source } from './source.ts';
import type { ReadOptions, TablePart } from './table.ts';
import { decode, detectEncoding, isKnownEncoding, type TextEncoding } from './text-encoding.ts';

/** Characters by which delimiter and quoting are judged. */
const SAMPLE_CHARACTERS = 128 * 1024;

/** Reads delimited text, whatever its encoding, delimiter, quoting and line ends, about a megabyte at a time. */
export async function* readCsv(source: Source, options: ReadOptions): AsyncGenerator<TablePart> {
  const place = { file: options.name };
  const encoding = await encodingOf(source, options.encoding);
  const text = decode(source, encoding);
  const first = await text.next();
  const opening = first.done ? '' : first.value.text.replace(/^\uFEFF/, '');
  const separator = separatorLine(opening);
  const sample = opening.slice(separator?.length ?? 0).slice(0, SAMPLE_CHARACTERS);
  const whole = !first.done && first.value.last && sample.length < SAMPLE_CHARACTERS;
  const dialect = detectDialect(sample, whole, options.delimiter ?? separator?.delimiter);
  const pieces = continued(opening.slice(separator?.length ?? 0), first, text);
  const outcome = yield* shapeTable(
    recordsOf(pieces, dialect),
    {
      format: 'csv',
      file: options.name,
      hidden: false,
      encoding: encoding.encoding,
      delimiter: dialect.delimiter,
      bytesTotal: source.sizeBytes,
      widthTold: true,
      lossy: encoding.lossy,
      issues:
        encoding.guessedBy === undefined
          ? []
          : [issue('encoding_guessed', place, { encoding: encoding.encoding, sample: encoding.guessedBy })],
    },
    options,
  );
  if (outcome === 'not a table') yield { part: 'refused', issues: [issue('not_a_table', place)] };
}

async function encodingOf(source: Source, told: string | undefined): Promise<TextEncoding> {
  const detected = await detectEncoding(source);
  if (told === undefined || !isKnownEncoding(told)) return detected;
  if (told === detected.encoding) return { encoding: told, markBytes: detected.markBytes, lossy: detected.lossy };
  return { encoding: told, markBytes: 0, lossy: /^utf-?8$/i.test(told) };
}

type Piece = { readonly text: string; readonly bytesDone: number; readonly last: boolean };

/** The first piece, with what was cut off its front, and then the others. */
async function* continued(
  opening: string,
  first: IteratorResult<Piece>,
  rest: AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  if (first.done) return;
  yield { ...first.value, text: opening };
  if (!first.value.last) yield* rest;
}

/** Every record with its row. A `sep=` line is no row: a spreadsheet doesn't show it. */
async function* recordsOf(pieces: AsyncGenerator<Piece>, dialect: CsvDialect): RecordBatches {
  let row = 0;
  let unused = '';
  for await (const { text, bytesDone, last } of pieces) {
    const input = unused === '' ? text : unused + text;
    const { records, flaws, used } = splitRecords(input, dialect, last);
    unused = input.slice(used);
    const placed = records.map((written, at): PlacedRecord => {
      row += 1;
      const cells = written.some(isGuarded) ? written.map(unguardFormula) : written;
      const flaw = flaws.size > 0 ? flaws.get(at) : undefined;
      return flaw === undefined ? { row, cells } : { row, cells, flaw };
    });
    yield { records: placed, bytesDone };
  }
}

import { type CsvDialect, splitRecords } from './csv-records.ts';
import { commonest, looksLikeData } from './header.ts';

/** The delimiters tried, the likelier first where two explain the text equally well. */
const delimiters = [',', ';', '\t', '|'] as const;

const SAMPLE_RECORDS = 400;

/**
 * How a text is delimited and quoted, judged by its beginning.
 *
 * Every candidate reads the sample; the best gives most rows the same width, that width first in a row of names, and
 * no slip in the quoting. Blanks before quotes and backslash escapes are tried only where the text shows them.
 *
 * @param sample  the first 100 000 characters or so, without the byte-order mark and a `sep=` line
 * @param whole   the sample is the whole text, so its last line counts
 */
export function detectDialect(sample: string, whole: boolean, delimiter?: string): CsvDialect {
  const loneReturn = !sample.includes('\n') && sample.includes('\r');
  const tried = delimiter === undefined ? delimiters : [delimiter];
  let best: Scored = {
    dialect: { delimiter: delimiter ?? ',', backslash: false, spaced: false, loneReturn },
    score: -1,
  };
  for (const candidate of tried) {
    const scored = bestOf(sample, whole, { ...best.dialect, delimiter: candidate, backslash: false, spaced: false });
    if (scored.score > best.score) best = scored;
  }
  return best.dialect;
}

interface Scored {
  readonly dialect: CsvDialect;
  readonly score: number;
}

/**
 * The best way to quote with one delimiter. Blanks before quotes are taken for such wherever they do no harm;
 * backslashes escape only where the text makes less sense otherwise, for they also end a path.
 */
function bestOf(sample: string, whole: boolean, plain: CsvDialect): Scored {
  const scored = (dialect: CsvDialect) => ({ dialect, score: scoreOf(sample, whole, dialect) });
  const escapedOr = (dialect: CsvDialect) => {
    const literal = scored(dialect);
    const escaped = sample.includes('\\"') ? scored({ ...dialect, backslash: true }) : literal;
    return escaped.score > literal.score ? escaped : literal;
  };
  const tight = escapedOr(plain);
  if (!['\n', plain.delimiter].some((before) => new RegExp(`${escapeRegExp(before)} +"`).test(sample))) return tight;
  const spaced = escapedOr({ ...plain, spaced: true });
  return spaced.score >= tight.score ? spaced : tight;
}

/** The delimiter that a first line `sep=;` names (Excel's own convention), and how many characters the line takes. */
export function separatorLine(text: string): { delimiter: string; length: number } | undefined {
  const line = /^"?sep=(.)"?(\r\n|\n|\r|$)/i.exec(text);
  return line?.[1] === undefined ? undefined : { delimiter: line[1], length: line[0].length };
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function scoreOf(sample: string, whole: boolean, dialect: CsvDialect): number {
  const { records, flaws } = splitRecords(sample, dialect, whole, SAMPLE_RECORDS);
  const filled = records.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return records.some((cells) => cells.length > 1) ? 1 : 0;
  const width = commonest(filled.map((cells) => cells.length));
  const alike = filled.filter((cells) => cells.length === width).length / filled.length;
  const first = filled.findIndex((cells) => cells.length === width);
  const names = filled[first] ?? [];
  const missed = width === 1 && delimiters.some((other) => isParted(filled, other));
  const unlikelyHeader = names.filter((cell) => looksLikeData(cell) || cell.trim() === '').length / names.length;
  return (
    alike ** 2 *
    Math.log2(width + 1) *
    (1 - unlikelyHeader / 2) *
    (first === 0 ? 1 : 0.7) *
    (missed ? 0.1 : 1) *
    (1 - flaws.size / (records.length + 1))
  );
}

/**
 * One column is no answer where its name, or half its rows alike, hold another delimiter; a comma before a blank
 * (`Acme, Inc.`) parts nothing.
 */
function isParted(records: readonly (readonly string[])[], delimiter: string): boolean {
  const lines = records.map(([cell = '']) => cell).filter((cell) => !cell.startsWith('#'));
  if (lines[0]?.includes(delimiter)) return true;
  const counts = lines.map(
    (line) => line.split(delimiter).filter((part, at) => at > 0 && !part.startsWith(' ')).length,
  );
  const usual = commonest(counts.filter((count) => count > 0));
  return counts.filter((count) => count > 0 && count === usual).length >= lines.length / 2;
}

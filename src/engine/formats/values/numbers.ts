import { type Cell, textOf } from '../table.ts';
import { quoted, type Reading, read, unread } from './reading.ts';

/** The decimal mark of a column. `plain`: no cell has a mark, so both readings agree. */
export type NumberStyle = '.' | ',' | 'plain' | 'ambiguous';

/** Blanks (also no-break and narrow ones) and apostrophes stand between thousands, never before decimals. */
const neutral = /[\s\u00A0\u202F\u2009'’`]/g;

/**
 * The decimal mark of a column, from samples of it.
 *
 * Of two different marks the last is the decimal one; a mark that comes twice stands between thousands; a single mark
 * decides unless exactly three digits follow it (`1.234`). Where nothing decides, or cells contradict each other, the
 * answer is `ambiguous` and a person is asked once.
 */
export function detectNumberStyle(samples: Iterable<Cell>): NumberStyle {
  let point = 0;
  let comma = 0;
  let open = 0;
  for (const sample of samples) {
    if (typeof sample !== 'string') continue;
    const told = markOf(sample);
    if (told === '.') point += 1;
    else if (told === ',') comma += 1;
    else if (told === 'open') open += 1;
  }
  if (point > 0 && comma > 0) return 'ambiguous';
  if (point > 0) return '.';
  if (comma > 0) return ',';
  return open > 0 ? 'ambiguous' : 'plain';
}

/** A letter where a digit is meant: `18,5O0` would end at its 5, and tell of a decimal comma. */
const slip = /(?<=[\d.,])[OolI|](?=[\d.,OolI|]|$)/;

/** What one cell says about the decimal mark. */
function markOf(text: string): '.' | ',' | 'open' | undefined {
  if (slip.test(text)) return undefined;
  const digits = /[.,]?\d[\d.,\s\u00A0\u202F\u2009'’`]*/
    .exec(text)?.[0]
    .replace(neutral, '')
    .replace(/[.,]+$/, '');
  const marks = digits?.match(/[.,]/g);
  if (!digits || !marks) return undefined;
  const last = marks.at(-1) === ',' ? ',' : '.';
  const other = last === ',' ? '.' : ',';
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  const [before = '', after = ''] = digits.split(last);
  return after.length === 3 && before.length <= 3 && !/^0*$/.test(before) ? 'open' : last;
}

const factors: Readonly<Record<string, number>> = {
  k: 3,
  tsd: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mio: 6,
  mil: 6,
  mill: 6,
  million: 6,
  millions: 6,
  bn: 9,
  b: 9,
  mrd: 9,
  billion: 9,
};

/**
 * The number in a cell as a plain decimal (`-1234.56`), every digit as written.
 *
 * Takes thousands in groups of three (or India's twos), `(1,234)` and `1,234-` for less than nothing, `12k` and
 * `1.2 Mio` with a note, and a number cell as it is. A letter O or l among digits is refused with the repair.
 *
 * @param style  the column's decimal mark; an undecided one refuses only what can be read in two ways
 */
export function readDecimal(cell: Cell, style: NumberStyle): Reading<string> {
  if (typeof cell === 'number') return read(textOf(cell));
  const text = textOf(cell).trim().replace(/[−–]/g, '-');
  const parts =
    /^(\()?\s*([+-]?)\s*([\d.,\s\u00A0\u202F\u2009'’`]*\d[.,]?)(?:E([+-]?\d{1,2}))?\s*(\p{L}*)\.?\s*(-?)\s*(\))?$/iu.exec(
      text,
    );
  if (!parts) return notANumber(text);
  const [, opening, sign, figures = '', power, word = '', minusAfter, closing] = parts;
  const factor = word === '' ? 0 : factors[word.toLowerCase()];
  if (factor === undefined || (opening === undefined) !== (closing === undefined)) return notANumber(text);
  const negative = [sign === '-', minusAfter === '-', opening !== undefined].filter(Boolean).length;
  if (negative > 1) return notANumber(text);
  const plain = plainFigures(text, figures, style);
  if (!plain.ok) return plain;
  const shifted = shift(plain.value, factor + Number(power ?? 0));
  const value = negative === 1 && /[1-9]/.test(shifted) ? `-${shifted}` : shifted;
  if (power !== undefined) return read(value, `${quoted(text)} is written in short form, so digits may be lost.`);
  return factor === 0 ? read(value) : read(value, `${quoted(text)} was read as ${value}.`);
}

const blank = `\\s\\u00A0\\u202F\\u2009'’\``;
/** Groups of three digits, or of two and a last of three (India), all parted by the same mark. */
const groupsParted = (mark: string) =>
  new RegExp(`^[1-9]\\d{0,2}(?:([${blank}${mark}])(?:\\d{3}|\\d\\d(?=\\1\\d)))(?:\\1(?:\\d{3}|\\d\\d(?=\\1\\d)))*$`);
const groupedByComma = groupsParted(',');
const groupedByPoint = groupsParted('.');

/** Figures with their marks to a plain decimal, by the column's style. */
function plainFigures(text: string, figures: string, style: NumberStyle): Reading<string> {
  const told = markOf(figures);
  let decimal = style === 'plain' || style === 'ambiguous' ? told : style;
  if (decimal === 'open') {
    if (style === 'ambiguous') {
      return unread(
        'number_ambiguous',
        `${quoted(text)} can be thousands or decimals: nothing in the column says which.`,
        'Choose the decimal mark for this file, or write the amount without a mark between thousands.',
      );
    }
    decimal = '.';
  }
  decimal ??= '.';
  const at = figures.lastIndexOf(decimal);
  const whole = at === -1 ? figures : figures.slice(0, at);
  const fraction = at === -1 ? '' : figures.slice(at + 1);
  const grouped = decimal === '.' ? groupedByComma : groupedByPoint;
  if (/^\d*$/.test(fraction) && (/^\d*$/.test(whole) || grouped.test(whole))) {
    const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0';
    return read(fraction === '' ? digits : `${digits}.${fraction}`);
  }
  const other = told === '.' || told === ',' ? told : undefined;
  if (other !== undefined && other !== decimal && style !== 'plain' && style !== 'ambiguous') {
    const meant = plainFigures(text, figures, other);
    if (meant.ok) {
      return unread(
        'number_style',
        `${quoted(text)} has “${other}” before its decimals, the rest of the column “${decimal}”.`,
        'Write it like the others.',
        meant.value.replace('.', decimal),
      );
    }
  }
  return unread(
    'number_grouping',
    `The thousands in ${quoted(text)} are not in groups of three.`,
    'Check the amount and write it without marks between thousands.',
  );
}

/** Moves the decimal point of a plain decimal, exactly. */
function shift(plain: string, places: number): string {
  if (places === 0) return plain;
  const [whole = '', fraction = ''] = plain.split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const result = `${padded.slice(0, at)}.${padded.slice(at)}`.replace(/\.?0*$/, (zeros) =>
    zeros.startsWith('.') ? '' : zeros,
  );
  return result
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

function notANumber(text: string): Reading<string> {
  const figures = text
    .replace(/(?<=^|[\d.,OolI|])[Oo](?=[\d.,OolI|]|$)/g, '0')
    .replace(/(?<=^|[\d.,])[lI|](?=[\d.,]|$)/g, '1');
  if (figures !== text && /\d/.test(text) && /^[\d.,\s'’()+-]+$/.test(figures)) {
    return unread(
      'number_letter',
      `${quoted(text)} has a letter among its digits.`,
      `If ${figures} is meant, write that.`,
      figures,
    );
  }
  const about =
    /^(?:~|≈|ca\.?|circa|about|approx\.?|>|<|>=|<=|>|up to|bis|±)\s*([\d.,\s'’]*\d)(?:\s*\+)?$/iu.exec(text) ??
    /^([\d.,\s'’]*\d)\s*\+$/.exec(text);
  if (about?.[1] !== undefined) {
    return unread(
      'number_vague',
      `${quoted(text)} is not one number.`,
      `Write the amount alone, for example ${about[1]}.`,
      about[1],
    );
  }
  return unread('number_unreadable', `${quoted(text)} is not a number.`, 'Write it in figures, for example 12500.');
}

/** The number in a cell as a double; a percent sign at the end is dropped, `37 %` is 37. Not for money. */
export function readNumber(cell: Cell, style: NumberStyle): Reading<number> {
  const bare = typeof cell === 'string' ? cell.replace(/\s*%\s*$/, '') : cell;
  const decimal = readDecimal(bare, style);
  if (!decimal.ok) return decimal;
  const value = Number(decimal.value);
  return Number.isFinite(value)
    ? read(value, decimal.note)
    : unread('number_too_large', `${quoted(textOf(cell))} is too large.`, 'Check the number.');
}

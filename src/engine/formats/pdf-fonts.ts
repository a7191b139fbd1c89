import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import anyAscii from 'any-ascii';

export type Weight = 'regular' | 'semibold' | 'bold';

/** A piece of a text that one font file has all characters of. */
export interface Run {
  /** The font's name in the document, and its file. */
  readonly font: string;
  readonly file: string;
  readonly text: string;
  /** A number with a separator in it: its digits are as wide as each other, and nothing is drawn together. */
  readonly isFigure: boolean;
}

// Inter draws “7.1” so close together that the point is not seen, and 17.345 reads 17345.
const FIGURE = /(\d+(?:[.,’\u00a0\u202f]\d+)+)/;

const weights: Readonly<Record<Weight, number>> = { regular: 400, semibold: 600, bold: 700 };
/** Inter comes in pieces by script; the first that has a character gives it. */
const subsets = ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese', 'cyrillic-ext', 'greek-ext'] as const;
type Subset = (typeof subsets)[number];

const require = createRequire(import.meta.url);
let ranges: ReadonlyMap<Subset, readonly (readonly [from: number, to: number])[]> | undefined;
const known = new Map<number, Subset | undefined>();

function subsetOf(codePoint: number): Subset | undefined {
  if (known.has(codePoint)) return known.get(codePoint);
  ranges ??= readRanges();
  const loaded = ranges;
  const found = subsets.find((subset) =>
    loaded.get(subset)?.some(([from, to]) => codePoint >= from && codePoint <= to),
  );
  known.set(codePoint, found);
  return found;
}

/** The package tells for each piece which characters it has, as CSS writes it: `U+0100-02BA,U+2113`. */
function readRanges(): ReadonlyMap<Subset, readonly (readonly [number, number])[]> {
  const told: Record<string, string> = require('@fontsource/inter/unicode.json');
  return new Map(
    subsets.map((subset) => [
      subset,
      (told[subset] ?? '').split(',').map((range) => {
        const [from = '', to = from] = range.replace('U+', '').split('-');
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
      }),
    ]),
  );
}

let fonts: string | undefined;

/** Looked up once: a deck asks for it thousands of times, and a look-up reads the disk. */
function folder(): string {
  fonts ??= dirname(require.resolve('@fontsource/inter/unicode.json'));
  return fonts;
}

/**
 * Cuts a text into runs of one font each.
 *
 * Characters that Inter lacks (Chinese, Arabic, Hebrew, emoji) are written in Latin letters between ‹ and ›, so that
 * they are seen to be replaced and can still be read; a sign it lacks is spelt in others (`→` as `>`).
 */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { subset: Subset; text: string }[] = [];
  for (const character of replaceUnknown(text)) {
    const subset = subsetOf(character.codePointAt(0) ?? 0) ?? 'latin';
    const last = runs.at(-1);
    // A blank or a mark belongs to the run before it: a change of font costs and gains nothing.
    if (last && (last.subset === subset || /[\s\p{M}]/u.test(character))) last.text += character;
    else runs.push({ subset, text: character });
  }
  return runs.flatMap((run) => {
    const font = `inter-${run.subset}-${weights[weight]}-normal`;
    const file = join(folder(), 'files', `${font}.woff`);
    return run.text
      .split(FIGURE)
      .map((piece, at) => ({ font, file, text: piece, isFigure: at % 2 === 1 }))
      .filter((piece) => piece.text !== '');
  });
}

/** The text with what no font has written in Latin letters between ‹ and ›. */
export function replaceUnknown(text: string): string {
  let written = '';
  let unknown = '';
  const settle = () => {
    if (unknown !== '') written += `‹${anyAscii(unknown).trim() || '?'}›`;
    unknown = '';
  };
  for (const character of text.normalize('NFC')) {
    if (/\p{Cc}|\p{Cf}|\p{Cs}|\uFE0F/u.test(character) && character !== '\n') continue;
    if (character === '\n' || subsetOf(character.codePointAt(0) ?? 0) !== undefined) {
      settle();
      written += character;
    } else if (/\p{Sm}|\p{So}/u.test(character) && !/\p{Extended_Pictographic}/u.test(character)) {
      settle();
      written += anyAscii(character) || '?';
    } else {
      unknown += character;
    }
  }
  settle();
  return written;
}

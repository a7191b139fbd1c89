import { inflateSync } from 'node:zlib';

/** What is in a PDF file once it is unpacked. */
export interface UnpackedPdf {
  /** The text of the pages as its letters say it, by way of each font's table from glyphs to characters. */
  readonly texts: readonly string[];
  /** Everything else that can be read: objects, properties and unpacked streams, as Latin letters. Not the fonts' programs and tables, nor the pages' strokes. */
  readonly rest: string;
}

const OBJECT = /(\d+) 0 obj\b([\s\S]*?)\bendobj/g;

/**
 * Unpacks a PDF that this application wrote: inflates its streams and reads the letters of its pages.
 *
 * A file is searched as it will be sent, so the letters are taken from the bytes and not from what was meant to be drawn.
 * Source: ISO 32000-1, 7.3 (objects), 9.4 (text), 9.10.3 (ToUnicode).
 */
export function unpackPdf(bytes: Uint8Array): UnpackedPdf {
  const objects = new Map<number, { head: string; stream: string | null }>();
  for (const [, id, body = ''] of Buffer.from(bytes).toString('latin1').matchAll(OBJECT)) {
    objects.set(Number(id), opened(body));
  }
  const fontPrograms = new Set(
    [...objects.values()].flatMap(({ head }) =>
      [...head.matchAll(/\/FontFile\d? (\d+) 0 R/g)].map(([, id]) => Number(id)),
    ),
  );
  const letters = lettersOf(objects);
  const texts: string[] = [];
  const rest: string[] = [];
  for (const [id, { head, stream }] of objects) {
    rest.push(head, ...literals(head));
    if (stream === null || fontPrograms.has(id)) continue;
    if (/\bBT\b/.test(stream)) texts.push(...pageTexts(stream, letters));
    else if (!stream.includes('begincmap')) rest.push(stream);
  }
  return { texts, rest: rest.join('\n').replaceAll('\0', '') };
}

function opened(body: string): { head: string; stream: string | null } {
  const start = /stream\r?\n/.exec(body);
  if (start === null) return { head: body, stream: null };
  const head = body.slice(0, start.index);
  const packed = body.slice(start.index + start[0].length, body.lastIndexOf('endstream'));
  if (!/\/FlateDecode/.test(head)) return { head, stream: packed };
  return { head, stream: inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') };
}

/** The file's properties, where they are not in ASCII: UTF-16 after a byte order mark. */
const literals = (head: string): string[] =>
  [...head.matchAll(/\(\u00fe\u00ff((?:[^\\)]|\\[\s\S])*)\)/g)].map(([, text = '']) =>
    fromUtf16(Buffer.from(text.replace(/\\([\s\S])/g, '$1'), 'latin1').toString('hex')),
  );

type Letters = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** For each font's name on the pages: glyph → characters. */
function lettersOf(objects: ReadonlyMap<number, { head: string; stream: string | null }>): Letters {
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const { head } of objects.values()) {
    for (const [, list = ''] of head.matchAll(/\/Font\s*<<([\s\S]*?)>>/g)) {
      for (const [, name = '', id] of list.matchAll(/\/(\S+) (\d+) 0 R/g)) {
        const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? '')?.[1];
        fonts.set(name, charactersOf(objects.get(Number(table))?.stream ?? ''));
      }
    }
  }
  return fonts;
}

const fromUtf16 = (hex: string): string =>
  String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));

function charactersOf(table: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(first, 16);
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f\s]*)>/gi)) {
      characters.set(glyph, fromUtf16(hex.replaceAll(/\s/g, '')));
      glyph += 1;
    }
  }
  return characters;
}

/** The letters of a page twice: pieces set apart, and pieces run together, for a word may change its font in the middle. */
function pageTexts(content: string, letters: Letters): string[] {
  let font: ReadonlyMap<number, string> = new Map();
  const pieces: string[] = [];
  for (const [, name, array, single] of content.matchAll(/\/(\S+) [\d.]+ Tf|\[([^\]]*)\] TJ|<([0-9a-f]+)> Tj/gi)) {
    if (name !== undefined) font = letters.get(name) ?? new Map();
    else {
      const hex = [...(array ?? `<${single}>`).matchAll(/<([0-9a-f]*)>/gi)].map(([, part = '']) => part).join('');
      const glyphs = (hex.match(/.{4}/g) ?? []).map((glyph) => Number.parseInt(glyph, 16));
      pieces.push(glyphs.map((glyph) => font.get(glyph) ?? '').join(''));
    }
  }
  return [pieces.join(' '), pieces.join('')];
}

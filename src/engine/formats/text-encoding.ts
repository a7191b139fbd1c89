import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { byteOrderMark, guessUtf16, SNIFF_BYTES } from './sniff.ts';
import type { Source } from './source.ts';

export interface TextEncoding {
  readonly encoding: string;
  /** Bytes of the byte-order mark, not part of the text. */
  readonly markBytes: number;
  /** Set when the bytes themselves did not say: a piece of text with accents, by which a person can judge the guess. */
  readonly guessedBy?: string;
  /** UTF-8 with some bytes that are not: these become U+FFFD. */
  readonly lossy: boolean;
}

const CHUNK_BYTES = 1 << 20;

/**
 * How the bytes of a text file are to be read: byte-order mark, else strict UTF-8 over the whole file, else a guess.
 *
 * A file cut inside its last character still counts as UTF-8, and so does one with a few bad bytes among many good
 * ones. Anything else is guessed from the lines that hold bytes above 127; too few of these tell nothing, and
 * windows-1252 (a superset of Latin 1) is then the likeliest.
 */
export async function detectEncoding(source: Source): Promise<TextEncoding> {
  const head = await source.read(0, SNIFF_BYTES);
  const mark = byteOrderMark(head);
  if (mark && mark.encoding !== 'utf-8') return { encoding: mark.encoding, markBytes: mark.bytes, lossy: false };
  const utf16 = guessUtf16(head);
  if (utf16) return { encoding: utf16, markBytes: 0, lossy: false };
  const seen = await surveyUtf8(source);
  if (mark) return { encoding: 'utf-8', markBytes: mark.bytes, lossy: seen.badBytes > 0 };
  if (seen.badBytes === 0) return { encoding: 'utf-8', markBytes: 0, lossy: false };
  if (seen.badBytes * 5 <= seen.goodCharacters || seen.cutAtEnd)
    return { encoding: 'utf-8', markBytes: 0, lossy: true };
  const encoding = guessSingleByte(seen.sample);
  return {
    encoding,
    markBytes: 0,
    lossy: false,
    guessedBy: accented(iconv.decode(Buffer.from(seen.sample), encoding)),
  };
}

/** The text of a source in pieces of about a megabyte; `last` is set on the final piece, which may be empty. */
export async function* decode(
  source: Source,
  { encoding, markBytes }: Pick<TextEncoding, 'encoding' | 'markBytes'>,
): AsyncGenerator<{ readonly text: string; readonly bytesDone: number; readonly last: boolean }> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  for (let offset = markBytes; ; ) {
    const bytes = await source.read(offset, CHUNK_BYTES);
    offset += bytes.length;
    const last = offset >= source.sizeBytes;
    const text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    yield { text: last ? text + (decoder.end() ?? '') : text, bytesDone: offset, last };
    if (last) return;
  }
}

export const isKnownEncoding = (encoding: string) => iconv.encodingExists(encoding);

interface Survey {
  badBytes: number;
  goodCharacters: number;
  /** The only bad bytes are an unfinished character at the very end. */
  cutAtEnd: boolean;
  /** Lines with bytes above 127, at most 64 kB. */
  sample: Uint8Array;
}

async function surveyUtf8(source: Source): Promise<Survey> {
  const survey: Survey = { badBytes: 0, goodCharacters: 0, cutAtEnd: false, sample: new Uint8Array() };
  let carried = new Uint8Array();
  for (let offset = 0; offset < source.sizeBytes; ) {
    const read = await source.read(offset, CHUNK_BYTES);
    offset += read.length;
    const bytes = carried.length > 0 ? Buffer.concat([carried, read]) : read;
    const last = offset >= source.sizeBytes;
    const whole = last ? bytes.length : bytes.length - unfinishedTail(bytes);
    carried = bytes.slice(whole);
    const piece = bytes.subarray(0, whole);
    if (!isUtf8(piece)) {
      const cut = last ? unfinishedTail(piece) : 0;
      if (cut > 0 && survey.badBytes === 0 && isUtf8(piece.subarray(0, whole - cut))) survey.cutAtEnd = true;
      countSequences(piece, survey);
      if (survey.sample.length < 65_536) survey.sample = Buffer.concat([survey.sample, linesAbove127(piece)]);
    }
  }
  return survey;
}

/** Bytes at the end that begin a UTF-8 character and do not finish it: 0 to 3. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

const sequenceLength = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function countSequences(bytes: Uint8Array, survey: Survey): void {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(lead);
    if (lead >= 0xc2 && lead < 0xf5 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
      survey.goodCharacters += 1;
      at += length;
    } else {
      survey.badBytes += 1;
      at += 1;
    }
  }
}

function linesAbove127(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length && size < 65_536; ) {
    const newline = bytes.indexOf(10, at);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(at, end);
    if (line.some((byte) => byte > 127)) {
      lines.push(line);
      size += line.length;
    }
    at = end;
  }
  return Buffer.concat(lines);
}

function guessSingleByte(sample: Uint8Array): string {
  let above = 0;
  for (const byte of sample) if (byte > 127) above += 1;
  if (above < 12) return 'windows-1252';
  const best = chardet
    .analyse(sample)
    .find(({ name }) => name !== 'UTF-8' && !name.startsWith('UTF-') && iconv.encodingExists(name));
  if (!best || best.confidence < 30) return 'windows-1252';
  return best.name === 'ISO-8859-1' ? 'windows-1252' : best.name.toLowerCase();
}

/** A few words round the first letters beyond ASCII. */
function accented(text: string): string {
  const at = text.search(/\P{ASCII}/u);
  return text
    .slice(Math.max(0, at - 12), at + 20)
    .replace(/[\r\n]+/g, ' ')
    .trim();
}

/** What the first bytes say a file is; names and endings are not asked. */
export type Content =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'compound' }
  | { readonly kind: 'other'; readonly what: string };

/** How many of a file's first bytes `sniff` wants to see. */
export const SNIFF_BYTES = 8_192;

const magics: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)'],
  [[0xff, 0xd8, 0xff], 'a picture (JPEG)'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture (GIF)'],
  [[0x1f, 0x8b], 'a compressed file (gzip)'],
  [[0x42, 0x5a, 0x68], 'a compressed file (bzip2)'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'an archive (7-Zip)'],
  [[0x52, 0x61, 0x72, 0x21], 'an archive (RAR)'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'a compressed file (xz)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a compressed file (zstd)'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x4d, 0x5a, 0x90], 'a program'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'a database (SQLite)'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a document (RTF)'],
];

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);

/**
 * Recognises a file by its content.
 *
 * @param head  the first `SNIFF_BYTES` bytes, or the whole file when it is shorter
 */
export function sniff(head: Uint8Array): Content {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return { kind: 'zip' };
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return { kind: 'compound' };
  const magic = magics.find(([bytes]) => startsWith(head, bytes));
  if (magic) return { kind: 'other', what: magic[1] };
  if (byteOrderMark(head) === undefined && guessUtf16(head) === undefined && looksBinary(head)) {
    return { kind: 'other', what: 'a binary file' };
  }
  return sniffText(head);
}

function sniffText(head: Uint8Array): Content {
  const encoding = byteOrderMark(head)?.encoding ?? guessUtf16(head) ?? 'latin1';
  const swapped =
    encoding === 'utf-16be' ? Buffer.from(head.subarray(0, head.length & ~1)).swap16() : Buffer.from(head);
  const text = swapped
    .toString(encoding === 'latin1' ? 'latin1' : encoding === 'utf-8' ? 'utf8' : 'utf16le')
    .replace(/^\uFEFF/, '');
  const start = text.trimStart();
  if (/^<(!doctype html|html|\?xml|svg|table)\b/i.test(start)) {
    return { kind: 'other', what: /^<(\?xml|svg)/i.test(start) ? 'an XML document' : 'a web page (HTML)' };
  }
  // A CSV whose first header begins with a brace or bracket is rarer than JSON with a blank line before it.
  if (/^(\[\s*(\{|\[|\]|$)|\{\s*("|\}|$))/.test(start)) return { kind: 'json' };
  return { kind: 'text' };
}

export type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding a byte-order mark declares, and its length in bytes. */
export function byteOrderMark(head: Uint8Array): { encoding: Unicode; bytes: number } | undefined {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', bytes: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', bytes: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', bytes: 2 };
  return undefined;
}

/** UTF-16 without a mark: mostly Western text has a zero in every second byte, on one side only. */
export function guessUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head.length < 8) return undefined;
  const zeros = [0, 0] as [number, number];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[(at & 1) as 0 | 1] += 1;
  });
  const half = head.length / 2;
  if (zeros[1] > half * 0.4 && zeros[0] < half * 0.05) return 'utf-16le';
  if (zeros[0] > half * 0.4 && zeros[1] < half * 0.05) return 'utf-16be';
  return undefined;
}

/** More control characters than any text has. */
function looksBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls += 1;
  return controls > head.length * 0.05;
}

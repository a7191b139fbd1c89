import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Source } from './source.ts';

/** Unpacked bytes that a workbook's parts may hold in all. */
export const LARGEST_UNPACKED_BYTES = 768 * 1024 * 1024;

/** A file inside an archive, as the archive's directory lists it. */
export interface ArchiveEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly crc: number;
  readonly offset: number;
  readonly encrypted: boolean;
}

/** The archive breaks its format's rules; `message` ends a sentence “The file is damaged: …”. */
export class ArchiveDamaged extends Error {
  override name = 'ArchiveDamaged';
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record is 22 bytes and a comment of up to 65 535. */
const LONGEST_TAIL = 22 + 65_535 + 20;

/**
 * The directory at the end of a ZIP archive (APPNOTE 6.3.10, 4.3.12 to 4.3.16), by entry name.
 *
 * Ours rather than a library's because fflate trusts the sizes and never checks the checksums, and a damaged workbook
 * must not be read as if it were whole. Throws `ArchiveDamaged`.
 */
export async function readDirectory(source: Source): Promise<ReadonlyMap<string, ArchiveEntry>> {
  const tailAt = Math.max(0, source.sizeBytes - LONGEST_TAIL);
  const tail = viewOf(await source.read(tailAt, LONGEST_TAIL));
  const end = findEnd(tail);
  let count = tail.getUint16(end + 10, true);
  let size = tail.getUint32(end + 12, true);
  let offset = tail.getUint32(end + 16, true);
  if (end >= 20 && tail.getUint32(end - 20, true) === LOCATOR_64) {
    const record = viewOf(await source.read(toNumber(tail.getBigUint64(end - 12, true)), 56));
    if (record.byteLength < 56 || record.getUint32(0, true) !== END_64)
      throw new ArchiveDamaged('its directory cannot be found');
    count = toNumber(record.getBigUint64(32, true));
    size = toNumber(record.getBigUint64(40, true));
    offset = toNumber(record.getBigUint64(48, true));
  }
  if (offset + size > source.sizeBytes) throw new ArchiveDamaged('a part of it is missing');
  const bytes = await source.read(offset, size);
  const view = viewOf(bytes);
  const entries = new Map<string, ArchiveEntry>();
  for (let at = 0, nth = 0; nth < count; nth += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY)
      throw new ArchiveDamaged('its directory is broken');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength))
      .toString('utf8')
      .replaceAll('\\', '/');
    entries.set(name, entryAt(view, at, name, nameLength, extraLength));
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ArchiveDamaged('a size in its directory is impossible');
  return Number(value);
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - 22; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) === END && at + 22 + tail.getUint16(at + 20, true) <= tail.byteLength) return at;
  }
  throw new ArchiveDamaged('it breaks off before its end');
}

function entryAt(view: DataView, at: number, name: string, nameLength: number, extraLength: number): ArchiveEntry {
  let packedBytes = view.getUint32(at + 20, true);
  let unpackedBytes = view.getUint32(at + 24, true);
  let offset = view.getUint32(at + 42, true);
  const extraEnd = Math.min(at + 46 + nameLength + extraLength, view.byteLength);
  for (let extra = at + 46 + nameLength; extra + 4 <= extraEnd; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== 1) continue;
    let field = extra + 4;
    const next = () => {
      if (field + 8 > extraEnd) throw new ArchiveDamaged('its directory is broken');
      const value = toNumber(view.getBigUint64(field, true));
      field += 8;
      return value;
    };
    if (unpackedBytes === 0xffffffff) unpackedBytes = next();
    if (packedBytes === 0xffffffff) packedBytes = next();
    if (offset === 0xffffffff) offset = next();
  }
  return {
    name,
    method: view.getUint16(at + 10, true),
    packedBytes,
    unpackedBytes,
    crc: view.getUint32(at + 16, true),
    offset,
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
  };
}

const CHUNK_BYTES = 256 * 1024;

/**
 * The unpacked bytes of an entry, in chunks.
 *
 * Ends with a check of length and checksum, so bytes already given may still turn out damaged: `ArchiveDamaged`. Never
 * gives more than the directory promised.
 */
export async function* unpack(source: Source, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw new ArchiveDamaged('its parts are encrypted');
  const header = viewOf(await source.read(entry.offset, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL)
    throw new ArchiveDamaged(`“${entry.name}” is not where it should be`);
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.packedBytes > source.sizeBytes) throw new ArchiveDamaged(`“${entry.name}” breaks off`);
  let length = 0;
  let crc = 0;
  for await (const chunk of packedOrNot(source, entry, start)) {
    length += chunk.length;
    if (length > entry.unpackedBytes) throw new ArchiveDamaged(`“${entry.name}” holds more than its directory says`);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (length !== entry.unpackedBytes || crc !== entry.crc)
    throw new ArchiveDamaged(`“${entry.name}” fails its checksum`);
}

function packedOrNot(source: Source, entry: ArchiveEntry, start: number): AsyncIterable<Uint8Array> {
  if (entry.method === 0) return stored(source, start, entry.packedBytes);
  if (entry.method === 8) return inflated(source, entry.name, start, entry.packedBytes);
  throw new ArchiveDamaged(`“${entry.name}” is packed by a method that spreadsheets do not use`);
}

async function* stored(source: Source, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; ) {
    const chunk = await source.read(start + done, Math.min(CHUNK_BYTES, length - done));
    if (chunk.length === 0) return;
    done += chunk.length;
    yield chunk;
  }
}

async function* inflated(source: Source, name: string, start: number, length: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  // The loop below meets the same error, and a reader who stops early destroys the stream on purpose.
  const fed = pipeline(stored(source, start, length), inflate).catch(() => undefined);
  try {
    for await (const chunk of inflate) yield chunk as Uint8Array;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? new ArchiveDamaged(`“${name}” cannot be unpacked`) : error;
  } finally {
    inflate.destroy();
    await fed;
  }
}

/** An entry unpacked whole; for small parts. */
export async function unpackWhole(source: Source, entry: ArchiveEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of unpack(source, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

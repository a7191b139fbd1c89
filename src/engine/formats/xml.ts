import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';

/** A part of a document is not well-formed; `message` ends a sentence “… cannot be read: …”. */
export class XmlBroken extends Error {
  override name = 'XmlBroken';
}

export type Attributes = Readonly<Record<string, string>>;

/** What a reader of XML wants to hear; names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

const localName = (name: string) => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/**
 * Reads XML from its bytes and tells the handler what comes by.
 *
 * Yields after every chunk, so that the caller may hand on what was gathered. Characters that XML forbids are let
 * through, as spreadsheets do; anything else that is not well-formed throws `XmlBroken`.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('opentag', ({ name, attributes }) => handler.open(localName(name), attributes));
  parser.on('closetag', ({ name }) => handler.close(localName(name)));
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.on('error', (error) => {
    if (/disallowed character/.test(error.message)) return;
    throw new XmlBroken(`its XML is broken (${error.message.replace(/\.$/, '')})`);
  });
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder?.decode() ?? '').close();
}

/** Reads a small part to its end. */
export async function readXmlWhole(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(bytes, handler));
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  return chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : 'utf-8';
}

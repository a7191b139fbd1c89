/**
 * The stand-in's wire: frames between a page and the process, as JSON arrays over one WebSocket.
 *
 * Runs on both sides, so it uses neither Node nor the page.
 */

/** A value of structured clone, made into JSON: `{ $: kind, v }` stands for what JSON lacks. */
export type Encoded = unknown;

export type Accelerator = { readonly item: number; readonly accelerator: string };

export type DialogRequest =
  | { readonly kind: 'open'; readonly title: string; readonly multiple: boolean; readonly accept: string }
  | { readonly kind: 'open-path'; readonly title: string }
  | { readonly kind: 'save'; readonly title: string; readonly folder: string; readonly name: string }
  | { readonly kind: 'message'; readonly title: string; readonly text: string }
  | { readonly kind: 'choice'; readonly title: string; readonly text: string; readonly buttons: readonly string[] };

export type FromPage =
  | ['hello', address: string]
  | ['ipc-send', channel: string, args: Encoded]
  | ['ipc-post', channel: string, message: Encoded, ports: readonly string[]]
  | ['ipc-invoke', id: number, channel: string, args: Encoded]
  | ['port', id: string, data: Encoded]
  | ['port-close', id: string]
  | ['navigate', id: number, address: string]
  | ['open-window', address: string]
  | ['download', id: number, address: string]
  | ['permission', id: number, name: string, asks: 'request' | 'check']
  | ['dialog-answer', id: number, paths: readonly string[]]
  | ['accelerator', item: number];

export type ToPage =
  | ['answer', id: number, ok: boolean, value: Encoded]
  | ['ipc', channel: string, args: Encoded]
  | ['port', id: string, data: Encoded]
  | ['port-close', id: string]
  | ['title', text: string]
  | ['full-screen', on: boolean]
  | ['accelerators', list: readonly Accelerator[]]
  | ['dialog', id: number, request: DialogRequest]
  | ['offer', address: string, name: string]
  | ['gone']
  | ['reload']
  | ['closed'];

/**
 * Copies a value as Electron's channels do, into JSON.
 *
 * @throws DataCloneError for functions, symbols, promises: what Electron refuses as well
 */
export function encode(value: unknown): Encoded {
  return toJson(structuredClone(value));
}

function toJson(value: unknown): Encoded {
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'bigint') return { $: 'bigint', v: value.toString() };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: String(value) };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Date) return { $: 'date', v: value.getTime() };
  if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pair.map(toJson)) };
  if (value instanceof Set) return { $: 'set', v: [...value].map(toJson) };
  if (value instanceof Error) return { $: 'error', v: value.message };
  if (value instanceof ArrayBuffer) return { $: 'buffer', v: base64(new Uint8Array(value)) };
  if (value instanceof Uint8Array) return { $: 'bytes', v: base64(value) };
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]') throw new TypeError(`the stand-in's wire does not carry ${kind}`);
  const fields = Object.entries(value).map(([name, field]) => [name, toJson(field)]);
  return { $: 'object', v: fields };
}

/** The value `encode` was given, copied. */
export function decode(encoded: Encoded): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded;
  if (Array.isArray(encoded)) return encoded.map(decode);
  const { $: kind, v } = encoded as { $: string; v: unknown };
  const list = () => v as unknown[];
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'bigint':
      return BigInt(v as string);
    case 'number':
      return Number(v);
    case 'date':
      return new Date(v as number);
    case 'map':
      return new Map(list().map((pair) => (pair as unknown[]).map(decode) as [unknown, unknown]));
    case 'set':
      return new Set(list().map(decode));
    case 'error':
      return new Error(v as string);
    case 'buffer':
      return bytesOf(v as string).buffer;
    case 'bytes':
      return bytesOf(v as string);
    case 'object':
      return Object.fromEntries(list().map((field) => [(field as [string])[0], decode((field as unknown[])[1])]));
    default:
      throw new TypeError(`expected an encoded value, found kind ${kind}`);
  }
}

function base64(bytes: Uint8Array): string {
  const CHUNK = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

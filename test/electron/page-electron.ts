/**
 * What a sandboxed preload script gets from `electron`, in a page: contextBridge, ipcRenderer, webUtils.
 */
import { pathOf } from './page-files.ts';
import { closeBoth, onPartnerClosed, takePort } from './page-ports.ts';
import { decode, type Encoded, encode, type FromPage, type ToPage } from './wire.ts';

const socket = new WebSocket(`ws://${location.host}/__stand-in/wire`);
const waiting: FromPage[] = [['hello', location.href]];
const asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
const ports = new Map<string, MessagePort>();
const listeners = new Map<string, ((...args: unknown[]) => void)[]>();
const others: ((frame: ToPage) => void)[] = [];
let next = 0;

socket.addEventListener('open', () => {
  for (const frame of waiting.splice(0)) socket.send(JSON.stringify(frame));
});
socket.addEventListener('message', (event) => receive(JSON.parse(event.data)));
socket.addEventListener('close', () => {
  for (const port of ports.values()) closeBoth(port);
  ports.clear();
});

export function send(frame: FromPage): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  else if (socket.readyState === WebSocket.CONNECTING) waiting.push(frame);
}

/** Sends a frame that is answered, given the number it is answered by. */
export function ask(frameFor: (id: number) => FromPage): Promise<unknown> {
  next += 1;
  const id = next;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    send(frameFor(id));
  });
}

/** Frames that are not for the preload: titles, dialogs, keys. */
export function onFrame(listener: (frame: ToPage) => void): void {
  others.push(listener);
}

function receive(frame: ToPage): void {
  switch (frame[0]) {
    case 'answer': {
      const [, id, ok, value] = frame;
      const question = asked.get(id);
      asked.delete(id);
      if (ok) question?.resolve(decode(value));
      else question?.reject(new Error(String(value)));
      return;
    }
    case 'ipc':
      for (const listener of listeners.get(frame[1]) ?? []) listener({}, ...(decode(frame[2]) as unknown[]));
      return;
    case 'port':
      ports.get(frame[1])?.postMessage(decode(frame[2]));
      return;
    case 'port-close': {
      const port = ports.get(frame[1]);
      ports.delete(frame[1]);
      if (port !== undefined) closeBoth(port);
      return;
    }
    default:
      for (const listener of others) listener(frame);
  }
}

function handOver(port: MessagePort): string {
  next += 1;
  const id = `port-${next}`;
  ports.set(id, port);
  port.addEventListener('message', (event) => send(['port', id, encode(event.data)]));
  onPartnerClosed(port, () => {
    if (ports.delete(id)) send(['port-close', id]);
  });
  port.start();
  return id;
}

export const ipcRenderer = {
  send(channel: string, ...args: unknown[]): void {
    send(['ipc-send', channel, encode(args)]);
  },
  on(channel: string, listener: (...args: unknown[]) => void): void {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
  },
  postMessage(channel: string, message: unknown, transfer: readonly MessagePort[] = []): void {
    const encoded: Encoded = encode(message);
    if (!transfer.every((one) => one instanceof MessagePort)) throw new TypeError('Invalid value for transfer');
    send(['ipc-post', channel, encoded, transfer.map((port) => handOver(takePort(port)))]);
  },
  // biome-ignore lint/suspicious/noExplicitAny: what Electron declares it to answer with
  invoke(channel: string, ...args: unknown[]): Promise<any> {
    const encoded = encode(args);
    return ask((id) => ['ipc-invoke', id, channel, encoded]);
  },
};

export const contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'> = {
  exposeInMainWorld(key, api) {
    if (key in window) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    Object.defineProperty(window, key, { value: across(api), enumerable: true });
  },
};

export const webUtils: Pick<Electron.WebUtils, 'getPathForFile'> = {
  getPathForFile(file) {
    if (!(file instanceof File)) throw new TypeError('getPathForFile expected to be given a File object');
    return pathOf(file);
  },
};

/** A value as it comes out on the other side of the bridge: functions wrapped, the rest copied and frozen. */
function across(value: unknown): unknown {
  if (typeof value === 'function') {
    return (...args: unknown[]) => across(value(...args.map(across)));
  }
  if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Promise) return value.then(across);
  if (value instanceof Error) return new Error(value.message);
  if (value instanceof Blob || value instanceof Element) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(across));
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, field]) => [name, across(field)])));
  }
  return structuredClone(value);
}

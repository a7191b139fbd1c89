import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { WebSocket } from 'ws';
import { type BrowserWindow, onLoading } from './browser-window.ts';
import { Loopback } from './loopback.ts';
import { accelerators, onAccelerators, pressAccelerator } from './menu.ts';
import { protocol } from './protocol.ts';
import type { Page } from './web-contents.ts';
import type { DialogRequest, FromPage, ToPage } from './wire.ts';

const LOOK_EVERY_MS = 200;
const LOOK_FOR_MS = 15 * 60_000;

let loopback: Loopback | undefined;
let shown: BrowserWindow | undefined;
let announce: (address: string) => void = () => {};
let nextDialog = 0;
const dialogs = new Map<number, (paths: readonly string[]) => void>();
const GONE = '/__stand-in/gone';
/** What is asked while there is no page, for the next one. */
const unasked: ToPage[] = [];

/** Serves the first window that loads a page; tells the listener the address, one for each who asks. */
export function servePages(listener: (address: string) => void): void {
  announce = listener;
  onLoading((window, address) => {
    if (shown !== undefined) throw new Error('the stand-in shows one window');
    shown = window;
    void serve(window, new URL(address));
  });
  onAccelerators((list) => {
    if (shown?.isDestroyed() === false) shown.webContents.show(['accelerators', list]);
  });
}

async function serve(window: BrowserWindow, address: URL): Promise<void> {
  loopback = new Loopback({
    answer: (request) => protocol.answer(request),
    preload: window.preload,
    origin: `${address.protocol}//${address.host}`,
    joined: (socket) => join(window, socket),
  });
  await loopback.start();
  announce(loopback.mintAddress());
}

/** A fresh address for another browser; `undefined` while nothing is served. */
export function addressForAnother(): string | undefined {
  return loopback?.mintAddress();
}

export async function stopPages(): Promise<void> {
  await loopback?.stop();
}

function join(window: BrowserWindow, socket: WebSocket): void {
  const contents = window.webContents;
  const page: Page = { send: (frame: ToPage) => socket.send(JSON.stringify(frame)), ports: new Map(), address: '' };
  socket.on('message', (data) => {
    const frame: FromPage = JSON.parse(String(data));
    if (frame[0] === 'hello') {
      page.address = loopback?.toApp(frame[1]) ?? frame[1];
      if (new URL(frame[1]).pathname === GONE) {
        contents.standsIn(page);
        for (const waiting of unasked.splice(0)) page.send(waiting);
        return;
      }
      contents.joined(page);
      page.send(['accelerators', accelerators()]);
      for (const waiting of unasked.splice(0)) page.send(waiting);
    } else if (frame[0] === 'dialog-answer') {
      dialogs.get(frame[1])?.(frame[2]);
      dialogs.delete(frame[1]);
    } else if (frame[0] === 'accelerator') {
      pressAccelerator(frame[1]);
    } else if (frame[0] === 'navigate') {
      void contents.take(page, ['navigate', frame[1], loopback?.toApp(frame[2]) ?? frame[2]]);
    } else {
      void contents.take(page, frame);
    }
  });
  socket.on('close', () => contents.left(page));
  socket.on('error', (error) => console.warn('stand-in: a page broke off:', error.message));
}

/** Shows a small dialog in the page that was opened last; dismissed when there is none. */
export function askInPage(request: DialogRequest): Promise<readonly string[]> {
  const page = shown?.isDestroyed() === false ? shown.webContents.newestPage : undefined;
  if (page === undefined) return Promise.resolve([]);
  nextDialog += 1;
  const id = nextDialog;
  page.send(['dialog', id, request]);
  return new Promise((resolve) => dialogs.set(id, resolve));
}

/** Offers a file as a download of the browser once it has been written and no longer grows. */
export function offerWhenWritten(path: string): void {
  const before = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  const until = Date.now() + LOOK_FOR_MS;
  let sizeBytes = -1;
  const timer = setInterval(() => {
    const now = statSync(path, { throwIfNoEntry: false });
    const settled = now !== undefined && now.mtimeMs !== before && now.size === sizeBytes;
    sizeBytes = now?.size ?? -1;
    if (!settled && Date.now() < until) return;
    clearInterval(timer);
    if (settled && loopback !== undefined && shown?.isDestroyed() === false) {
      shown.webContents.show(['offer', loopback.offer(path), basename(path)]);
    }
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** Asks in the page, or in the next one where there is none now: for what the desktop shows though the page has gone. */
export function askInAnyPage(request: DialogRequest): Promise<readonly string[]> {
  if (shown?.isDestroyed() === false && shown.webContents.newestPage !== undefined) return askInPage(request);
  nextDialog += 1;
  const id = nextDialog;
  unasked.push(['dialog', id, request]);
  return new Promise((resolve) => dialogs.set(id, resolve));
}

/** Says in the page where a file lies. */
export function showFile(path: string): void {
  const text = existsSync(path) ? path : `${path} is not there any more.`;
  void askInPage({ kind: 'message', title: 'Where the file is', text });
}

import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { app, preventable } from './app.ts';
import { protocol } from './protocol.ts';
import { mustBeEmitted, mustBeReady } from './ready.ts';
import { WebContents } from './web-contents.ts';

const EVENTS = ['ready-to-show', 'resize', 'move', 'close', 'closed', 'page-title-updated'];
const windows: BrowserWindow[] = [];
let loading: (window: BrowserWindow, address: string) => void = () => {};

/** What shows a window's page; set once. */
export function onLoading(listener: (window: BrowserWindow, address: string) => void): void {
  loading = listener;
}

type Used =
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'setFullScreen'
  | 'setProgressBar'
  | 'setTitle'
  | 'getTitle'
  | 'show';

/** A window: the page that the loopback server shows to who holds the session. */
export class BrowserWindow implements Pick<Electron.BrowserWindow, Used> {
  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  readonly preload: string;
  readonly #contents: WebContents;
  readonly #emitter = new EventEmitter();
  #bounds: Electron.Rectangle;
  #title: string;
  #maximized = false;
  #fullScreen = false;
  #destroyed = false;
  #progress = -1;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    mustBeReady('BrowserWindow');
    const preferences = options.webPreferences ?? {};
    this.preload = sandboxedPreload(preferences);
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#title = options.title ?? app.name;
    this.#contents = new WebContents(preferences);
    this.#contents.on('did-finish-load', () => {
      this.#contents.show(['title', this.#title]);
      this.#emitter.emit('ready-to-show');
    });
    windows.push(this);
  }

  on: Electron.BrowserWindow['on'] = this.#listen('on') as unknown as Electron.BrowserWindow['on'];
  once: Electron.BrowserWindow['once'] = this.#listen('once') as unknown as Electron.BrowserWindow['once'];

  #listen(how: 'on' | 'once') {
    return (event: string, listener: (...args: unknown[]) => void) => {
      this.#mustLive();
      mustBeEmitted('BrowserWindow', EVENTS, event);
      this.#emitter[how](event, listener);
      return this;
    };
  }

  get webContents(): WebContents {
    this.#mustLive();
    return this.#contents;
  }

  /** Resolves when the page has run in a browser, which may be never. */
  loadURL(address: string): Promise<void> {
    this.#mustLive();
    const scheme = new URL(address).protocol.slice(0, -1);
    if (!protocol.isPrivileged(scheme)) throw new Error(`ERR_UNKNOWN_URL_SCHEME loading '${address}'`);
    this.#contents.load(address);
    loading(this, address);
    return new Promise((loaded) => this.#contents.on('did-finish-load', () => loaded()));
  }

  getNormalBounds(): Electron.Rectangle {
    this.#mustLive();
    return this.#bounds;
  }

  isMaximized(): boolean {
    this.#mustLive();
    return this.#maximized;
  }

  maximize(): void {
    this.#mustLive();
    this.#maximized = true;
  }

  isMinimized(): boolean {
    this.#mustLive();
    return false;
  }

  restore(): void {
    this.#mustLive();
    this.#maximized = false;
  }

  show(): void {
    this.#mustLive();
  }

  focus(): void {
    this.#mustLive();
  }

  setTitle(title: string): void {
    this.#mustLive();
    this.#title = title;
    this.#contents.show(['title', title]);
  }

  getTitle(): string {
    this.#mustLive();
    return this.#title;
  }

  setFullScreen(on: boolean): void {
    this.#mustLive();
    this.#fullScreen = on;
    this.#contents.show(['full-screen', on]);
  }

  isFullScreen(): boolean {
    this.#mustLive();
    return this.#fullScreen;
  }

  setProgressBar(progress: number): void {
    this.#mustLive();
    if (typeof progress !== 'number') throw new TypeError('Error processing argument at index 0, conversion failure');
    this.#progress = progress;
  }

  get progress(): number {
    return this.#progress;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    this.#mustLive();
    const event = preventable();
    this.#emitter.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#contents.destroy();
    this.#destroyed = true;
    windows.splice(windows.indexOf(this), 1);
    this.#emitter.emit('closed');
  }

  #mustLive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

/** Closes every window; `false` when one refuses. */
export function closeAllWindows(): boolean {
  for (const window of [...windows]) window.close();
  return windows.length === 0;
}

/**
 * The preload of a window as the stand-in can run it: sandboxed and isolated.
 *
 * @throws Error where Electron would load nothing, and for a window with less protection than the stand-in has
 */
function sandboxedPreload(preferences: Electron.WebPreferences): string {
  const { preload, sandbox = true, contextIsolation = true, nodeIntegration = false, webSecurity = true } = preferences;
  if (!sandbox || !contextIsolation || nodeIntegration || !webSecurity || preferences.webviewTag) {
    throw new Error('the stand-in shows only sandboxed, isolated windows without Node and without webviews');
  }
  if (preload === undefined) return '';
  if (!isAbsolute(preload)) throw new Error(`preload must have absolute path: ${preload}`);
  const isModule = extname(preload) === '.mjs' || /^\s*(import|export)[\s{*]/m.test(readFileSync(preload, 'utf8'));
  if (isModule)
    throw new Error(`Unable to load preload script: ${preload} is an ES module, and the window is sandboxed`);
  return preload;
}

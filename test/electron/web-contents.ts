import { EventEmitter } from 'node:events';
import { app, preventable } from './app.ts';
import { ipcMain } from './ipc-main.ts';
import { MessagePortMain } from './message-port.ts';
import { mustBeEmitted } from './ready.ts';
import { session } from './session.ts';
import { decode, type Encoded, encode, type FromPage, type ToPage } from './wire.ts';

const EVENTS = ['will-navigate', 'will-redirect', 'will-attach-webview', 'did-finish-load', 'render-process-gone'];

/** The top frame of a page; main reads where it is. */
export type WebFrameMain = { readonly url: string; readonly parent: null };

type OpenHandler = (details: { url: string }) => { action: 'deny' } | { action: 'allow' };

/** A page that shows a window: one tab of the browser. */
export type Page = { send(frame: ToPage): void; readonly ports: Map<string, MessagePortMain>; address: string };

/** What goes on in a window. Several tabs may show it, as several loads of one page would in Electron. */
export class WebContents {
  readonly #emitter = new EventEmitter();
  readonly #preferences: Electron.WebPreferences;
  readonly #pages = new Set<Page>();
  #address = '';
  #destroyed = false;
  /** A reload came between the end of a page and what stands in for it. */
  #reloadAsked = false;
  #openHandler: OpenHandler | undefined;

  constructor(preferences: Electron.WebPreferences) {
    this.#preferences = preferences;
    app.emit('web-contents-created', preventable(), this);
  }

  on: Electron.WebContents['on'] = ((event: string, listener: (...args: unknown[]) => void) => {
    this.mustLive();
    mustBeEmitted('webContents', EVENTS, event);
    this.#emitter.on(event, listener);
    return this;
  }) as unknown as Electron.WebContents['on'];

  emit(event: string, ...args: unknown[]): boolean {
    mustBeEmitted('webContents', EVENTS, event);
    return this.#emitter.emit(event, ...args);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.mustLive();
    this.#openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.mustLive();
    const encoded = encode(args);
    this.show(['ipc', channel, encoded]);
  }

  getURL(): string {
    this.mustLive();
    return this.#address;
  }

  getLastWebPreferences(): Electron.WebPreferences {
    this.mustLive();
    return this.#preferences;
  }

  /** Ends every page of the window as a crash of its process would: its scripts stop, its ports are lost. */
  forcefullyCrashRenderer(): void {
    this.mustLive();
    this.show(['gone']);
    for (const page of [...this.#pages]) this.left(page);
    const details: Electron.RenderProcessGoneDetails = { reason: 'killed', exitCode: 9 };
    setImmediate(() => this.#emitter.emit('render-process-gone', preventable(), details));
  }

  reload(): void {
    this.mustLive();
    this.#reloadAsked = this.#pages.size === 0;
    this.show(['reload']);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  mustLive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }

  load(address: string): void {
    this.#address = address;
  }

  destroy(): void {
    this.show(['closed']);
    this.#destroyed = true;
    for (const page of this.#pages) this.left(page);
  }

  /** Sends a frame to every tab. */
  show(frame: ToPage): void {
    for (const page of this.#pages) page.send(frame);
  }

  /** The tab that was opened last, for what only one may show: dialogs. */
  get newestPage(): Page | undefined {
    return [...this.#pages].at(-1);
  }

  joined(page: Page): void {
    this.#pages.add(page);
    this.#address = page.address;
    this.#emitter.emit('did-finish-load');
  }

  /** What a tab shows in place of a page that has gone: it hears of dialogs and of the reload, and is no page. */
  standsIn(page: Page): void {
    this.#pages.add(page);
    if (this.#reloadAsked) page.send(['reload']);
    this.#reloadAsked = false;
  }

  left(page: Page): void {
    this.#pages.delete(page);
    for (const port of page.ports.values()) port.lost();
    page.ports.clear();
  }

  /** A frame of a tab that concerns the page's contents. */
  async take(page: Page, frame: FromPage): Promise<void> {
    // What a page said that has gone since.
    if (!this.#pages.has(page)) return;
    const from = { sender: this, senderFrame: { url: page.address, parent: null }, ports: [] };
    switch (frame[0]) {
      case 'ipc-send':
        return ipcMain.take(frame[1], from, decode(frame[2]) as unknown[]);
      case 'ipc-post': {
        const ports = frame[3].map((id) => this.#port(page, id));
        return ipcMain.take(frame[1], { ...from, ports }, [decode(frame[2])]);
      }
      case 'ipc-invoke':
        return this.#answer(page, frame[1], `Error invoking remote method '${frame[2]}': `, () =>
          ipcMain.answer(frame[2], from, decode(frame[3]) as unknown[]),
        );
      case 'port':
        return page.ports.get(frame[1])?.take(frame[2]);
      case 'port-close':
        page.ports.get(frame[1])?.lost();
        page.ports.delete(frame[1]);
        return undefined;
      case 'navigate':
        return this.#answer(page, frame[1], '', async () => this.#mayNavigate(frame[2]));
      case 'open-window':
        return this.#openWindow(frame[1]);
      case 'download':
        return this.#answer(page, frame[1], '', async () => session.defaultSession.allowsDownload());
      case 'permission':
        return this.#answer(page, frame[1], '', () => session.defaultSession.permits(this, frame[2], frame[3]));
      default:
        throw new Error(`a frame that is not for the contents: ${frame[0]}`);
    }
  }

  #port(page: Page, id: string): MessagePortMain {
    const port = new MessagePortMain({
      send: (data: Encoded) => page.send(['port', id, data]),
      closed: () => {
        page.ports.delete(id);
        page.send(['port-close', id]);
      },
    });
    page.ports.set(id, port);
    return port;
  }

  async #answer(page: Page, id: number, prefix: string, ask: () => Promise<unknown>): Promise<void> {
    try {
      page.send(['answer', id, true, encode(await ask())]);
    } catch (error) {
      page.send(['answer', id, false, `${prefix}${error}`]);
    }
  }

  #mayNavigate(address: string): boolean {
    const event = Object.assign(preventable(), { url: address, isMainFrame: true, isSameDocument: false });
    this.#emitter.emit('will-navigate', event, address);
    return !event.defaultPrevented;
  }

  #openWindow(address: string): void {
    const answer = this.#openHandler?.({ url: address });
    if (answer?.action !== 'deny') throw new Error(`the stand-in opens no second window, asked for ${address}`);
  }
}

import { EventEmitter } from 'node:events';
import { preventable } from './app.ts';
import { mustBeEmitted, mustBeReady } from './ready.ts';
import type { WebContents } from './web-contents.ts';

type Permission = Parameters<NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>>[1];
type RequestHandler = (contents: WebContents, permission: Permission, callback: (granted: boolean) => void) => void;
type CheckHandler = (contents: WebContents | null, permission: Permission) => boolean;

export class Session {
  readonly #emitter = new EventEmitter();
  #request: RequestHandler | undefined;
  #check: CheckHandler | undefined;
  #device: (() => boolean) | undefined;

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.#device = handler;
  }

  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): this {
    mustBeEmitted('session', ['will-download'], event);
    this.#emitter.on(event, listener);
    return this;
  }

  emit(event: string, ...args: unknown[]): boolean {
    mustBeEmitted('session', ['will-download'], event);
    return this.#emitter.emit(event, ...args);
  }

  /**
   * What a page is told that asks for a permission.
   *
   * Electron grants everything while no handler is set; here that is an error, so that forgetting one is noticed.
   */
  async permits(contents: WebContents, name: string, asks: 'request' | 'check'): Promise<boolean> {
    const permission = name as Permission;
    if (permission === 'usb' || permission === 'hid' || permission === 'serial') return this.#device?.() ?? true;
    const handler = asks === 'check' ? this.#check : this.#request;
    if (handler === undefined || this.#request === undefined) {
      throw new Error(`a page asks for "${name}" and no permission handler was set`);
    }
    if (asks === 'check') return this.#check?.(contents, permission) ?? false;
    const request = this.#request;
    return new Promise((resolve) => request(contents, permission, resolve));
  }

  /** Whether a download that a page starts may go on. */
  allowsDownload(): boolean {
    const event = preventable();
    this.#emitter.emit('will-download', event);
    return !event.defaultPrevented;
  }
}

const defaultSession = new Session();

export const session = {
  get defaultSession(): Session {
    mustBeReady('Session');
    return defaultSession;
  },
};

import { EventEmitter } from 'node:events';
import type { MessagePortMain } from './message-port.ts';
import type { WebContents, WebFrameMain } from './web-contents.ts';

export type IpcMainEvent = {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
  readonly ports: MessagePortMain[];
};
type Handler = (event: IpcMainEvent, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  override on(channel: string, listener: (event: IpcMainEvent, ...args: unknown[]) => void): this {
    return super.on(channel, listener);
  }

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  /** A message of a page. */
  take(channel: string, event: IpcMainEvent, args: readonly unknown[]): void {
    this.emit(channel, event, ...args);
  }

  /** A question of a page. */
  async answer(channel: string, event: IpcMainEvent, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

export const ipcMain = new IpcMain();

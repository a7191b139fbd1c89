import { EventEmitter } from 'node:events';
import { decode, type Encoded, encode } from './wire.ts';

type Outlet = { send(data: Encoded): void; closed(): void };

/**
 * The end of a page's port that main holds. An event emitter like Electron's, and like Electron's it is nothing that
 * could be transferred to a worker.
 */
export class MessagePortMain implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'> {
  readonly #emitter = new EventEmitter();
  readonly #outlet: Outlet;
  #waiting: Encoded[] | undefined = [];
  #open = true;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  on: Electron.MessagePortMain['on'] = ((event: string, listener: (...args: unknown[]) => void) => {
    if (event !== 'message' && event !== 'close') throw new Error(`a port never emits "${event}"`);
    this.#emitter.on(event, listener);
    return this;
  }) as unknown as Electron.MessagePortMain['on'];

  postMessage(message: unknown, transfer?: readonly unknown[]): void {
    if (transfer !== undefined && transfer.length > 0) throw new TypeError('Invalid value for transfer');
    const data = encode(message);
    if (this.#open) this.#outlet.send(data);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const data of waiting) this.#emit(data);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#outlet.closed();
    this.#emitter.emit('close');
  }

  /** A message of the page; kept until `start`. */
  take(data: Encoded): void {
    if (this.#waiting === undefined) this.#emit(data);
    else this.#waiting.push(data);
  }

  /** The page's end is gone. */
  lost(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#emitter.emit('close');
  }

  #emit(data: Encoded): void {
    this.#emitter.emit('message', { data: decode(data), ports: [] });
  }
}

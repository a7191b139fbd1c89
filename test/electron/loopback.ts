import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type WebSocket, WebSocketServer } from 'ws';

/** Everything of the stand-in's own lies under this; the rest is the application's. */
const OWN = '/__stand-in/';
const MODULES = [
  'gone.ts',
  'page.ts',
  'page-dialogs.ts',
  'page-files.ts',
  'page-electron.ts',
  'page-ports.ts',
  'wire.ts',
];

export type Served = {
  /** The application's own answer. */
  answer(request: Request): Response | Promise<Response>;
  /** Path of the preload bundle, empty when there is none. */
  preload: string;
  /** Where the application's origin is. */
  origin: string;
  joined(socket: WebSocket): void;
};

const secret = () => randomBytes(32).toString('base64url');
const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** One server on loopback for one window, for whoever came with a one-time token, and no one else. */
export class Loopback {
  readonly #served: Served;
  readonly #server = createServer((request, response) => void this.#respond(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 512 * 1024 * 1024 });
  readonly #tokens = new Set<string>();
  readonly #session = secret();
  readonly #uploads = mkdtempSync(join(tmpdir(), 'tributary-stand-in-'));
  readonly #offers = new Map<string, string>();
  #host = '';

  constructor(served: Served) {
    this.#served = served;
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  async start(): Promise<void> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port on loopback');
    this.#host = `127.0.0.1:${address.port}`;
  }

  /** An address that works once; the browser that uses it may open more tabs afterwards. */
  mintAddress(): string {
    const token = secret();
    this.#tokens.add(token);
    return `http://${this.#host}/?token=${token}`;
  }

  /** The application's own address for one of ours, as main and the preload know it; others are left as they are. */
  toApp(address: string): string {
    const url = new URL(address);
    return url.host === this.#host ? `${this.#served.origin}${url.pathname}${url.search}${url.hash}` : address;
  }

  /** An address where a page may fetch a file that was written, until the end. */
  offer(path: string): string {
    const id = secret();
    this.#offers.set(id, path);
    return `${OWN}files/${id}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
    rmSync(this.#uploads, { recursive: true, force: true });
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refusal = this.#refusal(request);
      if (refusal !== undefined) return end(response, 403, refusal);
      const url = new URL(request.url ?? '/', `http://${this.#host}`);
      const token = url.searchParams.get('token');
      if (token !== null) return this.#exchange(token, response);
      if (!this.#hasSession(request))
        return end(response, 403, 'This address needs the token that was printed; it works once.');
      if (url.pathname.startsWith(OWN)) return await this.#respondOwn(request, url, response);
      return await this.#respondApp(request, url, response);
    } catch (error) {
      console.error('stand-in:', error);
      return end(response, 500, String(error));
    }
  }

  /** Why a request is refused whatever it carries: another name for this server, or another page's doing. */
  #refusal(request: IncomingMessage): string | undefined {
    const { host, origin } = request.headers;
    if (host !== this.#host) return `Host ${host} is not this server.`;
    if (origin !== undefined && origin !== `http://${this.#host}`) return `Origin ${origin} is not this server.`;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return `A ${site} request is refused.`;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    return origin === undefined && !reads ? 'A request that changes something needs an Origin.' : undefined;
  }

  #hasSession(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split('; ');
    return cookies.some((cookie) => equal(cookie, `${this.#cookieName}=${this.#session}`));
  }

  // Cookies do not keep ports apart.
  get #cookieName(): string {
    return `stand-in-${this.#host.split(':')[1]}`;
  }

  #exchange(token: string, response: ServerResponse): void {
    if (!this.#tokens.delete(token)) {
      end(response, 403, 'This token was used, or never given out.');
      return;
    }
    response.setHeader('set-cookie', `${this.#cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`);
    response.setHeader('location', '/');
    end(response, 303, '');
  }

  async #respondApp(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const asked = new Request(this.toApp(url.href), { method: request.method ?? 'GET' });
    const answer = await this.#served.answer(asked);
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
    response.statusCode = answer.status;
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    if (!isPage) return void response.end(Buffer.from(await answer.arrayBuffer()));
    // Ahead of the page's own modules, which run in the order of the document.
    const shim = `<script type="module" src="${OWN}page.ts"></script>`;
    return void response.end((await answer.text()).replace(/<head[^>]*>/, (head) => head + shim));
  }

  async #respondOwn(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const name = url.pathname.slice(OWN.length);
    if (request.method === 'POST' && name === 'files') return this.#takeFile(request, response);
    if (request.method !== 'GET') return end(response, 405, '');
    response.setHeader('cache-control', 'no-store');
    const offered = name.startsWith('files/') ? this.#offers.get(name.slice('files/'.length)) : undefined;
    if (offered !== undefined) {
      response.setHeader('content-type', 'application/octet-stream');
      response.setHeader(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(basename(offered))}`,
      );
      return pipeline(createReadStream(offered), response);
    }
    if (name === 'gone') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return void response.end(`<!doctype html><title></title><script type="module" src="${OWN}gone.ts"></script>`);
    }
    response.setHeader('content-type', 'text/javascript; charset=utf-8');
    if (name === 'preload.js') return void response.end(preloadModule(this.#served.preload));
    if (!MODULES.includes(name)) return end(response, 404, '');
    return void response.end(asJavaScript(new URL(name, import.meta.url)));
  }

  async #takeFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = basename(decodeURIComponent(String(request.headers['x-name'] ?? ''))) || 'unnamed';
    const folder = mkdtempSync(join(this.#uploads, 'file-'));
    const path = join(folder, name);
    if (request.headers['x-folder'] === 'yes') mkdirSync(path);
    else await pipeline(request, createWriteStream(path, { mode: 0o600 }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ path }));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusal(request) ?? (request.headers.origin === undefined ? 'No Origin.' : undefined);
    if (refusal !== undefined || !this.#hasSession(request) || request.url !== `${OWN}wire`) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#served.joined(opened));
  }
}

/** The preload bundle as a function of what Electron gives such a script. */
function preloadModule(preload: string): string {
  const source = preload === '' ? '' : readFileSync(preload, 'utf8');
  return `export default function preload(require, module, exports) {\n${source}\n}\n`;
}

/** Node says at every start that it may yet change how it strips types; once is known. */
function asJavaScript(file: URL): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(readFileSync(file, 'utf8'));
  } finally {
    process.emitWarning = emitWarning;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  // Whoever fetched a file broke off: there is nobody left to answer.
  if (response.headersSent) return void response.destroy();
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(text);
}

import { mustBeReady, mustNotBeReady } from './ready.ts';

type Handler = (request: Request) => Response | Promise<Response>;

class Protocol implements Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> {
  readonly #privileged = new Set<string>();
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    mustNotBeReady('protocol.registerSchemesAsPrivileged');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard && privileges.secure) this.#privileged.add(scheme);
    }
  }

  handle(scheme: string, handler: Handler): void {
    mustBeReady('protocol');
    if (this.#handlers.has(scheme)) throw new Error('Failed to register protocol: handler already registered');
    this.#handlers.set(scheme, handler);
  }

  /** Whether a page of this scheme is a secure origin, as the stand-in's loopback page is. */
  isPrivileged(scheme: string): boolean {
    return this.#privileged.has(scheme) && this.#handlers.has(scheme);
  }

  answer(request: Request): Response | Promise<Response> {
    const handler = this.#handlers.get(new URL(request.url).protocol.slice(0, -1));
    return handler === undefined ? new Response(null, { status: 404 }) : handler(request);
  }
}

export const protocol = new Protocol();

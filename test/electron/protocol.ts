import { mustBeReady, mustNotBeReady } from './ready.ts';

type Handler = (request: Request) => Response | Promise<Response>;

class Protocol implements Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> {
  #privileged: ReadonlySet<string> | undefined;
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    mustNotBeReady('protocol.registerSchemesAsPrivileged');
    if (this.#privileged !== undefined)
      throw new Error('protocol.registerSchemesAsPrivileged should be called at most once');
    // Without the last a page cannot fetch from its own origin.
    const likeTheWeb = schemes.filter(
      ({ privileges }) => privileges?.standard && privileges.secure && privileges.supportFetchAPI,
    );
    this.#privileged = new Set(likeTheWeb.map(({ scheme }) => scheme));
  }

  handle(scheme: string, handler: Handler): void {
    mustBeReady('protocol');
    if (this.#handlers.has(scheme)) throw new Error('Failed to register protocol: handler already registered');
    this.#handlers.set(scheme, handler);
  }

  /** Whether a page of this scheme is a secure origin, as the stand-in's loopback page is. */
  isPrivileged(scheme: string): boolean {
    return this.#privileged?.has(scheme) === true && this.#handlers.has(scheme);
  }

  answer(request: Request): Response | Promise<Response> {
    const handler = this.#handlers.get(new URL(request.url).protocol.slice(0, -1));
    return handler === undefined ? new Response(null, { status: 404 }) : handler(request);
  }
}

export const protocol = new Protocol();

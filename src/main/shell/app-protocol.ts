import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { isOurs, SCHEME } from './address.ts';

const NONCE_PLACEHOLDER = /__CSP_NONCE__/g;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Must run before the application is ready: makes app:// a real, secure origin. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves `app://tributary/`; after this there is nothing else a page could be loaded from. */
export function serveApp(answer: (request: Request) => Promise<Response>): void {
  protocol.handle(SCHEME, answer);
}

/**
 * The file an address of ours stands for.
 *
 * @returns `undefined` when the address is not ours or points outside the folder
 */
function fileFor(address: string, root: string): string | undefined {
  if (!isOurs(address)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    // A stray percent sign: no file of the bundle is called so.
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const file = join(root, path === '/' ? 'index.html' : path);
  const inside = relative(root, file);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) ? undefined : file;
}

/**
 * Answers a request of the page from one folder and nothing else.
 *
 * @param root  absolute path of the built renderer
 */
export async function answerFromFolder(request: Request, root: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = fileFor(request.url, root);
  if (file === undefined) return refuse(403);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return refuse(404);
    throw error;
  }
  const type = extname(file);
  const nonce = randomBytes(16).toString('base64');
  const body = type === '.html' ? bytes.toString('utf8').replace(NONCE_PLACEHOLDER, nonce) : new Uint8Array(bytes);
  return new Response(body, {
    headers: { ...headers(nonce), 'content-type': CONTENT_TYPES[type] ?? 'application/octet-stream' },
  });
}

const refuse = (status: number) => new Response(null, { status, headers: headers('') });

function headers(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/**
 * Everything comes from the bundle; scripts are files, never text in the page.
 *
 * Mantine writes its theme's variables into a `style` element while it runs, so styles need a nonce; style attributes
 * don't, because React sets them through the object model, which the policy does not concern.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === '' ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

import { randomBytes } from 'node:crypto';
import { contentSecurityPolicy } from './app-protocol.ts';

/**
 * Answers for `app://tributary/` from Vite's server, in development builds alone: same origin and policy, but for the
 * server's socket and the one script that hot reload writes into the page.
 *
 * @param server  address of Vite's server, `http://127.0.0.1:5173`
 */
export async function answerFromDevServer(request: Request, server: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const answer = await fetch(`${server}${pathname}${search}`, {
    headers: { accept: request.headers.get('accept') ?? '*/*' },
  });
  const nonce = randomBytes(16).toString('base64');
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  const policy = contentSecurityPolicy(nonce)
    .replace("script-src 'self'", `script-src 'self' 'nonce-${nonce}'`)
    .replace("connect-src 'self'", `connect-src 'self' ${server.replace('http:', 'ws:')}`);
  const headers = { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-store' };
  const body = type.startsWith('text/html')
    ? (await answer.text()).replaceAll('__CSP_NONCE__', nonce)
    : await answer.arrayBuffer();
  return new Response(body, { status: answer.status, headers });
}

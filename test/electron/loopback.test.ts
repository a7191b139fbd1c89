import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startProcess } from '../e2e/start-stand-in.ts';
import { buildFixture } from './fixture/build.ts';
import { Loopback } from './loopback.ts';

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

// Not fetch: it sets Host and Origin itself.
function ask(address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers, method }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part) => {
        body += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

const openSocket = (address: string, headers: Record<string, string>): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(address, { headers });
    socket.on('open', () => {
      socket.close();
      resolve('opened');
    });
    socket.on('error', (error) => resolve(error.message));
  });

describe('the stand-in’s server is for whoever was given its address, and no one else', () => {
  const fixture = buildFixture();
  const userData = mkdtempSync(join(tmpdir(), 'tributary-loopback-'));
  let application: ReturnType<typeof startProcess>;
  let origin = '';
  let address = '';
  let cookie = '';

  beforeAll(async () => {
    application = startProcess(fixture.app, [`--user-data-dir=${userData}`]);
    address = await application.address;
    origin = new URL(address).origin;
  });
  afterAll(async () => {
    await application.quit();
    fixture.remove();
    rmSync(userData, { recursive: true, force: true });
  });

  test('it listens on loopback alone', () => {
    expect(new URL(address).hostname).toBe('127.0.0.1');
  });

  test.each(['/', '/index.html', '/__stand-in/page.ts', '/__stand-in/preload.js'])(
    'without a token %s is refused',
    async (path) => {
      const answer = await ask(`${origin}${path}`);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('<html');
    },
  );

  test('a made-up token is refused', async () => {
    expect((await ask(`${origin}/?token=${'x'.repeat(43)}`)).status).toBe(403);
  });

  test('another Host or Origin does not use the token up', async () => {
    expect((await ask(address, { host: 'tributary.example:80' })).status).toBe(403);
    expect((await ask(address, { origin: 'https://example.com' })).status).toBe(403);
    expect((await ask(address, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('the token is exchanged once for a cookie scripts cannot read', async () => {
    const first = await ask(address);
    expect(first.status).toBe(303);
    const [set = ''] = first.headers['set-cookie'] ?? [];
    expect(set).toContain('HttpOnly');
    expect(set).toContain('SameSite=Strict');
    cookie = set.split(';')[0] ?? '';
    expect((await ask(address)).status).toBe(403);
  });

  test('with the cookie the page comes as the application answers it, policy included', async () => {
    const page = await ask(`${origin}/`, { cookie });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('<script type="module" src="/__stand-in/page.ts"></script>');
    expect(page.body).not.toContain('__CSP_NONCE__');
  });

  test.each([
    { from: 'a foreign Host', headers: { host: 'localhost:1' } },
    { from: 'a foreign Origin', headers: { origin: 'https://example.com' } },
    { from: 'the same machine on another port', headers: { origin: 'http://127.0.0.1:1' } },
    { from: 'another site', headers: { 'sec-fetch-site': 'cross-site' } },
  ])('with the cookie, $from is refused', async ({ headers }) => {
    expect((await ask(`${origin}/`, { cookie, ...headers })).status).toBe(403);
  });

  test('a file is taken from our page alone', async () => {
    const path = `${origin}/__stand-in/files`;
    expect((await ask(path, { cookie }, 'POST')).status).toBe(403);
    expect((await ask(path, { cookie, origin: 'https://example.com' }, 'POST')).status).toBe(403);
    expect((await ask(path, { cookie, origin, 'x-name': 'a.csv' }, 'POST')).status).toBe(200);
  });

  test('the socket is refused without cookie, and from another origin', async () => {
    const wire = `${origin.replace('http', 'ws')}/__stand-in/wire`;
    expect(await openSocket(wire, { origin })).toContain('403');
    expect(await openSocket(wire, { cookie })).toContain('403');
    expect(await openSocket(wire, { cookie, origin: 'https://example.com' })).toContain('403');
    expect(await openSocket(wire, { cookie, origin })).toBe('opened');
  });
});

test('a download that is broken off harms nobody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-offer-'));
  const file = join(folder, 'statement.xlsx');
  writeFileSync(file, Buffer.alloc(32 * 1024 * 1024));
  const server = new Loopback({
    answer: () => new Response('here'),
    preload: '',
    origin: 'app://tributary',
    joined: () => undefined,
  });
  await server.start();
  const address = server.mintAddress();
  const { origin } = new URL(address);
  const cookie = (await ask(address)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  await new Promise<void>((brokenOff) => {
    const asked = request(`${origin}${server.offer(file)}`, { headers: { cookie } }, (answer) => {
      answer.once('data', () => asked.destroy());
      answer.once('close', () => brokenOff());
      answer.on('error', () => undefined);
    });
    asked.on('error', () => undefined).end();
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await ask(`${origin}/`, { cookie })).toMatchObject({ status: 200, body: 'here' });
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

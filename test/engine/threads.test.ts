import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { contract } from '../../src/contract/index.ts';
import type { EngineBoot, FromEngine, ToEngine } from '../../src/contract/threads.ts';
import { startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';
import { csv } from '../support/import-desk.ts';

// The engine's threads as main starts them, with clients on ports of their own, as windows have them.
type Client = ContractRouterClient<typeof contract>;
const ENTRY = new URL('../../src/engine/index.ts', import.meta.url);
const RESOURCES = path.join(import.meta.dirname, '../../resources');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-threads-'));
const file = path.join(folder, 'vendor.tributary');
const GRANT = '00000000-0000-4000-8000-000000000001';
const running = new Set<Worker>();
let printed = '';

async function start(role: EngineBoot['role']): Promise<Worker> {
  const boot: EngineBoot = { role, file, resources: RESOURCES, actor: 'Mara', start: { do: 'open' } };
  const worker = new Worker(ENTRY, { workerData: boot, stderr: true });
  running.add(worker);
  worker.stderr.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
  });
  worker.once('exit', () => running.delete(worker));
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromEngine) => {
      if (message.type === 'ready') resolve();
      if (message.type === 'failed') reject(new Error(message.message));
    });
  });
  return worker;
}

function windowOn(worker: Worker): { client: Client; port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: 'connect', port: port2 } satisfies ToEngine, [port2]);
  port1.start();
  return { client: createORPCClient(new RPCLink({ port: port1 as never })), port: port1 };
}

async function close(worker: Worker): Promise<number> {
  const begun = performance.now();
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage({ type: 'close' } satisfies ToEngine);
  await gone;
  return performance.now() - begun;
}

const claim = (name: string) =>
  ({
    partner: 'P-1',
    customer: { name, country: 'DE', domain: `${name.toLowerCase()}.example` },
    family: 'CRM',
  }) as const;

const untilSeen = (seen: () => boolean) => expect.poll(seen, { timeout: 20_000, interval: 5 }).toBe(true);

// A thread takes a second to start, so the tests hand one writer on.
let writer: Worker;

beforeAll(async () => {
  const input = {
    name: 'Vendor',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
    kind: 'trial',
  };
  const boot: EngineBoot = {
    role: 'writer',
    file,
    resources: RESOURCES,
    actor: 'Mara',
    start: { do: 'create', input },
  };
  const engine = await startEngine(boot, () => undefined, { settle: false });
  const client = createRouterClient(router, { context: engine.contextFor('command line') });
  const partners = path.join(folder, 'partners.csv');
  fs.writeFileSync(partners, csv('Partner ID,Partner Name,Country', 'P-1,Kestrel Parts,Germany'));
  const { batch } = await client.exchange.preview({ files: [partners] });
  await client.exchange.commit({ batch });
  await engine.close();
  writer = await start('writer');
});
afterAll(async () => {
  await Promise.all([...running].map((worker) => worker.terminate()));
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('a thread that dies', () => {
  test('with decisions under way: each of them is refused, none is left hanging, and what was confirmed is there', async () => {
    const { client } = windowOn(writer);
    const confirmed: string[] = [];
    const outcomes = Promise.allSettled(
      Array.from({ length: 200 }, async (_, nth) => {
        const { id } = await client.registrations.submit(claim(`Halden${nth}`));
        confirmed.push(id);
      }),
    );
    await untilSeen(() => confirmed.length > 0);
    await writer.terminate();
    const refused = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBe(200 - confirmed.length);
    expect(refused.length).toBeGreaterThan(0);
    writer = await start('writer');
    const { client: again } = windowOn(writer);
    const there = await again.registrations.list({ limit: 500 });
    expect(there.items.map(({ id }) => id)).toEqual(expect.arrayContaining(confirmed));
    expect((await again.journal.verify()).ok).toBe(true);
    expect(await again.registrations.submit(claim('Orchid'))).toMatchObject({ state: 'submitted' });
  });
});

describe('a call that is given up', () => {
  test('is no defect: a cancelled stream, preview or commit, or a window that goes, prints nothing', async () => {
    const large = path.join(folder, 'large.csv');
    const columns = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date';
    const rows = Array.from({ length: 30_000 }, (_, row) => `O-${row},Deal ${row},Harrow,Open,${row},2026-05-01`);
    fs.writeFileSync(large, csv(columns, ...rows));
    printed = '';
    writer.postMessage({ type: 'grant', grant: GRANT, path: large, mode: 'read' } satisfies ToEngine);
    const { client } = windowOn(writer);
    const labels: string[] = [];
    void (async () => {
      for await (const { label } of await client.workspace.progress()) labels.push(label);
    })().catch(() => labels.push('closed'));

    const stream = new AbortController();
    const watching = await client.workspace.watch(undefined, { signal: stream.signal });
    const next = watching.next();
    stream.abort();
    await expect(next).rejects.toThrow();

    const files = [{ grant: GRANT }];
    const reading = new AbortController();
    const preview = client.exchange.preview({ files }, { signal: reading.signal });
    await untilSeen(() => labels.some((label) => label.startsWith('Reading')));
    reading.abort();
    await expect(preview).rejects.toMatchObject({ name: 'AbortError' });

    const { batch } = await client.exchange.preview({ files });
    const committing = new AbortController();
    const commit = client.exchange.commit({ batch }, { signal: committing.signal });
    await untilSeen(() => labels.some((label) => label.startsWith('Writing')));
    committing.abort();
    await expect(commit).rejects.toMatchObject({ name: 'AbortError' });
    await untilSeen(() => labels.includes('Cancelled'));

    const gone = windowOn(writer);
    const unheard = gone.client.exchange.preview({ files });
    labels.length = 0;
    await untilSeen(() => labels.some((label) => label.startsWith('Reading')));
    gone.port.close();
    await expect(unheard).rejects.toThrow();
    await untilSeen(() => labels.includes('Cancelled'));
    expect((await client.accounts.opportunities({})).total).toBe(0);
    expect(printed).toBe('');
  });
});

describe('a thread that is told to close', () => {
  test('ends at once though windows listen to it', async () => {
    const reader = await start('reader');
    const watching = [
      await windowOn(writer).client.workspace.watch(),
      await windowOn(reader).client.workspace.progress(),
    ].map((stream) => stream.next().catch((error: Error) => error.name));
    expect(await close(reader)).toBeLessThan(4_500);
    expect(await close(writer)).toBeLessThan(4_500);
    expect(await Promise.all(watching)).toEqual(['AbortError', 'AbortError']);
    expect(printed).toBe('');
  });
});

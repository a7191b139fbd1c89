import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../src/contract/index.ts';
import type { EngineBoot, FromEngine, ToEngine } from '../../src/contract/threads.ts';

type Client = ContractRouterClient<typeof contract>;

const ROOT = path.join(import.meta.dirname, '../..');

/** The two threads of an engine as the application starts them, with a client on each. */
export interface Threads {
  readonly questions: Client;
  readonly changes: Client;
  grant(grant: string, file: string, mode: 'read' | 'write'): void;
  close(): Promise<void>;
}

async function thread(boot: EngineBoot): Promise<Worker> {
  const worker = new Worker(path.join(ROOT, 'out/main/engine.js'), { workerData: boot });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromEngine) => {
      if (message.type === 'ready') resolve();
      if (message.type === 'failed') reject(new Error(message.message));
    });
  });
  return worker;
}

/** A window's way to a thread: its own channel to main, and main's pump to the worker's. */
function clientOf(worker: Worker): Client {
  const [window, inner] = [new MessageChannel(), new MessageChannel()];
  window.port2.on('message', (data) => inner.port1.postMessage(data));
  inner.port1.on('message', (data) => window.port2.postMessage(data));
  inner.port1.once('close', () => window.port2.close());
  worker.postMessage({ type: 'connect', port: inner.port2 } satisfies ToEngine, [inner.port2]);
  window.port1.start();
  return createORPCClient(new RPCLink({ port: window.port1 as never }));
}

async function stop(worker: Worker): Promise<void> {
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage({ type: 'close' } satisfies ToEngine);
  await gone;
}

/** Starts writer and reader on a workspace file. */
export async function startThreads(file: string): Promise<Threads> {
  const boot = { file, resources: path.join(ROOT, 'resources'), actor: 'Bench', start: { do: 'open' } } as const;
  const writer = await thread({ ...boot, role: 'writer' });
  const reader = await thread({ ...boot, role: 'reader' });
  return {
    questions: clientOf(reader),
    changes: clientOf(writer),
    grant(grant, where, mode) {
      for (const worker of [reader, writer])
        worker.postMessage({ type: 'grant', grant, path: where, mode } satisfies ToEngine);
    },
    async close() {
      await stop(reader);
      await stop(writer);
    },
  };
}

import os from 'node:os';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { BackedUp, EngineBoot, FromEngine, ToEngine } from '../contract/threads.ts';
import { type Engine, startEngine } from './engine.ts';
import { router } from './router.ts';

// An engine thread: reader or writer, as it was told. Everything it needs comes in by its boot and its control port.
const control = parentPort;
if (control === null) throw new Error('expected the engine to run in a worker thread, found the main thread');
const boot = workerData as EngineBoot;
const tell = (message: FromEngine) => control.postMessage(message);

const handler = new RPCHandler(router, {
  interceptors: [
    // A grant comes by the control port, the call that uses it by another; after long work both wait, in no order.
    async ({ next }) => {
      await turnOfTheLoop();
      return next();
    },
    onError((error, { request }) => {
      // What was declared is an answer, and a call that its caller gave up ends with the caller's own reason.
      if (error instanceof Error && 'defined' in error && error.defined === true) return;
      if (request.signal?.aborted && error === request.signal.reason) return;
      process.stderr.write(
        `engine ${boot.role}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}${os.EOL}`,
      );
    }),
  ],
});

/** Closes; what was committed is in the file whether or not a backup could be taken, which is said. */
async function closed(engine: Engine): Promise<BackedUp> {
  try {
    return await engine.close();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`engine ${boot.role}: closed, but ${why}${os.EOL}`);
    return { state: 'failed', why };
  }
}

try {
  const engine = await startEngine(boot, (label, done, total) => tell({ type: 'progress', label, done, total }));
  // A port that is open keeps the thread alive.
  const windows = new Set<MessagePort>();
  control.on('message', (message: ToEngine) => {
    switch (message.type) {
      case 'connect': {
        const port = message.port as MessagePort;
        windows.add(port);
        port.once('close', () => windows.delete(port));
        handler.upgrade(port, { context: engine.contextFor('window') });
        port.start();
        return;
      }
      case 'grant':
        engine.grants.add(message.grant, message.path, message.mode);
        return;
      case 'close':
        void closed(engine).then((backedUp) => {
          // A thread ends when nothing is left to listen to.
          for (const port of windows) port.close();
          tell({ type: 'closed', backedUp });
          control.close();
        });
        return;
      default:
        message satisfies never;
    }
  });
  tell({ type: 'ready', workspace: engine.workspace });
} catch (error) {
  const refusal = error as { code?: string; message?: string; data?: { problems?: unknown[] } };
  tell({
    type: 'failed',
    code: refusal.code ?? 'DEFECT',
    message: refusal.message ?? String(error),
    problems: refusal.data?.problems ?? [
      {
        code: 'defect',
        message: `Opening failed: ${refusal.message ?? String(error)}.`,
        todo: 'Try again; if it stays, restore the newest backup.',
      },
    ],
  });
  control.close();
}

import { app } from './app.ts';

/** What a launcher sends over Node's own channel to the process it started. */
export type FromParent =
  | { readonly do: 'quit' }
  | { readonly do: 'evaluate'; readonly id: number; readonly source: string; readonly arg: unknown };
export type ToParent =
  | { readonly type: 'address'; readonly address: string }
  | { readonly type: 'evaluated'; readonly id: number; readonly value: unknown }
  | { readonly type: 'threw'; readonly id: number; readonly error: string };

/**
 * Answers whoever started the process, and no one else: its address, quitting, and running a test's function in the
 * main process with `electron` as its first argument, as Playwright does with Electron.
 */
export function listenToParent(electron: unknown): void {
  if (process.send === undefined) return;
  const answer = (message: ToParent) => process.send?.(message);
  process.on('message', async (message: FromParent) => {
    if (message.do === 'quit') return app.quit();
    const { id, source, arg } = message;
    try {
      const run = new Function(`return (${source})`)();
      return answer({ type: 'evaluated', id, value: await run(electron, arg) });
    } catch (error) {
      return answer({
        type: 'threw',
        id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
  // Whoever started us has gone.
  process.on('disconnect', () => app.quit());
}

/** Says where the application can be seen. */
export function tellAddress(address: string): void {
  if (process.send === undefined) console.log(`Tributary is at ${address}`);
  else process.send({ type: 'address', address } satisfies ToParent);
}

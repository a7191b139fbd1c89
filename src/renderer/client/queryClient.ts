import { QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';
import { ConnectionLost, disconnectEngine } from './link.ts';
import { onShellEvent } from './useShell.ts';

/** Server state. Answers stay good until a notice says otherwise, because nobody else writes to the file. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      // A refusal stays one; only a cut connection is asked again.
      retry: (failures, error) => error instanceof ConnectionLost && failures < 3,
      retryDelay: 200,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Has every question of these features asked again; `*` is all of them. */
function invalidate(topics: ReadonlySet<string>): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      topics.has('*') || (Array.isArray(path) && (topics.has(String(path[0])) || path[0] === 'workspace')),
  });
}

const GATHER_MS = 60;
const AGAIN_AFTER_MS = 400;
const AGAIN_AT_LEAST_EVERY_MS = 30_000;

/**
 * Follows the engine's notices of change and asks again what they touch, gathered so that a burst asks once.
 *
 * Goes on over restarts of the engine, asking everything again after each; ends with `signal`.
 */
async function followChanges(signal: AbortSignal): Promise<void> {
  const gathered = new Set<string>();
  let waiting = false;
  const gather = (topics: readonly string[]) => {
    for (const topic of topics) gathered.add(topic);
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const due = new Set(gathered);
      gathered.clear();
      if (!signal.aborted) invalidate(due);
    }, GATHER_MS);
  };
  let pauseMs = AGAIN_AFTER_MS;
  while (!signal.aborted) {
    try {
      for await (const notice of await client.workspace.watch(undefined, { signal })) {
        pauseMs = AGAIN_AFTER_MS;
        gather(notice.topics);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ConnectionLost)) console.error('The notices of change stopped:', error);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(2 * pauseMs, AGAIN_AT_LEAST_EVERY_MS);
    gather(['*']);
  }
}

/** Starts with a fresh engine: nothing of the workspace before is shown again. Returns how to stop. */
export function attachWorkspace(): () => void {
  disconnectEngine();
  queryClient.clear();
  const ended = new AbortController();
  void followChanges(ended.signal);
  // Its ports died with it. The notices come again from the new one, and with them every question.
  const stopHearing = onShellEvent((event) => {
    if (event.type === 'engine-restarted') disconnectEngine();
  });
  return () => {
    stopHearing();
    ended.abort();
    disconnectEngine();
    queryClient.clear();
  };
}

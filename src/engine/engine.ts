import type { BackedUp, EngineBoot } from '../contract/threads.ts';
import type { Moment } from '../contract/units.ts';
import type { EngineContext } from './context.ts';
import { progressBoard } from './jobs/progress.ts';
import { type OnProgress, startWorkspace } from './lifecycle.ts';
import { type Notices, noticesOf } from './notices.ts';
import { settleWhenPossible } from './settle-when-possible.ts';
import { clockOf } from './store/clock.ts';
import { queued, type ReadDb, type WriteDb } from './store/db.ts';
import { type Grants, grantList, outsideOf, type Via } from './store/outside.ts';
import { openReader } from './store/workspace-file.ts';
import { workspaceRow } from './workspace.ts';

/** A workspace that answers: on the writer's thread, on the reader's, or on the command line, where one does both. */
export interface Engine {
  readonly workspace: { readonly id: string; readonly name: string; readonly kind: string };
  readonly grants: Grants;
  contextFor(via: Via): EngineContext;
  /** Finishes what is queued, backs up where told to, closes the file. */
  close(): Promise<BackedUp>;
}

const SETTLE_EVERY_MS = 60_000;

/**
 * Starts an engine: opens or makes the workspace and does what the clock asks for.
 *
 * @param options.now fixes the moment; for demo and trial workspaces
 * @param options.backUpOnClose whether closing takes a rolling backup; `daily` for a live workspace that is opened for every call
 */
export async function startEngine(
  boot: EngineBoot,
  onProgress: OnProgress,
  options: { now?: number; backUpOnClose?: boolean | 'daily'; settle?: boolean } = {},
): Promise<Engine> {
  if (boot.role === 'reader') {
    const { db, close } = openReader(boot.file);
    return engineOf(boot, db, undefined, undefined, async () => {
      close();
      return { state: 'not asked' };
    });
  }
  const open = await startWorkspace(boot, options.now ?? Date.now(), onProgress);
  const notices = noticesOf(open.db);
  const ticking = new AbortController();
  const engine = engineOf(
    boot,
    open.db,
    open.db,
    notices,
    async () => {
      ticking.abort();
      await queued(open.db, () => undefined);
      const backup = options.backUpOnClose ?? true;
      const wanted = backup === 'daily' && engine.workspace.kind !== 'live' ? false : backup;
      return open.close({ backup: wanted, now: Date.now() });
    },
    options.now,
  );
  if (options.settle ?? true) {
    const { moment } = engine.contextFor('window');
    const tick = () => queued(open.db, () => settleWhenPossible(open.db, moment()));
    await tick();
    const timer = setInterval(() => void tick(), SETTLE_EVERY_MS);
    timer.unref();
    ticking.signal.addEventListener('abort', () => clearInterval(timer));
  }
  return engine;
}

function engineOf(
  boot: EngineBoot,
  db: ReadDb,
  writeDb: WriteDb | undefined,
  notices: Notices | undefined,
  close: () => Promise<BackedUp>,
  now?: number,
): Engine {
  const workspace = workspaceRow(db);
  const grants = grantList();
  const progress = progressBoard(boot.file);
  const lastAt = () => db.get<{ at: number }>('SELECT at FROM journal_entries ORDER BY seq DESC LIMIT 1')?.at ?? 0;
  const clock = clockOf(workspace.kind, now, lastAt);
  const moment = (): Moment => ({ at: clock(), actor: boot.actor });
  return {
    workspace,
    grants,
    contextFor: (via) => ({
      db,
      writeDb,
      via,
      outside: outsideOf(grants, via),
      progress,
      notices,
      resources: boot.resources,
      moment,
    }),
    async close() {
      progress.close();
      return close();
    },
  };
}

import type { Moment } from '../contract/units.ts';
import type { ProgressBoard } from './jobs/progress.ts';
import type { Notices } from './notices.ts';
import type { ReadDb, WriteDb } from './store/db.ts';
import type { Outside, Via } from './store/outside.ts';

/** What a handler works with. Moment and identity come in from the edge; nothing inside asks a clock who or when. */
export interface EngineContext {
  readonly db: ReadDb;
  /** The writing connection; absent on the reader's thread. */
  readonly writeDb: WriteDb | undefined;
  readonly via: Via;
  readonly outside: Outside;
  readonly progress: ProgressBoard;
  /** Notices of committed changes; on the writer's thread only. */
  readonly notices: Notices | undefined;
  /** Absolute path of the resources folder. */
  readonly resources: string;
  /** The moment of this call. */
  moment(): Moment;
}

/** The writing connection, where there is one. */
export function writable(context: EngineContext): WriteDb {
  if (context.writeDb === undefined)
    throw new Error('expected a change to reach the writer’s thread, found the reader’s');
  return context.writeDb;
}

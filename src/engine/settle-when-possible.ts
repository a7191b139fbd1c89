import os from 'node:os';
import { ORPCError } from '@orpc/contract';
import type { Moment } from '../contract/units.ts';
import { settle } from './settle.ts';
import type { WriteDb } from './store/db.ts';

/**
 * Does what follows from new facts; where the disk refuses it, says so on stderr and goes on: what was asked for is done
 * and confirmed by then, and what follows is caught up on the next time, on opening at the latest.
 */
export function settleWhenPossible(db: WriteDb, moment: Moment): void {
  try {
    settle(db, moment);
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'WORKSPACE_UNUSABLE') throw error;
    process.stderr.write(`engine: what follows from new facts waits: ${error.message}${os.EOL}`);
  }
}

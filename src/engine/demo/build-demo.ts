import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { EpochMs } from '../../contract/units.ts';
import type { EngineContext } from '../context.ts';
import { progressBoard } from '../jobs/progress.ts';
import { createWorkspace } from '../programme/index.ts';
import { router } from '../router.ts';
import { sha256 } from '../store/ids.ts';
import { grantList, outsideOf } from '../store/outside.ts';
import { createWorkspaceFile } from '../store/workspace-file.ts';
import { agenda } from './agenda.ts';
import { DEMO_NOW, HISTORY_FROM } from './deals.ts';
import { DEMO_WORKSPACE, demoProgramme } from './demo-programme.ts';
import { worldOf } from './demo-world.ts';
import { openOffice } from './history.ts';
import type { Office } from './office.ts';

/**
 * Builds the demo workspace: two years of a programme, lived through the engine's own procedures with a moving clock.
 *
 * @param file       a file that does not exist yet
 * @param onProgress told often, with the days lived of all days
 */
export async function buildDemo(
  file: string,
  resources: string,
  seed: number,
  onProgress: (label: string, done: number, total: number) => void,
): Promise<void> {
  const world = worldOf(seed);
  const made = createWorkspaceFile(file, resources, 'demo', DEMO_NOW, { durable: false });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-demo-'));
  const now = { at: HISTORY_FROM, actor: 'M. Okafor' };
  const progress = progressBoard(file);
  const context: EngineContext = {
    db: made.db,
    writeDb: made.db,
    via: 'command line',
    outside: outsideOf(grantList(), 'command line'),
    progress,
    notices: undefined,
    resources,
    moment: () => ({ at: now.at as EpochMs, actor: now.actor }),
  };
  try {
    createWorkspace(
      made.db,
      { ...DEMO_WORKSPACE, id: demoId(seed), kind: 'demo', programme: demoProgramme(world.accounts) },
      context.moment(),
    );
    const diary = agenda();
    const office: Office = {
      client: createRouterClient(router, { context }),
      db: made.db,
      folder,
      now,
      diary,
      world,
      seed,
    };
    openOffice(office);
    const days = (at: number) => Math.floor((at - HISTORY_FROM) / 86_400_000);
    await diary.run(DEMO_NOW, (at) => {
      now.at = at;
      now.actor = 'M. Okafor';
      onProgress('Living through two years of a partner programme', days(at), days(DEMO_NOW));
    });
    now.at = DEMO_NOW;
    await office.client.workspace.settle();
  } finally {
    progress.close();
    await made.close({ backup: false, now: DEMO_NOW });
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The demo's id, from its seed. */
function demoId(seed: number): string {
  const hash = sha256(`tributary demo ${seed}`);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

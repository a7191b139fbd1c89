import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { NewWorkspace } from '../../src/contract/shell.ts';
import type { EpochMs, Moment } from '../../src/contract/units.ts';
import { createWorkspace } from '../../src/engine/programme/index.ts';
import type { WriteDb } from '../../src/engine/store/db.ts';
import { createWorkspaceFile } from '../../src/engine/store/workspace-file.ts';

/** A real workspace in a folder of its own, gone when closed. */
export interface ScratchWorkspace {
  readonly db: WriteDb;
  readonly file: string;
  close(): Promise<void>;
}

const RESOURCES = path.join(import.meta.dirname, '../../resources');

const SETTINGS: NewWorkspace = {
  name: 'Scratch',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
};

/** A moment as tests write it: an ISO instant (`2026-03-02T10:00+01:00`), and who. */
export const moment = (iso: string, actor = 'Mara Ruiz'): Moment => {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new Error(`expected an instant such as 2026-03-02T10:00Z, found ${iso}`);
  return { at: at as EpochMs, actor };
};

/**
 * Makes an empty trial workspace.
 *
 * @param options.programme a whole `ProgrammeBody` to begin with; the default programme when absent
 * @param options.made      when it was made; 1 January 2026 when absent
 */
export function scratchWorkspace(
  options: { settings?: Partial<NewWorkspace>; programme?: unknown; made?: Moment } = {},
): ScratchWorkspace {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-scratch-'));
  const file = path.join(folder, 'scratch.tributary');
  const made = options.made ?? moment('2026-01-01T08:00Z');
  const workspace = createWorkspaceFile(file, RESOURCES, made.actor, made.at, { durable: false });
  const settings = { ...SETTINGS, ...options.settings };
  const programme = options.programme === undefined ? {} : { programme: options.programme };
  createWorkspace(
    workspace.db,
    { ...settings, ...programme, id: '00000000-0000-7000-8000-000000000001', kind: 'trial' },
    made,
  );
  return {
    db: workspace.db,
    file,
    async close() {
      await workspace.close({ backup: false, now: made.at });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

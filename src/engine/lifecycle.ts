import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { problem, refused } from '../contract/refusal.ts';
import { NewWorkspace } from '../contract/shell.ts';
import type { EngineBoot } from '../contract/threads.ts';
import type { EpochMs } from '../contract/units.ts';
import { checkedInput } from './checked-input.ts';
import { buildDemo } from './demo/build-demo.ts';
import { change, record } from './journal/index.ts';
import { createWorkspace } from './programme/index.ts';
import { putBack } from './store/backup.ts';
import { createWorkspaceFile, type OpenWorkspace, openWorkspaceFile } from './store/workspace-file.ts';

const CreateStart = NewWorkspace.extend({ kind: z.enum(['live', 'trial']).default('live'), id: z.uuid().optional() });
const DemoStart = z.object({ seed: z.int().min(0).default(1) });

/** Tells how far a long start has come. */
export type OnProgress = (label: string, done: number, total: number) => void;

/**
 * Makes a workspace file ready: opens the one that is there, or makes one. What is made appears under its name only
 * when it is whole.
 *
 * @param now the moment of what is recorded, epoch milliseconds; backups and the lock carry the computer's own
 * @throws WORKSPACE_UNUSABLE, REFUSED
 */
export async function startWorkspace(boot: EngineBoot, now: number, onProgress: OnProgress): Promise<OpenWorkspace> {
  const { file, resources, actor, start } = boot;
  switch (start.do) {
    case 'open':
      return openWorkspaceFile(file, resources, actor, Date.now());
    case 'create':
      return create(boot, checkedInput(CreateStart, start.input), now);
    case 'demo': {
      const { seed } = checkedInput(DemoStart, start.input);
      await madeAside(file, (aside) => buildDemo(aside, resources, seed, onProgress));
      return openWorkspaceFile(file, resources, actor, Date.now());
    }
    case 'restore':
      return restore(boot, start.backup === '' ? undefined : start.backup, now);
    default:
      return start satisfies never;
  }
}

async function create(boot: EngineBoot, input: z.output<typeof CreateStart>, now: number): Promise<OpenWorkspace> {
  await madeAside(boot.file, async (aside) => {
    const made = createWorkspaceFile(aside, boot.resources, boot.actor, now);
    try {
      createWorkspace(made.db, { ...input, id: input.id ?? randomUUID() }, { at: now as EpochMs, actor: boot.actor });
    } finally {
      await made.close({ backup: false, now });
    }
  });
  return openWorkspaceFile(boot.file, boot.resources, boot.actor, Date.now());
}

async function restore(boot: EngineBoot, backup: string | undefined, now: number): Promise<OpenWorkspace> {
  const { restored, keptAs } = putBack(boot.file, backup, Date.now());
  const open = await openWorkspaceFile(boot.file, boot.resources, boot.actor, Date.now());
  change(open.db, { verb: 'workspace.restore', input: { restored } }, { at: now as EpochMs, actor: boot.actor }, (tx) =>
    record(tx, {
      subject: null,
      subjectName: null,
      words: `The backup ${restored} was restored`,
      what: { restored, keptAs },
    }),
  );
  return open;
}

/** Builds under a passing name beside the target; a start that fails leaves nothing behind. */
async function madeAside(file: string, build: (aside: string) => Promise<void>): Promise<void> {
  if (fs.existsSync(file)) {
    throw refused(
      problem(
        'workspace_exists',
        `${path.basename(file)} exists already.`,
        'Choose another name; nothing was changed.',
        { file },
      ),
    );
  }
  const aside = `${file}.building`;
  const clear = () => {
    for (const suffix of ['', '-wal', '-shm', '-lock']) fs.rmSync(`${aside}${suffix}`, { force: true });
    for (const suffix of ['-staging', '-backups']) fs.rmSync(`${aside}${suffix}`, { force: true, recursive: true });
  };
  clear();
  try {
    await build(aside);
    fs.renameSync(aside, file);
  } finally {
    clear();
  }
}

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A disk of a few megabytes that can be filled, emptied and made read-only. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it up to the last `leaveBytes`. */
  fill(leaveBytes?: number): void;
  /** Takes away what `fill` put there. */
  free(): void;
  readOnly(on: boolean): void;
  remove(): void;
}

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** Mounts a small disk; `undefined`, with a printed line, where that is not allowed. */
export function smallDisk(sizeMb: number): SmallDisk | undefined {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-small-disk-'));
  try {
    mount('-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder);
  } catch (error) {
    console.log(`skipped: no small disk can be mounted here (${String(error).trim()})`);
    fs.rmdirSync(folder);
    return undefined;
  }
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill(leaveBytes = 0) {
      const { bavail, bsize } = fs.statfsSync(folder);
      fs.writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    },
    free: () => fs.rmSync(ballast, { force: true }),
    readOnly: (on) => void mount('-o', `remount,${on ? 'ro' : 'rw'}`, folder),
    remove() {
      execFileSync('umount', ['-l', folder]);
      fs.rmdirSync(folder);
    },
  };
}

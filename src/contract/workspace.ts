import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { change, question } from './procedure.ts';
import { NewWorkspace } from './shell.ts';
import { Currency, EpochMs, GrantId, IsoDate, Problem, Sha256, WorkspaceId } from './units.ts';

/** `live` runs on the real clock; in `trial` and `demo` a script may set the moment. */
export const WorkspaceKind = z.enum(['live', 'trial', 'demo']);
export type WorkspaceKind = z.infer<typeof WorkspaceKind>;

export const WorkspaceInfo = z.object({
  id: WorkspaceId,
  name: z.string(),
  kind: WorkspaceKind,
  /** The file's name without its folder. */
  file: z.string(),
  currency: Currency,
  timeZone: z.string(),
  createdAt: EpochMs,
  /** The moment this answer was made at, on the workspace's clock. */
  now: EpochMs,
  today: IsoDate,
  /** Who changes things from here. */
  actor: z.string(),
  /** Hash of the journal's last entry, and how many there are. */
  journal: z.object({ entries: z.int(), head: Sha256 }),
  /** The newest CRM extract (accounts or opportunities), `null` before the first. */
  extract: z.object({ asOf: IsoDate, ageDays: z.int(), stale: z.boolean(), staleAfterDays: z.int() }).nullable(),
  counts: z.object({
    accounts: z.int(),
    opportunities: z.int(),
    partners: z.int(),
    registrations: z.int(),
    /** What needs somebody now; shown in the navigation. */
    toDecide: z.int(),
    overdue: z.int(),
    openCases: z.int(),
    protectionsEnding: z.int(),
  }),
  backups: z.object({ newestAt: EpochMs.nullable(), count: z.int() }),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

const Backup = z.object({ name: z.string(), takenAt: EpochMs, sizeBytes: z.int(), why: z.string() });

/** Which backup, by the name `workspace.backups` gives; the newest sound one when none is named. */
export const RestoreInput = z.object({ backup: z.string().min(1).optional() }).prefault({});

export const workspaceContract = {
  create: change(
    'Makes a workspace in the file given on the command line. `kind` is `live` (default) or `trial`, where `--now` may set the moment. REFUSED when the file exists or a setting is unknown.',
  )
    .input(NewWorkspace.extend({ kind: z.enum(['live', 'trial']).default('live') }))
    .output(WorkspaceInfo),
  demo: change(
    'Makes the demo workspace in the file given on the command line, from a seed, through the same procedures as everybody, with a moving clock. The same seed gives the same content on every machine.',
  )
    .input(z.object({ seed: z.int().min(0).default(1) }).prefault({}))
    .output(WorkspaceInfo),
  info: question('What this workspace is, how old its extract is, and the counts the navigation shows.').output(
    WorkspaceInfo,
  ),
  check: question(
    'Checks the file: SQLite’s own integrity check, foreign keys, the journal’s chain, and the content hash over all tables. Whether the tables are what the journal says, `journal.replay` proves: a row changed by hand moves the hash and breaks nothing else.',
  ).output(
    z.object({
      ok: z.boolean(),
      problems: z.array(Problem),
      /** SHA-256 over the content of every table but the journal. */
      contentHash: Sha256,
      tables: z.array(z.object({ name: z.string(), rows: z.int(), hash: Sha256 })),
    }),
  ),
  backup: change(
    'Takes a backup now, beside the rolling ones (7 daily, 4 weekly), and gives its name, moment and size in bytes. Where the disk does not take it, nothing of it is left.',
  ).output(Backup),
  backups: question(
    'The backups there are beside the workspace, newest first, with when each was taken (milliseconds of the epoch) and its size in bytes.',
  ).output(z.array(Backup)),
  restore: change(
    'Puts a backup in place of the workspace. The present file is kept beside it first. The name comes from `workspace.backups`; the newest when none is given.',
  )
    .input(RestoreInput)
    .output(
      z.object({
        restored: z.string(),
        /** What the present file is called now; `null` when there was none. */
        keptAs: z.string().nullable(),
        journal: z.object({ entries: z.int(), head: Sha256 }),
      }),
    ),
  settle: change(
    'Does what follows from the clock and from new facts: re-checks provisional approvals, links opportunities, attributes, accrues, lapses protections, reminds. Idempotent. Called by the application itself on opening and when the clock passes a limit.',
  ).output(
    z.object({
      rechecked: z.int(),
      linked: z.int(),
      attributed: z.int(),
      accrued: z.int(),
      reversed: z.int(),
      lapsed: z.int(),
      closed: z.int(),
    }),
  ),
  watch: change(
    'Streams a notice after each committed change: the features whose questions may now answer differently.',
  ).output(eventIterator(z.object({ topics: z.array(z.string()) }))),
  progress: question(
    'Streams the progress of running jobs: what is done of how much. A job that ended is sent once with `ended`.',
  ).output(
    eventIterator(
      z.object({
        job: z.string(),
        label: z.string(),
        done: z.int(),
        total: z.int(),
        ended: z.enum(['no', 'done', 'cancelled', 'failed']),
      }),
    ),
  ),
};

/** Where a written file goes: a grant from the save dialog, or, from the command line only, a path. */
export const WriteTo = z.union([z.object({ grant: GrantId }), z.object({ path: z.string().min(1) })]);
export type WriteTo = z.infer<typeof WriteTo>;

/** What was written. */
export const Written = z.object({ file: z.string(), sizeBytes: z.int(), sha256: Sha256, rows: z.int() });
export type Written = z.infer<typeof Written>;

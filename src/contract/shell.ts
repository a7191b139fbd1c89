import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochMs, Grant, GrantId, Problem } from './units.ts';

/**
 * What the window asks of the desktop: dialogs, recent files, which workspace is open. Served by main alone, on a
 * port of its own. Paths stay in main; the window gets names and grants.
 */

export const RecentWorkspace = z.object({
  id: z.string(),
  /** The workspace's name as its owner wrote it. */
  name: z.string(),
  /** The file's name without its folder. */
  file: z.string(),
  /** The folder, shortened for reading; never used to open anything. */
  folder: z.string(),
  openedAt: EpochMs,
  /** False when the file is no longer where it was. */
  exists: z.boolean(),
});
export type RecentWorkspace = z.infer<typeof RecentWorkspace>;

export const ShellState = z.object({
  /** Where we are: nothing open, being opened, open, or an opening that failed (with what to do). */
  workspace: z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    z.object({ state: z.literal('opening'), file: z.string(), label: z.string(), done: z.int(), total: z.int() }),
    z.object({
      state: z.literal('open'),
      file: z.string(),
      name: z.string(),
      kind: z.string(),
      /** Why the last closing took no backup although one was needed; absent when it was well. */
      notBackedUp: z.string().optional(),
    }),
    z.object({
      state: z.literal('failed'),
      file: z.string(),
      code: z.string(),
      problems: z.array(Problem),
      /** Newest first; offered when the file is damaged. */
      backups: z.array(z.object({ name: z.string(), takenAt: EpochMs, sizeBytes: z.int() })),
    }),
  ]),
  recent: z.array(RecentWorkspace),
  platform: z.enum(['mac', 'windows', 'linux']),
  version: z.string(),
  /** How often an engine thread died and was started again since the application started. */
  engineRestarts: z.int(),
});
export type ShellState = z.infer<typeof ShellState>;

export const ShellEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: ShellState }),
  /** A menu item was chosen; `command` is the id of a command of the window. */
  z.object({ type: z.literal('command'), command: z.string() }),
  /** An engine thread died, was started again, and the workspace re-opened: connect anew and ask again. */
  z.object({ type: z.literal('engine-restarted'), because: z.string() }),
]);
export type ShellEvent = z.infer<typeof ShellEvent>;

export const NewWorkspace = z.object({
  name: z.string().trim().min(1).max(120),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().min(1),
  /** ISO 3166-1 alpha-2: whose public holidays count. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Working hours of each working day, local time: `{ days: [1..7, Monday first], from: "09:00", until: "17:00" }`. */
  workingHours: z.object({
    days: z.array(z.int().min(1).max(7)).min(1),
    from: z.string().regex(/^\d{2}:\d{2}$/),
    until: z.string().regex(/^\d{2}:\d{2}$/),
  }),
});
export type NewWorkspace = z.infer<typeof NewWorkspace>;

/** The kinds of file a save dialog offers. */
export const SaveKind = z.enum(['csv', 'xlsx', 'pdf', 'json', 'tributary']);

const refused = { REFUSED: { data: z.object({ problems: z.array(Problem).min(1) }) } } as const;

export const shellContract = {
  /** The state now. */
  state: oc.output(ShellState),
  /** The state at once, then every event. */
  watch: oc.output(eventIterator(ShellEvent)),
  /** Open dialog for files to import; an empty list when dismissed. */
  chooseFiles: oc.output(z.array(Grant)),
  /** Save dialog; `null` when dismissed. The grant may be written once. */
  chooseSave: oc.input(z.object({ suggestedName: z.string(), kind: SaveKind })).output(Grant.nullable()),
  /** Shows a file that was just written in the system's file manager. */
  revealFile: oc.input(z.object({ grant: GrantId })).errors(refused),
  /** Opens a recent workspace, or asks for a file. `false` when dismissed. */
  openWorkspace: oc
    .input(z.object({ recent: z.string().optional() }))
    .output(z.boolean())
    .errors(refused),
  /** Asks where to save, makes the workspace there and opens it. `false` when dismissed. */
  createWorkspace: oc.input(NewWorkspace).output(z.boolean()).errors(refused),
  /** Opens the demo workspace, building it the first time. */
  openDemo: oc.output(z.boolean()).errors(refused),
  /** Opens the newest good backup (or the named one) in place of a damaged file, which is kept beside it. */
  restoreBackup: oc
    .input(z.object({ backup: z.string().optional() }))
    .output(z.boolean())
    .errors(refused),
  /** Closes the workspace, backed up. */
  closeWorkspace: oc.output(z.boolean()),
  /** Full screen on or off, for presenting. */
  setFullScreen: oc.input(z.object({ on: z.boolean() })),
  /** Task-bar progress from 0 to 1; `null` takes it away. */
  setProgress: oc.input(z.object({ fraction: z.number().min(0).max(1).nullable() })),
};

/**
 * What main and the engine's threads say to each other on the worker's own port. Everything else travels as oRPC
 * messages on the ports handed over by `connect`.
 *
 * One engine is one workspace file for its whole life: to open another file, main closes both threads and starts new ones.
 */

/** `workerData` of an engine thread. Both threads run the same entry; the writer is started first and makes the file ready. */
export type EngineBoot = {
  readonly role: 'reader' | 'writer';
  /** Absolute path of the workspace file. */
  readonly file: string;
  /** Absolute path of the `resources` folder (migrations, data). */
  readonly resources: string;
  /** Who works here: the name in the journal. */
  readonly actor: string;
  /** What the writer does before it serves: open the file that is there, or make one. */
  readonly start:
    | { readonly do: 'open' }
    | { readonly do: 'create'; readonly input: unknown }
    | { readonly do: 'demo'; readonly input: unknown }
    | { readonly do: 'restore'; readonly backup: string };
};

export type ToEngine =
  /** A window's oRPC port; the thread serves its router on it, as a window (no paths accepted). */
  | { readonly type: 'connect'; readonly port: unknown }
  /** A path the user chose; the window knows it by `grant` only. */
  | { readonly type: 'grant'; readonly grant: string; readonly path: string; readonly mode: 'read' | 'write' }
  /** Finish what is queued, back up (writer), close the file, answer `closed`, exit. */
  | { readonly type: 'close' };

export type FromEngine =
  | {
      readonly type: 'ready';
      readonly workspace: { readonly id: string; readonly name: string; readonly kind: string };
    }
  | { readonly type: 'progress'; readonly label: string; readonly done: number; readonly total: number }
  /** The file could not be opened or made; the thread exits afterwards. `problems` are `Problem`s of the contract. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string; readonly problems: readonly unknown[] }
  | { readonly type: 'closed'; readonly backedUp: BackedUp };

/** What closing a workspace did about a backup. */
export type BackedUp =
  | { readonly state: 'taken'; readonly name: string }
  /** The newest backup holds everything. */
  | { readonly state: 'not needed' }
  | { readonly state: 'not asked' }
  | { readonly state: 'failed'; readonly why: string };

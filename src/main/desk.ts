import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { EventPublisher } from '@orpc/server';
import type { MessagePortMain } from 'electron';
import type { NewWorkspace, ShellEvent, ShellState } from '../contract/shell.ts';
import type { BackedUp } from '../contract/threads.ts';
import type { Problem } from '../contract/units.ts';
import { backupsOf } from './backups.ts';
import { Engine, type Failure, type Role, type Start, type Workspace } from './engine.ts';
import type { FailedBackups } from './shell/failed-backups.ts';
import { type Grants, makeGrants } from './shell/grants.ts';
import type { RecentFiles } from './shell/recent.ts';

const PROGRESS_AT_MOST_EVERY_MS = 100;

export type DeskOptions = {
  readonly entry: URL;
  readonly resources: string;
  readonly actor: string;
  readonly version: string;
  readonly platform: ShellState['platform'];
  readonly demoFile: string;
  readonly recent: RecentFiles;
  readonly failedBackups: FailedBackups;
};

/** A request that a person can mend; the window shows the problems. */
export class Refused extends Error {
  readonly problems: readonly [Problem, ...Problem[]];
  constructor(...problems: [Problem, ...Problem[]]) {
    super(problems[0].message);
    this.problems = problems;
  }
}

type Opened = ShellState['workspace'];

/** What lies open: at most one workspace, its engine, and the grants; opened and closed one after the other. */
export class Desk {
  readonly grants: Grants;
  readonly #options: DeskOptions;
  readonly #publisher = new EventPublisher<{ event: ShellEvent }>();
  #engine: Engine | undefined;
  #file: string | undefined;
  #workspace: Opened = { state: 'none' };
  #engineRestarts = 0;
  #progressSentAt = Number.NEGATIVE_INFINITY;
  #turn: Promise<unknown> = Promise.resolve();
  /** Gives up the opening that is under way. */
  #giveUp: () => void = () => {};

  constructor(options: DeskOptions) {
    this.#options = options;
    this.grants = makeGrants((given) => this.#engine?.grant(given));
  }

  state(): ShellState {
    const { recent, platform, version } = this.#options;
    return {
      workspace: this.#workspace,
      recent: recent.list(),
      platform,
      version,
      engineRestarts: this.#engineRestarts,
    };
  }

  /** The state now, then every event until the signal. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<ShellEvent> {
    const events = this.#publisher.subscribe('event', signal === undefined ? {} : { signal });
    yield { type: 'state', state: this.state() };
    yield* events;
  }

  /** Calls back after every event; returns how to stop. */
  onEvent(listener: (event: ShellEvent) => void): () => void {
    return this.#publisher.subscribe('event', listener);
  }

  /** Has the window run one of its commands. */
  command(command: string): void {
    this.#publisher.publish('event', { type: 'command', command });
  }

  /** Where a recent workspace lies; `undefined` for an id that was never handed out. */
  recentPath(id: string): string | undefined {
    return this.#options.recent.pathOf(id);
  }

  /** Serves a window's port; closes it when nothing is open. */
  connect(role: Role, port: MessagePortMain): void {
    if (this.#engine === undefined) port.close();
    else this.#engine.connect(role, port);
  }

  /**
   * Opens a workspace file in place of what is open.
   *
   * @returns whether it serves now; `false` when another was asked for before it did
   * @throws Refused when it can't be opened
   */
  open(file: string): Promise<boolean> {
    if (!existsSync(file)) return Promise.reject(notThere(file));
    return this.#replace(file, { do: 'open' });
  }

  openDemo(): Promise<boolean> {
    const { demoFile } = this.#options;
    return this.#replace(demoFile, existsSync(demoFile) ? { do: 'open' } : { do: 'demo', input: {} });
  }

  /** Makes a workspace in a file that must not be there yet, and opens it. */
  create(file: string, input: NewWorkspace): Promise<boolean> {
    if (existsSync(file)) return Promise.reject(alreadyThere(file));
    return this.#replace(file, { do: 'create', input });
  }

  /** Puts a backup in place of the workspace that is open or failed to open: the newest good one without a name. */
  restore(name: string | undefined): Promise<boolean> {
    const file = this.#file;
    const backups = file === undefined ? [] : backupsOf(file);
    const found = name === undefined ? backups.length > 0 : backups.some((one) => one.name === name);
    if (file === undefined || !found) return Promise.reject(noBackup(name));
    return this.#replace(file, { do: 'restore', backup: name ?? '' });
  }

  /** Closes what is open, backed up where something is in no backup yet, and says so; what is being opened or built is given up. */
  close(): Promise<BackedUp | undefined> {
    this.#giveUp();
    return this.#inTurn(async () => {
      const backedUp = await this.#closeEngine();
      this.#show({ state: 'none' });
      return backedUp;
    });
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    // The next turn comes whether or not this one succeeded; its caller gets the error.
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #closeEngine(): Promise<BackedUp | undefined> {
    const backedUp = await this.#engine?.close();
    this.#engine = undefined;
    if (this.#file !== undefined && backedUp !== undefined) {
      this.#options.failedBackups.note(this.#file, backedUp.state === 'failed' ? backedUp.why : undefined);
    }
    return backedUp;
  }

  #replace(file: string, start: Start): Promise<boolean> {
    this.#giveUp();
    return this.#inTurn(async () => {
      await this.#closeEngine();
      this.#file = file;
      const label = start.do === 'demo' ? 'Building the demo workspace' : 'Opening';
      this.#show({ state: 'opening', file: basename(file), label, done: 0, total: 0 });
      return new Promise<boolean>((resolve, reject) => {
        this.#giveUp = () => resolve(false);
        const { entry, resources, actor } = this.#options;
        this.#engine = new Engine(
          { entry, file, resources, actor, start, grants: () => this.grants.all() },
          {
            progress: (label, done, total) => this.#progress(file, label, done, total),
            ready: (workspace, because) => {
              this.#ready(file, workspace, because);
              resolve(true);
            },
            failed: (failure) => reject(this.#failed(file, failure)),
          },
        );
      });
    });
  }

  #progress(file: string, label: string, done: number, total: number): void {
    if (this.#workspace.state !== 'opening') return;
    const now = performance.now();
    if (done < total && now - this.#progressSentAt < PROGRESS_AT_MOST_EVERY_MS) return;
    this.#progressSentAt = now;
    this.#show({ state: 'opening', file: basename(file), label, done, total });
  }

  #ready(file: string, workspace: Workspace, because: string | undefined): void {
    const { name, kind } = workspace;
    if (because === undefined) this.#options.recent.remember(file, name);
    else this.#engineRestarts += 1;
    const notBackedUp = this.#options.failedBackups.whyOf(file);
    this.#show({
      state: 'open',
      file: basename(file),
      name,
      kind,
      ...(notBackedUp === undefined ? {} : { notBackedUp }),
    });
    if (because !== undefined) this.#publisher.publish('event', { type: 'engine-restarted', because });
  }

  #failed(file: string, failure: Failure): Refused {
    this.#engine = undefined;
    const backups = backupsOf(file);
    const problems = [...failure.problems];
    this.#show({ state: 'failed', file: basename(file), code: failure.code, problems, backups });
    const [first, ...rest] = problems;
    return new Refused(first ?? notOpened(file), ...rest);
  }

  #show(workspace: Opened): void {
    this.#workspace = workspace;
    this.#publisher.publish('event', { type: 'state', state: this.state() });
  }
}

const notThere = (file: string) =>
  new Refused({
    code: 'file_missing',
    message: `${basename(file)} is not where it was.`,
    todo: 'Look for it in the file manager and open it from there, or open one of its backups.',
    file: basename(file),
  });

const alreadyThere = (file: string) =>
  new Refused({
    code: 'file_exists',
    message: `There is already a file called ${basename(file)} in that folder.`,
    todo: 'Choose another name; a workspace is never written over another file.',
    file: basename(file),
  });

const noBackup = (name: string | undefined) =>
  new Refused({
    code: 'backup_missing',
    message: name === undefined ? 'There is no backup of this workspace.' : `There is no backup called ${name}.`,
    todo: 'Choose another backup, or open a copy of the workspace kept elsewhere.',
  });

const notOpened = (file: string): Problem => ({
  code: 'not_opened',
  message: `${basename(file)} could not be opened.`,
  todo: 'Open it again, or open one of its backups.',
  file: basename(file),
});

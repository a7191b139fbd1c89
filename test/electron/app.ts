import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { becomeReady, mustBeEmitted } from './ready.ts';
import { takeLock } from './single-instance.ts';

const EVENTS = [
  'ready',
  'second-instance',
  'open-file',
  'web-contents-created',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
];

/** What the windows do for the application. */
type Windows = { closeAll(): boolean; stop(): Promise<void>; address(): string | undefined };
type Folder = 'userData' | 'downloads' | 'documents' | 'home' | 'temp';

class CommandLine implements Pick<Electron.CommandLine, 'getSwitchValue' | 'hasSwitch'> {
  hasSwitch(name: string): boolean {
    return process.argv.some((one) => one === `--${name}` || one.startsWith(`--${name}=`));
  }

  getSwitchValue(name: string): string {
    return process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  }
}

/** The event Electron hands to listeners that may prevent something. */
export function preventable(): Electron.Event & { defaultPrevented: boolean } {
  const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
  return event as unknown as Electron.Event & { defaultPrevented: boolean };
}

type Used =
  | 'commandLine'
  | 'exit'
  | 'getAppPath'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'name'
  | 'quit'
  | 'relaunch'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'whenReady'
  | 'addRecentDocument';

class StandInApp implements Omit<Pick<Electron.App, Used>, 'commandLine'> {
  readonly commandLine = new CommandLine();
  readonly isPackaged = false;
  readonly name: string;
  readonly #emitter = new EventEmitter();
  readonly #folder = packageFolder(process.argv[1] ?? join(process.cwd(), 'main.js'));
  readonly #version: string;
  readonly #paths = new Map<string, string>();
  readonly #ready: Promise<void>;
  #isReady = false;
  #windows: Windows = { closeAll: () => true, stop: async () => {}, address: () => undefined };
  #quitting = false;

  constructor() {
    const read = JSON.parse(readFileSync(join(this.#folder, 'package.json'), 'utf8'));
    this.name = read.productName ?? read.name;
    this.#version = read.version;
    this.#paths.set('userData', join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), this.name));
    this.#ready = new Promise((done) => {
      setImmediate(() => {
        becomeReady();
        this.#isReady = true;
        this.emit('ready');
        done();
      });
    });
  }

  on: Electron.App['on'] = ((event: string, listener: (...args: unknown[]) => void) => {
    mustBeEmitted('app', EVENTS, event);
    this.#emitter.on(event, listener);
    return this;
  }) as unknown as Electron.App['on'];

  emit(event: string, ...args: unknown[]): void {
    this.#emitter.emit(event, ...args);
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  getAppPath(): string {
    return this.#folder;
  }

  getVersion(): string {
    return this.#version;
  }

  getPath(name: Folder): string {
    const kept = this.#paths.get(name);
    if (kept !== undefined) return kept;
    if (name === 'temp') return tmpdir();
    if (name === 'home') return homedir();
    const folder = join(homedir(), name === 'downloads' ? 'Downloads' : 'Documents');
    return existsSync(folder) ? folder : homedir();
  }

  setPath(name: string, path: string): void {
    if (resolve(path) !== path) throw new Error(`Path must be absolute: ${path}`);
    if (!existsSync(path)) throw new Error(`Failed to set path: there is no folder ${path}`);
    this.#paths.set(name, path);
  }

  requestSingleInstanceLock(): boolean {
    return takeLock(this.getPath('userData'), (argv, folder) => {
      this.emit('second-instance', preventable(), argv, folder);
      return this.#windows.address();
    });
  }

  /** The desktop's own list of recent files; a browser has none. */
  addRecentDocument(path: string): void {
    if (typeof path !== 'string') throw new TypeError('Error processing argument at index 0, conversion failure');
  }

  hasWindows(windows: Windows): void {
    this.#windows = windows;
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    setImmediate(() => {
      const before = preventable();
      this.emit('before-quit', before);
      const will = preventable();
      const goesOn = !before.defaultPrevented && this.#windows.closeAll();
      if (goesOn) this.emit('will-quit', will);
      this.#quitting = false;
      if (goesOn && !will.defaultPrevented) this.exit(0);
    });
  }

  /** Starts another process when this one has ended. */
  relaunch({ args = process.argv.slice(2) }: Electron.RelaunchOptions = {}): void {
    process.once('exit', () => {
      const script = process.argv[1] ?? '';
      const given = args[0] === script ? args.slice(1) : args;
      spawn(process.execPath, [...process.execArgv, script, ...given], { stdio: 'inherit', detached: true }).unref();
    });
  }

  exit(exitCode = 0): void {
    this.emit('quit', preventable(), exitCode);
    void this.#windows.stop().finally(() => process.exit(exitCode));
  }
}

function packageFolder(script: string): string {
  let folder = dirname(resolve(script));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error(`no package.json above ${script}`);
    folder = dirname(folder);
  }
  return folder;
}

export const app = new StandInApp();

// Electron turns the first of these into a quit, too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

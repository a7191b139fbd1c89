import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { buildWhenStale } from '../../scripts/build.js';
import { electronBinary } from '../../scripts/electron-binary.js';
import { bringDemo } from './demo-cache.ts';
import { startElectron } from './start-electron.ts';
import { startStandIn } from './start-stand-in.ts';

export type LaunchOptions = {
  /** Absolute path of a workspace to open. */
  readonly file?: string;
  /** Opens the demo workspace; it is built once for each state of the engine, and copied for each launch. */
  readonly demo?: boolean;
  /** Absolute path of the settings folder; a new one that is removed at the end when not given. */
  readonly userData?: string;
  /** Absolute path of a folder with the package.json of a built application, when it is not ours. */
  readonly app?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** The user's locale: `en-GB`. The browser's own when not given. */
  readonly locale?: string;
};

/** The module `electron` as a function in the main process sees it. */
export type InMain = typeof import('electron');

/** What either way of running gives. */
export type Started = {
  readonly kind: 'electron' | 'stand-in';
  readonly page: Page;
  /** Runs a function in the main process; it sees nothing but its arguments. */
  evaluate<Value, Arg = undefined>(
    run: (electron: InMain, arg: Arg) => Value | Promise<Value>,
    arg?: Arg,
  ): Promise<Value>;
  /** What main and the engine printed. */
  output(): string;
  /** Quits as a person would, and waits until the process has ended, the workspace backed up. */
  close(): Promise<void>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  /** Resolves when the process has ended, however that came. */
  readonly ended: Promise<unknown>;
};

export type Application = Started & {
  readonly userData: string;
  /** The next open dialog is answered with these paths; with none it is dismissed. */
  answerOpen(paths: readonly string[]): Promise<void>;
  /** The next save dialog is answered with this path; `undefined` dismisses it. */
  answerSave(path: string | undefined): Promise<void>;
  /** Drops files of this machine on an element, as a person does. */
  dropFiles(selector: string, paths: readonly string[]): Promise<void>;
  /** Chooses an item of the native menu by its id. */
  chooseMenu(id: string): Promise<void>;
  /** The window's title, which is the desktop's, not the page's. */
  title(): Promise<string>;
};

const ours = fileURLToPath(new URL('../..', import.meta.url));
let said = false;

/** Starts the application, built when stale: in Electron where its binary is, else in the stand-in with a headless browser. */
export async function launch(options: LaunchOptions = {}): Promise<Application> {
  const binary = electronBinary();
  if (!said) console.log(binary === undefined ? 'e2e: the stand-in and headless Chromium' : `e2e: Electron, ${binary}`);
  said = true;
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'tributary-e2e-'));
  const args = [`--user-data-dir=${userData}`];
  if (options.demo === true) args.push('--demo');
  if (options.file !== undefined) args.push(options.file);
  const app = options.app ?? ours;
  if (app === ours) await buildWhenStale();
  if (app === ours && options.demo === true) await bringDemo(userData);
  const started =
    binary === undefined ? await startStandIn(app, args, options) : await startElectron(binary, app, args, options);
  return {
    ...started,
    userData,
    async close() {
      await started.close();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
    },
    answerOpen: (paths) =>
      started.evaluate(
        ({ dialog }, filePaths) => {
          const asks = dialog.showOpenDialog;
          dialog.showOpenDialog = async () => {
            dialog.showOpenDialog = asks;
            return { canceled: filePaths.length === 0, filePaths };
          };
        },
        [...paths],
      ),
    answerSave: (path) =>
      started.evaluate(({ dialog }, filePath) => {
        const asks = dialog.showSaveDialog;
        dialog.showSaveDialog = async () => {
          dialog.showSaveDialog = asks;
          return { canceled: filePath === null, filePath: filePath ?? '' };
        };
      }, path ?? null),
    dropFiles: (selector, paths) => dropFiles(started.page, selector, paths),
    async chooseMenu(id) {
      const enabled = await started.evaluate(({ Menu }, item) => {
        const found = Menu.getApplicationMenu()?.getMenuItemById(item);
        if (found?.enabled) found.click();
        return found?.enabled ?? false;
      }, id);
      if (!enabled) throw new Error(`the menu has no item "${id}", or it is grey`);
    },
    title: () => started.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? ''),
  };
}

/** A drop as the browser itself makes it: only such files have a path. */
async function dropFiles(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen`);
  const client = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await client.detach();
}

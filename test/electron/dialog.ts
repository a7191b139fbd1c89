import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { askInAnyPage, askInPage, offerWhenWritten } from './pages.ts';
import { mustBeReady } from './ready.ts';
import type { DialogRequest } from './wire.ts';

/** Extensions that are worked on where they lie: a copy of such a file would take the work with it. */
const KEPT_IN_PLACE = 'tributary';

/** Dialogs as small dialogs in the page. A test puts its own functions in their place, as it does in Electron. */
export const dialog = {
  async showOpenDialog(
    _window: BrowserWindow,
    options: Electron.OpenDialogOptions,
  ): Promise<Electron.OpenDialogReturnValue> {
    mustBeReady('dialog');
    const extensions = options.filters?.flatMap((filter) => filter.extensions) ?? [];
    const title = options.title ?? 'Open';
    const request: DialogRequest = extensions.includes(KEPT_IN_PLACE)
      ? { kind: 'open-path', title }
      : {
          kind: 'open',
          title,
          multiple: options.properties?.includes('multiSelections') ?? false,
          accept: extensions.includes('*') ? '' : extensions.map((one) => `.${one}`).join(','),
        };
    const filePaths = [...(await askInPage(request))];
    return { canceled: filePaths.length === 0, filePaths };
  },

  async showSaveDialog(
    _window: BrowserWindow,
    options: Electron.SaveDialogOptions,
  ): Promise<Electron.SaveDialogReturnValue> {
    mustBeReady('dialog');
    const suggested = options.defaultPath ?? 'Untitled';
    const folder = isAbsolute(suggested) ? dirname(suggested) : app.getPath('documents');
    const request: DialogRequest = {
      kind: 'save',
      title: options.title ?? 'Save',
      folder,
      name: basename(suggested),
    };
    const [filePath = ''] = await askInPage(request);
    if (filePath === '') return { canceled: true, filePath };
    if (!isAbsolute(filePath) || !existsSync(dirname(filePath))) {
      dialog.showErrorBox('Not saved', `There is no folder ${dirname(filePath)}.`);
      return { canceled: true, filePath: '' };
    }
    const path = existsSync(filePath) && statSync(filePath).isDirectory() ? join(filePath, request.name) : filePath;
    if (!path.endsWith(`.${KEPT_IN_PLACE}`)) offerWhenWritten(path);
    return { canceled: false, filePath: path };
  },

  async showMessageBox(
    _window: BrowserWindow,
    options: Electron.MessageBoxOptions,
  ): Promise<Electron.MessageBoxReturnValue> {
    mustBeReady('dialog');
    const buttons = options.buttons ?? ['OK'];
    const text = [options.message, options.detail ?? ''].join('\n').trim();
    const [answer] = await askInAnyPage({ kind: 'choice', title: options.title ?? app.name, text, buttons });
    return { response: answer === undefined ? (options.cancelId ?? 0) : Number(answer), checkboxChecked: false };
  },

  showErrorBox(title: string, content: string): void {
    console.error(`${title}\n${content}`);
    void askInPage({ kind: 'message', title, text: content });
  },
};

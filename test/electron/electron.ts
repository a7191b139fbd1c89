/**
 * The part of `electron` that our bundles use, over a browser.
 *
 * `npm run check` compiles src/main and src/preload against this module instead of electron's own types, so a call we
 * make that it lacks is a type error.
 */
import { app } from './app.ts';
import { BrowserWindow, closeAllWindows } from './browser-window.ts';
import { nativeTheme, screen, shell } from './desktop.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { addressForAnother, servePages, stopPages } from './pages.ts';
import { listenToParent, tellAddress } from './parent.ts';
import { protocol } from './protocol.ts';
import { session } from './session.ts';

app.hasWindows({ closeAll: closeAllWindows, stop: stopPages, address: addressForAnother });
servePages(tellAddress);
listenToParent({ app, BrowserWindow, dialog, ipcMain, Menu, session });

export type { MessagePortMain } from './message-port.ts';
export type { Session } from './session.ts';
export type { WebContents, WebFrameMain } from './web-contents.ts';
export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell };
export type FileFilter = Electron.FileFilter;
export type MenuItemConstructorOptions = Electron.MenuItemConstructorOptions;
export type Rectangle = Electron.Rectangle;

import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { PAGE_URL } from './address.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

const PRELOAD = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));
// The page's own background, so that nothing flashes before its first paint.
const BACKGROUND = { light: '#f7f7f5', dark: '#141618' } as const;

/**
 * Makes the application's window: sandboxed, isolated, without Node, on our page alone.
 *
 * @param stateFile  absolute path of the JSON file that remembers size and place
 */
export function makeWindow(stateFile: string): BrowserWindow {
  const state = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      // The checker would fetch its dictionaries from the network.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (state.maximized) window.maximize();
  keepWindowState(stateFile, window);
  // The title is the workspace's name, whatever the page calls itself.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Shows the page; a page that cannot be loaded is a defect of the build. */
export async function showPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(PAGE_URL);
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, dialog, session } from 'electron';
import type { ShellState } from '../contract/shell.ts';
import { type Asked, argumentsFor, readArguments } from './arguments.ts';
import { closingWords } from './closing-words.ts';
import { demoFileOf } from './demo-file.ts';
import { Desk, Refused } from './desk.ts';
import { loginName } from './login-name.ts';
import { answerFromFolder, declareAppScheme, serveApp } from './shell/app-protocol.ts';
import { answerFromDevServer } from './shell/dev-page.ts';
import { askForWorkspace } from './shell/dialogs.ts';
import { failedBackups } from './shell/failed-backups.ts';
import { showMenu } from './shell/menu.ts';
import { tellWhenPageIsGone } from './shell/page-gone.ts';
import { takePorts } from './shell/ports.ts';
import { recentFiles } from './shell/recent.ts';
import { refuseNavigation, refusePermissions } from './shell/refusals.ts';
import { serveShell } from './shell/serve-shell.ts';
import { makeWindow, showPage } from './shell/window.ts';

// 1. Before anything else: whose settings these are, and whether a window is there already.
const userData = app.commandLine.getSwitchValue('user-data-dir');
if (userData !== '') {
  // Electron refuses a folder that is not there.
  mkdirSync(userData, { recursive: true });
  app.setPath('userData', userData);
}
const asked = readArguments(process.argv, process.cwd());
let openAsked: ((asked: Asked) => void) | undefined;
let waiting: Asked = asked;
const openNow = (what: Asked) => {
  if (openAsked === undefined) waiting = what;
  else openAsked(what);
};

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv, folder) => openNow(readArguments(argv, folder)));
  // How macOS hands over a file that was double-clicked.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openNow({ open: 'file', path });
  });
  declareAppScheme();
  refuseNavigation();
  void app.whenReady().then(start);
} else {
  app.quit();
}

// 2. Ready: the page's origin, the window, the desk it works on.
function start(): void {
  const page = fileURLToPath(new URL('../renderer', import.meta.url));
  // `development` in `npm run dev` alone; in every other build this and what it guards are gone.
  const devServer = import.meta.env.MODE === 'development' ? process.env.TRIBUTARY_DEV_SERVER : undefined;
  serveApp((request) =>
    devServer === undefined ? answerFromFolder(request, page) : answerFromDevServer(request, devServer),
  );
  refusePermissions(session.defaultSession);
  // The engine's threads read these with plain file calls, so they lie beside the archive.
  const resources = join(app.getAppPath(), 'resources').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
  const desk = new Desk({
    entry: new URL('./engine.js', import.meta.url),
    resources,
    actor: loginName(),
    version: app.getVersion(),
    platform: platformName(),
    demoFile: demoFileOf(app.getPath('userData'), app.getVersion(), resources),
    recent: recentFiles(join(app.getPath('userData'), 'recent.json')),
    failedBackups: failedBackups(join(app.getPath('userData'), 'failed-backups.json')),
  });
  const window = makeWindow(join(app.getPath('userData'), 'window.json'));
  takePorts(window, desk, serveShell(desk, window));
  tellWhenPageIsGone(window);
  showState(desk, window);
  let askedLate: Asked | undefined;
  quitWhenClosed(desk, () => askedLate);
  openAsked = (what) => {
    if (window.isDestroyed()) {
      askedLate = what;
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
    reportRefusal(desk, open(desk, what));
  };
  reportRefusal(desk, open(desk, waiting));
  void showPage(window);
}

function platformName(): ShellState['platform'] {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

async function open(desk: Desk, what: Asked): Promise<void> {
  if (what.open === 'demo') await desk.openDemo();
  if (what.open === 'file') await desk.open(what.path);
}

/** Shows what went wrong where no page asked for it (menu, command line, double click) and none shows it. */
function reportRefusal(desk: Desk, opening: Promise<unknown>): void {
  opening.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    if (desk.state().workspace.state === 'failed') return;
    const detail = error.problems.map(({ message, todo }) => `${message}\n${todo}`).join('\n\n');
    dialog.showErrorBox('The workspace was not opened', detail);
  });
}

/** Title and menu follow the state. */
function showState(desk: Desk, window: BrowserWindow): void {
  const show = () => {
    const state = desk.state();
    const { workspace } = state;
    window.setTitle(workspace.state === 'open' ? `${workspace.name} — ${app.name}` : app.name);
    showMenu(state, {
      command: (id) => desk.command(id),
      openFile: () =>
        reportRefusal(
          desk,
          askForWorkspace(window).then((path) => open(desk, asFile(path))),
        ),
      openRecent: (id) => reportRefusal(desk, open(desk, asFile(desk.recentPath(id)))),
      openDemo: () => reportRefusal(desk, desk.openDemo()),
      closeWorkspace: () => reportRefusal(desk, desk.close()),
    });
  };
  show();
  let shown = desk.state().workspace.state;
  desk.onEvent((event) => {
    // Progress changes neither title nor menu.
    if (event.type !== 'state' || (event.state.workspace.state === 'opening' && shown === 'opening')) return;
    shown = event.state.workspace.state;
    if (!window.isDestroyed()) show();
  });
}

const asFile = (path: string | undefined): Asked => (path === undefined ? { open: 'nothing' } : { open: 'file', path });

// 3. The end: the workspace is closed and backed up before the process goes; what was asked for meanwhile gets a new one.
function quitWhenClosed(desk: Desk, askedLate: () => Asked | undefined): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void desk
      .close()
      .then((backedUp) => {
        const words = closingWords(backedUp);
        if (words !== undefined) console.log(words);
      })
      .finally(() => {
        closed = true;
        const late = askedLate();
        if (late !== undefined) app.relaunch({ args: argumentsFor(late, process.argv) });
        app.quit();
      });
  });
  app.on('window-all-closed', () => app.quit());
}

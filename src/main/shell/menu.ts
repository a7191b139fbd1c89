import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { ShellState } from '../../contract/shell.ts';

export type MenuChoices = {
  /** A command of the window, by its id. */
  command(id: string): void;
  openFile(): void;
  openRecent(id: string): void;
  openDemo(): void;
  closeWorkspace(): void;
};

/** Where one can go, in the order of the navigation, with the ids of the window's commands. */
const DESTINATIONS: readonly (readonly [id: string, label: string])[] = [
  ['go.today', 'Today'],
  ['go.registrations', 'Registrations'],
  ['go.cases', 'Cases'],
  ['go.protection', 'Protection'],
  ['go.partners', 'Partners'],
  ['go.earnings', 'Earnings'],
  ['go.insights', 'Insights'],
  ['go.reviews', 'Reviews'],
  ['go.files', 'Files'],
  ['go.programme', 'Programme'],
  ['go.journal', 'Journal'],
];

/** Puts up the native menu for the state we are in. */
export function showMenu(state: ShellState, choices: MenuChoices): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, choices)));
}

/** The menu as data: items that need a workspace are grey while none is open. */
function menuTemplate(state: ShellState, choices: MenuChoices): MenuItemConstructorOptions[] {
  const mac = state.platform === 'mac';
  const open = state.workspace.state === 'open';
  const command = (id: string, label: string, more: MenuItemConstructorOptions = {}): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => choices.command(id),
    ...more,
  });
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileMenu(state, choices, command) },
    { role: 'editMenu' },
    {
      label: '&Go',
      submenu: [
        command('palette.open', 'Search and commands', { accelerator: 'CmdOrCtrl+K' }),
        { type: 'separator' },
        ...DESTINATIONS.map(([id, label]) => command(id, label, { enabled: open })),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [command('help.keys', 'Keyboard shortcuts'), ...(mac ? [] : [{ role: 'about' } as const])],
    },
  ];
}

function fileMenu(
  state: ShellState,
  choices: MenuChoices,
  command: (id: string, label: string, more?: MenuItemConstructorOptions) => MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  const open = state.workspace.state === 'open';
  const recent = state.recent.filter((one) => one.exists);
  return [
    command('workspace.create', 'New workspace…', { accelerator: 'CmdOrCtrl+N' }),
    { id: 'workspace.open', label: 'Open workspace…', accelerator: 'CmdOrCtrl+O', click: () => choices.openFile() },
    {
      label: 'Open recent',
      enabled: recent.length > 0,
      submenu: recent.map(({ id, name, folder }) => ({
        label: `${name} (${folder})`,
        click: () => choices.openRecent(id),
      })),
    },
    { id: 'workspace.demo', label: 'Open the demo workspace', click: () => choices.openDemo() },
    { type: 'separator' },
    command('files.import', 'Import files…', { accelerator: 'CmdOrCtrl+I', enabled: open }),
    { type: 'separator' },
    { id: 'workspace.close', label: 'Close workspace', enabled: open, click: () => choices.closeWorkspace() },
    { role: state.platform === 'mac' ? 'close' : 'quit' },
  ];
}

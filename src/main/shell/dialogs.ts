import { existsSync } from 'node:fs';
import { type BrowserWindow, dialog } from 'electron';
import { FILTERS, fileName, IMPORTABLE, type SaveKindName } from './file-kinds.ts';

/** Absolute paths of the files to import; empty when dismissed. */
export async function askForFiles(window: BrowserWindow): Promise<string[]> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Choose files to import',
    properties: ['openFile', 'multiSelections'],
    filters: [IMPORTABLE, { name: 'All files', extensions: ['*'] }],
  });
  return answer.canceled ? [] : answer.filePaths;
}

/** Absolute path of the workspace to open; `undefined` when dismissed. */
export async function askForWorkspace(window: BrowserWindow): Promise<string | undefined> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Open a workspace',
    properties: ['openFile'],
    filters: [FILTERS.tributary],
  });
  return answer.canceled ? undefined : answer.filePaths[0];
}

/** Absolute path to write to, with the kind's extension; `undefined` when dismissed. */
export async function askWhereToSave(
  window: BrowserWindow,
  suggestedName: string,
  kind: SaveKindName,
): Promise<string | undefined> {
  const answer = await dialog.showSaveDialog(window, {
    defaultPath: fileName(suggestedName, kind),
    filters: [FILTERS[kind]],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (answer.canceled || answer.filePath === '') return undefined;
  return withExtension(answer.filePath, kind);
}

/** On Linux a dialog takes the name as it was typed; what we add it has not asked about, so nothing is replaced then. */
function withExtension(path: string, kind: SaveKindName): string {
  if (path.toLowerCase().endsWith(`.${kind}`)) return path;
  let free = `${path}.${kind}`;
  for (let count = 2; existsSync(free); count += 1) free = `${path} (${count}).${kind}`;
  return free;
}

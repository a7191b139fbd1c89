import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tributary-refuses-'));
const modulePreload = join(folder, 'module.cjs');
const script = join(folder, 'script.cjs');
writeFileSync(modulePreload, "import { contextBridge } from 'electron';\n");
writeFileSync(script, "require('electron');\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs lines as the main process of an application and gives what became of them. */
function inMain(lines: string): string {
  const source = `import * as electron from 'electron';
    import { MessagePortMain } from './test/electron/message-port.ts';
    import { Worker } from 'node:worker_threads';
    const { app, BrowserWindow, dialog, ipcMain, protocol, screen, session } = electron;
    try { ${lines}; console.log('nothing was refused'); } catch (error) { console.log(String(error)); }
    process.exit(0);`;
  const args = ['--import', './test/electron/register.mjs', '--input-type=module', '-e', source];
  const ran = spawnSync('node', args, { cwd: root, encoding: 'utf8' });
  return ran.stdout + ran.stderr;
}

const ready = 'await app.whenReady()';
const shown = "protocol.handle('app', () => new Response(''))";

describe('the stand-in refuses what Electron refuses', () => {
  test.each([
    { what: 'a window before the application is ready', says: 'after app is ready', lines: 'new BrowserWindow()' },
    { what: 'the session before it', says: 'after app is ready', lines: 'session.defaultSession' },
    { what: 'a protocol before it', says: 'after app is ready', lines: shown },
    { what: 'the screen before it', says: 'after app is ready', lines: 'screen.getDisplayMatching({})' },
    {
      what: 'a dialog before it',
      says: 'after app is ready',
      lines: 'await dialog.showOpenDialog(undefined, {})',
    },
    {
      what: 'a privileged scheme after it',
      says: 'before app is ready',
      lines: `${ready}; protocol.registerSchemesAsPrivileged([])`,
    },
    {
      what: 'privileged schemes a second time',
      says: 'at most once',
      lines: 'protocol.registerSchemesAsPrivileged([]); protocol.registerSchemesAsPrivileged([])',
    },
    {
      what: 'a page of a scheme that is not like the web',
      says: 'ERR_UNKNOWN_URL_SCHEME',
      lines: `protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
        ${ready}; ${shown}; await new BrowserWindow().loadURL('app://tributary/')`,
    },
    {
      what: 'a folder of settings that is not there',
      says: 'Failed to set path',
      lines: "app.setPath('userData', '/no/such/folder')",
    },
    {
      what: 'an ES module for a preload of a sandboxed window',
      says: 'ES module',
      lines: `${ready}; new BrowserWindow({ webPreferences: { preload: ${JSON.stringify(modulePreload)} } })`,
    },
    {
      what: 'a preload by a relative path',
      says: 'absolute path',
      lines: `${ready}; new BrowserWindow({ webPreferences: { preload: 'script.cjs' } })`,
    },
    {
      what: 'a window without a sandbox',
      says: 'only sandboxed',
      lines: `${ready}; new BrowserWindow({ webPreferences: { sandbox: false } })`,
    },
    {
      what: 'a window with Node',
      says: 'only sandboxed',
      lines: `${ready}; new BrowserWindow({ webPreferences: { nodeIntegration: true } })`,
    },
    {
      what: 'an address nobody serves',
      says: 'ERR_UNKNOWN_URL_SCHEME',
      lines: `${ready}; await new BrowserWindow().loadURL('app://tributary/')`,
    },
    {
      what: 'a message to a window that is gone',
      says: 'Object has been destroyed',
      lines: `${ready}; const { webContents } = new BrowserWindow(); BrowserWindow.getAllWindows()[0].destroy(); webContents.send('x')`,
    },
    {
      what: 'a call to a window that is gone',
      says: 'Object has been destroyed',
      lines: `${ready}; const window = new BrowserWindow(); window.destroy(); window.setTitle('x')`,
    },
    {
      what: 'a function in a message to a page',
      says: 'DataCloneError',
      lines: `${ready}; new BrowserWindow().webContents.send('x', () => 1)`,
    },
    {
      what: 'a function in a message on a port',
      says: 'DataCloneError',
      lines: 'new MessagePortMain({ send() {}, closed() {} }).postMessage(() => 1)',
    },
    {
      what: 'a port of main given to a worker',
      says: 'transfer',
      lines: `const port = new MessagePortMain({ send() {}, closed() {} });
        new Worker('', { eval: true }).postMessage({ port }, [port])`,
    },
    {
      what: 'a second handler for one channel',
      says: 'second handler',
      lines: "ipcMain.handle('x', () => 1); ipcMain.handle('x', () => 2)",
    },
    {
      what: 'a listener for an event it never emits',
      says: 'never emits "certificate-error"',
      lines: "app.on('certificate-error', () => {})",
    },
    {
      what: 'a permission no handler was set for',
      says: 'no permission handler',
      lines: `${ready}; await session.defaultSession.permits({}, 'geolocation', 'request')`,
    },
    {
      what: 'nothing of a window as ours is',
      says: 'nothing was refused',
      lines: `${ready}; ${shown}; new BrowserWindow({ webPreferences: { preload: ${JSON.stringify(script)}, sandbox: true } })`,
    },
  ])('$what', ({ lines, says }) => {
    expect(inMain(lines)).toContain(says);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFixture } from '../electron/fixture/build.ts';
import { type Application, launch } from './launch.ts';

// The application's own main and preload, with a page and an engine that show what such a page can reach.
describe('what a page of the application can reach', () => {
  const fixture = buildFixture();
  let application: Application;

  beforeAll(async () => {
    application = await launch({ app: fixture.app });
    await application.page.waitForFunction(() => 'fixture' in window);
  });
  afterAll(async () => {
    await application.close();
    fixture.remove();
  });

  test('the window is sandboxed and isolated, and has no Node', async () => {
    const preferences = await application.evaluate(({ BrowserWindow }) => {
      // Electron has it and does not declare it.
      type Told = { getLastWebPreferences(): Electron.WebPreferences };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as Told | undefined;
      const last = contents?.getLastWebPreferences();
      return {
        sandbox: last?.sandbox,
        contextIsolation: last?.contextIsolation,
        nodeIntegration: last?.nodeIntegration,
        webviewTag: last?.webviewTag,
        spellcheck: last?.spellcheck,
      };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    });
    const seen = await application.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis),
    );
    expect(seen).toEqual([]);
  });

  test('the bridge is one frozen function, and cannot be replaced', async () => {
    const bridge = await application.page.evaluate(() => {
      const { tributary } = window.fixture;
      const before = tributary.grantFiles;
      Reflect.set(tributary, 'grantFiles', () => 'mine');
      Reflect.set(window, 'tributary', {});
      const same = Reflect.get(window, 'tributary') === tributary && tributary.grantFiles === before;
      return { names: Object.keys(tributary), same };
    });
    expect(bridge).toEqual({ names: ['grantFiles'], same: true });
  });

  test('every answer carries a policy without inline or foreign scripts', async () => {
    const policies = await application.page.evaluate(async () => {
      const script = document.querySelector<HTMLScriptElement>('script[src*="assets"]')?.src ?? '';
      const answers = await Promise.all([fetch(location.href), fetch(script), fetch('/no-such-file.js')]);
      return answers.map((answer) => answer.headers.get('content-security-policy') ?? '');
    });
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).not.toContain('unsafe');
    }
  });

  test('inline scripts, eval and foreign images do not run', async () => {
    const outcome = await application.page.evaluate(async () => {
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      // In a turn of its own: what the debugger evaluates may use eval whatever the policy says.
      setTimeout(() => {
        try {
          new Function('window.ran = true')();
        } catch {
          refused.push('eval threw');
        }
      });
      const image = document.createElement('img');
      image.src = 'https://example.com/x.png';
      document.body.append(image);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { ran: 'ran' in window, refused };
    });
    expect(outcome.ran).toBe(false);
    expect(outcome.refused).toEqual(expect.arrayContaining(['script-src-elem', 'eval threw', 'img-src']));
  });

  test('nothing outside the bundle is served, however it is asked for', async () => {
    const statuses = await application.page.evaluate(async () => {
      const asked = [
        '/..%2fpackage.json',
        '/%2e%2e/package.json',
        '/..%5cpackage.json',
        '/assets/..%2f..%2fpackage.json',
        '/%00',
      ];
      return Promise.all(asked.map(async (path) => (await fetch(path)).status));
    });
    expect(statuses.every((status) => status === 403 || status === 404)).toBe(true);
    expect(await application.page.evaluate(async () => (await fetch('/', { method: 'POST' })).status)).toBe(405);
  });

  test('leaving the page is refused', async () => {
    const before = application.page.url();
    await application.page.getByText('Elsewhere').click();
    await application.page.evaluate(() => {
      location.href = 'https://example.com/from-a-script';
    });
    await application.page.waitForTimeout(300);
    expect(application.page.url()).toBe(before);
  });

  test('a new window is refused', async () => {
    await application.page.getByText('A new window').click();
    const opened = await application.page.evaluate(() => window.open('https://example.com/') === null);
    expect(opened).toBe(true);
    const windows = await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(windows).toBe(1);
    expect(application.page.context().pages()).toHaveLength(1);
  });

  test('an embedded page, a redirect, a frame and a download are refused', async () => {
    const prevented = await application.evaluate(({ BrowserWindow, session }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as NodeJS.EventEmitter;
      const asked: string[] = [];
      const event = (name: string) => ({ preventDefault: () => asked.push(name) });
      contents.emit('will-attach-webview', event('webview'), {}, { src: 'https://example.com/' });
      contents.emit('will-redirect', event('redirect'), 'https://example.com/');
      session.defaultSession.emit('will-download', event('download'), {}, contents);
      return asked;
    });
    expect(prevented).toEqual(['webview', 'redirect', 'download']);
    const refused = await application.page.evaluate(async () => {
      const refusal = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
      });
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      return refusal;
    });
    expect(refused).toBe('frame-src');
  });

  test('permissions are denied, asked for or checked', async () => {
    const outcome = await application.page.evaluate(async () => {
      const state = async (name: PermissionName) => (await navigator.permissions.query({ name })).state;
      const media = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      );
      const place = await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code),
        );
      });
      const notices = await Notification.requestPermission();
      return {
        geolocation: await state('geolocation'),
        notifications: await state('notifications'),
        media,
        place,
        notices,
      };
    });
    expect(outcome).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      media: 'NotAllowedError',
      place: 1,
      notices: 'denied',
    });
  });

  test('a message from another sender is refused, and its port closed', async () => {
    const outcome = await application.evaluate(({ BrowserWindow, ipcMain }) => {
      const window = BrowserWindow.getAllWindows()[0];
      const closed: string[] = [];
      const port = (name: string) => ({ close: () => closed.push(name), on: () => {}, start: () => {} });
      const ours = { url: window?.webContents.mainFrame?.url ?? 'app://tributary/index.html', parent: null };
      const senders = {
        'another window': { sender: {}, senderFrame: ours },
        'another address': { sender: window?.webContents, senderFrame: { url: 'https://example.com/', parent: null } },
        'a frame inside': { sender: window?.webContents, senderFrame: { ...ours, parent: ours } },
        'a frame that has gone': { sender: window?.webContents, senderFrame: null },
      };
      for (const [name, from] of Object.entries(senders)) {
        ipcMain.emit('tributary:connect', { ...from, ports: [port(name)] }, { port: 'shell' });
      }
      const known = { sender: window?.webContents, senderFrame: ours };
      ipcMain.emit('tributary:connect', { ...known, ports: [port('no such port')] }, { port: 'files' });
      ipcMain.emit('tributary:connect', { ...known, ports: [port('two'), port('ports')] }, { port: 'shell' });
      return closed;
    });
    expect(outcome).toEqual([
      'another window',
      'another address',
      'a frame inside',
      'a frame that has gone',
      'no such port',
      'two',
      'ports',
    ]);
  });
});

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ShellState } from '../../src/contract/shell.ts';
import { buildFixture } from '../electron/fixture/build.ts';
import { type Application, launch } from './launch.ts';

// Main with an engine that only answers: what is opened, closed, granted, and what happens when a thread dies.
const fixture = buildFixture();
const folder = mkdtempSync(join(tmpdir(), 'tributary-desk-'));
const userData = join(folder, 'settings');
const file = (name: string) => join(folder, name);
let application: Application;

beforeAll(() => {
  for (const name of [
    'north.tributary',
    'damaged.tributary',
    'deadly.tributary',
    'endless.tributary',
    'slow.tributary',
    'a.csv',
    'b.csv',
  ]) {
    writeFileSync(file(name), 'rows');
  }
  mkdirSync(file('a-folder.csv'));
});
afterEach(() => application.close());
afterAll(() => {
  fixture.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: Parameters<typeof launch>[0] = {}): Promise<void> {
  application = await launch({ app: fixture.app, userData, ...options });
  await application.page.waitForFunction(() => 'fixture' in window);
}

const state = (): Promise<ShellState> => application.page.evaluate(() => window.fixture.shell.state());
const untilState = (wanted: string) =>
  expect.poll(async () => (await state()).workspace.state, { timeout: 10_000 }).toBe(wanted);

describe('opening and closing', () => {
  test('the first start has nothing open; a workspace chosen in the dialog is opened, titled and remembered', async () => {
    await open();
    expect((await state()).workspace).toEqual({ state: 'none' });
    await application.answerOpen([]);
    expect(await application.page.evaluate(() => window.fixture.shell.openWorkspace({}))).toBe(false);
    await application.answerOpen([file('north.tributary')]);
    expect(await application.page.evaluate(() => window.fixture.shell.openWorkspace({}))).toBe(true);
    const now = await state();
    expect(now.workspace).toEqual({ state: 'open', file: 'north.tributary', name: 'Fixture open', kind: 'trial' });
    expect(now.recent.map(({ name, file: base, exists }) => ({ name, base, exists }))).toEqual([
      { name: 'Fixture open', base: 'north.tributary', exists: true },
    ]);
    expect(JSON.stringify(now)).not.toContain('north.tributary"]');
    expect(await application.title()).toBe('Fixture open — Fixture');
    expect(await application.page.evaluate(() => window.fixture.engine('questions').echo('hello'))).toBe(
      'reader: hello',
    );
    expect(await application.page.evaluate(() => window.fixture.engine('changes').echo('hello'))).toBe('writer: hello');
  });

  test('the next start offers it again, by an id that tells no path', async () => {
    await open();
    const [recent] = (await state()).recent;
    expect(recent?.id).toMatch(/^[0-9a-f]{24}$/);
    await application.page.evaluate((id) => window.fixture.shell.openWorkspace({ recent: id }), recent?.id ?? '');
    expect((await state()).workspace.state).toBe('open');
    await application.page.evaluate(() => window.fixture.shell.closeWorkspace());
    expect((await state()).workspace).toEqual({ state: 'none' });
    expect(await application.title()).toBe('Fixture');
    const closed = await application.page.evaluate(() => window.fixture.shell.openWorkspace({ recent: '/etc/passwd' }));
    expect(closed).toBe(false);
  });

  test('a file on the command line is opened; the demo is built with progress, and its threads are told who works', async () => {
    await open({ file: file('north.tributary') });
    await untilState('open');
    await application.page.evaluate(() => window.fixture.shell.openDemo());
    expect((await state()).workspace).toMatchObject({
      state: 'open',
      name: 'Fixture demo',
      file: expect.stringMatching(/^demo-0\.0\.1-[0-9a-f]{8}\.tributary$/),
    });
    const boot = await application.page.evaluate(() => window.fixture.engine('changes').boot());
    expect(boot).toMatchObject({ role: 'writer', start: { do: 'demo' }, actor: expect.stringMatching(/.+/) });
  });

  test('what takes too long is given up for another file, and when the application is closed', async () => {
    await open({ file: file('endless.tributary') });
    await untilState('opening');
    await application.answerOpen([file('north.tributary')]);
    expect(await application.page.evaluate(() => window.fixture.shell.openWorkspace({}))).toBe(true);
    const began = performance.now();
    await application.close();
    await open({ file: file('endless.tributary') });
    await untilState('opening');
    await application.close();
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test('a second start hands its file to the first and ends', async () => {
    await open();
    const { startProcess } = await import('./start-stand-in.ts');
    if (application.kind === 'stand-in') {
      const second = startProcess(fixture.app, [`--user-data-dir=${userData}`, file('north.tributary')]);
      second.address.catch(() => undefined);
      expect(await second.ended).toBe(0);
      expect(second.output()).toContain('Tributary is running already');
    } else {
      await application.evaluate(({ app }, path) => {
        app.emit('second-instance', {}, ['electron', '.', path], '/');
      }, file('north.tributary'));
    }
    await untilState('open');
  });

  test('a file that macOS hands over is opened, and nothing else is done with it', async () => {
    await open();
    const prevented = await application.evaluate(({ app }, path) => {
      let isPrevented = false;
      app.emit('open-file', { preventDefault: () => (isPrevented = true) }, path);
      return isPrevented;
    }, file('north.tributary'));
    expect(prevented).toBe(true);
    await untilState('open');
  });

  test('a file asked for while the last one is still being closed gets a process of its own after it', async () => {
    await open({ file: file('slow.tributary') });
    await untilState('open');
    const { evaluate, ended } = application;
    await evaluate(({ app, BrowserWindow }, path) => {
      app.relaunch = (options) => console.log(`again: ${options?.args?.at(-1)}`);
      BrowserWindow.getAllWindows()[0]?.on('closed', () => {
        app.emit('second-instance', {}, ['electron', '.', path], '/');
      });
      app.quit();
    }, file('north.tributary'));
    await ended;
    expect(application.output()).toContain(`again: ${file('north.tributary')}`);
    expect(application.output()).not.toMatch(/Error/);
  });

  test('what cannot be opened says what happened and what to do', async () => {
    await open();
    const refusal = async (name: string) => {
      await application.answerOpen([file(name)]);
      return application.page.evaluate(async () => {
        try {
          await window.fixture.shell.openWorkspace({});
          return 'opened';
        } catch (error) {
          const { code, data } = error as { code: string; data: { problems: { code: string; todo: string }[] } };
          return { code, problem: data.problems[0]?.code, todo: data.problems[0]?.todo };
        }
      });
    };
    expect(await refusal('nowhere.tributary')).toMatchObject({ code: 'REFUSED', problem: 'file_missing' });
    expect((await state()).workspace.state).toBe('none');
    mkdirSync(`${file('damaged.tributary')}-backups`, { recursive: true });
    writeFileSync(join(`${file('damaged.tributary')}-backups`, '2026-11-20T10-00-00-000Z-close.tributary'), 'rows');
    expect(await refusal('damaged.tributary')).toMatchObject({
      code: 'REFUSED',
      problem: 'not_ours',
      todo: 'Open another file.',
    });
    expect((await state()).workspace).toMatchObject({
      state: 'failed',
      file: 'damaged.tributary',
      backups: [{ name: '2026-11-20T10-00-00-000Z-close.tributary', sizeBytes: 4 }],
    });
    await application.answerSave(file('north.tributary'));
    const taken = await application.page.evaluate(async () => {
      const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
      const input = { name: 'North', currency: 'EUR', timeZone: 'Europe/Berlin', country: 'DE', workingHours };
      return window.fixture.shell.createWorkspace(input).catch((error) => error.data.problems[0].code);
    });
    expect(taken).toBe('file_exists');
  });
});

describe('a thread that dies', () => {
  test('is started again, the workspace re-opened, the window told, its ports closed', async () => {
    await open({ file: file('north.tributary') });
    await untilState('open');
    const because = await application.page.evaluate(async () => {
      const watching = await window.fixture.shell.watch();
      await window.fixture.engine('questions').echo('before');
      // Cut off by its own doing, or answered just before.
      void window.fixture
        .engine('changes')
        .die()
        .catch(() => undefined);
      for await (const event of watching) if (event.type === 'engine-restarted') return event.because;
      return '';
    });
    expect(because).toBe('the fixture was told to die');
    await expect
      .poll(() => application.page.evaluate(() => [...window.fixture.closed].sort()))
      .toEqual(['changes', 'questions']);
    expect(await application.page.evaluate(() => window.fixture.engine('questions').echo('again'))).toBe(
      'reader: again',
    );
    expect((await state()).engineRestarts).toBe(1);
  });

  test('is given up after three deaths within a minute', async () => {
    await open();
    await application.answerOpen([file('deadly.tributary')]);
    const code = await application.page.evaluate(() =>
      window.fixture.shell.openWorkspace({}).catch((error) => error.data.problems[0].code),
    );
    expect(code).toBe('engine_died');
    expect((await state()).workspace).toMatchObject({ state: 'failed', code: 'engine_died', file: 'deadly.tributary' });
  });
});

describe('files', () => {
  test('chosen in the dialog come as grants without a path, folders left out, and the engine is told', async () => {
    await open({ file: file('north.tributary') });
    await untilState('open');
    await application.answerOpen([file('a.csv'), file('a-folder.csv'), file('b.csv')]);
    const grants = await application.page.evaluate(() => window.fixture.shell.chooseFiles());
    expect(grants.map(({ name, sizeBytes }) => ({ name, sizeBytes }))).toEqual([
      { name: 'a.csv', sizeBytes: 4 },
      { name: 'b.csv', sizeBytes: 4 },
    ]);
    expect(JSON.stringify(grants)).not.toContain(folder);
    await application.answerSave(file('out'));
    const save = await application.page.evaluate(() =>
      window.fixture.shell.chooseSave({ suggestedName: 'x', kind: 'xlsx' }),
    );
    expect(save).toMatchObject({ name: 'out.xlsx', sizeBytes: null });
    await application.answerSave(undefined);
    expect(
      await application.page.evaluate(() => window.fixture.shell.chooseSave({ suggestedName: 'x', kind: 'xlsx' })),
    ).toBe(null);
    const known = await application.page.evaluate(() => window.fixture.engine('questions').grants());
    expect(known).toEqual([file('a.csv'), file('b.csv'), file('out.xlsx')]);
  });

  test('dropped or put into a file field have a path; those a script makes have none', async () => {
    await open();
    await application.dropFiles('#drop', [file('a.csv'), file('a-folder.csv'), file('b.csv')]);
    await application.page.waitForFunction(() => window.fixture.granted.length === 2);
    await application.page.getByLabel('Files').setInputFiles(file('b.csv'));
    await application.page.waitForFunction(() => window.fixture.granted.length === 3);
    expect(await application.page.evaluate(() => window.fixture.granted.map(({ name }) => name))).toEqual([
      'a.csv',
      'b.csv',
      'b.csv',
    ]);
    const refused = await application.page.evaluate(async () => ({
      made: await window.fixture.tributary.grantFiles([new File(['rows'], 'made.csv')]),
      named: await window.fixture.tributary.grantFiles(['/etc/passwd', { path: '/etc/passwd' }]),
    }));
    expect(refused).toEqual({ made: [], named: [] });
  });
});

describe('the desktop around it', () => {
  test('the menu runs commands of the window, and greys what needs a workspace', async () => {
    await open();
    await expect(application.chooseMenu('go.today')).rejects.toThrow('grey');
    await application.chooseMenu('workspace.demo');
    await untilState('open');
    const first = application.page.evaluate(async () => {
      for await (const event of await window.fixture.shell.watch()) if (event.type === 'command') return event.command;
      return 'none';
    });
    await application.page.waitForTimeout(200);
    await application.chooseMenu('go.registrations');
    expect(await first).toBe('go.registrations');
  });

  test('size and place of the window are remembered in a file of the settings', async () => {
    await open();
    await application.close();
    const kept = JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'));
    expect(kept).toMatchObject({ bounds: { width: expect.any(Number), height: expect.any(Number) }, maximized: false });
    writeFileSync(
      join(userData, 'window.json'),
      JSON.stringify({ bounds: { x: -9000, y: 0, width: 900, height: 700 }, maximized: false }),
    );
    await open();
    const bounds = await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    );
    expect(bounds).toMatchObject({ width: 1280, height: 800 });
    writeFileSync(join(userData, 'window.json'), 'not json');
    await application.close();
    await open();
    expect(await application.title()).toBe('Fixture');
    expect(existsSync(join(userData, 'window.json'))).toBe(true);
  });
});

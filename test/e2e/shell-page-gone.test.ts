import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildFixture } from '../electron/fixture/build.ts';
import { type Application, launch } from './launch.ts';

// The process of the page ends as in a crash; main, the engine and the workspace go on.
const fixture = buildFixture();
const folder = mkdtempSync(join(tmpdir(), 'tributary-page-gone-'));
const file = join(folder, 'north.tributary');
writeFileSync(file, 'rows');
let application: Application;

beforeEach(async () => {
  application = await launch({ app: fixture.app, file });
  await application.page.waitForFunction(() => 'fixture' in window);
  await expect.poll(async () => (await workspace()).state).toBe('open');
});
afterEach(() => application.close());
afterAll(() => {
  fixture.remove();
  rmSync(folder, { recursive: true, force: true });
});

const workspace = async () => (await application.page.evaluate(() => window.fixture.shell.state())).workspace;

const crash = () =>
  application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());

/** Answers the next message box with this button, and keeps what it said. */
const answerMessage = (response: number) =>
  application.evaluate(({ dialog }, button) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const stub = async (_window: unknown, { message, detail }: { message: string; detail?: string }) => {
      told.push(message, detail ?? '');
      return { response: button, checkboxChecked: false };
    };
    Object.assign(dialog, { showMessageBox: stub });
  }, response);

describe('a page whose process has gone', () => {
  test('is told of and shown again; the workspace stayed open and its engine was not started again', async () => {
    await answerMessage(0);
    await application.page.evaluate(() => Object.assign(window, { before: true }));
    await crash();
    await application.page.waitForFunction(() => 'fixture' in window && !('before' in window));
    const told = await application.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    expect(told).toEqual(['The window stopped working.', expect.stringContaining('is in the workspace')]);
    expect((await workspace()).state).toBe('open');
    const answer = await application.page.evaluate(() => window.fixture.engine('changes').echo('again'));
    expect(answer).toBe('writer: again');
    expect((await application.page.evaluate(() => window.fixture.shell.state())).engineRestarts).toBe(0);
  });

  test('ends the application where that is chosen', async () => {
    await answerMessage(1);
    await crash();
    await application.ended;
  });

  test('in the stand-in: nothing of it runs on, and the question is asked in its place', async ({ skip }) => {
    if (application.kind === 'electron') skip('Electron asks on the desktop');
    await crash();
    const asked = application.page.getByRole('dialog');
    await asked.getByText('The window stopped working.').waitFor();
    expect(await application.page.evaluate(() => 'fixture' in window)).toBe(false);
    await asked.getByRole('button', { name: 'Show the window again' }).click();
    await application.page.waitForFunction(() => 'fixture' in window);
  });
});

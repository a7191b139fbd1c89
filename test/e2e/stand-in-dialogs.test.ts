import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { electronBinary } from '../../scripts/electron-binary.js';
import { buildFixture } from '../electron/fixture/build.ts';
import { type Application, launch } from './launch.ts';

// Where there is no Electron, people meet these in place of the desktop's dialogs.
describe.skipIf(electronBinary() !== undefined)('the stand-in’s own dialogs', () => {
  const fixture = buildFixture();
  const folder = mkdtempSync(join(tmpdir(), 'tributary-dialogs-'));
  let application: Application;

  beforeAll(async () => {
    writeFileSync(join(folder, 'a.csv'), 'rows');
    application = await launch({ app: fixture.app });
    await application.page.waitForFunction(() => 'fixture' in window);
  });
  afterAll(async () => {
    await application.close();
    fixture.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('files are chosen in a file field and come as grants; Cancel gives none', async () => {
    const { page } = application;
    const chosen = page.evaluate(() => window.fixture.shell.chooseFiles());
    const dialog = page.getByRole('dialog', { name: 'Choose files to import' });
    await dialog.getByLabel('Files').setInputFiles(join(folder, 'a.csv'));
    await dialog.getByRole('button', { name: 'OK' }).click();
    expect(await chosen).toMatchObject([{ name: 'a.csv', sizeBytes: 4 }]);
    const none = page.evaluate(() => window.fixture.shell.chooseFiles());
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await none).toEqual([]);
  });

  test('a file is saved by name and folder, and offered as a download once it is written', async () => {
    const { page } = application;
    const asked = page.evaluate(() => window.fixture.shell.chooseSave({ suggestedName: 'Wrong rows', kind: 'csv' }));
    const dialog = page.getByRole('dialog', { name: 'Save' });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Wrong rows.csv');
    await dialog.getByLabel('Folder on this computer').fill(folder);
    await dialog.getByRole('button', { name: 'OK' }).click();
    expect(await asked).toMatchObject({ name: 'Wrong rows.csv' });
    writeFileSync(join(folder, 'Wrong rows.csv'), 'what was written');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save Wrong rows.csv with the browser' }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toBe('what was written');
  });

  test('a workspace is opened by its path, so that the work stays in the file', async () => {
    const { page } = application;
    writeFileSync(join(folder, 'south.tributary'), 'rows');
    const opened = page.evaluate(() => window.fixture.shell.openWorkspace({}));
    const dialog = page.getByRole('dialog', { name: 'Open a workspace' });
    await dialog.getByLabel('Path on this computer').fill(join(folder, 'south.tributary'));
    await dialog.getByRole('button', { name: 'OK' }).click();
    expect(await opened).toBe(true);
  });

  test('a key of the menu that the page has no use for goes to the menu', async () => {
    const { page } = application;
    const commands = page.evaluate(async () => {
      const seen: string[] = [];
      for await (const event of await window.fixture.shell.watch()) {
        if (event.type === 'command') seen.push(event.command);
        if (seen.length === 2) break;
      }
      return seen;
    });
    await page.evaluate(() => window.fixture.shell.state());
    await page.keyboard.press('Control+k');
    await page.evaluate(() => {
      window.addEventListener('keydown', (event) => event.key === 'n' && event.preventDefault());
    });
    await page.keyboard.press('Control+n');
    await page.keyboard.press('Control+i');
    expect(await commands).toEqual(['palette.open', 'files.import']);
  });
});

import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { callEngine } from './call-engine.ts';
import { type Application, launch } from './launch.ts';

// The whole application on its real engine: a workspace through a window's life.
const folder = mkdtempSync(join(tmpdir(), 'tributary-shell-'));
const userData = join(folder, 'settings');
const file = join(folder, 'north.tributary');
const backups = () => readdirSync(`${file}-backups`).filter((name) => name.endsWith('.tributary'));
type Programme = { readonly current: { readonly edition: number; readonly body: unknown } };
let application: Application;
let complaints: string[] = [];

async function open(options: Parameters<typeof launch>[0] = {}): Promise<void> {
  application = await launch({ userData, ...options });
  complaints = [];
  application.page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
}

const titled = (title: string) => expect.poll(() => application.title(), { timeout: 30_000 }).toBe(title);

afterEach(() => application.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a workspace', () => {
  test('is made from the window, named in the title, and backed up when the window is closed', async () => {
    await open();
    await application.page.getByLabel('Name', { exact: true }).fill('North partners');
    const choose = async (country: string) => {
      await application.page.getByRole('combobox', { name: 'Country' }).fill(country);
      await application.page.getByRole('option', { name: country, exact: true }).click();
      return Promise.all(
        ['Currency', 'Time zone'].map((name) => application.page.getByRole('combobox', { name }).inputValue()),
      );
    };
    // A country brings its currency and zone; both can still be changed.
    expect(await choose('Japan')).toEqual(['JPY · Japanese Yen', 'Asia/Tokyo']);
    expect(await choose('Germany')).toEqual(['EUR · Euro', 'Europe/Berlin']);
    await application.answerSave(file);
    await application.page.getByRole('button', { name: /Create the workspace/ }).click();
    await titled('North partners — Tributary');
    await expect.poll(() => application.page.getByRole('navigation').count(), { timeout: 30_000 }).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    const { page } = application;
    const { current } = await callEngine<Programme>(page, 'questions', 'programme.get');
    const { edition, body } = current;
    const from = new Date().toISOString().slice(0, 10);
    await callEngine(page, 'changes', 'programme.update', {
      basedOn: edition,
      from,
      body,
      note: 'A change to back up',
    });
    await application.close();
    expect(backups()).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  });

  test('that could not be backed up on closing says so when it is opened again, and never after a good closing', async () => {
    const told = () => application.page.getByText('The last time this workspace was closed no backup was taken');
    renameSync(`${file}-backups`, `${file}-aside`);
    writeFileSync(`${file}-backups`, 'in the way');
    await open({ file });
    await titled('North partners — Tributary');
    await application.close();
    rmSync(`${file}-backups`);
    await open({ file });
    await told().last().waitFor();
    await application.close();
    expect(backups()).toHaveLength(1);
    await open({ file });
    await application.page.getByRole('navigation').first().waitFor();
    expect(await told().count()).toBe(0);
  });

  test('is offered again, and opens', async () => {
    await open();
    await application.page.getByRole('button', { name: /North partners/ }).click();
    await titled('North partners — Tributary');
  });

  test('opens after the process was killed', async () => {
    await open({ file });
    await titled('North partners — Tributary');
    await application.kill();
    await open({ file });
    await titled('North partners — Tributary');
  });

  test('that another process has open is not opened twice, and the holder is named', async () => {
    await open({ file });
    await titled('North partners — Tributary');
    const second = await launch({ file });
    try {
      await second.page
        .getByRole('alert')
        .getByText(/has .* open/)
        .waitFor();
      expect(await second.title()).toBe('Tributary');
    } finally {
      await second.close();
    }
  });

  test('that is damaged says so and offers its backups, one of which is put in its place', async () => {
    cpSync(file, join(folder, 'kept.tributary'));
    truncateSync(file, 5_000);
    await open({ file });
    const told = application.page.getByRole('alert');
    await told.getByText('could not be opened').waitFor();
    await told.getByRole('button', { name: 'Restore' }).first().click();
    await titled('North partners — Tributary');
    expect(readdirSync(folder).some((name) => name.startsWith('north.tributary-before-restore'))).toBe(true);
  });
});

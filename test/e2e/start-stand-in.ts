import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromParent, ToParent } from '../electron/parent.ts';
import { openBrowser } from './browser.ts';
import type { LaunchOptions, Started } from './launch.ts';

const register = new URL('../electron/register.mjs', import.meta.url).href;
const root = fileURLToPath(new URL('../../', import.meta.url));
const READY_WITHIN_MS = 30_000;

/** Starts a built application in the stand-in, and its page in a headless browser. */
export async function startStandIn(
  app: string,
  args: readonly string[],
  { width = 1280, height = 800, colorScheme = 'light', locale }: LaunchOptions,
): Promise<Started> {
  const process = startProcess(app, args);
  const [address, browser] = await Promise.all([process.address, openBrowser(locale)]).catch(async (error) => {
    await process.kill();
    throw error;
  });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    acceptDownloads: true,
    ...(locale === undefined ? {} : { locale }),
  });
  const page = await context.newPage();
  await page.goto(address);
  return {
    kind: 'stand-in',
    page,
    evaluate: (run, arg) => process.evaluate(run.toString(), arg) as never,
    output: process.output,
    async close() {
      await process.quit();
      await browser.close();
    },
    async kill() {
      await process.kill();
      await browser.close();
    },
    ended: process.ended,
  };
}

/** The stand-in's process alone, without a browser. */
export function startProcess(app: string, args: readonly string[]) {
  // `node` is first on the PATH of every npm script: the one the application is built for.
  const { main } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
  const child = spawn('node', ['--import', register, join(app, main), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  child.stdout?.on('data', (part) => {
    printed += part;
  });
  child.stderr?.on('data', (part) => {
    printed += part;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const waiting = new Map<number, (answer: ToParent) => void>();
  let next = 0;
  const say = (message: FromParent) => child.send(message);
  const address = new Promise<string>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`no address within ${READY_WITHIN_MS} ms:\n${printed}`)),
      READY_WITHIN_MS,
    );
    child.on('message', (message: ToParent) => {
      if (message.type === 'address') {
        clearTimeout(late);
        resolve(message.address);
      } else {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
      }
    });
    void ended.then((code) => {
      clearTimeout(late);
      reject(new Error(`the application ended with code ${code}:\n${printed}`));
    });
  });
  // Ending before anyone asks for the address is no error of its own.
  address.catch(() => undefined);
  return {
    address,
    ended,
    pid: child.pid,
    output: () => printed,
    evaluate: (source: string, arg: unknown) =>
      new Promise((resolve, reject) => {
        next += 1;
        waiting.set(next, (answer) => {
          if (answer.type === 'evaluated') resolve(answer.value);
          if (answer.type === 'threw') reject(new Error(answer.error));
        });
        say({ do: 'evaluate', id: next, source, arg });
      }),
    async quit() {
      if (child.connected) say({ do: 'quit' });
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

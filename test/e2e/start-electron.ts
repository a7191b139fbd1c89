import { _electron } from 'playwright-core';
import type { LaunchOptions, Started } from './launch.ts';

/** Starts a built application in Electron. */
export async function startElectron(
  executablePath: string,
  app: string,
  args: readonly string[],
  { width = 1280, height = 800, colorScheme = 'light', locale }: LaunchOptions,
): Promise<Started> {
  const application = await _electron.launch({
    executablePath,
    args: [app, ...args, ...(locale === undefined ? [] : [`--lang=${locale}`])],
    colorScheme,
  });
  let printed = '';
  const child = application.process();
  child.stdout?.on('data', (part) => {
    printed += part;
  });
  child.stderr?.on('data', (part) => {
    printed += part;
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const page = await application.firstWindow();
  await application.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  return {
    kind: 'electron',
    page,
    evaluate: (run, arg) => application.evaluate(run as never, arg),
    output: () => printed,
    close: () => application.close(),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}

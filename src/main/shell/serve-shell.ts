import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { type BrowserWindow, type MessagePortMain, shell } from 'electron';
import { shellContract } from '../../contract/shell.ts';
import type { Problem } from '../../contract/units.ts';
import { type Desk, Refused } from '../desk.ts';
import { askForFiles, askForWorkspace, askWhereToSave } from './dialogs.ts';

/** Serves the shell's contract to one window on ports of its own. */
export function serveShell(desk: Desk, window: BrowserWindow): (port: MessagePortMain) => void {
  const handler = new RPCHandler(shellRouter(desk, window));
  return (port) => {
    handler.upgrade(port);
    port.start();
  };
}

type RefusedError = (given: { data: { problems: Problem[] } }) => Error;

/** Turns what a person can mend into the contract's error. */
async function orRefuse(errors: { REFUSED: RefusedError }, step: () => Promise<boolean>): Promise<boolean> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Refused) throw errors.REFUSED({ data: { problems: [...error.problems] } });
    throw error;
  }
}

function shellRouter(desk: Desk, window: BrowserWindow) {
  const os = implement(shellContract);
  return os.router({
    state: os.state.handler(() => desk.state()),
    watch: os.watch.handler(({ signal }) => desk.watch(signal)),
    chooseFiles: os.chooseFiles.handler(async () => desk.grants.toRead(await askForFiles(window))),
    chooseSave: os.chooseSave.handler(async ({ input }) => {
      const path = await askWhereToSave(window, input.suggestedName, input.kind);
      return path === undefined ? null : desk.grants.toWrite(path);
    }),
    revealFile: os.revealFile.handler(({ input, errors }) => {
      const path = desk.grants.pathOf(input.grant);
      if (path === undefined) throw errors.REFUSED({ data: { problems: [unknownGrant] } });
      shell.showItemInFolder(path);
    }),
    openWorkspace: os.openWorkspace.handler(async ({ input, errors }) => {
      const path = input.recent === undefined ? await askForWorkspace(window) : desk.recentPath(input.recent);
      if (path === undefined) return false;
      return orRefuse(errors, () => desk.open(path));
    }),
    createWorkspace: os.createWorkspace.handler(async ({ input, errors }) => {
      const path = await askWhereToSave(window, input.name, 'tributary');
      if (path === undefined) return false;
      return orRefuse(errors, () => desk.create(path, input));
    }),
    openDemo: os.openDemo.handler(({ errors }) => orRefuse(errors, () => desk.openDemo())),
    restoreBackup: os.restoreBackup.handler(({ input, errors }) => orRefuse(errors, () => desk.restore(input.backup))),
    closeWorkspace: os.closeWorkspace.handler(async () => {
      await desk.close();
      return true;
    }),
    setFullScreen: os.setFullScreen.handler(({ input }) => window.setFullScreen(input.on)),
    setProgress: os.setProgress.handler(({ input }) => window.setProgressBar(input.fraction ?? -1)),
  });
}

const unknownGrant: Problem = {
  code: 'file_unknown',
  message: 'This file was not chosen in this window.',
  todo: 'Save it again, then show it.',
};

import { app, type BrowserWindow, dialog } from 'electron';

const SHOW_AGAIN = 0;
const QUIT = 1;

/**
 * Tells when the page's process has gone (a crash, or ended by the system), and shows the page again. The engine is not
 * touched by it: the workspace stays open, and what it has confirmed is in the file.
 */
export function tellWhenPageIsGone(window: BrowserWindow): void {
  let telling = false;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`window: its page has gone (${reason})`);
    if (reason === 'clean-exit' || telling || window.isDestroyed()) return;
    telling = true;
    void dialog
      .showMessageBox(window, {
        type: 'error',
        title: app.name,
        message: 'The window stopped working.',
        detail: `Everything that was confirmed is in the workspace. What was typed and not yet saved is gone (${reason}).`,
        buttons: ['Show the window again', 'Quit'],
        defaultId: SHOW_AGAIN,
        cancelId: SHOW_AGAIN,
        noLink: true,
      })
      .then(({ response }) => {
        telling = false;
        if (response === QUIT) app.quit();
        else if (!window.isDestroyed()) window.webContents.reload();
      });
  });
}

/** What is in the window's place when its page has gone: nothing, but for the desktop's own dialogs. */
import { showDialog } from './page-dialogs.ts';
import { onFrame, send } from './page-electron.ts';

onFrame((frame) => {
  if (frame[0] === 'reload') location.replace('/');
  if (frame[0] === 'dialog') {
    const [, id, request] = frame;
    showDialog(request, (paths) => send(['dialog-answer', id, paths]));
  }
});

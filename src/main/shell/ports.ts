import { type BrowserWindow, ipcMain, type MessagePortMain } from 'electron';
import { z } from 'zod';
import type { PortName } from '../../contract/bridge.ts';
import type { Desk } from '../desk.ts';
import { isOurPage } from './refusals.ts';

const Connect = z.object({ port: z.enum(['questions', 'changes', 'shell']) satisfies z.ZodType<PortName> });
const Paths = z.array(z.string().max(32_768)).max(1_000);

/** Takes what the preload hands over, from our page alone: ports to serve, and paths of dropped files. */
export function takePorts(window: BrowserWindow, desk: Desk, serveShell: (port: MessagePortMain) => void): void {
  ipcMain.on('tributary:connect', (event, message) => {
    const asked = Connect.safeParse(message);
    const [port, ...more] = event.ports;
    if (
      !isOurPage(event.sender, event.senderFrame, window) ||
      !asked.success ||
      port === undefined ||
      more.length > 0
    ) {
      for (const unwanted of event.ports) unwanted.close();
      return;
    }
    switch (asked.data.port) {
      case 'questions':
        return desk.connect('reader', port);
      case 'changes':
        return desk.connect('writer', port);
      case 'shell':
        return serveShell(port);
    }
  });

  ipcMain.handle('tributary:grant', (event, paths) => {
    if (!isOurPage(event.sender, event.senderFrame, window)) throw new Error('not from the page of this application');
    return desk.grants.toRead(Paths.parse(paths));
  });
}

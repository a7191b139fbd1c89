import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, PortName } from '../contract/bridge.ts';

const PORTS: readonly PortName[] = ['questions', 'changes', 'shell'];

// The page makes the channels and keeps one end of each; the other goes to main, which checks who sent it.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data?.type !== 'tributary:connect') return;
  const port = PORTS.find((name) => name === event.data.port);
  if (port === undefined || event.ports.length !== 1) return;
  ipcRenderer.postMessage('tributary:connect', { port }, [...event.ports]);
});

const bridge: Bridge = {
  // A path is learnt here from a file the person dropped, never from a string of the page.
  grantFiles: (files) => {
    const paths = files.flatMap((file) => (file instanceof File ? [webUtils.getPathForFile(file)] : []));
    return ipcRenderer.invoke(
      'tributary:grant',
      paths.filter((path) => path !== ''),
    );
  },
};

contextBridge.exposeInMainWorld('tributary', bridge);

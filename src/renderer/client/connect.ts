import type { Bridge, PortName } from '../../contract/bridge.ts';

declare global {
  interface Window {
    /** What the preload gives the page: see `src/contract/bridge.ts`. */
    readonly tributary?: Bridge;
  }
}

/** Opens a channel to a thread of the engine or to the shell: one end stays here, the preload hands the other to main. */
export function openPort(port: PortName): MessagePort {
  const { port1, port2 } = new MessageChannel();
  // `/` is this very origin: no frame of another could take the port.
  window.postMessage({ type: 'tributary:connect', port }, '/', [port2]);
  port1.start();
  return port1;
}

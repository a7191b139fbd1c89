/**
 * What Electron adds to a page's ports: the end that stays in the page hears `close` when the end that main holds is
 * closed, and main hears of it when the page closes its own. A browser tells neither.
 */

const partners = new WeakMap<MessagePort, MessagePort>();
/** The partners of ports under way to this very window, in the order they were posted. */
const underWay: (MessagePort | undefined)[][] = [];

/** Must run before any script of the page makes a channel. */
export function watchPorts(): void {
  window.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      partners.set(this.port1, this.port2);
      partners.set(this.port2, this.port1);
    }
  };
  const post = window.postMessage.bind(window) as (message: unknown, ...rest: unknown[]) => void;
  window.postMessage = (message: unknown, ...rest: unknown[]) => {
    const transfer =
      rest.find((one) => Array.isArray(one)) ?? (rest[0] as WindowPostMessageOptions | undefined)?.transfer;
    const ports = (Array.isArray(transfer) ? transfer : []).filter((one) => one instanceof MessagePort);
    const theirs = ports.map((port) => partners.get(port));
    post(message, ...rest);
    if (ports.length > 0) underWay.push(theirs);
  };
  window.addEventListener(
    'message',
    (event) => {
      if (event.source !== window || event.ports.length === 0) return;
      const theirs = underWay.shift() ?? [];
      event.ports.forEach((port, index) => {
        pair(port, theirs[index]);
      });
    },
    { capture: true },
  );
}

/** Takes a port from whoever had it, as a transfer does. */
export function takePort(port: MessagePort): MessagePort {
  const taken = structuredClone(port, { transfer: [port] });
  pair(taken, partners.get(port));
  return taken;
}

/** Has main hear of it when the page closes its end. */
export function onPartnerClosed(port: MessagePort, closed: () => void): void {
  const partner = partners.get(port);
  if (partner === undefined) return;
  const close = partner.close.bind(partner);
  partner.close = () => {
    close();
    closed();
  };
}

/** Main has closed its end. */
export function closeBoth(port: MessagePort): void {
  port.close();
  partners.get(port)?.dispatchEvent(new Event('close'));
}

function pair(port: MessagePort, partner: MessagePort | undefined): void {
  if (partner !== undefined) partners.set(port, partner);
}

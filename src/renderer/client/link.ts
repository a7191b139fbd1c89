import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { PortName } from '../../contract/bridge.ts';
import { openPort } from './connect.ts';

/** Why a call was cut off: the engine went away under it. A question may be asked again; a change must be looked at. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

type Connection = { port: MessagePort; link: RPCLink<ClientContext>; ended: AbortController };

const connections = new Map<PortName, Connection>();

function connectionTo(name: PortName): Connection {
  const open = connections.get(name);
  if (open !== undefined) return open;
  const port = openPort(name);
  const connection = { port, link: new RPCLink<ClientContext>({ port }), ended: new AbortController() };
  port.addEventListener('close', () => end(name, connection));
  connections.set(name, connection);
  return connection;
}

function end(name: PortName, connection: Connection): void {
  if (connections.get(name) === connection) connections.delete(name);
  connection.ended.abort(new ConnectionLost('The engine was started again.'));
  connection.port.close();
}

/** Drops the ports to the engine, and with them every call under way; the next call opens new ones. */
export function disconnectEngine(): void {
  for (const name of ['questions', 'changes'] as const) {
    const connection = connections.get(name);
    if (connection !== undefined) end(name, connection);
  }
}

/** A link that sends each call to the port its procedure belongs to. */
export function linkByPort(portOf: (path: readonly string[]) => PortName): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      const { link, ended } = connectionTo(portOf(path));
      const signal = options.signal === undefined ? ended.signal : AbortSignal.any([options.signal, ended.signal]);
      try {
        return await link.call(path, input, { ...options, signal });
      } catch (error) {
        // The peer's own error says only that it was closed.
        throw ended.signal.aborted ? ended.signal.reason : error;
      }
    },
  };
}

import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

type Held = { readonly pid: number; readonly port: number };

/**
 * Electron's single-instance lock, by a file in the settings folder that names process and loopback port.
 *
 * @param onSecond  called in the first process with the command line and folder of a second; what it returns is printed there
 * @returns `false` when another process holds it; that one has then been told, and its new address printed
 */
export function takeLock(userData: string, onSecond: (argv: string[], folder: string) => string | undefined): boolean {
  mkdirSync(userData, { recursive: true });
  const file = join(userData, 'stand-in.lock');
  for (;;) {
    try {
      const lock = openSync(file, 'wx', 0o600);
      const secret = crypto.randomUUID();
      listen(secret, onSecond, (port) => {
        writeSync(lock, JSON.stringify({ pid: process.pid, port, secret }));
        closeSync(lock);
      });
      process.on('exit', () => rmSync(file, { force: true }));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = heldBy(file);
    if (held !== undefined && tell(file)) return false;
    rmSync(file, { force: true });
  }
}

function listen(
  secret: string,
  onSecond: (argv: string[], folder: string) => string | undefined,
  listening: (port: number) => void,
): void {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('end', () => {
      // Anybody on this machine can speak to the port; who knows the secret has read the lock.
      if (!text.includes(secret)) return socket.destroy();
      const said = JSON.parse(text);
      return socket.end(onSecond(said.argv, said.folder) ?? '');
    });
    socket.on('error', (error) => console.warn('stand-in: a second instance broke off:', error.message));
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port on loopback');
    listening(address.port);
  });
  server.unref();
}

function heldBy(file: string): Held | undefined {
  // The holder writes the file a moment after it has made it.
  for (let tries = 0; tries < 40; tries += 1) {
    try {
      const held: Held = JSON.parse(readFileSync(file, 'utf8'));
      process.kill(held.pid, 0);
      return held;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ESRCH' || code === 'ENOENT') return undefined;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  return undefined;
}

/** The lock is asked for synchronously, so a child process does the talking. */
function tell(file: string): boolean {
  const script = `
    const { pid, port, secret } = JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'));
    const socket = require('node:net').connect(port, '127.0.0.1');
    socket.setTimeout(5000, () => process.exit(1));
    socket.on('error', () => process.exit(1));
    socket.on('data', (answer) => process.stdout.write(answer));
    socket.on('end', () => process.exit(0));
    socket.end(JSON.stringify({ secret, argv: JSON.parse(process.argv[2]), folder: process.argv[3] }));`;
  const told = spawnSync(process.execPath, ['-e', script, file, JSON.stringify(process.argv), process.cwd()], {
    encoding: 'utf8',
  });
  if (told.status !== 0) return false;
  console.log(`Tributary is running already: ${told.stdout}`);
  return true;
}

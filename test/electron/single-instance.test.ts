import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { takeLock } from './single-instance.ts';

test('what another program says to the port of the lock is not listened to, and harms nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-lock-'));
  const seconds: string[][] = [];
  expect(takeLock(folder, (argv) => void seconds.push(argv))).toBe(true);
  const held = await vi.waitFor(() => JSON.parse(readFileSync(join(folder, 'stand-in.lock'), 'utf8')));
  const say = (words: string) =>
    new Promise<void>((closed, failed) => {
      const socket = connect(held.port, '127.0.0.1', () => socket.end(words));
      socket.once('error', failed).once('close', () => closed());
      socket.resume();
    });
  for (const words of ['', 'GET / HTTP/1.1\r\n\r\n', 'null', '{"secret":"guessed","argv":["x"]}']) await say(words);
  expect(seconds).toEqual([]);
  await say(JSON.stringify({ secret: held.secret, argv: ['--demo'], folder }));
  expect(seconds).toEqual([['--demo']]);
  rmSync(folder, { recursive: true, force: true });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The package's own look-up walks a list of 92 000 entries for each question; its data in a set answers at once.
let hosts: ReadonlySet<string> | null = null;

function load(): ReadonlySet<string> {
  const { resolve } = createRequire(import.meta.url);
  return new Set(
    ['freemail/data/free.txt', 'freemail/data/disposable.txt'].flatMap((list) =>
      readFileSync(resolve(list), 'utf8').split('\n'),
    ),
  );
}

/** Whether a domain gives mailboxes to anyone, so that it says nothing about a company: gmail.com, gmx.de. */
export function isMailboxHost(domain: string): boolean {
  hosts ??= load();
  return hosts.has(domain);
}

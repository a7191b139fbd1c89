import type { KeyboardEvent } from 'react';
import type { Command } from './commands/command.ts';

/** Where a key leads from a row, or `undefined` when it doesn't move. */
export function rowAfter(key: string, at: number, rows: number, fitting: number): number | undefined {
  const last = rows - 1;
  if (last < 0) return undefined;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(last, at + 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + fitting);
    case 'PageUp':
      return Math.max(0, at - fitting);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

export type RowKeys = {
  at: number;
  rows: number;
  fitting: () => number;
  move: (index: number) => void;
  open?: ((index: number) => void) | undefined;
};

/** The keys of a list that has the focus: arrows, `j` `k`, page, home, end move, Enter opens. */
export function onRowKey(event: KeyboardEvent, { at, rows, fitting, move, open }: RowKeys): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && open !== undefined && at >= 0) {
    event.preventDefault();
    open(at);
    return;
  }
  const next = rowAfter(event.key, at, rows, fitting());
  if (next === undefined) return;
  event.preventDefault();
  move(next);
}

/** The same as commands of the screen, for a list whose choice is the screen's own (list and detail). */
export function rowCommands(of: string, at: number, rows: number, move: (index: number) => void): Command[] {
  const [next, previous] = rowMoves(of, (by) => move(at + by));
  return [
    { ...next, when: at < rows - 1 },
    { ...previous, when: at > 0 },
  ];
}

/** One row on, and one back. */
export function rowMoves(of: string, move: (by: 1 | -1) => void): [next: Command, previous: Command] {
  const moves = { repeats: true, hidden: true };
  return [
    { id: `${of}.next`, title: 'Next in the list', keys: ['j', 'arrowdown'], run: () => move(1), ...moves },
    { id: `${of}.previous`, title: 'Previous in the list', keys: ['k', 'arrowup'], run: () => move(-1), ...moves },
  ];
}

import type { BackedUp } from '../contract/threads.ts';

/** What whoever started us from a terminal is told at the end; nothing when no workspace was open, or the engine has said it. */
export function closingWords(backedUp: BackedUp | undefined): string | undefined {
  switch (backedUp?.state) {
    case 'taken':
      return `The workspace was backed up as ${backedUp.name}.`;
    case 'not needed':
      return 'Nothing was changed since the last backup.';
    default:
      return undefined;
  }
}

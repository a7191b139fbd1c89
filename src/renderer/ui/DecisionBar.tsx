import type { ReactNode } from 'react';
import { CommandButton } from './CommandButton.tsx';
import type { Command } from './commands/command.ts';
import classes from './DecisionBar.module.css';
import { KeyCap } from './KeyCap.tsx';

export type DecisionBarProps = {
  /** What may be decided, the one the screen is for first. */
  commands: readonly Command[];
  /** A sentence about what a decision does, or `KeysHint`. */
  hint?: ReactNode;
  /** Id of the command whose change is on its way. */
  busy?: string | undefined;
  label?: string;
};

/** The decisions, always at the bottom of what they decide. */
export function DecisionBar({ commands, hint, busy, label = 'Decide' }: DecisionBarProps) {
  return (
    <div className={classes.bar} role="toolbar" aria-label={label}>
      <div className={classes.buttons}>
        {commands.map((command) => (
          <CommandButton key={command.id} command={command} busy={busy === command.id} />
        ))}
      </div>
      {hint !== undefined && <div className={classes.hint}>{hint}</div>}
    </div>
  );
}

export type KeysHintProps = { keys: readonly { word: string; keys: string }[] };

/** “next J · undo U · keys ?” */
export function KeysHint({ keys }: KeysHintProps) {
  return (
    <span className={classes.keys}>
      {keys.map((key, index) => (
        <span key={key.word} className={classes.key}>
          {index > 0 && <span aria-hidden="true">·</span>}
          {key.word} <KeyCap keys={key.keys} />
        </span>
      ))}
    </span>
  );
}

import type { ReactNode } from 'react';
import { CommandButton } from './CommandButton.tsx';
import type { Command } from './commands/command.ts';
import classes from './EmptyState.module.css';

export type EmptyStateProps = {
  title: string;
  /** Why there is nothing, and what would change that. */
  children?: ReactNode;
  /** The next step, the first being the one to take. */
  commands?: readonly Command[];
  /** Small, inside a panel or list. */
  compact?: boolean;
};

/** Nothing here yet: says so, and what to do next. */
export function EmptyState({ title, children, commands = [], compact = false }: EmptyStateProps) {
  return (
    <div className={classes.empty} data-compact={compact || undefined}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.words}>{children}</div>}
      {commands.length > 0 && (
        <div className={classes.commands}>
          {commands.map((command, index) => (
            <CommandButton
              key={command.id}
              command={index === 0 && !compact ? { ...command, primary: true } : command}
            />
          ))}
        </div>
      )}
    </div>
  );
}

import type { ReactNode } from 'react';
import { useWorkspace } from '../client/useWorkspace.ts';
import { CommandButton } from './CommandButton.tsx';
import { type Command, runCommand } from './commands/command.ts';
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

const toCommand = (id: string, title: string): Command => ({ id, title, run: () => void runCommand(id) });
const IMPORT = toCommand('files.import', 'Import files…');
const DEMO = toCommand('workspace.demo', 'Look at the demo');

/** Before anything came in, every empty screen leads on: to the first import, or to an example of it all. */
function useFirstSteps(commands: readonly Command[]): readonly Command[] {
  const counts = useWorkspace()?.counts;
  if (counts === undefined || counts.accounts + counts.partners + counts.registrations > 0) return commands;
  return [...(commands.length === 0 ? [IMPORT] : commands), DEMO];
}

/** Nothing here yet: says so, and what to do next. */
export function EmptyState({ title, children, commands: own = [], compact = false }: EmptyStateProps) {
  const first = useFirstSteps(own);
  const commands = compact ? own : first;
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

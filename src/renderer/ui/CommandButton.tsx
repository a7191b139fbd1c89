import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Command, isEnabled } from './commands/command.ts';
import { ariaKeys } from './commands/keys.ts';
import { KeyCap } from './KeyCap.tsx';

export type CommandButtonProps = {
  command: Command;
  /** Other words than the command's title. */
  children?: ReactNode;
  /** While the change is on its way. */
  busy?: boolean;
};

/** A command as a button with its key; greyed out it says why in a tooltip. */
export function CommandButton({ command, children, busy = false }: CommandButtonProps) {
  const keys = command.keys?.[0];
  const enabled = isEnabled(command);
  const primary = command.primary === true;
  const button = (
    <Button
      variant={primary ? 'filled' : 'default'}
      onClick={() => enabled && command.run()}
      // Not `disabled`: the button must stay reachable so that its reason can be read.
      aria-disabled={enabled ? undefined : true}
      {...(enabled ? {} : { 'data-disabled': true })}
      loading={busy}
      aria-keyshortcuts={ariaKeys(keys)}
      rightSection={keys === undefined ? undefined : <KeyCap keys={keys} onAccent={primary && enabled} />}
    >
      {children ?? command.title}
    </Button>
  );
  if (enabled || command.whyNot === undefined) return button;
  return <Tooltip label={command.whyNot}>{button}</Tooltip>;
}

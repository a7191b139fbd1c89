import { Button, Modal } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { Command } from './commands/command.ts';
import { useCommands } from './commands/useCommands.ts';
import { ErrorPanel } from './ErrorPanel.tsx';
import classes from './FormModal.module.css';
import { KeyCap } from './KeyCap.tsx';

export type FormModalProps = {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** The fields, Mantine inputs. The first with `data-autofocus` gets the focus. */
  children: ReactNode;
  /** The words of the button: “Reject”. */
  submitTitle: string;
  onSubmit: () => void;
  /** Why it can't be sent yet; greys the button and is read beside it. */
  notReady?: string | undefined;
  busy?: boolean;
  error?: unknown;
  /** A sentence about what will follow. */
  hint?: ReactNode;
  /** Commands of the dialog: number keys for the choices. */
  commands?: readonly Command[];
  size?: number;
};

/** A question with a few fields before a change. Ctrl/Cmd+Enter sends, Escape leaves. */
export function FormModal(props: FormModalProps) {
  const { title, opened, onClose, size = 460 } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} classNames={{ content: classes.content ?? '' }}>
      {opened && <Body {...props} />}
    </Modal>
  );
}

function Body({
  title,
  children,
  submitTitle,
  onSubmit,
  notReady,
  busy = false,
  error,
  hint,
  commands = [],
  onClose,
}: FormModalProps) {
  const whyId = useId();
  // What went wrong when it was open before, maybe over another record, is not said again.
  const [before] = useState(error);
  const ready = notReady === undefined && !busy;
  const send: Command = {
    id: 'dialog.send',
    title: submitTitle,
    keys: ['mod+enter'],
    when: ready,
    primary: true,
    run: onSubmit,
  };
  useCommands(title, [send, ...commands], 'dialog');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSubmit();
      }}
      onKeyDownCapture={(event) => {
        // Before a choice takes Enter for itself, whatever is held with it.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        if (ready) onSubmit();
      }}
    >
      {children}
      {error !== undefined && error !== null && error !== before && <ErrorPanel error={error} />}
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <div className={classes.buttons}>
        <span id={whyId} className={classes.why}>
          {notReady}
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="filled"
          loading={busy}
          aria-disabled={!ready || undefined}
          {...(ready ? {} : { 'data-disabled': true })}
          aria-describedby={whyId}
          rightSection={<KeyCap keys="mod+enter" onAccent={ready} />}
        >
          {submitTitle}
        </Button>
      </div>
    </form>
  );
}

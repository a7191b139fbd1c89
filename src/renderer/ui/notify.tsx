import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { explainShortly } from '../client/explain.ts';
import { announce } from './announce.ts';
import { KeyCap } from './KeyCap.tsx';
import classes from './notify.module.css';

export type Notice = {
  /** What happened, named: “Halden Precision approved, protected until 9 January 2027.” */
  message: string;
  tone?: 'pass' | 'fail' | 'neutral';
  /** Takes it back; offered in the toast and under the key `u`. */
  undo?: (() => void) | undefined;
};

let lastUndo: { toast: string; run: () => void } | undefined;
let made = 0;

/** Takes back what the last toast told of. `false` when there is nothing to take back. */
export function undoLast(): boolean {
  const undo = lastUndo;
  lastUndo = undefined;
  if (undo === undefined) return false;
  notifications.hide(undo.toast);
  undo.run();
  return true;
}

/** Says what happened, in a toast and to assistive technology, with a way to take it back. */
export function notify({ message, tone = 'neutral', undo }: Notice): void {
  made += 1;
  const toast = `notice-${made}`;
  announce(message);
  if (undo !== undefined) lastUndo = { toast, run: undo };
  notifications.show({
    id: toast,
    // The status region has said it; a toast is for the eyes.
    role: 'group',
    withBorder: true,
    autoClose: undo === undefined && tone !== 'fail' ? 5_000 : 10_000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    className: classes.toast ?? '',
    'data-tone': tone,
    message: (
      <div className={classes.line}>
        <span className={classes.message}>{message}</span>
        {undo !== undefined && (
          <Button className={classes.undo ?? ''} onClick={() => undoLast()} rightSection={<KeyCap keys="u" />}>
            Undo
          </Button>
        )}
      </div>
    ),
  } as Parameters<typeof notifications.show>[0]);
}

/** Says why something could not be done. */
export const notifyError = (error: unknown): void => notify({ message: explainShortly(error), tone: 'fail' });

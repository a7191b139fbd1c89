import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { explainShortly } from '../client/explain.ts';
import { withoutTurns } from '../format/turns.ts';
import { systemFormat } from '../format/useFormat.tsx';
import { announce } from './announce.ts';
import { KeyCap } from './KeyCap.tsx';
import classes from './notify.module.css';

export type Notice = {
  /** What happened, named: “Halden Precision approved, protected until 9 January 2027.” */
  message: string;
  tone?: 'pass' | 'fail' | 'neutral';
  /** Takes it back; offered in the toast and under the key `u`. */
  undo?: (() => void) | undefined;
  /** The id of what `undo` takes back, where another way leads there too; the newest notice of it alone offers to. */
  undoOf?: string | undefined;
};

type Undoable = { toast: string; message: string; run: () => void; of: string | undefined };

let lastUndo: Undoable | undefined;
/** The toasts that offer to take something back, by its id. */
const offers = new Map<string, string>();
let lastKept: string | undefined;
let made = 0;

/** Takes back what was done last, or says why nothing is: never something older than that. */
export function undoLast(): void {
  if (lastUndo !== undefined) takeBack(lastUndo);
  else if (lastKept === undefined) notify({ message: 'There is nothing to undo.' });
  else notify({ message: `What was done last is not undone by key. It was: ${lastKept}` });
}

/** Each toast takes back what it tells of, whatever happened since. */
function takeBack(undo: Undoable): void {
  if (lastUndo?.toast === undo.toast) lastUndo = undefined;
  notifications.hide(undo.toast);
  undo.run();
}

/** Offers no longer to take something back: it was taken back in another way. */
export function dropUndo(of: string): void {
  if (lastUndo?.of === of) lastUndo = undefined;
  const toast = offers.get(of);
  if (toast !== undefined) notifications.hide(toast);
}

/** Takes all toasts away: what they offer to take back belongs to a workspace that is closed. */
export function dropNotices(): void {
  lastUndo = undefined;
  lastKept = undefined;
  offers.clear();
  notifications.clean();
}

/** Says what happened, in a toast and to assistive technology, with a way to take it back. */
export function notify({ message: said, tone = 'neutral', undo, undoOf }: Notice): void {
  // A name that turns its direction must not turn what stands behind it.
  const message = withoutTurns(said);
  made += 1;
  const toast = `notice-${made}`;
  announce(message);
  const undoable = undo === undefined ? undefined : { toast, message, run: undo, of: undoOf };
  if (undoOf !== undefined) {
    dropUndo(undoOf);
    offers.set(undoOf, toast);
  }
  if (undoable !== undefined || tone === 'pass') {
    // The key is for what was done last, be that a thing that stays; the one before keeps its button.
    if (lastUndo !== undefined) {
      notifications.update({ id: lastUndo.toast, message: <Line message={lastUndo.message} undo={lastUndo} /> });
    }
    lastUndo = undoable;
    lastKept = undoable === undefined ? message : undefined;
  }
  notifications.show({
    id: toast,
    // The status region has said it; a toast is for the eyes.
    role: 'group',
    withBorder: true,
    autoClose: undo === undefined && tone !== 'fail' ? 5_000 : 10_000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    onClose: () => {
      if (undoOf !== undefined && offers.get(undoOf) === toast) offers.delete(undoOf);
    },
    className: classes.toast ?? '',
    'data-tone': tone,
    message: <Line message={message} undo={undoable} withKey />,
  } as Parameters<typeof notifications.show>[0]);
}

type LineProps = { message: string; undo: Undoable | undefined; withKey?: boolean };

function Line({ message, undo, withKey = false }: LineProps) {
  return (
    <div className={classes.line}>
      <span className={classes.message}>{message}</span>
      {undo !== undefined && (
        <Button
          className={classes.undo ?? ''}
          onClick={() => takeBack(undo)}
          rightSection={withKey ? <KeyCap keys="u" /> : undefined}
        >
          Undo
        </Button>
      )}
    </div>
  );
}

/** Says why something could not be done. */
export const notifyError = (error: unknown): void =>
  notify({ message: systemFormat().words(explainShortly(error)), tone: 'fail' });

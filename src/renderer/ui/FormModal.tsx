import { Button, Modal } from '@mantine/core';
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { withoutTurns } from '../format/turns.ts';
import { type Format, useFormat } from '../format/useFormat.tsx';
import { announce } from './announce.ts';
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

/** A question with a few fields before a change. Ctrl/Cmd+Enter sends, Escape leaves: with words typed, not at the first slip. */
export function FormModal(props: FormModalProps) {
  const { opened, onClose, size = 460 } = props;
  const title = withoutTurns(props.title);
  const form = useRef<HTMLFormElement>(null);
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    const words = !leaving && form.current !== null && hasWordsTyped(form.current);
    setLeaving(words);
    if (words) announce(LEAVING);
    else onClose();
  };
  return (
    <Modal opened={opened} onClose={leave} title={title} size={size} classNames={{ content: classes.content ?? '' }}>
      {opened && (
        <Body {...props} title={title} form={form} leaving={leaving} onTyped={() => leaving && setLeaving(false)} />
      )}
    </Modal>
  );
}

const LEAVING = 'What you typed would be lost. Escape once more, or Cancel, leaves all the same.';

type BodyProps = FormModalProps & {
  form: RefObject<HTMLFormElement | null>;
  leaving: boolean;
  onTyped: () => void;
};

function Body({
  title,
  form,
  leaving,
  onTyped,
  children,
  submitTitle,
  onSubmit,
  notReady,
  busy = false,
  error,
  hint,
  commands = [],
  onClose,
}: BodyProps) {
  const format = useFormat();
  const whyId = useId();
  const [unreadable, setUnreadable] = useState<string>();
  // What went wrong when it was open before, maybe over another record, is not said again.
  const [before] = useState(error);
  const ready = notReady === undefined && !busy;
  const submit = () => {
    const found = form.current === null ? undefined : firstUnreadable(form.current, format);
    setUnreadable(found?.why);
    found?.field.focus();
    // Who presses the keys and not the button has not been told why it is grey.
    const why = found?.why ?? notReady;
    if (why !== undefined) announce(why);
    else if (ready) onSubmit();
  };
  const send: Command = {
    id: 'dialog.send',
    title: submitTitle,
    keys: ['mod+enter'],
    when: ready,
    primary: true,
    run: submit,
  };
  useCommands(title, [send, ...commands], 'dialog');
  return (
    <form
      ref={form}
      className={classes.form}
      // The browser would say it in its own words, to the button alone.
      noValidate
      onInput={({ target }) => {
        if (isText(target)) target.dataset.typed = 'true';
        setUnreadable(undefined);
        onTyped();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDownCapture={(event) => {
        // Half a date is typed without an input.
        if (event.key !== 'Escape') onTyped();
        // Before a choice takes Enter for itself, whatever is held with it.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      {children}
      {error !== undefined && error !== null && error !== before && <ErrorPanel error={error} />}
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <div className={classes.buttons}>
        <span id={whyId} className={classes.why} data-now={leaving || unreadable !== undefined || undefined}>
          {leaving ? LEAVING : (unreadable ?? notReady)}
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

const isText = (field: unknown): field is HTMLInputElement | HTMLTextAreaElement =>
  field instanceof HTMLTextAreaElement ||
  (field instanceof HTMLInputElement && !['checkbox', 'radio'].includes(field.type));

/** Whether there is something in the form that somebody typed, and would have to type again. */
const hasWordsTyped = (form: HTMLFormElement): boolean =>
  [...form.elements].some((field) => isText(field) && field.dataset.typed !== undefined && field.value.trim() !== '');

/** The first field with something the browser can't read or we don't take, and why: half a date reads as none. */
function firstUnreadable(form: HTMLFormElement, format: Format) {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || field.validity.valid) continue;
    const label = (field.labels?.[0]?.textContent ?? '').replace(/ ?\*$/, '');
    const bound = (text: string) => text.replace('T', ', ').replace(/^\d{4}-\d\d-\d\d/, (day) => format.words(day));
    const { badInput, rangeOverflow, rangeUnderflow } = field.validity;
    if (badInput) return { field, why: `${label}: this is half a date. Finish it, or empty it.` };
    if (rangeOverflow) return { field, why: `${label}: ${bound(field.max)} at the latest.` };
    if (rangeUnderflow) return { field, why: `${label}: ${bound(field.min)} at the earliest.` };
  }
  return undefined;
}

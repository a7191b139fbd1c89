import { type RefObject, useId, useRef, useState } from 'react';
import { RejectionCode } from '../../../../contract/programme.ts';
import { client } from '../../../client/client.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import type { Command } from '../../../ui/commands/command.ts';
import { FormModal } from '../../../ui/FormModal.tsx';
import { KeyCap } from '../../../ui/KeyCap.tsx';
import { WordsField } from '../../../ui/WordsField.tsx';
import { suggestedCode } from '../findings.ts';
import classes from './Dialogs.module.css';
import type { DialogProps } from './dialogProps.ts';

/** The codes under one key each: the digits in their order, then letters. */
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'p', 'o'];

/** Rejects with a coded reason; a key chooses the code, Enter sends. */
export function RejectDialog({ detail, decisions, onClose }: DialogProps) {
  const format = useFormat();
  const [suggested] = useState(() => suggestedCode(detail.findings));
  const [code, setCode] = useState<RejectionCode | undefined>(suggested?.code);
  const [reason, setReason] = useState('');
  const words = useRef<HTMLTextAreaElement>(null);
  const codes = useRef<HTMLFieldSetElement>(null);
  const { fromDialog } = decisions;
  const choose = (next: RejectionCode) => {
    setCode(next);
    // “Other” says nothing by itself.
    if (next === 'other') words.current?.focus();
    else codes.current?.querySelector<HTMLInputElement>(`input[value="${next}"]`)?.focus();
  };
  const commands = RejectionCode.options.map(
    (one, place): Command => ({
      id: `reject.${one.replaceAll(' ', '-')}`,
      title: one,
      keys: [KEYS[place] ?? ''],
      run: () => choose(one),
    }),
  );
  const notReady =
    code === undefined
      ? 'Choose why.'
      : code === 'other' && reason.trim() === ''
        ? 'Say why in words: “other” needs them.'
        : undefined;
  return (
    <FormModal
      title={`Reject ${detail.customer}`}
      opened
      onClose={onClose}
      submitTitle="Reject"
      busy={fromDialog.isPending}
      error={fromDialog.error}
      notReady={notReady}
      commands={commands}
      size={520}
      hint={
        suggested === undefined ? undefined : `${suggested.because.title}: ${format.words(suggested.because.words)}`
      }
      onSubmit={() => {
        if (code === undefined) return;
        fromDialog.mutate(
          {
            of: detail,
            call: () =>
              client.registrations.reject({
                registration: detail.id,
                revision: detail.revision,
                code,
                reason: reason.trim(),
              }),
            said: `${detail.customer} rejected: ${code}.`,
            undo: 'the rejection',
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Codes ref={codes} code={code} onChoose={choose} />
      <WordsField ref={words} label="A word to the partner" value={reason} onChange={setReason} />
    </FormModal>
  );
}

type CodesProps = {
  ref: RefObject<HTMLFieldSetElement | null>;
  code: RejectionCode | undefined;
  onChoose: (code: RejectionCode) => void;
};

function Codes({ ref, code, onChoose }: CodesProps) {
  const group = useId();
  return (
    <fieldset ref={ref} className={classes.codes}>
      <legend className={classes.legend}>Why</legend>
      {RejectionCode.options.map((one, place) => (
        <label key={one} className={classes.code} data-chosen={code === one || undefined}>
          <input
            type="radio"
            className="visually-hidden"
            name={group}
            value={one}
            checked={code === one}
            {...((code ?? RejectionCode.options[0]) === one ? { 'data-autofocus': true } : {})}
            onChange={() => onChoose(one)}
          />
          <KeyCap keys={KEYS[place] ?? ''} />
          {one}
        </label>
      ))}
    </fieldset>
  );
}

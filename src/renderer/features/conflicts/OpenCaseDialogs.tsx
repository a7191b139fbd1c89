import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { WordsField } from '../../ui/WordsField.tsx';
import type { CaseDialogProps } from './CaseDialogs.tsx';
import { useKept } from './useKept.ts';
import { useTakeRequestBack } from './useTakeBack.ts';

/** The lines of a text, each a thing that is missing. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*[-•*]\s*/, '').trim())
    .filter((line) => line !== '');

/** Asks all claimants for the same. */
export function AskDialog({ detail, onClose }: CaseDialogProps) {
  const format = useFormat();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const missing = linesOf(text);
  const takeBack = useTakeRequestBack();
  const onSuccess = useKept(onClose);
  const ask = useMutation(
    orpc.conflicts.ask.mutationOptions({
      onSuccess: (asked) =>
        onSuccess(asked, {
          said: `${asked.number}: all claimants are asked${asked.waiting === null ? '' : `, until ${format.instant(asked.waiting.until)}`}.`,
          undo: () => takeBack.mutate({ case: asked.id }),
          undoOf: asked.id,
        }),
    }),
  );
  return (
    <FormModal
      title={`Ask all claimants in ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle="Ask all"
      busy={ask.isPending}
      error={ask.error}
      notReady={missing.length === 0 ? 'Write what is missing, a line each.' : undefined}
      hint="Each is asked for the same and has the same time. The clock of the case stands still until all have answered, or that time is over; sealing waits as well."
      onSubmit={() => ask.mutate({ case: detail.id, revision: detail.revision, missing, note: note.trim() })}
    >
      <WordsField
        label="What is missing, a line each"
        first
        lines={3}
        value={text}
        onChange={setText}
        placeholder={'Minutes of the first meeting, signed\nWho at the customer decides'}
      />
      <WordsField label="A word to all of them" value={note} onChange={setNote} />
    </FormModal>
  );
}

/** Dismisses a case in which there is nothing to decide between. */
export function DismissDialog({ detail, onClose }: CaseDialogProps) {
  const [reason, setReason] = useState('');
  const onSuccess = useKept(onClose);
  const dismiss = useMutation(
    orpc.conflicts.dismiss.mutationOptions({
      onSuccess: (dismissed) =>
        onSuccess(dismissed, { said: `${dismissed.number} is dismissed; its claims are back in the queue.` }),
    }),
  );
  return (
    <FormModal
      title={`Dismiss ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle="Dismiss the case"
      busy={dismiss.isPending}
      error={dismiss.error}
      notReady={reason.trim() === '' ? 'Say why there is nothing to decide between.' : undefined}
      hint={
        detail.blind
          ? 'Nothing is ruled: the claims go back to the queue with what was left of their clock. Names open with it, so it can’t be taken back; a new case can be opened.'
          : 'Nothing is ruled: the claims go back to the queue with what was left of their clock. It can’t be taken back; a new case can be opened.'
      }
      onSubmit={() => dismiss.mutate({ case: detail.id, revision: detail.revision, reason: reason.trim() })}
    >
      <WordsField label="Why" first value={reason} onChange={setReason} placeholder="Two plants, two projects." />
    </FormModal>
  );
}

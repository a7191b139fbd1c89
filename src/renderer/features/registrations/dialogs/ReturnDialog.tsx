import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../../client/client.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { WordsField } from '../../../ui/WordsField.tsx';
import { wantedOf } from '../findings.ts';
import classes from './Dialogs.module.css';
import type { DialogProps } from './dialogProps.ts';

/** Lists what is missing, as the checks found it, and sends it back with that list. */
export function ReturnDialog({ detail, decisions, onClose }: DialogProps) {
  const format = useFormat();
  const [wanted, setWanted] = useState(() =>
    wantedOf(detail).map((one) => ({ ...one, words: format.words(one.words) })),
  );
  const [other, setOther] = useState('');
  const [note, setNote] = useState('');
  const { fromDialog } = decisions;
  const missing = [...wanted.filter((one) => one.ticked).map((one) => one.words), other.trim()].filter(
    (words) => words !== '',
  );
  return (
    <FormModal
      title={`Return ${detail.customer} for information`}
      opened
      onClose={onClose}
      submitTitle="Return"
      busy={fromDialog.isPending}
      error={fromDialog.error}
      notReady={missing.length > 0 ? undefined : `${wanted.length > 0 ? 'Tick or write' : 'Write'} what is missing.`}
      hint="The clock stops until the partner has answered."
      onSubmit={() =>
        fromDialog.mutate(
          {
            of: detail,
            call: () =>
              client.registrations.return({
                registration: detail.id,
                revision: detail.revision,
                missing,
                note: note.trim(),
              }),
            said: `${detail.customer} returned: ${missing.length === 1 ? 'one thing is' : `${missing.length} things are`} missing.`,
            undo: 'the return',
          },
          { onSuccess: onClose },
        )
      }
    >
      {wanted.length > 0 && (
        <fieldset className={classes.choices}>
          <legend className={classes.legend}>What is missing, as the checks found it</legend>
          {wanted.map((one, place) => (
            <Checkbox
              key={one.words}
              label={one.words}
              checked={one.ticked}
              {...(place === 0 ? { 'data-autofocus': true } : {})}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                setWanted(wanted.map((same) => (same === one ? { ...same, ticked: checked } : same)));
              }}
            />
          ))}
        </fieldset>
      )}
      <TextInput
        label={wanted.length > 0 ? 'Something else' : 'What is missing'}
        {...(wanted.length === 0 ? { 'data-autofocus': true } : {})}
        value={other}
        onChange={(event) => setOther(event.currentTarget.value)}
        placeholder="the tender’s number"
      />
      <WordsField label="A word to the partner" value={note} onChange={setNote} />
    </FormModal>
  );
}

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { IsoDate } from '../../../../contract/units.ts';
import { client } from '../../../client/client.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { WordsField } from '../../../ui/WordsField.tsx';
import type { DialogProps } from './dialogProps.ts';

/** Records the first meeting, without which a protection lapses. */
export function MeetingDialog({ detail, decisions, onClose }: DialogProps) {
  const format = useFormat();
  const [on, setOn] = useState<string>(format.today);
  const [note, setNote] = useState('');
  const { fromDialog } = decisions;
  return (
    <FormModal
      title={`First meeting with ${detail.customer}`}
      opened
      onClose={onClose}
      submitTitle="Record"
      busy={fromDialog.isPending}
      error={fromDialog.error}
      notReady={on === '' ? 'Give the day it was held.' : undefined}
      hint="From then on the protection no longer lapses for want of a meeting."
      onSubmit={() =>
        fromDialog.mutate(
          {
            of: detail,
            call: () =>
              client.registrations.recordMeeting({
                registration: detail.id,
                revision: detail.revision,
                on: on as IsoDate,
                note: note.trim(),
              }),
            said: `${detail.customer}: the first meeting was held on ${format.date(on as IsoDate)}.`,
            undo: 'the meeting',
            stays: true,
          },
          { onSuccess: onClose },
        )
      }
    >
      <TextInput
        label="Held on"
        type="date"
        data-autofocus
        max={format.today}
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <WordsField label="Who was there, what came of it" value={note} onChange={setNote} />
    </FormModal>
  );
}

import { Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { EvidenceRung } from '../../../contract/programme.ts';
import type { ProtectionItem } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { notify } from '../../ui/notify.tsx';
import { WordsField } from '../../ui/WordsField.tsx';

export type ExtendDialogProps = { protection: ProtectionItem; opened: boolean; onClose: () => void };

/** Asks for the new evidence an extension needs. */
export function ExtendDialog({ protection, opened, onClose }: ExtendDialogProps) {
  const format = useFormat();
  const [kind, setKind] = useState<EvidenceRung>('in evaluation');
  const [date, setDate] = useState<string>(format.today);
  const [note, setNote] = useState('');
  const extend = useMutation(
    orpc.protection.extend.mutationOptions({
      onSuccess: (item) => {
        notify({ message: `${item.customer}: protected until ${format.date(item.until)}.`, tone: 'pass' });
        setNote('');
        onClose();
      },
    }),
  );
  return (
    <FormModal
      title={`Extend the protection of ${protection.customer}`}
      opened={opened}
      onClose={onClose}
      submitTitle="Extend"
      busy={extend.isPending}
      error={extend.error}
      notReady={note.trim().length < 20 ? 'Say what is new, in 20 characters or more.' : undefined}
      hint={`Now until ${format.date(protection.until)}. An extension never reaches past the cap, ${format.date(protection.capOn)}.`}
      onSubmit={() =>
        extend.mutate({
          protection: protection.id,
          revision: protection.revision,
          evidence: { kind, date: date as IsoDate, note: note.trim() },
        })
      }
    >
      <Select
        label="How far the deal is"
        data={EvidenceRung.options.map((rung) => ({ value: rung, label: rung }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => value !== null && setKind(value as EvidenceRung)}
      />
      <TextInput
        label="Date of the interaction"
        type="date"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <WordsField
        label="What is new"
        first
        lines={3}
        value={note}
        onChange={setNote}
        placeholder="Second visit on site; purchasing has the offer and decides in March."
      />
    </FormModal>
  );
}
